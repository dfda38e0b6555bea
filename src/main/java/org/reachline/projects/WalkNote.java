package org.reachline.projects;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.Size;
import org.reachline.base.facts.Prose;

/**
 * What was noted at one stage of a walk-through; one of the three texts is there.
 *
 * @param stage where
 * @param felt what it felt like for the person, or null
 * @param seen what was seen: steps, forms, waits, or null
 * @param toChange what could be changed, or null
 */
@Embeddable
public record WalkNote(
    @Enumerated(EnumType.STRING) WalkStage stage,
    @Size(max = 1000) @Prose(COACH) String felt,
    @Size(max = 1000) @Prose(COACH) String seen,
    @Column(name = "to_change") @Size(max = 1000) @Prose(COACH) String toChange) {

  /** Whether it says nothing. */
  boolean saysNothing() {
    return felt == null && seen == null && toChange == null;
  }
}
