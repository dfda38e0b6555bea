package org.reachline.protocol.strategy;

import org.reachline.protocol.design.Require;

/**
 * How far from its study month a planned contact may be held and still be on schedule.
 *
 * @param earlyDays days before the first day of the month, 0 or more
 * @param lateDays days after the last day of the month, 0 or more
 */
public record Window(int earlyDays, int lateDays) {

  /** Longest tolerance on either side, in days: a quarter of a year. */
  public static final int LONGEST_DAYS = 92;

  /** The month itself and not a day more. */
  public static final Window MONTH_ITSELF = new Window(0, 0);

  public Window {
    Require.that(
        earlyDays >= 0 && earlyDays <= LONGEST_DAYS,
        "early days must lie between 0 and " + LONGEST_DAYS);
    Require.that(
        lateDays >= 0 && lateDays <= LONGEST_DAYS,
        "late days must lie between 0 and " + LONGEST_DAYS);
  }
}
