package org.reachline.coaching.contacts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.dose.DoseChanged;
import org.reachline.dose.DoseLedger;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Posts contacts to the ledger of delivered dose, in the transaction that changes them. */
@ApplicationScoped
public class ContactPosting {
  /** Kind of the ledger's sources that are contacts. */
  public static final String KIND = "coaching_contact";

  /** Contacts that were held, stand, and have no line in the ledger. */
  private static final String UNPOSTED =
      "from coaching_contact c join enrolment e on e.id = c.enrolment_id"
          + " join site s on s.id = e.unit_site_id left join lateral (select sum(q.n) as people,"
          + " jsonb_object_agg(q.part, q.n) as parts from (select a.part, sum(a.people) as n"
          + " from coaching_contact_attendee a where a.contact_id = c.id group by a.part) q) p"
          + " on true where c.study_id = :study and c.outcome = 'HELD' and c.withdrawn_at is null"
          + " and not exists (select 1 from dose_entry x"
          + " where x.source = 'coaching_contact:' || c.id)";

  @Inject DoseLedger ledger;
  @Inject EntityManager database;
  @Inject Clock clock;
  @Inject Protocols protocols;
  @Inject Event<DoseChanged> changed;

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
    QuarkusTransaction.joiningExisting().run(() -> postMissing(study));
  }

  private void postMissing(Study study) {
    database.flush();
    List<Long> units = new ArrayList<>();
    for (Object unit :
        database
            .createNativeQuery("select distinct c.enrolment_id " + UNPOSTED)
            .setParameter("study", study.id)
            .getResultList()) {
      units.add(((Number) unit).longValue());
    }
    database
        .createNativeQuery(
            "insert into dose_entry (id, study_id, enrolment_id, strategy, source, step,"
                + " occurrence, held_on, contacts, minutes, person_minutes, people, why, posted_at,"
                + " posted_by, plan_id) select nextval('dose_entry_seq'), c.study_id,"
                + " c.enrolment_id, c.strategy, 'coaching_contact:' || c.id, 1, c.planned_key ||"
                + " '@' || c.planned_month, cast(c.starts_at at time zone s.zone as date), 1,"
                + " c.duration_minutes, c.duration_minutes * coalesce(p.people, 0),"
                + " coalesce(p.parts, '{}'), 'logged', :now, 'system', (select d.id from dose_plan"
                + " d where d.enrolment_id = c.enrolment_id order by d.number desc limit 1) "
                + UNPOSTED)
        .setParameter("study", study.id)
        .setParameter("now", clock.instant())
        .executeUpdate();
    for (Long unit : units) {
      Enrolment enrolment = Enrolment.findById(unit);
      strategies(enrolment)
          .forEach(key -> changed.fire(new DoseChanged(unit, key, KIND + ":several")));
    }
  }

  private List<String> strategies(Enrolment unit) {
    return protocols.fileOf(unit.study).listStrategies(StrategyKind.COACHING).stream()
        .map(Strategy::key)
        .toList();
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
