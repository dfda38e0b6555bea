package org.reachline.sessions.after;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** What one person said of one session. Changing it adds a revision; the highest holds. */
@Entity
@Table(name = "survey_answer")
class SurveyAnswer extends PanacheEntityBase {
  /**
   * Whose answer, and which of their wordings.
   *
   * @param sessionId key of the session
   * @param personId key of the person
   * @param revision 1, 2, 3 ...
   */
  @Embeddable
  public record Key(
      @Column(name = "session_id") long sessionId,
      @Column(name = "person_id") long personId,
      int revision)
      implements Serializable {}

  /** Whose. */
  @EmbeddedId public Key key;

  /** From 1 (of no use) to 5 (very useful). */
  @Column(nullable = false)
  public int usefulness;

  /** One thing that the person will do differently, or null. */
  public String change;

  /** When they said so. */
  @Column(name = "answered_at", nullable = false)
  public Instant answeredAt;

  /** What a person says now, if they have answered. */
  public static Optional<SurveyAnswer> newest(EchoSession session, Person person) {
    return find(
            "key.sessionId = ?1 and key.personId = ?2 order by key.revision desc",
            session.id,
            person.id)
        .firstResultOptional();
  }

  /** What everybody says now, in an order that tells nothing of who or when. */
  public static List<SurveyAnswer> listNewest(EchoSession session) {
    return list(
        "from SurveyAnswer a where a.key.sessionId = ?1 and a.key.revision = (select"
            + " max(b.key.revision) from SurveyAnswer b where b.key.sessionId = ?1 and"
            + " b.key.personId = a.key.personId) order by a.usefulness, a.change",
        session.id);
  }
}
