package org.reachline.contamination;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;
import org.reachline.studies.Study;

/** What somebody wrote about a flag. Written once. */
@Entity
@Table(name = "contamination_note")
public class FlagNote extends OrderedEntity {
  /** Who writes what the service notes by itself. */
  public static final String SYSTEM = "system";

  /** Which flag. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "flag_id")
  public ContaminationFlag flag;

  /** The words. */
  @Column(nullable = false)
  public String text;

  /** When it was written. */
  @Column(name = "written_at", nullable = false)
  public Instant writtenAt;

  /** Mail address of who wrote it, or {@link #SYSTEM}. */
  @Column(name = "written_by", nullable = false)
  public String writtenBy;

  /** Notes on all flags of a study, oldest first. */
  public static List<FlagNote> listForStudy(Study study) {
    return list("from FlagNote n join fetch n.flag f where f.study = ?1 order by n.ordinal", study);
  }
}
