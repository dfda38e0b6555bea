package org.reachline.coaching.booking;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A site's claim on a slot. Moved and cancelled with a reason, never erased; when the contact was
 * logged, it points at it.
 */
@Entity
@Table(name = "coaching_booking")
public class Booking extends AuditedEntity {
  /** Which slot. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public CoachingSlot slot;

  /** The unit. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** The site of the unit. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** Who of the site will be there. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** Key of the strategy in the study file. */
  @Column(nullable = false, updatable = false)
  public String strategy;

  /** Key of the planned contact that it is for; null for unplanned help. */
  @Column(name = "planned_key", updatable = false)
  public String plannedKey;

  /** Study month of the planned contact; null for unplanned help. */
  @Column(name = "planned_month", updatable = false)
  public Integer plannedMonth;

  /** What the site wants to talk about, or null. */
  public String topic;

  /** When it was booked. */
  @Column(name = "booked_at", nullable = false, updatable = false)
  public Instant bookedAt;

  /** Mail address of who booked it. */
  @Column(name = "booked_by", nullable = false, updatable = false)
  public String bookedBy;

  /** What calendars were told last (SEQUENCE of RFC 5545). */
  @Column(nullable = false)
  public int sequence;

  /** When it was moved to another time, or null. */
  @Column(name = "moved_at")
  public Instant movedAt;

  /** Part of its name in calendars that nobody can guess; null for bookings of old. */
  @Column(name = "uid_secret", updatable = false)
  String uidSecret;

  /** What its name in calendars ends with: the sender's domain when it was booked. */
  @Column(name = "uid_domain", nullable = false, updatable = false)
  String uidDomain = "reachline";

  /** When it was cancelled, or null. */
  @Column(name = "cancelled_at")
  public Instant cancelledAt;

  /** Mail address of who cancelled it, or null. */
  @Column(name = "cancelled_by")
  public String cancelledBy;

  /** Why it was cancelled, or null. */
  @Column(name = "cancel_reason")
  public String cancelReason;

  /** The contact that was logged for it, or null. */
  @ManyToOne(fetch = FetchType.LAZY)
  public CoachingContact contact;

  /** Name of the booking in the audit trail. */
  @Override
  public String subject() {
    return "coaching_booking:" + id;
  }

  @Override
  public String label(String property) {
    return BookingFacts.SHEET.label(property);
  }

  /** What the site said. */
  public BookingFacts facts() {
    return new BookingFacts(slot, person, topic);
  }

  /** Name of the event in calendars; never changes. */
  public String uid() {
    return "coaching-booking-" + id + (uidSecret == null ? "" : "-" + uidSecret) + "@" + uidDomain;
  }

  /** Gives its calendar entry a name that only the two sides will know. */
  void nameInSecret(SecureRandom chance, String domain) {
    byte[] bytes = new byte[16];
    chance.nextBytes(bytes);
    uidSecret = HexFormat.of().formatHex(bytes);
    uidDomain = domain;
  }

  /** Whether it was not cancelled. */
  public boolean isStanding() {
    return cancelledAt == null;
  }

  /** Whether it stands and nothing was logged for it yet. */
  public boolean isOpen() {
    return isStanding() && contact == null;
  }

  /** The planned contact, as {@code monthly_call@4}; empty for unplanned help. */
  public Optional<String> occurrence() {
    return plannedKey == null ? Optional.empty() : Optional.of(plannedKey + "@" + plannedMonth);
  }

  private static final String WHOLE =
      "from Booking b join fetch b.slot s join fetch s.coach join fetch b.site join fetch b.person"
          + " join fetch b.enrolment ";

  /** The standing booking of a slot. */
  public static Optional<Booking> findStanding(CoachingSlot slot) {
    return find("slot = ?1 and cancelledAt is null", slot).firstResultOptional();
  }

  /** Bookings of a unit, cancelled ones too, newest first. */
  public static List<Booking> listForEnrolment(Enrolment enrolment) {
    return list(
        WHOLE + "where b.enrolment = ?1 order by s.startsAt desc, b.ordinal desc", enrolment);
  }

  /** Open bookings of a study, by time. */
  public static List<Booking> listOpen(Study study) {
    return list(
        WHOLE
            + "where s.study = ?1 and b.cancelledAt is null and b.contact is null"
            + " order by s.startsAt, b.ordinal",
        study);
  }

  /** Open bookings of some units, by their keys, by time. */
  public static List<Booking> listOpen(Collection<Long> enrolments) {
    return enrolments.isEmpty()
        ? List.of()
        : list(
            WHOLE
                + "where b.enrolment.id in ?1 and b.cancelledAt is null and b.contact is null"
                + " order by s.startsAt, b.ordinal",
            enrolments);
  }

  /**
   * Open bookings of a study in which a person takes part: as coach, those too that are over and
   * were not logged; for the site, those to come. What is over stands first, then by time; to be
   * asked for page by page.
   *
   * @param from what began before is no longer asked for
   */
  public static PanacheQuery<Booking> findOpenOf(
      Study study, long person, Instant from, Instant now) {
    return find(
        WHOLE
            + "where s.study = ?1 and b.cancelledAt is null and b.contact is null and s.startsAt >"
            + " ?2 and (s.coach.id = ?3 or b.person.id = ?3 and s.until > ?4) order by case when"
            + " s.until > ?4 then 1 else 0 end, s.startsAt, b.ordinal",
        study,
        from,
        person,
        now);
  }

  /** Standing bookings of a coach in a study that begin after an instant, by time. */
  public static List<Booking> listForCoach(Study study, Person coach, Instant from) {
    return list(
        WHOLE
            + "where s.study = ?1 and s.coach = ?2 and s.startsAt > ?3 and b.cancelledAt is null"
            + " order by s.startsAt, b.ordinal",
        study,
        coach,
        from);
  }

  /** Bookings in which a person takes part as coach or for the site, from an instant on. */
  public static List<Booking> listForPerson(long person, Instant from) {
    return list(
        WHOLE
            + "where (s.coach.id = ?1 or b.person.id = ?1) and s.startsAt > ?2"
            + " order by s.startsAt, b.ordinal",
        person,
        from);
  }
}
