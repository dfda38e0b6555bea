package org.reachline.stats;

import java.util.List;

/** The mean of differences within pairs with a t interval (pairs - 1 degrees of freedom). */
public final class PairedChange {
  private PairedChange() {}

  /**
   * Mean of after minus before over complete pairs.
   *
   * @param before NaN where missing
   * @param after same order
   * @param level confidence, for example 0.95
   */
  public static Outcome<Estimate> of(double[] before, double[] after, double level) {
    if (before.length != after.length) {
      throw new UnusableQuestion("before and after differ in length");
    }
    int pairs = 0;
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      double d = after[i] - before[i];
      if (Double.isFinite(d)) {
        pairs++;
        sum += d;
      }
    }
    int lost = before.length - pairs;
    RowsUsed rows =
        new RowsUsed(
            before.length,
            0,
            lost,
            lost == 0 ? List.of() : List.of(new RowsUsed.Reason("difference", lost, List.of())),
            pairs,
            pairs,
            List.of(),
            List.of());
    if (pairs == 0) {
      return new Outcome.NotEstimable<>(
          "no complete pair, so no change can be estimated", rows, List.of());
    }
    double mean = sum / pairs;
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      double d = after[i] - before[i];
      if (Double.isFinite(d)) {
        squares += (d - mean) * (d - mean);
      }
    }
    String method = "mean of paired differences, t with %d df".formatted(pairs - 1);
    if (pairs == 1) {
      return new Outcome.Answered<>(
          Estimate.bare("change", mean, method, "1 pair; interval not estimable"), rows);
    }
    double se = Math.sqrt(squares / (pairs - 1) / pairs);
    if (!(se > 1e-14 * Math.abs(mean)) || se == 0) {
      return new Outcome.Answered<>(
          Estimate.bare(
              "change", mean, method, "all differences are equal; interval not estimable"),
          rows);
    }
    return new Outcome.Answered<>(Estimate.ofT("change", mean, se, pairs - 1, level, method), rows);
  }
}
