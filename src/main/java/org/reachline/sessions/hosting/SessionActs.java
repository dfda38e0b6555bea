package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinRevision;
import org.reachline.sessions.RoomAddress;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionFacts;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.attendance.SessionPosting;

/**
 * What a host does to a session, the same from the page and from the API, each on the trail.
 * Whoever was overtaken is told of it ({@link org.reachline.base.Refusal.Overtaken}).
 */
@ApplicationScoped
public class SessionActs {
  @Inject AuditTrail audit;
  @Inject Clock clock;
  @Inject AttendanceLedger ledger;
  @Inject SessionPosting posting;
  @Inject Speakers speakers;
  @Inject Event<SessionChanged> changes;

  /** Writes what was typed. */
  @Transactional
  public void change(EchoSession session, SessionFacts now, Change change) {
    act(
        "session.changed",
        session,
        change,
        () -> {
          Speakers.Speaker before =
              new Speakers.Speaker(session.didacticPresenter, session.didacticPresenterId);
          session.say(now);
          speakers.resolveTalk(session, before);
        });
  }

  /** Starts it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void open(EchoSession session) {
    act("session.opened", session, Change.now(session, null), () -> session.open(clock.instant()));
  }

  /** Closes it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void close(EchoSession session) {
    act(
        "session.closed",
        session,
        Change.now(session, null),
        () -> {
          session.close(clock.instant());
          ledger.addUpAgain(session);
          posting.post(session);
        });
  }

  /**
   * Says of a session of the past what its talk was and that it was held, as when the sessions of
   * earlier months are entered at once. Nobody is thanked for it, nor asked how it was.
   *
   * @param presenter who gave the talk, or null
   * @param heldUntil when it ended
   * @throws org.reachline.base.Refusal.Conflict if its state forbids it
   */
  @Transactional
  public void load(EchoSession session, String talk, Person presenter, Instant heldUntil) {
    Map<String, Object> before = state(session);
    speak(session, talk, presenter);
    session.close(heldUntil);
    audit.record("session.loaded", subject(session), null, before, state(session), null);
  }

  /** Says what the talk of a session will be, and who gives it; null for nobody known. */
  @Transactional
  public void announce(EchoSession session, String talk, Person presenter) {
    act(
        "session.changed",
        session,
        Change.now(session, null),
        () -> speak(session, talk, presenter));
  }

  private static void speak(EchoSession session, String talk, Person presenter) {
    session.didacticTitle = talk;
    session.didacticPresenter = presenter == null ? null : presenter.name;
    session.didacticPresenterId = presenter == null ? null : presenter.id;
  }

  /**
   * Opens it again; what it had posted as dose is taken back until it is closed once more.
   *
   * @throws org.reachline.base.Refusal.Conflict if its state forbids it
   */
  @Transactional
  public void reopen(EchoSession session, Change change) {
    act(
        "session.opened_again",
        session,
        change,
        () -> {
          session.reopen(clock.instant());
          ledger.addUpAgain(session);
          posting.post(session);
        });
  }

  /** Cancels it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void cancel(EchoSession session, Change change) {
    act(
        "session.cancelled",
        session,
        change,
        () -> session.cancel(change.reason(), clock.instant()));
  }

  /** Moves it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void move(EchoSession session, Instant newStart, Change change) {
    act("session.moved", session, change, () -> session.move(newStart, clock.instant()));
  }

  /** Makes a person's links for this session useless; a new one can be handed out at once. */
  @Transactional
  public void revokeLink(EchoSession session, Person person) {
    int before = JoinRevision.current(session.id, person.id);
    JoinRevision.raise(session, person);
    audit.record(
        "join_link.revoked",
        subject(session),
        null,
        new Link(person.email, before),
        new Link(person.email, before + 1),
        null);
  }

  private record Link(String person, int revision) {}

  private void act(String act, EchoSession session, Change change, Runnable doing) {
    change.requireSeen(session);
    audit.change(act, session, null, SessionActs::state, change.reason(), doing);
    changes.fire(new SessionChanged(session, change.reason()));
  }

  /** What hosts and trail read of it. */
  private static Map<String, Object> state(EchoSession session) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("startsAt", session.startsAt.toString());
    state.put("state", session.state().name());
    state.putAll(SessionFacts.SHEET.state(session.facts()));
    state.put("didacticPresenterId", session.didacticPresenterId);
    return state;
  }

  /** What was typed of a session's talk and room. */
  static SessionFacts read(Map<String, String> typed, Problems problems) {
    return SessionFacts.SHEET
        .reader(typed, problems)
        .given("roomUrl", RoomAddress.read(problems, "roomUrl", typed.get("roomUrl")))
        .read();
  }

  public static String subject(EchoSession session) {
    return session.subject();
  }
}
