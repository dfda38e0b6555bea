package org.reachline.stats.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.stats.Distributions;
import org.reachline.stats.Interval;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;

/**
 * How alike the members of one cluster are: the one-way ANOVA estimate (Donner and Koval 1980,
 * Biometrics 36:19) with Searle's F interval, exact for equal sizes and normal outcomes, and the
 * design effects that follow.
 *
 * @param betweenMeanSquare between clusters
 * @param withinMeanSquare within clusters
 * @param n0 the size that an equal cluster would have
 * @param icc may be negative, when members are less alike than strangers
 * @param interval of the ICC; empty when nothing varies within clusters
 * @param sizeVariation coefficient of variation of cluster sizes, divisor n-1
 * @param designEffect by which a variance grows (Eldridge, Ashby and Kerry 2006, with the variation
 *     of sizes)
 * @param equalSizeDesignEffect the same, sizes taken as equal (Kish)
 */
public record IntraclassCorrelation(
    double betweenMeanSquare,
    double withinMeanSquare,
    double n0,
    double icc,
    Optional<Interval> interval,
    double sizeVariation,
    double designEffect,
    double equalSizeDesignEffect,
    List<String> cautions) {

  /** The correlation within the clusters. */
  public static Outcome<IntraclassCorrelation> anova(
      List<String> cluster, double[] y, double level) {
    if (cluster.size() != y.length) {
      throw new UnusableQuestion("clusters and outcomes differ in length");
    }
    Map<String, List<Double>> groups = new LinkedHashMap<>();
    for (int i = 0; i < y.length; i++) {
      groups.computeIfAbsent(cluster.get(i), same -> new ArrayList<>()).add(y[i]);
    }
    int k = groups.size();
    int n = y.length;
    RowsUsed rows = RowsUsed.all(n, k);
    if (k < 2) {
      return new Outcome.NotEstimable<>(
          "1 cluster; the correlation within clusters cannot be estimated", rows, List.of());
    }
    if (n == k) {
      return new Outcome.NotEstimable<>(
          "every cluster has one member, so likeness within cannot be seen", rows, List.of());
    }
    double grand = Arrays.stream(y).average().orElseThrow();
    double between = 0;
    double within = 0;
    double squares = 0;
    for (List<Double> group : groups.values()) {
      double mean = group.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      between += group.size() * (mean - grand) * (mean - grand);
      within += group.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      squares += (double) group.size() * group.size();
    }
    double msb = between / (k - 1);
    double msw = within / (n - k);
    if (msb + msw == 0) {
      return new Outcome.NotEstimable<>("the outcome does not vary at all", rows, List.of());
    }
    double n0 = (n - squares / n) / (k - 1);
    double icc = (msb - msw) / (msb + (n0 - 1) * msw);
    double meanSize = n / (double) k;
    double sizeVariance = (squares - n * meanSize) / (k - 1);
    double cv = Math.sqrt(Math.max(0, sizeVariance)) / meanSize;
    List<String> cautions = new ArrayList<>();
    Optional<Interval> interval = Optional.empty();
    if (msw > 0) {
      double tail = (1 - level) / 2;
      double f = msb / msw;
      double low = f / Distributions.fQuantile(1 - tail, k - 1, n - k);
      double high = f * Distributions.fQuantile(1 - tail, n - k, k - 1);
      interval =
          Optional.of(
              new Interval((low - 1) / (low + n0 - 1), (high - 1) / (high + n0 - 1), level));
      if (cv > 0.3) {
        cautions.add("sizes differ a good deal, for which the interval is approximate");
      }
    } else {
      cautions.add("nothing varies within clusters; interval not estimable");
    }
    double effect = 1 + ((cv * cv + 1) * meanSize - 1) * icc;
    double equal = 1 + (meanSize - 1) * icc;
    return new Outcome.Answered<>(
        new IntraclassCorrelation(msb, msw, n0, icc, interval, cv, effect, equal, cautions), rows);
  }
}
