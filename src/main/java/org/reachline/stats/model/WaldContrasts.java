package org.reachline.stats.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.stats.Contrast;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;

/** A question's contrasts from coefficients and their covariance. */
final class WaldContrasts {
  private WaldContrasts() {}

  /**
   * Contrasts with t on df degrees of freedom, infinite df being the normal.
   *
   * @param withheld takes the contrasts that have no value, and why
   */
  static Map<String, Estimate> of(
      ModelQuestion<?> question,
      Columns columns,
      double[] beta,
      double[][] covariance,
      double df,
      String method,
      Map<String, String> withheld) {
    Covariance full = new Covariance(columns.names(), covariance);
    Map<String, Estimate> answers = new LinkedHashMap<>();
    question
        .contrasts()
        .forEach(
            contrast ->
                columns
                    .whyNot(contrast)
                    .ifPresentOrElse(
                        why -> withheld.put(contrast.name(), why),
                        () ->
                            answers.put(
                                contrast.name(),
                                Estimate.ofT(
                                    contrast.name(),
                                    columns.estimate(contrast, beta),
                                    Math.sqrt(full.variance(columns.weights(contrast))),
                                    df,
                                    question.confidence(),
                                    method))));
    return answers;
  }

  /** Joint Wald tests of those contrasts that all have a value. */
  static Map<String, JointTest> joint(
      ModelQuestion<?> question,
      Columns columns,
      Map<String, Double> beta,
      Covariance covariance,
      double df,
      Map<String, String> withheld) {
    Map<String, JointTest> answers = new LinkedHashMap<>();
    question
        .jointTests()
        .forEach(
            (name, contrasts) ->
                whyNot(columns, contrasts)
                    .ifPresentOrElse(
                        why -> withheld.put(name, why),
                        () -> answers.put(name, JointTest.of(beta, covariance, contrasts, df))));
    return answers;
  }

  /** Why contrasts cannot be tested together. */
  static Optional<String> whyNot(Columns columns, List<Contrast> contrasts) {
    return contrasts.stream().flatMap(c -> columns.whyNot(c).stream()).findFirst();
  }
}
