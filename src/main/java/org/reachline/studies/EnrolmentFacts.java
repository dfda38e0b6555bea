package org.reachline.studies;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.TrailKey;

/**
 * What a coordinator says of a unit in a study. It stands beside {@link Enrolment}, whose fields
 * every room's queries name. Its last day comes with its withdrawal.
 *
 * @param enrolledOn day of enrolment; stays
 * @param startsOn first day of study month 1, or null while not set
 * @param stratum key of a stratum of the study file, or null where it has none
 * @param pair key of a pair of the study file, or null where it has none
 */
public record EnrolmentFacts(
    @NotNull @TrailKey("enrolled_on") LocalDate enrolledOn,
    @TrailKey("started_on") LocalDate startsOn,
    String stratum,
    String pair) {

  /** What follows from these fields. */
  public static final FactSheet<EnrolmentFacts> SHEET = FactSheet.of(EnrolmentFacts.class);

  /** Whether study month 1 would begin before the unit was in the study. */
  public boolean startsTooEarly() {
    return enrolledOn != null && startsOn != null && startsOn.isBefore(enrolledOn);
  }
}
