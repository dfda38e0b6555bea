package org.reachline.stats;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The distributions that the room uses, with R's argument order and an infinite df meaning the
 * normal distribution. Values come from Apache Commons; upper tails are never one minus a lower
 * tail.
 */
public final class Distributions {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private Distributions() {}

  /** P(Z <= z) of the standard normal. */
  public static double normal(double z) {
    return NORMAL.cumulativeProbability(z);
  }

  /** P(Z > z) of the standard normal. */
  public static double normalUpper(double z) {
    return NORMAL.survivalProbability(z);
  }

  /** The standard normal quantile. */
  public static double normalQuantile(double p) {
    return NORMAL.inverseCumulativeProbability(p);
  }

  /** P(T <= t); infinite df is the normal. */
  public static double t(double t, double df) {
    return Double.isInfinite(df) ? normal(t) : TDistribution.of(df).cumulativeProbability(t);
  }

  /** P(T > t); infinite df is the normal. */
  public static double tUpper(double t, double df) {
    return Double.isInfinite(df) ? normalUpper(t) : TDistribution.of(df).survivalProbability(t);
  }

  /** The quantile of t; infinite df is the normal. */
  public static double tQuantile(double p, double df) {
    if (Double.isInfinite(df)) {
      return normalQuantile(p);
    }
    return TDistribution.of(df).inverseCumulativeProbability(p);
  }

  /** Two-sided p of a t statistic; infinite df is the normal. */
  public static double twoSidedT(double t, double df) {
    return Math.min(1, 2 * tUpper(Math.abs(t), df));
  }

  /** P(X <= x) of chi-squared with df degrees of freedom. */
  public static double chiSquared(double x, double df) {
    return ChiSquaredDistribution.of(df).cumulativeProbability(x);
  }

  /** P(X > x) of chi-squared. */
  public static double chiSquaredUpper(double x, double df) {
    return ChiSquaredDistribution.of(df).survivalProbability(x);
  }

  /** The chi-squared quantile. */
  public static double chiSquaredQuantile(double p, double df) {
    return ChiSquaredDistribution.of(df).inverseCumulativeProbability(p);
  }

  /** P(F > f) with df1 and df2 degrees of freedom. */
  public static double fUpper(double f, double df1, double df2) {
    return FDistribution.of(df1, df2).survivalProbability(f);
  }

  /** The F quantile. */
  public static double fQuantile(double p, double df1, double df2) {
    return FDistribution.of(df1, df2).inverseCumulativeProbability(p);
  }

  /** P(X <= x) of the beta distribution. */
  public static double beta(double x, double a, double b) {
    return RegularizedBeta.value(x, a, b);
  }

  /** log P(Y = y) of the Poisson distribution with mean mu. */
  public static double poissonLog(double y, double mu) {
    if (mu == 0) {
      return y == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    if (y == 0) {
      return -mu;
    }
    // Loader's saddle-point form keeps digits where y log(mu) and log(y!) cancel.
    return -stirlingError(y) - deviancePart(y, mu) - HALF_LOG_TWO_PI - 0.5 * Math.log(y);
  }

  /** P(Y <= y) of the Poisson distribution with mean mu. */
  public static double poisson(double y, double mu) {
    return RegularizedGamma.Q.value(Math.floor(y) + 1, mu);
  }

  /** log P(Y = y) of the negative binomial with mean mu and variance mu + mu^2/theta. */
  public static double negativeBinomialLog(double y, double theta, double mu) {
    if (y == 0) {
      return -theta * Math.log1p(mu / theta);
    }
    return logGammaRatio(theta, y)
        - logFactorial(y)
        + y * (Math.log(mu / theta) - Math.log1p(mu / theta))
        - theta * Math.log1p(mu / theta);
  }

  /** P(Y <= y) of the negative binomial with mean mu and variance mu + mu^2/theta. */
  public static double negativeBinomial(double y, double theta, double mu) {
    return RegularizedBeta.value(theta / (theta + mu), theta, Math.floor(y) + 1);
  }

  /** log of the gamma function, x > 0. */
  public static double logGamma(double x) {
    return LogGamma.value(x);
  }

  /** log(y!). */
  public static double logFactorial(double y) {
    return y < 2 && y == Math.rint(y) ? 0 : LogGamma.value(y + 1);
  }

  /** Derivative of log gamma. */
  public static double digamma(double x) {
    return Digamma.value(x);
  }

  /** Second derivative of log gamma. */
  public static double trigamma(double x) {
    return Trigamma.value(x);
  }

  /**
   * log(gamma(theta + y) / gamma(theta)) for a count y: a sum for small counts, because the
   * difference of two large log-gammas loses digits when theta is large.
   */
  public static double logGammaRatio(double theta, double y) {
    if (y <= 40 && y == Math.rint(y)) {
      double product = 1;
      double sum = 0;
      for (int k = 0; k < y; k++) {
        product *= theta + k;
        if (product > 1e250) {
          sum += Math.log(product);
          product = 1;
        }
      }
      return sum + Math.log(product);
    }
    if (theta > 1e6) {
      double z = theta + y;
      double half = (theta - 0.5) * Math.log1p(y / theta) + y * (Math.log(z) - 1);
      return half + 1 / (12 * z) - 1 / (12 * theta);
    }
    return LogGamma.value(theta + y) - LogGamma.value(theta);
  }

  /** log(y!) minus Stirling's formula. */
  private static double stirlingError(double y) {
    if (y < 16) {
      return logFactorial(y) - (y + 0.5) * Math.log(y) + y - HALF_LOG_TWO_PI;
    }
    double s = 1 / (y * y);
    return (1 / 12.0 - s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s / 1188.0)))) / y;
  }

  /** y log(y/mu) + mu - y without cancellation near mu = y. */
  private static double deviancePart(double y, double mu) {
    double d = (y - mu) / (y + mu);
    if (Math.abs(d) > 0.1) {
      return y * Math.log(y / mu) + mu - y;
    }
    double sum = (y - mu) * d;
    double term = 2 * y * d;
    for (int j = 1; j < 1000; j++) {
      term *= d * d;
      double next = sum + term / (2 * j + 1);
      if (next == sum) {
        return next;
      }
      sum = next;
    }
    return sum;
  }
}
