package org.reachline.sessions.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.attendance.AttendanceLedger;

/** What people do on the live page, the same from the page, from a mail link and from the API. */
@ApplicationScoped
class LiveActs {
  /** Longest question, in characters. */
  public static final int LONGEST_QUESTION = 1000;

  /** Longest notes or case, in characters. */
  public static final int LONGEST_TEXT = 20_000;

  /** How many questions one person may have waiting. */
  public static final int MOST_WAITING = 5;

  @Inject LiveState state;
  @Inject EntityManager database;
  @Inject AttendanceLedger ledger;
  @Inject Clock clock;

  /** Asks in writing. @throws Refusal.BadInput naming {@code question} */
  @Transactional
  public LiveQuestion ask(EchoSession session, Person person, String typed) {
    Problems problems = new Problems();
    String wording = problems.text("question", typed, LONGEST_QUESTION);
    long waiting =
        LiveQuestion.count(
            "session = ?1 and person = ?2 and kind = 'QUESTION' and state = 'WAITING'",
            session,
            person);
    if (waiting >= MOST_WAITING) {
      problems.add(
          "question",
          "You have " + waiting + " questions waiting. Please wait until one is answered.");
    }
    problems.throwIfAny();
    return add(session, person, LiveQuestion.Kind.QUESTION, wording);
  }

  /** Leaves; a raised hand goes down. @throws Refusal.NotFound for somebody who never came */
  @Transactional
  public void leave(EchoSession session, Person person) {
    if (Attendance.find(session, person).isEmpty()) {
      throw new Refusal.NotFound();
    }
    ledger.left(session, person);
    LiveQuestion.findHand(session, person)
        .ifPresent(hand -> settle(hand, QuestionState.WITHDRAWN, person));
    state.changed(session.id);
  }

  /** Raises the hand; a hand that is up stays up. */
  @Transactional
  public LiveQuestion raise(EchoSession session, Person person) {
    database.flush();
    // Two devices may raise it at once: the table lets one hand up, and both find it.
    int raised =
        database
            .createNativeQuery(
                "insert into live_question (id, session_id, person_id, kind, asked_at, state)"
                    + " values (nextval('live_question_seq'), ?1, ?2, 'HAND', ?3, 'WAITING') on"
                    + " conflict do nothing")
            .setParameter(1, session.id)
            .setParameter(2, person.id)
            .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
            .executeUpdate();
    if (raised == 1) {
      state.changed(session.id);
    }
    return LiveQuestion.findHand(session, person).orElseThrow();
  }

  /** Takes one's own hand or question back. @throws Refusal.NotFound if it is somebody else's */
  @Transactional
  public void withdraw(EchoSession session, Person person, long question) {
    LiveQuestion own = LiveQuestion.get(session, question);
    if (!own.person.id.equals(person.id)) {
      throw new Refusal.NotFound();
    }
    settle(own, QuestionState.WITHDRAWN, person);
  }

  /** The host calls it up, answers it or puts it aside. */
  @Transactional
  public LiveQuestion settle(EchoSession session, long question, String typed, Person host) {
    Problems problems = new Problems();
    QuestionState next = problems.choice("state", typed, QuestionState.class);
    if (next == QuestionState.WAITING || next == QuestionState.WITHDRAWN) {
      problems.add("state", "A host can take, answer or dismiss: taken, answered, dismissed.");
    }
    problems.throwIfAny();
    LiveQuestion asked = LiveQuestion.get(session, question);
    settle(asked, next, host);
    return asked;
  }

  /**
   * Saves a text as its next version.
   *
   * @param version the version that was read, 0 for none
   * @throws Refusal.Overtaken if another version holds meanwhile
   * @throws Refusal.BadInput naming {@code wording} if it is too long
   */
  @Transactional
  public LiveText write(
      EchoSession session,
      LiveText.Kind kind,
      int number,
      String typed,
      int version,
      Person author) {
    String wording = typed == null ? "" : typed;
    if (wording.length() > LONGEST_TEXT) {
      throw new Refusal.BadInput(
          "wording",
          "At most " + LONGEST_TEXT + " characters, please; this has " + wording.length() + ".");
    }
    Optional<LiveText> newest = LiveText.newest(session, kind, number);
    int now = newest.map(text -> text.key.version()).orElse(0);
    if (newest.isPresent() && newest.get().wording.equals(wording)) {
      return newest.get();
    }
    if (now != version) {
      throw overtaken(newest.orElseThrow(Refusal.NotFound::new));
    }
    // Whoever saves at the same moment waits here for the other, and is told what they saved.
    int written =
        database
            .createNativeQuery(
                "insert into live_text (session_id, kind, number, version, wording, written_at,"
                    + " written_by) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing")
            .setParameter(1, session.id)
            .setParameter(2, kind.name())
            .setParameter(3, number)
            .setParameter(4, version + 1)
            .setParameter(5, wording)
            .setParameter(6, clock.instant().atOffset(ZoneOffset.UTC))
            .setParameter(7, author.id)
            .executeUpdate();
    LiveText holds = LiveText.newest(session, kind, number).orElseThrow();
    if (written == 0 && !holds.wording.equals(wording)) {
      throw overtaken(holds);
    }
    state.changed(session.id);
    return holds;
  }

  private static Refusal.Overtaken overtaken(LiveText newest) {
    return new Refusal.Overtaken("Other words were saved meanwhile.", null, newest.key.version());
  }

  /** Puts a case on everybody's screen; empty takes it off. */
  @Transactional
  public void show(EchoSession session, Optional<Integer> number) {
    if (number.isPresent() && (number.get() < 1 || number.get() > session.caseSlots())) {
      throw new Refusal.BadInput(
          "number", "This session's agenda has " + session.caseSlots() + " cases.");
    }
    state.show(session.id, number);
  }

  private LiveQuestion add(
      EchoSession session, Person person, LiveQuestion.Kind kind, String wording) {
    LiveQuestion asked = new LiveQuestion();
    asked.session = session;
    asked.person = person;
    asked.kind = kind;
    asked.wording = wording;
    asked.askedAt = clock.instant();
    asked.persist();
    state.changed(session.id);
    return asked;
  }

  private void settle(LiveQuestion asked, QuestionState next, Person by) {
    // Two hosts may press at once: the second is told what the first did.
    database.lock(asked, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
    database.refresh(asked);
    asked.become(next, by, clock.instant());
    state.changed(asked.session.id);
  }
}
