package org.reachline.stats.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.reachline.stats.UnusableQuestion;

/**
 * Covariate-constrained allocation of sites to two equal arms (Moulton 2004, Clinical Trials
 * 1:297): every allocation gets a score of imbalance, and only the best share may be drawn. Also
 * the balance score of arms that exist.
 */
public final class CovariateBalance {
  private static final int MOST_SITES = 24;

  private CovariateBalance() {}

  /**
   * One allocation.
   *
   * @param arm1 the places of the sites in arm 1, ascending
   * @param score sum over covariates of the squared difference of arm means over the variance
   */
  public record Scored(int[] arm1, double score) {}

  /**
   * All allocations with their scores.
   *
   * @param all in lexicographic order of arm 1
   * @param cutoff the score of the rank that the accepted share reaches
   * @param accepted those with a score of at most the cutoff
   * @param sameArm how often two sites share an arm among the accepted, 0 to 1, by place
   */
  public record Constrained(
      List<Scored> all, double cutoff, List<Scored> accepted, double[][] sameArm) {

    /** How many pairs of sites share an arm in every accepted allocation, or in none: 1 or 0. */
    public int pairsWithFrequency(double frequency) {
      int count = 0;
      for (int i = 0; i < sameArm.length; i++) {
        for (int j = 0; j < i; j++) {
          count += sameArm[i][j] == frequency ? 1 : 0;
        }
      }
      return count;
    }
  }

  /**
   * Scores every allocation of the sites to two arms, the first of which gets half of them.
   *
   * @param covariates one array per covariate, one value per site
   * @param share accepted, by rank: 0.1 is the best tenth, rounded up
   */
  public static Constrained enumerate(double[][] covariates, double share) {
    int sites = covariates[0].length;
    if (sites > MOST_SITES) {
      throw new UnusableQuestion(
          "%d sites have too many allocations to score one by one; at most %d"
              .formatted(sites, MOST_SITES));
    }
    int half = sites / 2;
    double[] weights = inverseVariances(covariates);
    List<Scored> all = new ArrayList<>();
    int[] chosen = new int[half];
    for (int i = 0; i < half; i++) {
      chosen[i] = i;
    }
    while (true) {
      all.add(new Scored(chosen.clone(), score(covariates, weights, chosen)));
      int i = half - 1;
      while (i >= 0 && chosen[i] == sites - half + i) {
        i--;
      }
      if (i < 0) {
        break;
      }
      chosen[i]++;
      for (int j = i + 1; j < half; j++) {
        chosen[j] = chosen[j - 1] + 1;
      }
    }
    double[] sorted = all.stream().mapToDouble(Scored::score).sorted().toArray();
    double cutoff = sorted[(int) Math.ceil(share * sorted.length) - 1];
    // Mirror images share a score up to rounding.
    List<Scored> accepted = all.stream().filter(a -> a.score() <= cutoff + 1e-9).toList();
    return new Constrained(all, cutoff, accepted, together(accepted, sites));
  }

  private static double[] inverseVariances(double[][] covariates) {
    double[] weights = new double[covariates.length];
    for (int k = 0; k < weights.length; k++) {
      double variance = variance(covariates[k]);
      if (!(variance > 0)) {
        throw new UnusableQuestion("covariate %d does not vary".formatted(k + 1));
      }
      weights[k] = 1 / variance;
    }
    return weights;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static double score(double[][] covariates, double[] weights, int[] arm1) {
    double score = 0;
    for (int k = 0; k < weights.length; k++) {
      double total = Arrays.stream(covariates[k]).sum();
      double sum = 0;
      for (int site : arm1) {
        sum += covariates[k][site];
      }
      double difference = sum / arm1.length - (total - sum) / (covariates[k].length - arm1.length);
      score += weights[k] * difference * difference;
    }
    return score;
  }

  private static double[][] together(List<Scored> accepted, int sites) {
    double[][] share = new double[sites][sites];
    for (Scored allocation : accepted) {
      boolean[] first = new boolean[sites];
      for (int site : allocation.arm1()) {
        first[site] = true;
      }
      for (int i = 0; i < sites; i++) {
        for (int j = 0; j < sites; j++) {
          share[i][j] += first[i] == first[j] ? 1 : 0;
        }
      }
    }
    for (double[] row : share) {
      for (int j = 0; j < sites; j++) {
        row[j] /= accepted.size();
      }
    }
    return share;
  }

  /**
   * How far arms that exist differ: the sum over arms and covariates of the squared distance of the
   * arm's mean from the mean of all sites, over the variance between sites.
   *
   * @param arm each site's arm
   */
  public static double score(List<String> arm, double[][] covariates) {
    double score = 0;
    for (double[] covariate : covariates) {
      double mean = Arrays.stream(covariate).average().orElseThrow();
      double variance = variance(covariate);
      for (String name : arm.stream().distinct().toList()) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < covariate.length; i++) {
          if (arm.get(i).equals(name)) {
            sum += covariate[i];
            n++;
          }
        }
        score += (sum / n - mean) * (sum / n - mean) / variance;
      }
    }
    return score;
  }
}
