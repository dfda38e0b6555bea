package org.reachline.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * A confidence interval.
 *
 * @param lower lower limit; may be negative infinity for a one-sided statement
 * @param upper upper limit; may be positive infinity
 * @param level confidence, for example 0.95
 */
public record Interval(double lower, double upper, double level) {
  public Interval {
    if (Double.isNaN(lower) || Double.isNaN(upper) || lower > upper) {
      throw new IllegalArgumentException("not an interval: " + lower + " to " + upper);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence must lie between 0 and 1, not " + level);
    }
  }

  /**
   * Estimate plus and minus a t (or normal, when df is infinite) multiple of its standard error.
   */
  public static Interval around(double estimate, double se, double df, double level) {
    double half = se * Distributions.tQuantile(0.5 + level / 2, df);
    return new Interval(estimate - half, estimate + half, level);
  }

  /** The interval on another scale; the change must be increasing. */
  public Interval map(DoubleUnaryOperator increasing) {
    return new Interval(increasing.applyAsDouble(lower), increasing.applyAsDouble(upper), level);
  }

  /** Whether the value lies inside, limits included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
