package org.reachline.coaching;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.ledger.DoseLedger;

/** Posts contacts to the ledger of delivered dose, in the transaction that changes them. */
@ApplicationScoped
public class ContactPosting {
  /** Kind of the ledger's sources that are contacts. */
  public static final String KIND = "coaching_contact";

  @Inject DoseLedger ledger;

  void onChange(@Observes ContactChanged change) {
    post(CoachingContact.findById(change.contactId()), change.act());
  }

  /**
   * Posts contacts that came into the tables without an event, as a bulk load writes them. Cheap
   * when there are none: it compares two counts.
   */
  public void catchUp(Study study) {
    long held =
        CoachingContact.count(
            "study = ?1 and outcome = ?2 and withdrawnAt is null", study, ContactOutcome.HELD);
    if (held == ledger.standing(study, KIND)) {
      return;
    }
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              List<CoachingContact> unposted =
                  CoachingContact.list(
                      "from CoachingContact c join fetch c.enrolment e join fetch e.unit"
                          + " where c.study = ?1 and c.outcome = ?2 and c.withdrawnAt is null"
                          + " and not exists (select 1 from DoseEntry d"
                          + " where d.source = concat('coaching_contact:', cast(c.id as string)))",
                      study,
                      ContactOutcome.HELD);
              unposted.forEach(contact -> post(contact, "logged"));
            });
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
    contact.attendees.forEach(a -> people.merge(a.part, a.people, Integer::sum));
    return Delivery.together(
        contact.subject(),
        contact.strategy,
        contact.occurrence(),
        contact.heldOn(),
        contact.durationMinutes,
        people);
  }
}
