package org.reachline.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A proportion with Wilson's score interval (Wilson 1927, JASA 22:209), good near 0 and 1. */
final class Proportion {
  private Proportion() {}

  /**
   * Events among trials.
   *
   * @param events a count between 0 and trials
   * @param trials a count
   * @param level confidence, for example 0.95
   */
  public static Outcome<Estimate> wilson(double events, double trials, double level) {
    if (!(events >= 0) || !(events <= trials)) {
      throw new UnusableQuestion("%s of %s is not a proportion".formatted(events, trials));
    }
    if (trials == 0) {
      return new Outcome.NotEstimable<>(
          "no one to count among, so no proportion", RowsUsed.NONE, List.of());
    }
    double z = Distributions.normalQuantile(0.5 + level / 2);
    double p = events / trials;
    double centre = (p + z * z / (2 * trials)) / (1 + z * z / trials);
    double half =
        z / (1 + z * z / trials) * Math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
    Interval interval =
        new Interval(
            events == 0 ? 0 : Math.max(0, centre - half),
            events == trials ? 1 : Math.min(1, centre + half),
            level);
    Estimate estimate =
        new Estimate(
            "proportion",
            p,
            OptionalDouble.of(Math.sqrt(p * (1 - p) / trials)),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of(interval),
            "Wilson score interval",
            List.of("takes people as independent of each other"));
    return new Outcome.Answered<>(
        estimate, RowsUsed.all((int) Math.min(trials, Integer.MAX_VALUE), 0));
  }
}
