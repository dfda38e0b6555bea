package org.reachline.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rate of events per unit of exposure with an interval: exact Poisson when events are
 * independent, or from the spread between clusters when they come in clusters.
 *
 * <p>Sources: Garwood 1936, Biometrika 28:437 (exact); Cochran, Sampling Techniques, 3rd ed. ch. 6
 * (ratio estimator over clusters).
 */
public final class Rate {
  private Rate() {}

  /**
   * Events over exposure with Garwood's exact interval. It takes events as independent, which
   * events within one site rarely are: use {@link #ofClusters} for several sites.
   *
   * @param events a count, at least 0
   * @param exposure in the unit the rate is wanted per, more than 0
   * @param level confidence, for example 0.95
   */
  public static Outcome<Estimate> exact(double events, double exposure, double level) {
    if (!(events >= 0) || events != Math.rint(events)) {
      throw new UnusableQuestion("events are a count, not " + events);
    }
    if (!(exposure > 0) || Double.isInfinite(exposure)) {
      return none("no exposure, so no rate");
    }
    double tail = (1 - level) / 2;
    double lower = events == 0 ? 0 : Distributions.chiSquaredQuantile(tail, 2 * events) / 2;
    double upper = Distributions.chiSquaredQuantile(1 - tail, 2 * events + 2) / 2;
    Estimate estimate =
        new Estimate(
            "rate",
            events / exposure,
            OptionalDouble.of(Math.sqrt(events) / exposure),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of(new Interval(lower / exposure, upper / exposure, level)),
            "exact Poisson interval (Garwood)",
            List.of("takes events as independent of each other"));
    return new Outcome.Answered<>(estimate, RowsUsed.all(1, 0));
  }

  /**
   * Total events over total exposure, with an interval from the spread of the clusters: the
   * linearised variance of a ratio on the log scale and t with clusters - 1 degrees of freedom.
   *
   * @param events per cluster
   * @param exposure per cluster, same order; clusters without exposure are left out
   * @param level confidence, for example 0.95
   */
  public static Outcome<Estimate> ofClusters(double[] events, double[] exposure, double level) {
    if (events.length != exposure.length) {
      throw new UnusableQuestion("events and exposure differ in length");
    }
    double totalEvents = 0;
    double totalExposure = 0;
    int clusters = 0;
    List<String> without = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      if (exposure[i] > 0 && events[i] >= 0) {
        totalEvents += events[i];
        totalExposure += exposure[i];
        clusters++;
      } else {
        without.add("number " + (i + 1));
      }
    }
    RowsUsed rows =
        new RowsUsed(
            events.length,
            0,
            events.length - clusters,
            List.of(),
            clusters,
            clusters,
            without,
            List.of());
    if (clusters == 0) {
      return new Outcome.NotEstimable<>("no site has any exposure, so no rate", rows, List.of());
    }
    double rate = totalEvents / totalExposure;
    String method = "ratio of totals, interval from the spread between sites, t on the log scale";
    if (clusters < 2) {
      return new Outcome.Answered<>(
          Estimate.bare("rate", rate, method, "1 site; interval not estimable"), rows);
    }
    if (totalEvents == 0) {
      return new Outcome.Answered<>(
          Estimate.bare(
              "rate", 0, method, "no events; the spread between sites cannot be estimated"),
          rows);
    }
    double spread = 0;
    for (int i = 0; i < events.length; i++) {
      if (exposure[i] > 0 && events[i] >= 0) {
        double residual = events[i] - rate * exposure[i];
        spread += residual * residual;
      }
    }
    double se = Math.sqrt(clusters / (clusters - 1.0) * spread) / totalExposure;
    if (!(se > 1e-12 * rate)) {
      return new Outcome.Answered<>(
          Estimate.bare(
              "rate", rate, method, "all sites have the same rate; interval not estimable"),
          rows);
    }
    Interval log = Interval.around(Math.log(rate), se / rate, clusters - 1, level);
    Estimate estimate =
        new Estimate(
            "rate",
            rate,
            OptionalDouble.of(se),
            OptionalDouble.of(clusters - 1),
            OptionalDouble.empty(),
            Optional.of(log.map(Math::exp)),
            method,
            clusters < 6
                ? List.of("only %d sites; the interval is rough".formatted(clusters))
                : List.of());
    return new Outcome.Answered<>(estimate, rows);
  }

  private static Outcome<Estimate> none(String reason) {
    return new Outcome.NotEstimable<>(reason, RowsUsed.NONE, List.of());
  }
}
