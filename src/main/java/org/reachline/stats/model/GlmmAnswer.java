package org.reachline.stats.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.JointTest;
import org.reachline.stats.RowsUsed;

/**
 * What a mixed model with a random intercept found.
 *
 * @param nodes quadrature nodes; 1 is Laplace
 * @param coefficients on the link scale within a cluster, aliased ones left out
 * @param covariance from the observed Hessian over all parameters
 * @param sdRandom standard deviation of the random intercepts on the link scale
 * @param seLogSd standard error of its logarithm; empty when the SD is zero
 * @param theta of the negative binomial within a cluster
 * @param seLogTheta standard error of its logarithm
 * @param logLikelihood with all constants
 * @param maxAbsGradient largest slope left, how near to the maximum the search came
 * @param randomEffects each cluster's mode on the link scale
 * @param withheld coefficients, contrasts and joint tests that these data cannot give, and why
 * @param profileIntervals by coefficient, and "sd_random"; empty unless asked for
 */
public record GlmmAnswer(
    Family.Kind kind,
    int nodes,
    Map<String, Double> coefficients,
    Covariance covariance,
    double sdRandom,
    OptionalDouble seLogSd,
    OptionalDouble theta,
    OptionalDouble seLogTheta,
    double logLikelihood,
    double aic,
    double maxAbsGradient,
    int iterations,
    Map<String, Double> randomEffects,
    Map<String, Estimate> contrasts,
    Map<String, JointTest> jointTests,
    Map<String, Interval> profileIntervals,
    GlmmPredictions predictions,
    List<String> aliased,
    Map<String, String> withheld,
    RowsUsed rows,
    List<String> cautions) {

  /** For the binomial, the correlation of two latent logistic outcomes of one cluster. */
  public Optional<Double> latentIcc() {
    return Glmm.latentIcc(kind, sdRandom);
  }

  /**
   * For Poisson counts, the correlation on the log scale at mean lambda: sd^2 / (sd^2 + log(1 +
   * 1/lambda)) (Nakagawa, Johnson and Schielzeth 2017, J R Soc Interface 14:20170213).
   */
  public double logNormalIcc(double lambda) {
    return sdRandom * sdRandom / (sdRandom * sdRandom + Math.log1p(1 / lambda));
  }
}
