package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.Span;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.attendance.AttendedSites;
import org.reachline.sessions.attendance.SessionPosting;

/**
 * The host says who was there for how long. Saying it for somebody of whom nothing was known needs
 * no reason; changing what is known does, and stays marked with its author.
 */
@ApplicationScoped
public class RollCall {
  @Inject AttendanceLedger ledger;
  @Inject AttendedSites sites;
  @Inject SessionPosting posting;
  @Inject EntityManager database;
  @Inject Event<SessionChanged> sessions;
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * One person's row.
   *
   * @param person who
   * @param minutes minutes in the session; 0 for absent
   * @param reason why, or null
   * @param confirmed whether it is said on purpose that this holds, even if nothing changes by it
   * @param withoutSite whether the minutes are meant to count for no site
   */
  public record Entry(
      Person person, int minutes, String reason, boolean confirmed, boolean withoutSite) {}

  private record State(String person, Integer minutes, String evidence) {}

  /**
   * How many minutes at most somebody can have been in this session: its planned length, however
   * early it was closed, so that a closing by mistake can be mended here.
   */
  public static int most(EchoSession session) {
    return session.durationMinutes;
  }

  /**
   * Lets one roll-call of a session be taken at a time: whoever comes second reads what the first
   * wrote, before comparing it with what their page showed.
   */
  void oneAtATime(EchoSession session) {
    database.lock(session, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * Notes a problem where a row changes what is known and gives no reason, or where its minutes
   * would count for no site because the person's place begins later.
   */
  public void check(
      EchoSession session,
      Entry entry,
      Problems problems,
      String minutesField,
      String reasonField) {
    if (!changes(session, entry)) {
      return;
    }
    if (isKnown(session, entry.person()) && entry.reason() == null) {
      problems.add(reasonField, "Say why you change what is known of " + entry.person().name + ".");
    }
    if (entry.minutes() > 0 && !entry.withoutSite()) {
      beginsLater(session, entry.person())
          .ifPresent(
              place ->
                  problems.add(
                      minutesField,
                      place
                          + ": the minutes would count for no site. Ask a coordinator to date the"
                          + " place back, or say that they count for no site."));
    }
  }

  /**
   * That somebody who had no place on the session's day has one that begins later, in words; empty
   * for everybody else.
   */
  public Optional<String> beginsLater(EchoSession session, Person person) {
    return sites
        .laterPlace(person, session)
        .map(
            place ->
                person.name
                    + "'s place at "
                    + place.site.name
                    + " begins on "
                    + Formats.inWords(place.from)
                    + ", after this session");
  }

  /** Whether the row says something else than what counts now, or decides what was open. */
  public boolean changes(EchoSession session, Entry entry) {
    return Attendance.find(session, entry.person())
        .map(
            known ->
                known.minutes != entry.minutes()
                    || entry.confirmed() && known.evidence != Evidence.ROLL_CALL)
        .orElse(true);
  }

  private static boolean isKnown(EchoSession session, Person person) {
    return Attendance.find(session, person).isPresent();
  }

  /**
   * Writes down the rows that change something.
   *
   * @return how many did
   * @throws Refusal.Conflict if the session is cancelled or its doors never opened
   */
  @Transactional
  public int save(EchoSession session, List<Entry> entries) {
    requireBegun(session);
    List<Entry> changing = entries.stream().filter(entry -> changes(session, entry)).toList();
    Span before = session.span();
    // What is said after an early closing may say that the session went on.
    changing.forEach(entry -> session.wentOnUntil(until(session, entry)));
    changing.forEach(entry -> write(session, entry));
    ledger.addUpAgain(session);
    if (!before.equals(session.span())) {
      // The same minutes are another share of another length.
      posting.post(session);
      sessions.fire(new SessionChanged(session));
    }
    return changing.size();
  }

  private static Instant until(EchoSession session, Entry entry) {
    return session.startsAt.plus(Duration.ofMinutes(entry.minutes()));
  }

  private void write(EchoSession session, Entry entry) {
    Optional<Attendance> known = Attendance.find(session, entry.person());
    State before = known.map(RollCall::state).orElse(null);
    Presence.Piece piece =
        new Presence.Piece(
            session.startsAt,
            until(session, entry),
            Evidence.ROLL_CALL,
            clock.instant(),
            UUID.randomUUID().toString());
    Attendance after =
        ledger.record(
            session, entry.person(), piece, me.email(), known.isPresent() ? entry.reason() : null);
    audit.record(
        known.isPresent() ? "attendance.changed" : "attendance.recorded",
        SessionActs.subject(session),
        after.site == null ? null : after.site.id,
        before,
        state(after),
        entry.reason());
  }

  /** Passes only once people can have come. @throws Refusal.Conflict otherwise */
  public void requireBegun(EchoSession session) {
    if (session.state() == SessionState.CANCELLED) {
      throw new Refusal.Conflict(
          "This session was cancelled: nobody can have attended it.",
          session.subject(),
          session.state().act());
    }
    if (clock.instant().isBefore(session.doorsOpenAt())) {
      throw new Refusal.Conflict("This session has not begun: nobody can have attended it yet.");
    }
  }

  private static State state(Attendance attendance) {
    return new State(attendance.person.email, attendance.minutes, attendance.evidence.name());
  }
}
