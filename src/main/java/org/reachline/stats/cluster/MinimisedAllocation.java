package org.reachline.stats.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.reachline.stats.UnusableQuestion;

/**
 * Deterministic minimisation (Taves 1974; Pocock and Simon 1975, Biometrics 31:103, range): each
 * incoming site goes to the arm that leaves the smallest weighted sum, over factors, of the range
 * between arms of the counts in the site's level. Ties go to the first arm in order.
 */
public final class MinimisedAllocation {
  private final List<String> arms;
  private final double[] weights;
  private final List<String[]> sites = new ArrayList<>();
  private final List<Integer> given = new ArrayList<>();

  /** Starts empty with these arms in order and one weight per factor. */
  public MinimisedAllocation(List<String> arms, double... weights) {
    if (arms.size() < 2) {
      throw new UnusableQuestion("at least two arms are needed");
    }
    this.arms = List.copyOf(arms);
    this.weights = weights.clone();
  }

  /** Allocates the next site, whose level of each factor is given, and remembers it. */
  public String next(String... levels) {
    if (levels.length != weights.length) {
      throw new UnusableQuestion(
          "%d factors are weighed but %d levels given".formatted(weights.length, levels.length));
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int arm = 0; arm < arms.size(); arm++) {
      double imbalance = imbalance(arm, levels);
      if (imbalance < least - 1e-12) {
        least = imbalance;
        best = arm;
      }
    }
    sites.add(levels.clone());
    given.add(best);
    return arms.get(best);
  }

  private double imbalance(int candidate, String[] levels) {
    double sum = 0;
    for (int f = 0; f < weights.length; f++) {
      int[] counts = new int[arms.size()];
      for (int i = 0; i < sites.size(); i++) {
        if (sites.get(i)[f].equals(levels[f])) {
          counts[given.get(i)]++;
        }
      }
      counts[candidate]++;
      int most = Arrays.stream(counts).max().orElseThrow();
      int fewest = Arrays.stream(counts).min().orElseThrow();
      sum += weights[f] * (most - fewest);
    }
    return sum;
  }
}
