package org.reachline.sessions.calendar;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;

/** What one person was told of one session, and what they answered. */
@Entity
@Table(name = "invitation")
public class Invitation extends OrderedEntity {
  /** What people answer; the words of RFC 5545. */
  public enum Answer {
    /** Will come. */
    ACCEPTED("will come"),
    /** Will not come. */
    DECLINED("will not come"),
    /** Does not know yet. */
    TENTATIVE("may come");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /** Which session. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoSession session;

  /** Who. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** The series as part of which the person was told, or null if the session stands alone. */
  @ManyToOne(fetch = FetchType.LAZY)
  public InvitationSeries series;

  /** What its name in calendars ends with: the sender's domain when it was told first. */
  @Column(name = "uid_domain", nullable = false, updatable = false)
  public String uidDomain;

  /** The revision that the person was told last (SEQUENCE); rises, never falls. */
  @Column(nullable = false)
  public int sequence;

  /** The revision in which the person was told of the present start first. */
  @Column(name = "asked_sequence", nullable = false)
  public int askedSequence;

  /** When the person was told that it begins at another time than before, or null. */
  @Column(name = "moved_at")
  public Instant movedAt;

  /** The facts that the person was told last. */
  @Column(name = "told_as", nullable = false)
  public String toldAs;

  /** Whether the person was told that they are not expected any more, or that it is cancelled. */
  @Column(nullable = false)
  public boolean withdrawn;

  /** The person's answer, or null. */
  @Enumerated(EnumType.STRING)
  public Answer answer;

  /** When they answered, or null. */
  @Column(name = "answered_at")
  public Instant answeredAt;

  /** When it was given: for an answer by mail as its sender's calendar says; or null. */
  @Column(name = "answer_stamp")
  public Instant answerStamp;

  /** Whether there is nothing to answer any more: it is over, or was taken back. */
  boolean isOverAt(Instant now) {
    return withdrawn || !session.endsAt().isAfter(now);
  }

  /**
   * The person answers; a later answer takes its place.
   *
   * @throws Refusal.Conflict once there is nothing to answer
   */
  void give(Answer given, Instant now) {
    if (isOverAt(now)) {
      throw new Refusal.Conflict("This session is over: there is nothing to answer any more.");
    }
    take(given, now, now);
  }

  /** Notes an answer. */
  void take(Answer given, Instant givenAt, Instant now) {
    answer = given;
    answeredAt = now;
    answerStamp = givenAt;
  }

  /** When the answer was given; there must be one. */
  Instant answerGivenAt() {
    return answerStamp == null ? answeredAt : answerStamp;
  }

  /** Asks for a new start: who could come at noon has not said so for one o'clock. */
  void askAnew(Instant now) {
    askedSequence = sequence;
    movedAt = now;
    answer = null;
    answeredAt = null;
    answerStamp = null;
  }

  /** Everybody who was told of a session. */
  public static List<Invitation> listForSession(EchoSession session) {
    return list(
        "from Invitation i join fetch i.person where i.session = ?1 order by i.ordinal", session);
  }

  /** Everybody who was told of a session, to be asked for page by page. */
  static PanacheQuery<Invitation> findForSession(EchoSession session) {
    return find(
        "from Invitation i join fetch i.person where i.session = ?1 order by i.ordinal", session);
  }

  /** The first few who were told of each of these sessions, by key of the session. */
  static Map<Long, List<Invitation>> listFirst(Collection<EchoSession> sessions, int most) {
    List<?> keys =
        getEntityManager()
            .createNativeQuery(
                "select n.id from (select i.id, row_number() over (partition by i.session_id order"
                    + " by i.ordinal) as place from invitation i where i.session_id in ?1) n where"
                    + " n.place <= ?2",
                Long.class)
            .setParameter(1, sessions.isEmpty() ? List.of(-1L) : ids(sessions))
            .setParameter(2, most)
            .getResultList();
    return keys.isEmpty()
        ? Map.of()
        : Invitation.<Invitation>list(
                "from Invitation i join fetch i.person where i.id in ?1 order by i.ordinal", keys)
            .stream()
            .collect(Collectors.groupingBy(i -> i.session.id));
  }

  /** How many were told of each of these sessions, by key of the session. */
  static Map<Long, Long> countForSessions(Collection<EchoSession> sessions) {
    Map<Long, Long> counts = new HashMap<>();
    getEntityManager()
        .createQuery(
            "select i.session.id, count(*) from Invitation i where i.session in ?1 group by"
                + " i.session.id",
            Object[].class)
        .setParameter(1, sessions)
        .getResultList()
        .forEach(row -> counts.put((Long) row[0], (Long) row[1]));
    return counts;
  }

  private static List<Long> ids(Collection<EchoSession> sessions) {
    return sessions.stream().map(session -> session.id).toList();
  }

  /** Everything that people were told of the sessions of these programmes, by session. */
  static PanacheQuery<Invitation> findForPrograms(Collection<EchoProgram> programs) {
    return find(
        "from Invitation i where i.session.program in ?1 order by i.session.startsAt,"
            + " i.session.ordinal, i.ordinal",
        programs);
  }

  /** The sessions of these programmes before some time of which anybody was told, by start. */
  static PanacheQuery<EchoSession> findTold(Collection<EchoProgram> programs, Instant until) {
    return EchoSession.find(
        "from EchoSession s where s.program in ?1 and s.startsAt < ?2 and exists (select 1 from"
            + " Invitation i where i.session = s) order by s.startsAt, s.ordinal",
        programs,
        until);
  }

  /** What one person was told of a session. */
  public static Optional<Invitation> find(EchoSession session, Person person) {
    return find("session = ?1 and person = ?2", session, person).firstResultOptional();
  }

  /** Everything a person was told of, to be asked for page by page. */
  static PanacheQuery<Invitation> findForPerson(Person person) {
    return find("from Invitation i where i.person = ?1 order by i.session.startsAt", person);
  }

  /** Everything a person was told of. */
  public static List<Invitation> listForPerson(Person person) {
    return list(
        "from Invitation i join fetch i.session s join fetch s.program where i.person = ?1 order by s.startsAt",
        person);
  }
}
