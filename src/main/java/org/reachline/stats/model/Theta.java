package org.reachline.stats.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.reachline.stats.Distributions;
import org.reachline.stats.NotEstimableException;

/**
 * Maximum likelihood for the theta of a negative binomial given its means. Counts repeat, so the
 * work is done once per distinct count.
 */
final class Theta {
  /** Beyond this the negative binomial cannot be told from Poisson. */
  static final double POISSON_LIKE = 1e7;

  /** Whole counts below this are added up term by term, which is exact for any theta. */
  private static final int SMALL = 200;

  private final double[] y;

  /** How many small counts exceed k, for k = 0, 1, ... */
  private final int[] above;

  private final double[] distinct;
  private final int[] times;

  Theta(double[] y) {
    this.y = y;
    int[] small = new int[SMALL];
    int largest = 0;
    Map<Double, Integer> others = new HashMap<>();
    for (double value : y) {
      if (value < SMALL && value == Math.rint(value)) {
        small[(int) value]++;
        largest = Math.max(largest, (int) value);
      } else {
        others.merge(value, 1, Integer::sum);
      }
    }
    above = new int[largest];
    int more = 0;
    for (int k = largest - 1; k >= 0; k--) {
      more += small[k + 1];
      above[k] = more;
    }
    distinct = others.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    times = new int[distinct.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = Objects.requireNonNull(others.get(distinct[i]));
    }
  }

  /**
   * First and second derivative of the log-likelihood by theta. digamma(theta + y) - digamma(theta)
   * is the sum of 1 / (theta + k) over k below y; summed over all small counts at once, each term
   * counts as often as a count exceeds its k.
   */
  double[] derivatives(double theta, double[] mu) {
    double first = 0;
    double second = 0;
    for (int k = 0; k < above.length; k++) {
      double term = 1 / (theta + k);
      first += above[k] * term;
      second -= above[k] * term * term;
    }
    if (distinct.length > 0) {
      double digamma = Distributions.digamma(theta);
      double trigamma = Distributions.trigamma(theta);
      for (int i = 0; i < distinct.length; i++) {
        first += times[i] * (Distributions.digamma(theta + distinct[i]) - digamma);
        second += times[i] * (Distributions.trigamma(theta + distinct[i]) - trigamma);
      }
    }
    for (int i = 0; i < y.length; i++) {
      double sum = mu[i] + theta;
      double share = (y[i] - mu[i]) / sum;
      first += -Math.log1p(mu[i] / theta) - share;
      second += mu[i] / (theta * sum) + share / sum;
    }
    return new double[] {first, second};
  }

  /** A guess from moments. */
  double guess(double[] mu) {
    double excess = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      excess += (y[i] - mu[i]) * (y[i] - mu[i]) - mu[i];
      squares += mu[i] * mu[i];
    }
    return excess > 0 ? Math.min(1e4, Math.max(0.02, squares / excess)) : 100;
  }

  /**
   * The best theta at these means, by Newton's method on log theta.
   *
   * @throws NotEstimableException when the counts vary no more than Poisson counts
   */
  double solve(double start, double[] mu) {
    double log = Math.log(start);
    for (int i = 0; i < 100; i++) {
      double theta = Math.exp(log);
      double[] d = derivatives(theta, mu);
      double gradient = d[0] * theta;
      double curvature = d[1] * theta * theta + gradient;
      double step = curvature < 0 ? -gradient / curvature : Math.signum(gradient);
      step = Math.max(-1, Math.min(1, step));
      log += step;
      if (log > Math.log(POISSON_LIKE)) {
        throw poissonLike();
      }
      if (log < -12) {
        throw new NotEstimableException("the counts are so uneven that theta runs to zero");
      }
      // The error after a step is of the order of its square.
      if (Math.abs(step) < 1e-8) {
        break;
      }
    }
    return Math.exp(log);
  }

  /**
   * The standard error that MASS prints: from the information where its own Newton search, begun at
   * moments and stopped at a step below the fourth root of machine precision, stood before the last
   * step. It differs from the one at the maximum by some 1e-5 of itself.
   */
  double massStandardError(double[] mu) {
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      squares += (y[i] / mu[i] - 1) * (y[i] / mu[i] - 1);
    }
    double at = y.length / squares;
    double information = Double.NaN;
    double step = 1;
    for (int i = 0; i < 25 && Math.abs(step) > Math.pow(2, -13); i++) {
      at = Math.abs(at);
      double[] d = derivatives(at, mu);
      information = -d[1];
      step = d[0] / information;
      at += step;
    }
    return 1 / Math.sqrt(information);
  }

  /** Whether the counts turned out to vary no more than Poisson counts. */
  static boolean isPoissonLike(NotEstimableException why) {
    return poissonLike().getMessage().equals(why.getMessage());
  }

  /** What is said where Poisson variance takes the place of the negative binomial's. */
  static final String FITTED_AS_POISSON =
      "the counts vary no more than Poisson counts, so theta has no finite estimate; fitted with"
          + " Poisson variance, where theta tends to";

  static NotEstimableException poissonLike() {
    return new NotEstimableException(
        "the counts vary no more than Poisson counts, so theta has no finite estimate; use the"
            + " Poisson family");
  }
}
