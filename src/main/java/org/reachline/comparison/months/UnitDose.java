package org.reachline.comparison.months;

import java.util.Optional;
import org.reachline.protocol.dose.PlannedTotal;

/**
 * What one unit received of one strategy beside what it was meant to get.
 *
 * @param unit code of the unit
 * @param arm key of its arm; empty before allocation
 * @param strategy key of the strategy
 * @param delivered what counts under the study file's rule
 * @param beyondPlan what was held and does not count: unplanned help, or sessions that the arm is
 *     not offered
 * @param planned what the arm prescribes in all
 * @param plannedToDate what of it was due by now
 */
public record UnitDose(
    String unit,
    Optional<String> arm,
    String strategy,
    Delivered delivered,
    Delivered beyondPlan,
    PlannedTotal planned,
    PlannedTotal plannedToDate) {}
