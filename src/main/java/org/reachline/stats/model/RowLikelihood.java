package org.reachline.stats.model;

import java.util.HashMap;
import java.util.Map;
import org.reachline.stats.Distributions;

/**
 * The log-likelihood of one row as a function of its linear predictor, with the derivatives that
 * adaptive quadrature needs. Canonical links only: log for counts, logit for the binomial.
 */
final class RowLikelihood {
  private final Family.Kind kind;
  private final double[] y;
  private final double[] m;
  private final int[] place;
  private final double[] distinct;
  private final double[] constant;
  private final double[] ratio;
  private final double[] digammas;
  private final double[] trigammas;
  private double theta;
  private double logTheta;

  /** Value and derivatives by the linear predictor of the row last asked for. */
  double value;

  double first;
  double second;
  double third;

  /** Derivatives by log theta: of the value (once and twice) and of first and second. */
  double byTheta;

  double byThetaTwice;
  double firstByTheta;
  double secondByTheta;

  RowLikelihood(Family.Kind kind, double[] y, double[] m) {
    this.kind = kind;
    this.y = y;
    this.m = m;
    constant = new double[y.length];
    place = new int[y.length];
    Map<Double, Integer> seen = new HashMap<>();
    for (int i = 0; i < y.length; i++) {
      place[i] = seen.computeIfAbsent(y[i], same -> seen.size());
      constant[i] =
          kind == Family.Kind.BINOMIAL
              ? Distributions.logFactorial(m[i])
                  - Distributions.logFactorial(y[i])
                  - Distributions.logFactorial(m[i] - y[i])
              : -Distributions.logFactorial(y[i]);
    }
    distinct = new double[seen.size()];
    seen.forEach((count, at) -> distinct[at] = count);
    ratio = new double[distinct.length];
    digammas = new double[distinct.length];
    trigammas = new double[distinct.length];
  }

  /** Sets theta, with its gamma functions once per distinct count. */
  void theta(double value) {
    if (kind != Family.Kind.NEGATIVE_BINOMIAL) {
      return;
    }
    theta = value;
    logTheta = Math.log(value);
    for (int d = 0; d < distinct.length; d++) {
      double count = distinct[d];
      ratio[d] = Distributions.logGammaRatio(theta, count);
      double sum = 0;
      double squares = 0;
      if (count <= 60 && count == Math.rint(count)) {
        for (int k = 0; k < count; k++) {
          sum += 1 / (theta + k);
          squares -= 1 / ((theta + k) * (theta + k));
        }
      } else {
        sum = Distributions.digamma(theta + count) - Distributions.digamma(theta);
        squares = Distributions.trigamma(theta + count) - Distributions.trigamma(theta);
      }
      digammas[d] = sum;
      trigammas[d] = squares;
    }
  }

  /**
   * Value, first and second derivative of row i.
   *
   * @param eta the linear predictor
   * @param odds exp(eta), which the caller has as a product
   */
  void at(int i, double eta, double odds) {
    switch (kind) {
      case POISSON -> {
        value = constant[i] + y[i] * eta - odds;
        first = y[i] - odds;
        second = -odds;
      }
      case NEGATIVE_BINOMIAL -> {
        double sum = odds + theta;
        double share = odds / sum;
        double logSum = Math.log(sum);
        value = constant[i] + ratio[place[i]] + y[i] * (eta - logSum) + theta * (logTheta - logSum);
        first = y[i] - (y[i] + theta) * share;
        second = -(y[i] + theta) * share * (theta / sum);
      }
      case BINOMIAL -> {
        double share = odds > 1e15 ? 1 : odds / (1 + odds);
        double logRest = odds > 1e15 ? eta : Math.log1p(odds);
        value = constant[i] + y[i] * eta - m[i] * logRest;
        first = y[i] - m[i] * share;
        second = -m[i] * share * (odds > 1e15 ? 1 / odds : 1 / (1 + odds));
      }
    }
  }

  /** All derivatives of row i. */
  void allAt(int i, double eta, double odds) {
    at(i, eta, odds);
    switch (kind) {
      case POISSON -> third = second;
      case BINOMIAL -> third = second * (odds > 1e15 ? -1 : (1 - odds) / (1 + odds));
      case NEGATIVE_BINOMIAL -> {
        double sum = odds + theta;
        double share = odds / sum;
        double rest = theta / sum;
        third = second * (rest - share);
        double residual = (y[i] - odds) / sum;
        double slope = digammas[place[i]] - Math.log1p(odds / theta) - residual;
        byTheta = theta * slope;
        double curve = trigammas[place[i]] + odds / (theta * sum) + residual / sum;
        byThetaTwice = theta * theta * curve + byTheta;
        firstByTheta = -theta * share + (y[i] + theta) * share * rest;
        secondByTheta = -theta * share * rest + (y[i] + theta) * (rest - share) * share * rest;
      }
    }
  }
}
