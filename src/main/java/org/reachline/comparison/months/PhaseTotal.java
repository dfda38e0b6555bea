package org.reachline.comparison.months;

/**
 * What a unit reported in one phase.
 *
 * @param events the outcome, summed over the months that count
 * @param exposure what it is divided by, summed over the same months and divided by the analysis's
 *     "per"; the number of months where the analysis names no exposure
 * @param months site-months that count
 */
public record PhaseTotal(double events, double exposure, int months) {
  public static final PhaseTotal NONE = new PhaseTotal(0, 0, 0);

  public PhaseTotal plus(UnitTotals.Counted more) {
    return new PhaseTotal(events + more.events(), exposure + more.exposure(), months + 1);
  }

  public boolean hasExposure() {
    return exposure > 0;
  }

  /** Events per unit of exposure; only with exposure. */
  public double rate() {
    return events / exposure;
  }

  /** Logarithm of the rate, with the continuity term added to the events. */
  public double logRate(double continuity) {
    return Math.log((events + continuity) / exposure);
  }
}
