package org.reachline.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * p-values adjusted for the number of questions asked, as R's {@code p.adjust}. Bonferroni, Holm
 * and (for independent or positively dependent tests) Hochberg and Hommel hold the family-wise
 * error; BH and BY hold the false discovery rate.
 */
public enum Multiplicity {
  /** p times the number of tests. */
  BONFERRONI,
  /** Holm 1979, step-down; needs no assumption. */
  HOLM,
  /** Hochberg 1988, step-up. */
  HOCHBERG,
  /** Hommel 1988; at least as powerful as Hochberg. */
  HOMMEL,
  /** Benjamini and Hochberg 1995. */
  BH,
  /** Benjamini and Yekutieli 2001. */
  BY;

  /** Adjusted p-values under the same names, in the same order. */
  public Map<String, Double> adjust(Map<String, Double> pValues) {
    double[] p = pValues.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] adjusted = adjust(p);
    Map<String, Double> answer = new LinkedHashMap<>();
    int i = 0;
    for (String name : pValues.keySet()) {
      answer.put(name, adjusted[i++]);
    }
    return answer;
  }

  /**
   * Adjusted p-values in the order given.
   *
   * @throws IllegalArgumentException when a p lies outside 0 to 1
   */
  public double[] adjust(double... p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("a p-value lies between 0 and 1, not " + value);
      }
    }
    int n = p.length;
    double harmonic = 0;
    for (int i = 1; i <= n; i++) {
      harmonic += 1.0 / i;
    }
    double finalHarmonic = harmonic;
    return switch (this) {
      case BONFERRONI -> Arrays.stream(p).map(v -> Math.min(1, n * v)).toArray();
      case HOLM -> stepDown(p);
      case HOCHBERG -> stepUp(p, rank -> n - rank);
      case BH -> stepUp(p, rank -> n / (rank + 1.0));
      case BY -> stepUp(p, rank -> finalHarmonic * n / (rank + 1.0));
      case HOMMEL -> hommel(p);
    };
  }

  private interface Factor {
    double at(int ascendingRank);
  }

  private static Integer[] ascending(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    return order;
  }

  private static double[] stepDown(double[] p) {
    Integer[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double running = 0;
    for (int rank = 0; rank < p.length; rank++) {
      running = Math.max(running, (p.length - rank) * p[order[rank]]);
      adjusted[order[rank]] = Math.min(1, running);
    }
    return adjusted;
  }

  private static double[] stepUp(double[] p, Factor factor) {
    Integer[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double running = 1;
    for (int rank = p.length - 1; rank >= 0; rank--) {
      running = Math.min(running, factor.at(rank) * p[order[rank]]);
      adjusted[order[rank]] = running;
    }
    return adjusted;
  }

  /** Wright 1992, Biometrics 48:1005, the algorithm behind R's p.adjust. */
  private static double[] hommel(double[] p) {
    int n = p.length;
    Integer[] order = ascending(p);
    double[] sorted = new double[n];
    Arrays.setAll(sorted, i -> p[order[i]]);
    double smallest = 1;
    for (int i = 0; i < n; i++) {
      smallest = Math.min(smallest, n * sorted[i] / (i + 1));
    }
    double[] adjusted = new double[n];
    double[] q = new double[n];
    Arrays.fill(q, smallest);
    Arrays.fill(adjusted, smallest);
    for (int m = n - 1; m >= 2; m--) {
      double tail = Double.POSITIVE_INFINITY;
      for (int k = 2; k <= m; k++) {
        tail = Math.min(tail, m * sorted[n - m + k - 1] / k);
      }
      for (int i = 0; i <= n - m; i++) {
        q[i] = Math.min(m * sorted[i], tail);
      }
      for (int i = n - m + 1; i < n; i++) {
        q[i] = q[n - m];
      }
      for (int i = 0; i < n; i++) {
        adjusted[i] = Math.max(adjusted[i], q[i]);
      }
    }
    double[] answer = new double[n];
    for (int i = 0; i < n; i++) {
      answer[order[i]] = Math.min(1, Math.max(adjusted[i], sorted[i]));
    }
    return answer;
  }
}
