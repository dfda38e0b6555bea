package org.reachline.activities;

import static org.reachline.base.input.FreeText.Readers.COACH;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.Formats;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.ListColumn;
import org.reachline.base.facts.Prose;
import org.reachline.base.facts.TrailKey;
import org.reachline.dose.Occurrence;

/**
 * What is said of an activity: by whom, what, for whom, when, how much, to what end and why
 * (Proctor 2013). Rules that span fields are in {@link ActivityRules}.
 *
 * @param strategy key of a strategy of the kind activity
 * @param day day in the site's zone
 * @param minutes how long it took, at least 1; not needed of staffing that fulfils no planned line:
 *     it is no contact
 * @param part part of those for whom it was, a key of the study file
 * @param people how many of them took part
 * @param generation in a cascade of trainers: 1 for those the hub trained, 2 for those they
 *     trained; or null. It follows from {@code trainedBy}; one that does not agree is refused
 * @param trainedBy key of the training that trained its trainers; null for the hub
 * @param fullTimeEquivalent of staffing: how much of a full time was put in place; or null
 * @param placedUntil of staffing: last day in place; null while it lasts
 * @param planned the planned line that it fulfils, such as {@code first_generation@1}; null for one
 *     beside the plan
 * @param actor who did it
 * @param action what was done
 * @param target what it was to change, or null
 * @param outcomeMeant the implementation outcome that it was meant for, or null
 * @param resources what it took: materials, kits, money; or null
 * @param justification why this and not something else, or null
 * @param modification what was done differently from the plan, or null
 */
@Embeddable
public record ActivityFacts(
    @NotNull String strategy,
    @NotNull
        @Column(name = "held_on")
        @TrailKey("heldOn")
        @ListColumn(otherNames = {"date", "held_on"})
        LocalDate day,
    @Min(0) @Max(100_000) Integer minutes,
    @NotNull String part,
    @NotNull @Min(0) @Max(10_000) Integer people,
    @Min(1) @Max(TrainingTree.LAST_GENERATION) Integer generation,
    @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "trained_by_id")
        @Schema(implementation = Long.class)
        Activity trainedBy,
    @Column(name = "full_time_equivalent")
        @DecimalMin("0.01")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 2)
        BigDecimal fullTimeEquivalent,
    @Column(name = "placed_until") LocalDate placedUntil,
    @Schema(implementation = String.class) Occurrence planned,
    @NotNull @Size(max = 200) @Line(COACH) String actor,
    @NotNull @Size(max = 1000) @Prose(COACH) String action,
    @Size(max = 1000) @Line(COACH) String target,
    @Column(name = "outcome_meant") @Size(max = 1000) @Line(COACH) String outcomeMeant,
    @Size(max = 1000) @Line(COACH) String resources,
    @Size(max = 2000) @Prose(COACH) String justification,
    @Size(max = 2000) @Prose(COACH) String modification) {

  /** What follows from these fields. */
  public static final FactSheet<ActivityFacts> SHEET = FactSheet.of(ActivityFacts.class);

  /**
   * Whether it puts somebody in place and is nothing else: no contact, so it adds nothing to the
   * contacts and minutes of a dose. One that fulfils a planned line besides is a contact too.
   */
  public boolean staffsOnly() {
    return fullTimeEquivalent != null && planned == null;
  }

  /** The strategy in words. */
  public String strategyLabel() {
    return Formats.fromKey(strategy);
  }

  /** The part in words. */
  public String partLabel() {
    return Formats.fromKey(part);
  }

  /** Whether it names the training that trained its trainers or says that it was the hub. */
  boolean isTrainedBy(Activity training) {
    return trainedBy != null && trainedBy.id.equals(training.id);
  }

  ActivityFacts withMinutes(int other) {
    return SHEET.with(this, "minutes", other);
  }

  ActivityFacts withGeneration(Integer other) {
    return SHEET.with(this, "generation", other);
  }

  ActivityFacts withTrainedBy(Activity other) {
    return SHEET.with(this, "trainedBy", other);
  }

  /** The same for readers who may not know the plan. */
  ActivityFacts withoutPlan() {
    return SHEET.with(this, "planned", null);
  }
}
