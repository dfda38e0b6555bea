package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.dose.DoseLedger;
import org.reachline.protocol.dose.Delivery;

/** Posts contacts to the ledger of delivered dose, in the transaction that changes them. */
@ApplicationScoped
public class ContactPosting {
  /** Kind of the ledger's sources that are contacts. */
  public static final String KIND = "coaching_contact";

  @Inject DoseLedger ledger;

  void onChange(@Observes ContactChanged change) {
    post(CoachingContact.findById(change.contactId()), change.act());
  }

  private void post(CoachingContact contact, String why) {
    ledger.post(
        contact.enrolment,
        contact.subject(),
        contact.isDelivered() ? Optional.of(delivery(contact)) : Optional.empty(),
        why);
  }

  /** What a contact that was held delivered. */
  static Delivery delivery(CoachingContact contact) {
    Map<String, Integer> people = new TreeMap<>();
    contact.facts.attendees().forEach(a -> people.merge(a.part(), a.people(), Integer::sum));
    return Delivery.together(
        contact.subject(),
        contact.facts.strategy(),
        contact.occurrence(),
        contact.heldOn(),
        contact.facts.minutes(),
        people);
  }
}
