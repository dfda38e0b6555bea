package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reachline.base.CurrentPerson;
import org.reachline.protocol.dose.Delivery;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Writes and reads the ledger. Rooms say what one of their records now stands for; what that means
 * in postings and reversals is decided here. Saying the same twice writes nothing.
 */
@ApplicationScoped
public class DoseLedger {
  @Inject EntityManager database;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject LedgerSnapshots snapshots;
  @Inject Event<DoseChanged> changed;

  /**
   * A record stands for a delivery, or for nothing any more.
   *
   * @param source kind and key of the record, such as {@code coaching_contact:17}
   * @param now the delivery, whose source is the same; empty for a record that was withdrawn or
   *     never held
   * @param why {@code logged}, {@code amended}, {@code withdrawn}, {@code attendance} ...
   * @return how many lines were written: 0, 1 or 2
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public int post(Enrolment enrolment, String source, Optional<Delivery> now, String why) {
    // Two writers for one record wait for each other; the lock ends with the transaction.
    database
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) l")
        .setParameter(1, source + "/" + enrolment.id)
        .getSingleResult();
    List<DoseEntry> known = DoseEntry.listForSource(source, enrolment.id);
    Posting posting = Posting.of(known.stream().map(this::line).toList(), now);
    int step = known.size();
    if (posting.takesBack().isPresent()) {
      Posting.Line back = posting.takesBack().get();
      write(enrolment, back.delivery(), ++step, back.key(), why);
    }
    if (posting.posts().isPresent()) {
      write(enrolment, posting.posts().get(), ++step, null, why);
    }
    if (!posting.isNothing()) {
      String strategy =
          posting
              .posts()
              .or(() -> posting.takesBack().map(Posting.Line::delivery))
              .map(Delivery::strategy)
              .orElseThrow();
      changed.fire(new DoseChanged(enrolment.id, strategy, source));
    }
    return step - known.size();
  }

  private Posting.Line line(DoseEntry entry) {
    Delivery delivery =
        new Delivery(
            entry.source,
            entry.strategy,
            Optional.ofNullable(entry.occurrence),
            entry.heldOn,
            Math.abs(entry.minutes),
            entry.people,
            Math.abs(entry.personMinutes));
    return new Posting.Line(entry.id, delivery, Optional.ofNullable(entry.reversesId));
  }

  private void write(
      Enrolment enrolment, Delivery d, int step, @Nullable Long reverses, String why) {
    int sign = reverses == null ? 1 : -1;
    DoseEntry entry = new DoseEntry();
    entry.studyId = enrolment.study.id;
    entry.enrolmentId = enrolment.id;
    entry.strategy = d.strategy();
    entry.source = d.source();
    entry.step = step;
    entry.occurrence = d.occurrence().orElse(null);
    entry.heldOn = d.day();
    entry.contacts = sign;
    entry.minutes = sign * d.minutes();
    entry.personMinutes = sign * d.personMinutes();
    entry.people = new TreeMap<>(d.people());
    entry.reversesId = reverses;
    entry.why = why;
    entry.postedAt = clock.instant();
    entry.postedBy = isSomebody() ? me.email() : "system";
    entry.planId =
        DosePlan.<DosePlan>find("enrolment = ?1 order by number desc", enrolment)
            .firstResultOptional()
            .map(plan -> plan.id)
            .orElse(null);
    entry.persistAndFlush();
  }

  /** Startup and schedules post without a request, so without a person. */
  private boolean isSomebody() {
    try {
      return me.isSignedIn();
    } catch (jakarta.enterprise.context.ContextNotActiveException nobody) {
      return false;
    }
  }

  /** The units in whose accounts a source has lines, those of ended stays too. */
  public List<Enrolment> holders(String source) {
    return Enrolment.list(
        "id in (select d.enrolmentId from DoseEntry d where d.source = ?1) order by ordinal",
        source);
  }

  /** What one unit got, of all strategies. */
  public List<Delivery> deliveries(Enrolment enrolment) {
    return snapshots.ofUnit(enrolment.id);
  }

  /**
   * What every unit of a study got, of all strategies, by key of the unit. A unit's list is the
   * same object until a line is added to its account.
   */
  public Map<Long, List<Delivery>> deliveries(Study study) {
    return snapshots.of(study.id);
  }

  /** Sum of the lines of a source kind in a study: how many deliveries stand. */
  public long standing(Study study, String kind) {
    return ((Number)
            database
                .createNativeQuery(
                    "select coalesce(sum(contacts), 0) from dose_entry where study_id = ?1"
                        + " and split_part(source, ':', 1) = ?2")
                .setParameter(1, study.id)
                .setParameter(2, kind)
                .getSingleResult())
        .longValue();
  }
}
