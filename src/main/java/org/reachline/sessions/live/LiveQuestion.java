package org.reachline.sessions.live;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** A raised hand, or a question in writing. It guards its own state and stays on record. */
@Entity
@Table(name = "live_question")
class LiveQuestion extends OrderedEntity {
  /** What it is. */
  public enum Kind {
    /** Wants to speak. */
    HAND,
    /** Wrote it down. */
    QUESTION
  }

  /** In which session. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoSession session;

  /** Who asks. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** Hand or writing. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Kind kind;

  /** The question; null for a hand. */
  public String wording;

  /** Since when it waits. */
  @Column(name = "asked_at", nullable = false)
  public Instant askedAt;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  QuestionState state = QuestionState.WAITING;

  @Column(name = "settled_at")
  Instant settledAt;

  @ManyToOne(fetch = FetchType.LAZY)
  @jakarta.persistence.JoinColumn(name = "settled_by")
  Person settledBy;

  /** Where it stands. */
  public QuestionState state() {
    return state;
  }

  /** When its state last changed; null while it waits. */
  public Instant settledAt() {
    return settledAt;
  }

  /** Whether it is a hand. */
  public boolean isHand() {
    return kind == Kind.HAND;
  }

  /**
   * Takes it up, answers it, puts it aside or takes it back.
   *
   * @throws Refusal.Conflict if somebody settled it before; says how and who
   */
  public void become(QuestionState next, Person by, Instant now) {
    if (!state.isOpen() || state == next) {
      throw new Refusal.Conflict(
          "This is settled already: "
              + state.label()
              + (settledBy == null ? "" : ", by " + settledBy.name)
              + ".");
    }
    state = next;
    settledBy = by;
    settledAt = now;
  }

  /** What is in a session's queue: called up first, then by time. */
  public static List<LiveQuestion> listOpen(EchoSession session) {
    return list(
        "from LiveQuestion q join fetch q.person where q.session = ?1 and q.state in ('WAITING',"
            + " 'TAKEN') order by q.state, q.askedAt, q.ordinal",
        session);
  }

  /** Everything that was asked in a session, by time. */
  public static List<LiveQuestion> listForSession(EchoSession session) {
    return list(
        "from LiveQuestion q join fetch q.person where q.session = ?1 order by q.askedAt, q.ordinal",
        session);
  }

  /** A person's raised hand, if it is up. */
  public static Optional<LiveQuestion> findHand(EchoSession session, Person person) {
    return find(
            "session = ?1 and person = ?2 and kind = 'HAND' and state in ('WAITING', 'TAKEN')",
            session,
            person)
        .firstResultOptional();
  }

  /** The question of this key in a session. @throws Refusal.NotFound if there is none */
  public static LiveQuestion get(EchoSession session, long id) {
    return find("session = ?1 and id = ?2", session, id)
        .<LiveQuestion>firstResultOptional()
        .orElseThrow(Refusal.NotFound::new);
  }
}
