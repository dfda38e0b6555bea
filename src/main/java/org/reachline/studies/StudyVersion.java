package org.reachline.studies;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;

/**
 * One text of a study's file, kept whole. Records point at the version that they were made under.
 */
@Entity
@Table(name = "study_version")
public class StudyVersion extends OrderedEntity {
  /** Whose file. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** 1, 2, 3 ... within the study. */
  @Column(nullable = false)
  public int number;

  /** SHA-256 of the text's UTF-8 bytes, 64 lower-case hex digits. */
  @Column(nullable = false, length = 64)
  public String sha256;

  /** The file as it was read. */
  @Column(nullable = false)
  public String text;

  /** Why this version came to be; required from the second on. */
  public String reason;

  /** When it came into force. */
  @Column(name = "loaded_at", nullable = false)
  public Instant loadedAt;

  /** Mail address of who brought it, or {@code system}. */
  @Column(name = "loaded_by", nullable = false)
  public String loadedBy;

  /** Versions of a study, newest first. */
  public static List<StudyVersion> listForStudy(Study study) {
    return list("study = ?1 order by number desc", study);
  }
}
