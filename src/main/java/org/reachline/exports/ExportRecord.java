package org.reachline.exports;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.reachline.base.OrderedEntity;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/** The fact that somebody took data out: who, when, which files. Written once. */
@Entity
@Table(name = "data_export")
class ExportRecord extends OrderedEntity {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Version of its file in force then. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** When. */
  @Column(name = "exported_at", nullable = false)
  public Instant exportedAt;

  /** Mail address of who. */
  @Column(name = "exported_by", nullable = false)
  public String exportedBy;

  /** Whether files that reveal arms were left out. */
  @Column(nullable = false)
  public boolean blinded;

  /** The files of the ZIP. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(nullable = false)
  public List<Entry> files = new ArrayList<>();

  /**
   * One file of the ZIP.
   *
   * @param name its name
   * @param rows rows below the header; lines for a text
   * @param sha256 SHA-256 of its bytes, 64 lower-case hexadecimal digits
   */
  public record Entry(String name, long rows, String sha256) {}

  /** Exports of a study, newest first. */
  static PanacheQuery<ExportRecord> findForStudy(Study study) {
    return find("from ExportRecord e where e.study = ?1 order by e.ordinal desc", study);
  }

  /** Exports of a study that one person took, newest first. */
  static PanacheQuery<ExportRecord> findForStudy(Study study, String email) {
    return find(
        "from ExportRecord e where e.study = ?1 and e.exportedBy = ?2 order by e.ordinal desc",
        study,
        email);
  }
}
