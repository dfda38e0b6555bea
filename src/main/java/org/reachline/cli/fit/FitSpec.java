package org.reachline.cli.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.stats.Contrast;

/**
 * One fit of a specification; absent parts are null or empty. The keys are told in
 * docs/reference/statistics.md.
 *
 * @param id under which the answer stands
 * @param kind glm, gee, glmm_random_intercept, lm, permutation_exact or permutation_monte_carlo
 * @param rowFilter with "as other_id" already resolved
 * @param notRead keys that were given and that this kind does not read
 * @param levels factors and their levels, those of the file and of the fit together
 */
record FitSpec(
    String id,
    String kind,
    String family,
    String link,
    String formula,
    String offset,
    String trials,
    String cluster,
    String wave,
    String corstr,
    String convention,
    Double thetaFixed,
    String random,
    Integer nodes,
    String rowFilter,
    Map<String, List<String>> levels,
    List<Contrast> contrasts,
    Map<String, List<String>> joint,
    double confidence,
    boolean profile,
    Permutation permutation,
    Optional<Prediction> prediction,
    List<String> notRead) {

  /**
   * What only randomisation tests ask.
   *
   * @param factors the two-level factors to test
   * @param within columns whose combinations are the strata
   * @param pairs column of pairs
   * @param statistics difference_in_means, log_ratio, raw_residual
   * @param allocations per factor the file of drawn allocations, one column per unit
   * @param draws number of random allocations
   * @param seed of the draws
   */
  public record Permutation(
      List<String> factors,
      List<String> within,
      String pairs,
      List<String> statistics,
      Map<String, String> allocations,
      int draws,
      long seed) {}

  /**
   * Means to predict from a mixed model and growth between them.
   *
   * @param rows covariates by label
   * @param growth pairs of labels, from and to
   */
  public record Prediction(Map<String, Map<String, String>> rows, List<List<String>> growth) {}
}
