package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Affiliation;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.protocol.strategy.ContactMode;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/** Fills the form of a contact with what is most likely, so that little is left to type. */
@ApplicationScoped
class ContactSuggestion {
  @Inject CurrentPerson me;
  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;
  @Inject Clock clock;

  /** What a booking is for, as the form says it. */
  static String planned(Booking b) {
    return b.strategy + "|" + b.occurrence().orElse("");
  }

  /**
   * The planned contact that was asked for, or else the one that is most likely, just over.
   *
   * @param planned such as {@code coaching|monthly_call@4}, or null
   */
  Map<String, String> of(Site site, Enrolment enrolment, String planned) {
    List<DoseAccount> own = accounts.of(enrolment).accounts();
    Optional<PlannedLine> line =
        planned == null || planned.isEmpty()
            ? suggested(own)
            : own.stream()
                .flatMap(a -> a.lines().stream())
                .filter(l -> key(l).equals(planned) && l.delivery().isEmpty())
                .findFirst();
    int minutes = line.map(l -> l.planned().minutes()).orElse(30);
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("site", site.code);
    typed.put(
        "planned",
        line.map(ContactSuggestion::key)
            .orElseGet(() -> accounts.strategies(enrolment.study).get(0).key() + "|"));
    typed.put("outcome", ContactOutcome.HELD.name());
    // A contact is logged when it is over, so it began its planned length ago.
    ZonedDateTime began =
        clock
            .instant()
            .minus(minutes, ChronoUnit.MINUTES)
            .atZone(site.zoneId())
            .truncatedTo(ChronoUnit.MINUTES);
    ContactRules.began(typed, began.minusMinutes(began.getMinute() % 5));
    typed.put("minutes", String.valueOf(minutes));
    typed.put(
        "mode",
        line.map(l -> l.planned().mode())
            .filter(m -> m != ContactMode.ANY)
            .map(Enum::name)
            .orElse(DeliveredMode.VIDEO.name()));
    typed.put("kind", line.map(l -> l.planned().kind()).orElse(ContactKind.CALL).name());
    if (me.isCoach()) {
      typed.put("coaches.0", String.valueOf(me.id()));
    }
    return typed;
  }

  /** Puts what was booked over it: when, how long, how, with whom, about what. */
  void fill(Map<String, String> typed, Booking b) {
    typed.put("booking", b.id.toString());
    typed.put("site", b.site.code);
    ContactRules.began(typed, b.slot.startsAt.atZone(b.site.zoneId()));
    typed.put("minutes", String.valueOf(b.slot.minutes));
    typed.put("mode", b.slot.mode.name());
    typed.put("topics", b.topic);
    typed.put("coaches.0", b.slot.coach.id.toString());
    Affiliation.listForSite(b.site).stream()
        .filter(a -> a.person.id.equals(b.person.id) && a.until == null && isPart(b, a.part))
        .findFirst()
        .ifPresent(a -> ContactRules.attended(typed, a.part, a.person.id.toString(), null));
  }

  private boolean isPart(Booking b, String part) {
    return protocols.fileOf(b.slot.study).parts().stream().anyMatch(t -> t.key().equals(part));
  }

  /** What is late or due, or opens within two weeks. */
  private static Optional<PlannedLine> suggested(List<DoseAccount> own) {
    return own.stream()
        .flatMap(
            account ->
                account.next().stream()
                    .filter(line -> !line.planned().dueFrom().isAfter(account.asOf().plusDays(14))))
        .findFirst();
  }

  private static String key(PlannedLine line) {
    return line.planned().strategy() + "|" + line.planned().occurrence();
  }
}
