package org.reachline.sessions.attendance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.AttendanceInterval;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.Span;
import org.reachline.sites.Site;

/**
 * The one place where evidence of attendance is written down. Repeated, late and disordered
 * evidence ends in the same minutes; two writers for one person wait for each other.
 */
@ApplicationScoped
public class AttendanceLedger {
  @Inject EntityManager database;
  @Inject Clock clock;
  @Inject AttendedSites sites;
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
    String source =
        Attendance.find(session, person).flatMap(known -> coming(known)).orElse("button");
    Presence.Piece piece = new Presence.Piece(now, null, Evidence.JOINED, now, source);
    return record(session, person, piece, person.email, null);
  }

  /** What names the coming that a press of the button belongs to: a new one after a leaving. */
  private Optional<String> coming(Attendance known) {
    if (!known.isStillThere() && known.gone().isPresent()) {
      return Optional.of("button:" + clock.instant().toEpochMilli());
    }
    return known.intervals.stream()
        .filter(i -> i.evidence == Evidence.JOINED)
        .max(Comparator.comparing(i -> i.from))
        .map(i -> i.sourceId);
  }

  /** Somebody on the list said that they are leaving: what is presumed ends here. */
  @Transactional
  public Attendance left(EchoSession session, Person person) {
    Instant now = clock.instant();
    Presence.Piece piece =
        new Presence.Piece(now, now, Evidence.LEFT, now, "left:" + now.toEpochMilli());
    return record(session, person, piece, person.email, null);
  }

  /**
   * Adds up everybody again after the session's span may have changed: it was closed or opened
   * again, or a roll-call taken after the closing says that it had gone on, or does so no more.
   *
   * @return whether the time that counts is another now
   */
  @Transactional
  public boolean addUpAgain(EchoSession session) {
    List<Attendance> all = Attendance.listForSession(session);
    Span before = session.span();
    session.wentOnUntil =
        session.closedAt == null
            ? null
            : all.stream()
                .flatMap(a -> a.newestRollCall().stream())
                .filter(said -> !said.recordedAt.isBefore(session.closedAt))
                .map(said -> said.to)
                .filter(until -> until.isAfter(session.closedAt))
                .max(Comparator.naturalOrder())
                .orElse(null);
    all.stream().filter(a -> a.site == null).forEach(this::placeAgain);
    all.forEach(a -> addUp(a, a.minutes));
    return !before.equals(session.span());
  }

  /** Somebody who was written down for no site may have had a place that was dated back since. */
  private void placeAgain(Attendance attendance) {
    attendance.site = sites.siteOf(attendance.person, attendance.session).orElse(null);
    if (attendance.site != null && attendance.minutes > 0) {
      changes.fire(new AttendanceChanged(attendance, 0));
    }
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
    Site site = sites.siteOf(person, session).orElse(null);
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
    if (attendance.site == null && site != null) {
      // The person's place was dated back since they were written down.
      attendance.site = site;
    }
    return attendance;
  }
}
