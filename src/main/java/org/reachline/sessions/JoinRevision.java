package org.reachline.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/** How often a person's join link for a session was revoked; no row means never. */
@Entity
@Table(name = "join_revision")
public class JoinRevision extends OrderedEntity {
  /** Which session. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoSession session;

  /** Whose link. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** The revision that is good now. */
  @Column(nullable = false)
  public int revision;

  /** The revision that is good for this person and session. */
  public static int current(long sessionId, long personId) {
    return JoinRevision.<JoinRevision>find(
            "session.id = ?1 and person.id = ?2", sessionId, personId)
        .firstResultOptional()
        .map(row -> row.revision)
        .orElse(0);
  }

  /** The revisions that are good for a session's people, by key; no entry means 0. */
  static Map<Long, Integer> current(EchoSession session) {
    return JoinRevision.<JoinRevision>list("session", session).stream()
        .collect(Collectors.toMap(row -> row.person.id, row -> row.revision));
  }

  /** Makes every link so far useless. */
  public static void raise(EchoSession session, Person person) {
    JoinRevision row =
        JoinRevision.<JoinRevision>find("session = ?1 and person = ?2", session, person)
            .firstResultOptional()
            .orElseGet(JoinRevision::new);
    row.session = session;
    row.person = person;
    row.revision++;
    row.persist();
  }
}
