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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Whether the minutes reach this share of the planned length. */
  public boolean isPresent(double presentAtLeast) {
    return Presence.isEnough(minutes, session.durationMinutes, presentAtLeast);
  }

  /** Attendance of a session, by name. */
  public static List<Attendance> listForSession(EchoSession session) {
    return list(
        "select distinct a from Attendance a join fetch a.session s join fetch s.program join fetch"
            + " a.person p left join fetch a.site left join fetch a.intervals where s = ?1 order by"
            + " p.name, p.ordinal",
        session);
  }

  /** Attendance of all sessions of a study, by start of the session and name. */
  public static List<Attendance> listForStudy(Study study) {
    return list(
        "from Attendance a join fetch a.session s join fetch s.program p join fetch a.person q left"
            + " join fetch a.site where p.study = ?1 order by s.startsAt, q.name, q.ordinal",
        study);
  }

  /** A person's attendance of a session, if there is any evidence. */
  public static Optional<Attendance> find(EchoSession session, Person person) {
    return find("session = ?1 and person = ?2", session, person).firstResultOptional();
  }
}
