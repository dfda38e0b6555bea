package org.reachline.stats.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * How much missing months could matter: the analysis once more with every missing count filled so
 * as to favour the effect (best case) and so as to oppose it (worst case). A month is filled with
 * the least or the most that its own site reported, or that any site did when it reported nothing.
 * These are bounds within what was seen, not imputations (Horowitz and Manski 2000, JASA 95:77).
 */
public final class MissingMonthBounds {
  private final String outcome;
  private final String cluster;
  private final String factor;

  private MissingMonthBounds(String outcome, String cluster, String factor) {
    this.outcome = outcome;
    this.cluster = cluster;
    this.factor = factor;
  }

  /** Bounds for the effect of a factor whose values are 0 and 1. */
  public static MissingMonthBounds of(String outcome, String cluster, String factor) {
    return new MissingMonthBounds(outcome, cluster, factor);
  }

  /**
   * The three analyses.
   *
   * @param filled how many months were missing
   * @param asReported complete months only
   * @param best missing months high where treated, low elsewhere
   * @param worst missing months low where treated, high elsewhere
   */
  public record Bounds(
      int filled, Outcome<Estimate> asReported, Outcome<Estimate> best, Outcome<Estimate> worst) {}

  /** Runs the analysis three times over these rows, which must already be filtered. */
  public Outcome<Bounds> bound(Table data, Function<Table, Outcome<Estimate>> analysis) {
    Column y = data.column(outcome);
    Column treated = data.column(factor);
    if (!y.isNumeric() || !treated.isNumeric()) {
      throw new UnusableQuestion("the outcome must be a count and the factor 0 or 1");
    }
    Map<String, double[]> ranges = ranges(data, y);
    double[] overall = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    ranges.values().forEach(range -> widen(overall, range[0], range[1]));
    if (overall[0] > overall[1]) {
      return new Outcome.NotEstimable<>("no month was reported at all", RowsUsed.NONE, List.of());
    }
    double[] best = new double[data.rows()];
    double[] worst = new double[data.rows()];
    int filled = 0;
    for (int row = 0; row < best.length; row++) {
      best[row] = y.number(row);
      worst[row] = y.number(row);
      if (y.isMissing(row) && !treated.isMissing(row)) {
        filled++;
        double[] range = ranges.getOrDefault(data.column(cluster).word(row), overall);
        boolean gains = treated.number(row) != 0;
        best[row] = gains ? range[1] : range[0];
        worst[row] = gains ? range[0] : range[1];
      }
    }
    Bounds bounds =
        new Bounds(
            filled,
            analysis.apply(data),
            analysis.apply(data.with(Column.ofNumbers(outcome, best))),
            analysis.apply(data.with(Column.ofNumbers(outcome, worst))));
    return new Outcome.Answered<>(bounds, RowsUsed.all(data.rows(), ranges.size()));
  }

  private Map<String, double[]> ranges(Table data, Column y) {
    Map<String, double[]> ranges = new LinkedHashMap<>();
    Column site = data.column(cluster);
    List<Integer> reported = new ArrayList<>();
    for (int row = 0; row < data.rows(); row++) {
      if (!y.isMissing(row) && !site.isMissing(row)) {
        reported.add(row);
      }
    }
    for (int row : reported) {
      double[] range =
          ranges.computeIfAbsent(
              site.word(row),
              s -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
      widen(range, y.number(row), y.number(row));
    }
    return ranges;
  }

  private static void widen(double[] range, double low, double high) {
    range[0] = Math.min(range[0], low);
    range[1] = Math.max(range[1], high);
  }
}
