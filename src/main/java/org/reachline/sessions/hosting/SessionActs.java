package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinRevision;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.attendance.SessionPosting;

/** What a host does to a session, the same from the page and from the API, each on the trail. */
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
  public void change(EchoSession session, SessionForm.Typed typed) {
    SessionForm.State before = SessionForm.State.of(session);
    typed.applyTo(session);
    speakers.resolveTalk(session);
    record("session.changed", session, before, null);
  }

  /** Starts it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void open(EchoSession session) {
    SessionForm.State before = SessionForm.State.of(session);
    session.open(clock.instant());
    record("session.opened", session, before, null);
  }

  /** Closes it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void close(EchoSession session) {
    SessionForm.State before = SessionForm.State.of(session);
    session.close(clock.instant());
    ledger.addUpAgain(session);
    posting.post(session);
    record("session.closed", session, before, null);
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
    SessionForm.State before = SessionForm.State.of(session);
    speak(session, talk, presenter);
    session.close(heldUntil);
    audit.record(
        "session.loaded", subject(session), null, before, SessionForm.State.of(session), null);
  }

  /** Says what the talk of a session will be, and who gives it; null for nobody known. */
  @Transactional
  public void announce(EchoSession session, String talk, Person presenter) {
    SessionForm.State before = SessionForm.State.of(session);
    speak(session, talk, presenter);
    record("session.changed", session, before, null);
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
  public void reopen(EchoSession session, String reason) {
    SessionForm.State before = SessionForm.State.of(session);
    session.reopen(clock.instant());
    ledger.addUpAgain(session);
    posting.post(session);
    record("session.opened_again", session, before, reason);
  }

  /** Cancels it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void cancel(EchoSession session, String reason) {
    SessionForm.State before = SessionForm.State.of(session);
    session.cancel(reason, clock.instant());
    record("session.cancelled", session, before, reason);
  }

  /** Moves it. @throws org.reachline.base.Refusal.Conflict if its state forbids it */
  @Transactional
  public void move(EchoSession session, Instant newStart, String reason) {
    SessionForm.State before = SessionForm.State.of(session);
    session.move(newStart, clock.instant());
    record("session.moved", session, before, reason);
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

  private void record(String act, EchoSession session, SessionForm.State before, String reason) {
    audit.record(act, subject(session), null, before, SessionForm.State.of(session), reason);
    changes.fire(new SessionChanged(session));
  }

  public static String subject(EchoSession session) {
    return session.subject();
  }
}
