package org.reachline.stats.model;

import org.reachline.stats.Distributions;
import org.reachline.stats.UnusableQuestion;

/**
 * How the outcome varies about its mean. A binomial mean is the proportion of its trials.
 *
 * @param kind the distribution
 * @param theta of the negative binomial, whose variance is mu + mu^2/theta; infinite otherwise
 */
public record Family(Kind kind, double theta) {
  /** The distributions. */
  public enum Kind {
    /** Counts whose variance is their mean. */
    POISSON,
    /** Counts that vary more than Poisson: NB2. */
    NEGATIVE_BINOMIAL,
    /** Events among trials. */
    BINOMIAL
  }

  /** Poisson. */
  public static final Family POISSON = new Family(Kind.POISSON, Double.POSITIVE_INFINITY);

  /** Binomial. */
  public static final Family BINOMIAL = new Family(Kind.BINOMIAL, Double.POSITIVE_INFINITY);

  public Family {
    if (!(theta > 0)) {
      throw new UnusableQuestion("theta must be more than 0, not " + theta);
    }
  }

  /** Negative binomial with this theta. */
  public static Family negativeBinomial(double theta) {
    return new Family(Kind.NEGATIVE_BINOMIAL, theta);
  }

  /** The usual link: log for counts, logit for proportions. */
  Link usualLink() {
    return kind == Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
  }

  /** Variance of one trial's outcome at the mean. */
  double variance(double mu) {
    return switch (kind) {
      case POISSON -> mu;
      case NEGATIVE_BINOMIAL -> mu + mu * mu / theta;
      case BINOMIAL -> mu * (1 - mu);
    };
  }

  /** Whether the mean is possible. */
  boolean allows(double mu) {
    return mu > 0 && (kind == Kind.BINOMIAL ? mu < 1 : mu < Double.POSITIVE_INFINITY);
  }

  /** R's first guess at a mean from one outcome y of m trials. */
  double firstMean(double y, double m) {
    return switch (kind) {
      case POISSON -> y + 0.1;
      case NEGATIVE_BINOMIAL -> y + (y == 0 ? 1.0 / 6 : 0);
      case BINOMIAL -> (y + 0.5) / (m + 1);
    };
  }

  /** Twice the log-likelihood lost against a perfect fit. */
  double deviance(double y, double m, double mu) {
    return switch (kind) {
      case POISSON -> 2 * (xLogRatio(y, mu) - (y - mu));
      case NEGATIVE_BINOMIAL ->
          2 * (xLogRatio(y, mu) - (y + theta) * Math.log1p((y - mu) / (mu + theta)));
      case BINOMIAL -> 2 * (xLogRatio(y, m * mu) + xLogRatio(m - y, m * (1 - mu)));
    };
  }

  private static double xLogRatio(double x, double of) {
    return x == 0 ? 0 : x * Math.log(x / of);
  }

  /** Log-likelihood with all constants. */
  double logLikelihood(double y, double m, double mu) {
    return switch (kind) {
      case POISSON -> Distributions.poissonLog(y, mu);
      case NEGATIVE_BINOMIAL -> Distributions.negativeBinomialLog(y, theta, mu);
      case BINOMIAL ->
          Distributions.logFactorial(m)
              - Distributions.logFactorial(y)
              - Distributions.logFactorial(m - y)
              + (y == 0 ? 0 : y * Math.log(mu))
              + (m == y ? 0 : (m - y) * Math.log1p(-mu));
    };
  }
}
