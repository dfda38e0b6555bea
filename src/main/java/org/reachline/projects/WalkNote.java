package org.reachline.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** What was noted at one stage of a walk-through. */
@Embeddable
public class WalkNote {
  /** Where. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public WalkStage stage;

  /** What it felt like for the person, or null. */
  public String felt;

  /** What was seen: steps, forms, waits, or null. */
  public String seen;

  /** What could be changed, or null. */
  @Column(name = "to_change")
  public String toChange;

  /** For the database. */
  protected WalkNote() {}

  /** A note; at least one of the three is there. */
  public WalkNote(WalkStage stage, String felt, String seen, String toChange) {
    if (felt == null && seen == null && toChange == null) {
      throw new IllegalArgumentException("a note says something");
    }
    this.stage = stage;
    this.felt = felt;
    this.seen = seen;
    this.toChange = toChange;
  }
}
