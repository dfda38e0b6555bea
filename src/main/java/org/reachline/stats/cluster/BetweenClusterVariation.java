package org.reachline.stats.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.stats.Distributions;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;

/**
 * The coefficient of variation k of true rates between clusters (Hayes and Moulton, Cluster
 * Randomised Trials, 2nd ed., 2.5): the variance of observed rates less what Poisson counts bring
 * of themselves, relative to the mean rate.
 */
final class BetweenClusterVariation {
  private BetweenClusterVariation() {}

  /**
   * k with an interval by the jackknife over clusters on the log scale, t with clusters - 1 degrees
   * of freedom.
   *
   * @param events per cluster
   * @param exposure per cluster, all more than 0
   */
  public static Outcome<Estimate> of(double[] events, double[] exposure, double level) {
    int k = events.length;
    if (exposure.length != k) {
      throw new UnusableQuestion("events and exposure differ in length");
    }
    for (double value : exposure) {
      if (!(value > 0)) {
        throw new UnusableQuestion("every cluster needs an exposure of more than 0");
      }
    }
    RowsUsed rows = RowsUsed.all(k, k);
    if (k < 3) {
      return new Outcome.NotEstimable<>(
          "%d sites; variation between sites not estimable".formatted(k), rows, List.of());
    }
    double all = Arrays.stream(events).sum();
    if (all == 0) {
      return new Outcome.NotEstimable<>(
          "no events at all, so no variation of rates", rows, List.of());
    }
    String method = "between-site coefficient of variation of rates, jackknife over sites";
    double estimate = variation(events, exposure, -1);
    if (estimate == 0) {
      return new Outcome.Answered<>(
          Estimate.bare(
              "k", 0, method, "rates vary no more than Poisson counts do; interval not estimable"),
          rows);
    }
    double[] pseudo = new double[k];
    double mean = 0;
    for (int i = 0; i < k; i++) {
      double without = variation(events, exposure, i);
      if (without == 0) {
        return new Outcome.Answered<>(
            Estimate.bare(
                "k",
                estimate,
                method,
                "one site alone makes the variation; interval not estimable"),
            rows);
      }
      pseudo[i] = k * Math.log(estimate) - (k - 1) * Math.log(without);
      mean += pseudo[i] / k;
    }
    double squares = 0;
    for (double value : pseudo) {
      squares += (value - mean) * (value - mean);
    }
    double se = Math.sqrt(squares / (k - 1) / k);
    if (!(se > 0)) {
      return new Outcome.Answered<>(
          Estimate.bare("k", estimate, method, "interval not estimable"), rows);
    }
    double half = se * Distributions.tQuantile(0.5 + level / 2, k - 1);
    Interval interval = new Interval(estimate * Math.exp(-half), estimate * Math.exp(half), level);
    return new Outcome.Answered<>(
        new Estimate(
            "k",
            estimate,
            OptionalDouble.of(estimate * se),
            OptionalDouble.of(k - 1),
            OptionalDouble.empty(),
            Optional.of(interval),
            method,
            k < 15 ? List.of("%d sites; the interval is rough".formatted(k)) : List.of()),
        rows);
  }

  private static double variation(double[] events, double[] exposure, int without) {
    int n = 0;
    double mean = 0;
    double poisson = 0;
    double totalEvents = 0;
    double totalExposure = 0;
    for (int i = 0; i < events.length; i++) {
      if (i != without) {
        n++;
        mean += events[i] / exposure[i];
        poisson += 1 / exposure[i];
        totalEvents += events[i];
        totalExposure += exposure[i];
      }
    }
    mean /= n;
    double squares = 0;
    for (int i = 0; i < events.length; i++) {
      if (i != without) {
        squares += (events[i] / exposure[i] - mean) * (events[i] / exposure[i] - mean);
      }
    }
    double rate = totalEvents / totalExposure;
    double between = squares / (n - 1) - rate * poisson / n;
    return between > 0 && rate > 0 ? Math.sqrt(between) / rate : 0;
  }
}
