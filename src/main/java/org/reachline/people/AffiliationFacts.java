package org.reachline.people;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.reachline.base.facts.FactSheet;

/**
 * What is said of somebody's part at a site.
 *
 * @param site code of the site
 * @param part key of a part of the study files, or {@link Affiliation#COACH}
 * @param from first day
 * @param until last day, or null while it lasts
 */
public record AffiliationFacts(
    @NotNull String site, @NotNull String part, @NotNull LocalDate from, LocalDate until) {

  /** What follows from these fields. */
  public static final FactSheet<AffiliationFacts> SHEET = FactSheet.of(AffiliationFacts.class);
}
