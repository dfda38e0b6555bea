package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.dose.LedgerSource;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * Where the records are read that show a flag. A contact or booking is read at its own site, which
 * need not be the unit that the flag is about.
 */
@ApplicationScoped
class FlagSources {

  /** The address of each source that has one, by source. */
  Map<String, String> addresses(Study study, Collection<Standing> flags) {
    Map<String, Site> siteOf = new HashMap<>();
    Set<Long> contacts = new HashSet<>();
    Set<Long> bookings = new HashSet<>();
    for (Standing flag : flags) {
      for (String text : flag.shown()) {
        LedgerSource source = LedgerSource.of(text);
        switch (source.kind()) {
          case "coaching_contact" -> contacts.add(Long.valueOf(source.key()));
          case "coaching_booking" -> bookings.add(Long.valueOf(source.key()));
          default -> {
            if (flag.flag().enrolment != null) {
              siteOf.put(text, flag.flag().enrolment.unit);
            }
          }
        }
      }
    }
    if (!contacts.isEmpty()) {
      CoachingContact.<CoachingContact>list(
              "from CoachingContact c join fetch c.site where c.id in ?1", contacts)
          .forEach(c -> siteOf.put(c.subject(), c.site));
    }
    if (!bookings.isEmpty()) {
      Booking.<Booking>list("from Booking b join fetch b.site where b.id in ?1", bookings)
          .forEach(b -> siteOf.put(b.subject(), b.site));
    }
    Map<String, String> addresses = new HashMap<>();
    siteOf.forEach(
        (source, site) -> {
          String address = LedgerSource.of(source).address(study, site);
          if (address != null) {
            addresses.put(source, address);
          }
        });
    return addresses;
  }
}
