package org.reachline.people;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;

/**
 * What people say of themselves, and coordinators of them. It stands beside {@link Person}, whose
 * fields every room's queries name.
 *
 * @param name as the person writes it
 * @param credential profession shown in rosters ("MD", "RN"), or null
 * @param zone the time zone in which times are shown, such as {@code America/Chicago}
 */
public record PersonFacts(
    @NotNull @Size(max = 200) @Line(COACH) String name,
    @Size(max = 60) @Line(COACH) String credential,
    @NotNull String zone) {

  /** What follows from these fields. */
  public static final FactSheet<PersonFacts> SHEET = FactSheet.of(PersonFacts.class);
}
