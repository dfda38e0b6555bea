package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.RollCall;

/**
 * A person's own word on how long they were in a session. It stands beside all other evidence, sets
 * only the join button's presumption aside, and is never changed: a later word is one more.
 */
@ApplicationScoped
class OwnStatement {
  @Inject AttendanceLedger ledger;
  @Inject Audience audience;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.survey.open-days", defaultValue = "14")
  int openDays;

  /** Whether words are taken now: from the session's end on, for as long as its survey. */
  public boolean isOpen(EchoSession session) {
    Instant now = clock.instant();
    Instant end = session.span().to();
    return session.state() != SessionState.CANCELLED
        && !now.isBefore(end)
        && now.isBefore(end.plus(Duration.ofDays(openDays)));
  }

  /** Whether the session is this person's to speak of: they were expected, or are on its list. */
  public boolean concerns(EchoSession session, Person person) {
    return Attendance.find(session, person).isPresent()
        || !audience.expecting(person.id, List.of(session)).isEmpty();
  }

  /** What the person said last, if anything. */
  public Optional<Integer> said(EchoSession session, Person person) {
    return Attendance.find(session, person)
        .map(attendance -> attendance.presence().minutesBy().get(Evidence.STATEMENT));
  }

  /**
   * Takes a word.
   *
   * @param minutes as typed
   * @throws Refusal.NotFound if the session is not theirs to speak of
   * @throws Refusal.Conflict if words are not taken now
   * @throws Refusal.BadInput naming {@code minutes}
   */
  @Transactional
  public Attendance state(EchoSession session, Person person, String minutes) {
    if (!concerns(session, person)) {
      throw new Refusal.NotFound();
    }
    if (!isOpen(session)) {
      throw new Refusal.Conflict(
          "How long you were there can be said from the session's end, for "
              + openDays
              + " days. The hub team can still correct the record.");
    }
    Problems problems = new Problems();
    Integer typed = problems.integer("minutes", minutes, 1, RollCall.most(session));
    problems.throwIfAny();
    Instant now = clock.instant();
    Instant from = session.startsAt;
    return ledger.record(
        session,
        person,
        new Presence.Piece(
            from,
            from.plus(Duration.ofMinutes(typed)),
            Evidence.STATEMENT,
            now,
            "own:" + now.toEpochMilli()),
        person.email,
        null);
  }
}
