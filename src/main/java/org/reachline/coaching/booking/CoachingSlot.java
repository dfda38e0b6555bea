package org.reachline.coaching.booking;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/** A stretch of time that a coach offers to the sites of theirs in a study. */
@Entity
@Table(name = "coaching_slot")
public class CoachingSlot extends AuditedEntity {
  /** In which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Who offers it. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person coach;

  /** When it begins. */
  @Column(name = "starts_at", nullable = false, updatable = false)
  public Instant startsAt;

  /** How long it is. */
  @Column(nullable = false, updatable = false)
  public int minutes;

  /** How the two sides meet. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false, updatable = false)
  public DeliveredMode mode;

  @Column(name = "ends_at", nullable = false, updatable = false)
  Instant until;

  /** When it was offered. */
  @Column(name = "offered_at", nullable = false, updatable = false)
  public Instant offeredAt;

  /** When the coach took the offer back, or null. */
  @Column(name = "withdrawn_at")
  public Instant withdrawnAt;

  /** The table keeps offers apart by their ends. */
  @PrePersist
  void end() {
    until = endsAt();
  }

  /** Name of the slot in the audit trail. */
  @Override
  public String subject() {
    return "coaching_slot:" + id;
  }

  @Override
  public String label(String property) {
    return SlotFacts.SHEET.label(property);
  }

  /** What is said of it. */
  public SlotFacts facts() {
    return new SlotFacts(startsAt, minutes, mode);
  }

  /** Lets it be as these facts say. */
  public void say(SlotFacts facts) {
    startsAt = facts.startsAt();
    minutes = facts.minutes();
    mode = facts.mode();
  }

  /** When it ends. */
  public Instant endsAt() {
    return startsAt.plus(Duration.ofMinutes(minutes));
  }

  /** Slots of these coaches that a site can still pick, by time. */
  public static List<CoachingSlot> listFree(Study study, Collection<Person> coaches, Instant now) {
    return coaches.isEmpty()
        ? List.of()
        : list(
            "from CoachingSlot s join fetch s.coach where s.study = ?1 and s.coach in ?2 and"
                + " s.startsAt > ?3 and s.withdrawnAt is null and not exists (select b.id from"
                + " Booking b where b.slot = s and b.cancelledAt is null) order by s.startsAt,"
                + " s.ordinal",
            study,
            coaches,
            now);
  }

  /** Offers of a coach in a study that stand and are not over, by time. */
  static PanacheQuery<CoachingSlot> findStanding(Study study, Person coach, Instant now) {
    return find(
        "study = ?1 and coach = ?2 and withdrawnAt is null and startsAt > ?3 order by startsAt, ordinal",
        study,
        coach,
        now);
  }

  /** Standing offers of a coach, in whatever study, that begin between two instants, by time. */
  public static List<CoachingSlot> listAround(Person coach, Instant from, Instant to) {
    return list(
        "coach = ?1 and withdrawnAt is null and startsAt >= ?2 and startsAt < ?3 order by startsAt",
        coach,
        from,
        to);
  }
}
