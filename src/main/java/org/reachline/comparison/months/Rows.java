package org.reachline.comparison.months;

import java.util.List;

/**
 * What the answer rests on.
 *
 * @param units units in the comparison
 * @param unitsLeftOut units that could not enter, and why
 * @param phases what became of the site-months, the compared phase first, then the baseline
 */
public record Rows(int units, List<LeftOut> unitsLeftOut, List<PhaseRows> phases) {
  public Rows {
    unitsLeftOut = List.copyOf(unitsLeftOut);
    phases = List.copyOf(phases);
  }

  /**
   * A unit that could not enter.
   *
   * @param unit its code
   * @param reason why, in words
   */
  public record LeftOut(String unit, String reason) {}
}
