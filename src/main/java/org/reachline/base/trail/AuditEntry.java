package org.reachline.base.trail;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.reachline.base.Formats;
import org.reachline.base.OrderedEntity;

/** One line of the trail. The table refuses update and delete. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry extends OrderedEntity {
  /**
   * Place in the trail of its record: 1 for the first act. The database counts, one act after the
   * other, so that of two at once the later is the one that was kept later; a global number is
   * handed out before that is known. Null until the entry was read again.
   */
  @Column(insertable = false, updatable = false)
  public Integer step;

  /** When the act happened. */
  @Column(name = "occurred_at", nullable = false)
  public Instant occurredAt;

  /** Mail address of who did it, or {@code system}. */
  @Column(name = "person_email", nullable = false)
  public String personEmail;

  /** What was done, such as {@code contact.withdrawn}. */
  @Column(nullable = false)
  public String act;

  /** Kind and key of the record, such as {@code coaching_contact:17}. */
  @Column(nullable = false)
  public String subject;

  /** Site concerned, or null. */
  @Column(name = "site_id")
  public Long siteId;

  /** JSON before, or null. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "state_before")
  public String before;

  /** JSON after, or null. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "state_after")
  public String after;

  /** Why, in the person's words, or null where none was asked for. */
  public String reason;

  /** The act in words: {@code Person access ended}. */
  public String actLabel() {
    return Formats.fromKey(act.replace('.', ' '));
  }

  /**
   * The newest entry of one record's trail.
   *
   * @param act the act or its beginning, such as {@code session.}; empty for any
   */
  public static Optional<AuditEntry> findNewest(String subject, String act) {
    return find("subject = ?1 and left(act, length(?2)) = ?2 order by step desc", subject, act)
        .firstResultOptional();
  }

  /** The end of one record's trail, newest first. */
  public static List<AuditEntry> listNewest(String subject, int most) {
    return AuditEntry.<AuditEntry>find("subject = ?1 order by step desc", subject)
        .range(0, most - 1)
        .list();
  }

  /** The trail of one record, oldest first. */
  public static List<AuditEntry> listForSubject(String subject) {
    return findForSubject(subject).list();
  }

  /** The same, to be asked for page by page. */
  public static PanacheQuery<AuditEntry> findForSubject(String subject) {
    return find("subject = ?1 order by step", subject);
  }
}
