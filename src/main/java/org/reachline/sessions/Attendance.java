package org.reachline.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * One person in one session: the minutes that count and the evidence behind them. {@link
 * AttendanceLedger} writes it.
 */
@Entity
@Table(name = "attendance")
public class Attendance extends OrderedEntity {
  /** Which session. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoSession session;

  /** Who. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** The person's site on that day, or null for somebody who then belonged to none. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Site site;

  /** Minutes that count, as {@link Presence} says. */
  @Column(nullable = false)
  public int minutes;

  /** The kind of evidence that decides. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Evidence evidence;

  /** Whether a host changed what other evidence said; stays once set. */
  @Column(nullable = false)
  public boolean marked;

  /** All evidence, oldest first. */
  @OneToMany(mappedBy = "attendance")
  @OrderBy("recordedAt, ordinal")
  public List<AttendanceInterval> intervals = new ArrayList<>();

  /** Counts changes. */
  @Version public int version;

  /** What the evidence says. */
  public Presence presence() {
    return Presence.of(
        session.span(), intervals.stream().map(AttendanceInterval::pieceOf).toList());
  }

  /** Whether the minutes reach this share of the time for which the session was held. */
  public boolean isPresent(double presentAtLeast) {
    return Presence.isEnough(minutes, session.heldMinutes(), presentAtLeast);
  }

  /**
   * Whether the person came, and since then neither said that they left nor was said not to be
   * there: a roll-call of 0 minutes is no coming.
   */
  public boolean isStillThere() {
    Optional<Instant> came = newest(Evidence.JOINED, Evidence.HEARTBEAT, Evidence.ROLL_CALL);
    return came.isPresent() && gone().filter(at -> !at.isBefore(came.get())).isEmpty();
  }

  /** When they left last: when they said so, or when the roll-call said that they are not there. */
  public Optional<Instant> gone() {
    return Stream.concat(
            newest(Evidence.LEFT).stream(),
            newestRollCall().filter(AttendanceInterval::isEmpty).map(i -> i.recordedAt).stream())
        .max(Comparator.naturalOrder());
  }

  /** The roll-call that holds, if any. */
  public Optional<AttendanceInterval> newestRollCall() {
    return intervals.stream()
        .filter(i -> i.evidence == Evidence.ROLL_CALL)
        .max(
            Comparator.comparing((AttendanceInterval i) -> i.recordedAt)
                .thenComparing(i -> i.sourceId));
  }

  /** When the newest piece of these kinds begins. */
  public Optional<Instant> newest(Evidence... kinds) {
    List<Evidence> wanted = List.of(kinds);
    return intervals.stream()
        .filter(i -> wanted.contains(i.evidence))
        .filter(i -> i.evidence != Evidence.ROLL_CALL || !i.isEmpty())
        .map(i -> i.from)
        .max(Comparator.naturalOrder());
  }

  /** Attendance of a session, by name. */
  public static List<Attendance> listForSession(EchoSession session) {
    return list(
        "select distinct a from Attendance a join fetch a.session s join fetch s.program join fetch"
            + " a.person p left join fetch a.site left join fetch a.intervals where s = ?1 order by"
            + " p.name, p.ordinal",
        session);
  }

  /** Sites for which somebody was in one of these sessions. */
  public static List<Site> listSites(Collection<EchoSession> sessions) {
    return sessions.isEmpty()
        ? List.of()
        : getEntityManager()
            .createQuery(
                "select s from Site s where s.id in (select a.site.id from Attendance a where"
                    + " a.session in ?1)",
                Site.class)
            .setParameter(1, sessions)
            .getResultList();
  }

  /**
   * Keys of those of some sessions in which somebody was for one of these sites.
   *
   * @param guests whether who came for no site counts as well
   */
  public static Set<Long> sessionIds(
      Collection<EchoSession> sessions, Collection<Long> sites, boolean guests) {
    return sessions.isEmpty() || sites.isEmpty() && !guests
        ? Set.of()
        : Set.copyOf(
            getEntityManager()
                .createQuery(
                    "select distinct a.session.id from Attendance a where a.session in ?1 and"
                        + " (a.site.id in ?2 or (?3 = true and a.site is null))",
                    Long.class)
                .setParameter(1, sessions)
                .setParameter(2, sites)
                .setParameter(3, guests)
                .getResultList());
  }

  /** Attendance of some sessions for some sites, by start of the session and name. */
  public static List<Attendance> listForSites(
      Collection<EchoSession> sessions, Collection<Long> sites, boolean guests) {
    return sessions.isEmpty()
        ? List.of()
        : list(
            "from Attendance a join fetch a.session s join fetch s.program join fetch a.person q"
                + " left join fetch a.site t where s in ?1 and (t.id in ?2 or (?3 = true and t is"
                + " null)) order by s.startsAt, q.name, q.ordinal",
            sessions,
            sites,
            guests);
  }

  /** Attendance of some sessions. */
  public static List<Attendance> listForSessions(Collection<EchoSession> sessions) {
    return sessions.isEmpty() ? List.of() : list("session in ?1", sessions);
  }

  /** Attendance of all sessions of a study, by start of the session and name. */
  public static List<Attendance> listForStudy(Study study) {
    return list(
        "from Attendance a join fetch a.session s join fetch s.program p join fetch a.person q left"
            + " join fetch a.site where p.study = ?1 order by s.startsAt, q.name, q.ordinal",
        study);
  }

  /** Keys of the sessions in which a person was. */
  static List<Long> listSessionIds(long personId) {
    return getEntityManager()
        .createQuery("select a.session.id from Attendance a where a.person.id = ?1", Long.class)
        .setParameter(1, personId)
        .getResultList();
  }

  /** Keys of the sessions in which somebody was for one of these sites. */
  static List<Long> listSessionIds(Collection<Long> sites) {
    return sites.isEmpty()
        ? List.of()
        : getEntityManager()
            .createQuery(
                "select distinct a.session.id from Attendance a where a.site.id in ?1", Long.class)
            .setParameter(1, sites)
            .getResultList();
  }

  /** A person's attendance of a session, if there is any evidence. */
  public static Optional<Attendance> find(EchoSession session, Person person) {
    return find("session = ?1 and person = ?2", session, person).firstResultOptional();
  }
}
