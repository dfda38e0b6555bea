package org.reachline.sessions.live;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** One wording of the host's notes or of a case's text. Added to, never changed. */
@Entity
@Table(name = "live_text")
class LiveText extends PanacheEntityBase {
  /** What the text is. */
  public enum Kind {
    /** The host's running notes; hosts alone read them. */
    NOTES,
    /** The de-identified text of a case, for everybody once it is on screen. */
    CASE
  }

  /**
   * Which wording of which text.
   *
   * @param sessionId key of the session
   * @param kind notes or case
   * @param number 0 for notes; for cases the place among the agenda's cases, from 1
   * @param version 1, 2, 3 ...; the highest holds
   */
  @Embeddable
  public record Key(
      @Column(name = "session_id") long sessionId,
      @Enumerated(EnumType.STRING) Kind kind,
      int number,
      int version)
      implements Serializable {}

  /** Which wording. */
  @EmbeddedId public Key key;

  /** The text; may be empty. */
  @Column(nullable = false)
  public String wording;

  /** When it was saved. */
  @Column(name = "written_at", nullable = false)
  public Instant writtenAt;

  /** Who saved it. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "written_by")
  public Person writtenBy;

  /** The wording that holds, if anything was ever written. */
  public static Optional<LiveText> newest(EchoSession session, Kind kind, int number) {
    return find(
            "from LiveText t join fetch t.writtenBy where t.key.sessionId = ?1 and t.key.kind = ?2"
                + " and t.key.number = ?3 order by t.key.version desc",
            session.id,
            kind,
            number)
        .firstResultOptional();
  }

  /** Every wording of a text, newest first. */
  public static List<LiveText> listWordings(EchoSession session, Kind kind, int number) {
    return list(
        "from LiveText t join fetch t.writtenBy where t.key.sessionId = ?1 and t.key.kind = ?2 and"
            + " t.key.number = ?3 order by t.key.version desc",
        session.id,
        kind,
        number);
  }
}
