package org.reachline.contamination;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.reachline.base.OrderedEntity;

/** What somebody wrote about a flag. Written once. */
@Entity
@Table(name = "contamination_note")
class FlagNote extends OrderedEntity {
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

  /** Notes on these flags, oldest first. */
  static List<FlagNote> listFor(Collection<ContaminationFlag> flags) {
    return flags.isEmpty() ? List.of() : list("flag in ?1 order by ordinal", flags);
  }
}
