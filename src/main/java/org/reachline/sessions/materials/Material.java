package org.reachline.sessions.materials;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** A link or a file that belongs to a session. */
@Entity
@Table(name = "session_material")
public class Material extends OrderedEntity {
  /** Largest file, in bytes: 8 MiB. */
  public static final int MOST_BYTES = 8 * 1024 * 1024;

  /** Whose. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(updatable = false)
  public EchoSession session;

  /** What people read. */
  @Column(nullable = false, updatable = false)
  public String title;

  /** The address of a link, or null for a file. */
  @Column(updatable = false)
  public String url;

  /** The name of a file, or null for a link. */
  @Column(name = "file_name", updatable = false)
  public String fileName;

  /** What the file is, or null for a link. */
  @Column(name = "content_type", updatable = false)
  public String contentType;

  /** Size of the file, or null for a link. */
  @Column(updatable = false)
  public Integer bytes;

  /** Who added it. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "added_by", updatable = false)
  public Person addedBy;

  /** When. */
  @Column(name = "added_at", nullable = false, updatable = false)
  public Instant addedAt;

  /** Who took it back, or null. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "withdrawn_by")
  Person withdrawnBy;

  /** When it was taken back, or null. */
  @Column(name = "withdrawn_at")
  Instant withdrawnAt;

  /** Why, or null. */
  @Column(name = "withdrawn_reason")
  String withdrawnReason;

  /** Whether it is a file kept here. */
  public boolean isFile() {
    return fileName != null;
  }

  /** The size as people read it. */
  public String size() {
    if (bytes == null) {
      return "";
    }
    return bytes < 1024 * 1024
        ? Math.max(1, Math.round(bytes / 1024.0)) + " KB"
        : Math.round(bytes / 104857.6) / 10.0 + " MB";
  }

  /**
   * Takes it back.
   *
   * @throws Refusal.Conflict if somebody did so already
   */
  void withdraw(Person by, String reason, Instant now) {
    if (withdrawnAt != null) {
      throw new Refusal.Conflict(
          "This was taken back already by "
              + withdrawnBy.name
              + ", "
              + Formats.shortly(withdrawnAt, session.program.zoneId())
              + ": "
              + withdrawnReason);
    }
    withdrawnBy = by;
    withdrawnAt = now;
    withdrawnReason = reason;
  }

  /** What people find for a session, oldest first. */
  public static List<Material> listForSession(EchoSession session) {
    return findForSession(session).list();
  }

  /** The same to be asked for page by page. */
  static PanacheQuery<Material> findForSession(EchoSession session) {
    return find("session = ?1 and withdrawnAt is null order by ordinal", session);
  }

  /** What was not taken back, by key. */
  static Optional<Material> find(EchoSession session, long id) {
    return find("session = ?1 and id = ?2", session, id).firstResultOptional();
  }
}
