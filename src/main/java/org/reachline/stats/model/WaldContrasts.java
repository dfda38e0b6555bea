package org.reachline.stats.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.matrix.SmallMatrix;

/** A question's contrasts from coefficients and their covariance. */
final class WaldContrasts {
  private WaldContrasts() {}

  /** Contrasts with the normal reference. */
  static Map<String, Estimate> model(
      ModelQuestion<?> question, double[] beta, Covariance covariance, String method) {
    return of(question, beta, covariance, Double.POSITIVE_INFINITY, method);
  }

  /** Contrasts with t on df degrees of freedom. */
  static Map<String, Estimate> of(
      ModelQuestion<?> question, double[] beta, Covariance covariance, double df, String method) {
    Map<String, Estimate> answers = new LinkedHashMap<>();
    question
        .contrasts()
        .forEach(
            contrast -> {
              double[] weights = contrast.over(covariance.names());
              answers.put(
                  contrast.name(),
                  Estimate.ofT(
                      contrast.name(),
                      SmallMatrix.dot(weights, beta),
                      Math.sqrt(covariance.variance(weights)),
                      df,
                      question.confidence(),
                      method));
            });
    return answers;
  }

  /** Joint Wald tests. */
  static Map<String, JointTest> joint(
      ModelQuestion<?> question, Map<String, Double> beta, Covariance covariance, double df) {
    Map<String, JointTest> answers = new LinkedHashMap<>();
    question
        .jointTests()
        .forEach(
            (name, contrasts) -> answers.put(name, JointTest.of(beta, covariance, contrasts, df)));
    return answers;
  }
}
