package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/**
 * The one place where evidence of attendance is written down. Repeated, late and disordered
 * evidence ends in the same minutes; two writers for one person wait for each other.
 */
@ApplicationScoped
public class AttendanceLedger {
  @Inject EntityManager database;
  @Inject Clock clock;
  @Inject Audience audience;
  @Inject Event<AttendanceChanged> changes;

  /**
   * Writes down one piece of evidence and adds up again. A piece that is there already (same kind
   * and source) is widened where the new one reaches further, otherwise nothing changes.
   *
   * @param recordedBy mail address of who says so, or {@code system}
   * @param reason why a host changes what was there, else null
   */
  @Transactional
  public Attendance record(
      EchoSession session, Person person, Presence.Piece piece, String recordedBy, String reason) {
    Attendance attendance = hold(session, person, piece.evidence());
    int before = attendance.minutes;
    AttendanceInterval known =
        attendance.intervals.stream()
            .filter(i -> i.evidence == piece.evidence() && i.sourceId.equals(piece.sourceId()))
            .findFirst()
            .orElse(null);
    if (known == null) {
      AttendanceInterval interval = new AttendanceInterval();
      interval.attendance = attendance;
      interval.from = piece.from();
      interval.to = piece.to();
      interval.evidence = piece.evidence();
      interval.sourceId = piece.sourceId();
      interval.recordedBy = recordedBy;
      interval.recordedAt = afterEarlierWords(attendance, piece);
      interval.reason = reason;
      interval.persist();
      attendance.intervals.add(interval);
      attendance.marked |= reason != null;
    } else {
      widen(known, piece);
    }
    addUp(attendance, before);
    return attendance;
  }

  /**
   * When a piece was written down. A person's word corrects the words before it, and the row is
   * held: so it comes after them, even where another instance's clock was ahead.
   */
  private static Instant afterEarlierWords(Attendance attendance, Presence.Piece piece) {
    return attendance.intervals.stream()
        .filter(i -> i.evidence == piece.evidence())
        .map(i -> i.recordedAt.plusNanos(1_000))
        .filter(piece.recordedAt()::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(piece.recordedAt());
  }

  /** Somebody pressed the join button; pressing again changes nothing. */
  @Transactional
  public Attendance joined(EchoSession session, Person person) {
    Instant now = clock.instant();
    Presence.Piece piece = new Presence.Piece(now, null, Evidence.JOINED, now, "button");
    return record(session, person, piece, person.email, null);
  }

  /** Adds up everybody again after the session's span changed. */
  @Transactional
  public void addUpAgain(EchoSession session) {
    Attendance.listForSession(session).forEach(a -> addUp(a, a.minutes));
  }

  private void addUp(Attendance attendance, int before) {
    Presence presence = attendance.presence();
    attendance.minutes = presence.minutes();
    presence.counted().ifPresent(kind -> attendance.evidence = kind);
    if (attendance.minutes != before) {
      changes.fire(new AttendanceChanged(attendance, before));
    }
  }

  private static void widen(AttendanceInterval known, Presence.Piece piece) {
    if (piece.from().isBefore(known.from)) {
      known.from = piece.from();
    }
    if (known.to != null && piece.to() != null && piece.to().isAfter(known.to)) {
      known.to = piece.to();
    }
  }

  private Attendance hold(EchoSession session, Person person, Evidence first) {
    Site site = siteOf(person, session);
    // Two browsers may join at once: the table lets one of them in, then both wait for the row.
    database.flush();
    database
        .createNativeQuery(
            "insert into attendance (id, session_id, person_id, site_id, minutes, evidence, marked,"
                + " version) values (nextval('attendance_seq'), ?1, ?2, ?3, 0, ?4, false, 0) on"
                + " conflict (session_id, person_id) do nothing")
        .setParameter(1, session.id)
        .setParameter(2, person.id)
        .setParameter(3, site == null ? null : site.id)
        .setParameter(4, first.name())
        .executeUpdate();
    Attendance attendance = Attendance.find(session, person).orElseThrow();
    database.lock(attendance, LockModeType.PESSIMISTIC_WRITE);
    database.refresh(attendance);
    return attendance;
  }

  private Site siteOf(Person person, EchoSession session) {
    LocalDate day = session.startsAt.atZone(session.program.zoneId()).toLocalDate();
    List<Affiliation> own =
        Affiliation.listHolding(person.id, day).stream()
            .filter(a -> !a.part.equals(Affiliation.COACH))
            .toList();
    if (own.size() < 2) {
      // Nearly everybody; a thousand joining at once need not each look through all allocations.
      return own.isEmpty() ? null : own.get(0).site;
    }
    List<Enrolment> enrolments = Enrolment.listForStudy(session.program.study);
    Set<Long> inStudy = new HashSet<>();
    enrolments.forEach(e -> e.members.forEach(site -> inStudy.add(site.id)));
    Set<Long> offered = audience.offeredSiteIds(session, enrolments);
    Set<String> parts = audience.parts(session.program);
    // Somebody at two sites attends for the one that is meant: in this study, offered the session,
    // in the right part; then by code, so that the answer never depends on chance.
    return own.stream()
        .min(
            Comparator.comparing((Affiliation a) -> !offered.contains(a.site.id))
                .thenComparing(a -> !inStudy.contains(a.site.id))
                .thenComparing(a -> !parts.contains(a.part))
                .thenComparing(a -> a.site.code))
        .map(a -> a.site)
        .orElse(null);
  }
}
