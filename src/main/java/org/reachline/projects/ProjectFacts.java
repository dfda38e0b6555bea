package org.reachline.projects;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.Prose;
import org.reachline.base.facts.TrailKey;

/**
 * The charter of a change project. Rules that span fields are in {@link ProjectRules}.
 *
 * @param title short name
 * @param aim the one aim
 * @param population the one population
 * @param levelOfCare the one level of care
 * @param location the one location within the site
 * @param measure key of the study file's measure, or null where the site counts something of its
 *     own
 * @param ownMeasure the site's own measure in words; null where the study file has it
 * @param baseline where the measure stood before, or null while nobody knows
 * @param target where it shall get to
 * @param startsOn first day
 * @param endsOn day by which the target shall be reached
 * @param executiveSponsor who stands behind it with means and authority
 * @param changeLeader who leads it from day to day
 * @param team who else takes part, or null
 * @param dataCollection who collects the numbers and how, or null
 * @param expectedImpact what it is hoped to do for people and money, or null
 */
@Embeddable
public record ProjectFacts(
    @NotNull @Size(max = 120) @Line(COACH) String title,
    @NotNull @Size(max = 500) @Prose(COACH) String aim,
    @NotNull @Size(max = 300) @Line(COACH) String population,
    @NotNull
        @Column(name = "level_of_care")
        @TrailKey("level_of_care")
        @Size(max = 200)
        @Line(COACH)
        String levelOfCare,
    @NotNull @Size(max = 200) @Line(COACH) String location,
    @Column(name = "measure_key") String measure,
    @Column(name = "own_measure") @Size(max = 300) @Line(COACH) String ownMeasure,
    @DecimalMin("0") @DecimalMax("1000000000") BigDecimal baseline,
    @DecimalMin("0") @DecimalMax("1000000000") BigDecimal target,
    @NotNull @Column(name = "starts_on") @TrailKey("starts_on") LocalDate startsOn,
    @NotNull @Column(name = "ends_on") @TrailKey("ends_on") LocalDate endsOn,
    @NotNull
        @Column(name = "executive_sponsor")
        @TrailKey("executive_sponsor")
        @Size(max = 200)
        @Line(COACH)
        String executiveSponsor,
    @NotNull
        @Column(name = "change_leader")
        @TrailKey("change_leader")
        @Size(max = 200)
        @Line(COACH)
        String changeLeader,
    @Size(max = 1000) @Line(COACH) String team,
    @Column(name = "data_collection") @TrailKey("data_collection") @Size(max = 500) @Line(COACH)
        String dataCollection,
    @Column(name = "expected_impact") @TrailKey("expected_impact") @Size(max = 1000) @Prose(COACH)
        String expectedImpact) {

  /** What follows from these fields. */
  public static final FactSheet<ProjectFacts> SHEET = FactSheet.of(ProjectFacts.class);
}
