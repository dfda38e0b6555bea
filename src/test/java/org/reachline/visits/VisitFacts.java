package org.reachline.visits;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.Prose;

/**
 * What a visitor must know.
 *
 * @param since first day on which it holds
 * @param clearance how one is let in
 * @param daysAhead days before the visit on which clearance is asked for, or null
 * @param entrance where one goes in
 * @param directions the way there, or null
 */
@Embeddable
record VisitFacts(
    @NotNull @Column(name = "holds_since") LocalDate since,
    @NotNull @Enumerated(EnumType.STRING) Clearance clearance,
    @Column(name = "days_ahead") @Min(1) @Max(90) Integer daysAhead,
    @NotNull @Size(max = 200) @Line(COACH) String entrance,
    @Size(max = 1000) @Prose(COACH) String directions) {
  static final FactSheet<VisitFacts> SHEET = FactSheet.of(VisitFacts.class);

  /** How visitors are let in. */
  enum Clearance {
    NONE,
    AT_THE_DOOR,
    ASKED_FOR_AHEAD
  }
}
