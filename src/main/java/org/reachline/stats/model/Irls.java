package org.reachline.stats.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Maximum likelihood for a generalised linear model by Fisher scoring with step-halving, in
 * increments, so that the accuracy of the answer is that of the score equations.
 */
final class Irls {
  private static final int MOST = 200;

  private final Sample sample;
  private final Family family;
  private final Link link;

  /** Coefficients on the basis; updated in place by each run. */
  double[] gamma = {};

  double[] eta = {};
  double[] mu = {};
  double[][] information = {};
  double deviance;
  int iterations;

  Irls(Sample sample, Family family, Link link) {
    this.sample = sample;
    this.family = family;
    this.link = link;
  }

  /**
   * Fits from R's starting means, or from coefficients.
   *
   * @param start coefficients on the basis, or null
   * @throws NotEstimableException when no finite estimate exists or the steps do not settle
   */
  Irls run(double @Nullable [] start) {
    return run(start, 1e-13);
  }

  /** The same, content with steps of this size: enough while something else still changes. */
  Irls run(double @Nullable [] start, double tolerance) {
    if (start == null) {
      firstStep();
    } else {
      gamma = start.clone();
    }
    eta = sample.eta(gamma);
    deviance = devianceAt(eta);
    if (!Double.isFinite(deviance)) {
      throw new NotEstimableException(
          "no starting point gives possible means; try the log or logit link");
    }
    double lastMove = Double.POSITIVE_INFINITY;
    for (iterations = 1; iterations <= MOST; iterations++) {
      double[] score = scoreAndInformation();
      double[][] l = SmallMatrix.cholesky(information);
      if (l == null) {
        throw separated();
      }
      double[] step = SmallMatrix.solveCholesky(l, score);
      double moved = moveBy(step);
      double scale = 0;
      for (double value : eta) {
        scale = Math.max(scale, Math.abs(value));
      }
      // Rounding keeps the last steps from reaching zero: stop when they no longer shrink.
      boolean settled =
          moved <= tolerance * (1 + scale)
              || moved <= 1e-10 * (1 + scale) && moved >= 0.5 * lastMove;
      if (settled) {
        scoreAndInformation();
        requireInside();
        return this;
      }
      lastMove = moved;
      if (iterations > 30 && runaway()) {
        throw separated();
      }
    }
    if (runaway()) {
      throw separated();
    }
    throw new NotEstimableException("the fit did not converge in %d steps".formatted(MOST));
  }

  /** One weighted least squares step from the means that R starts with. */
  private void firstStep() {
    int n = sample.n();
    int p = sample.p();
    double[] q = sample.q();
    double[][] a = new double[p][p];
    double[] b = new double[p];
    for (int i = 0; i < n; i++) {
      double first = family.firstMean(sample.y()[i], sample.m()[i]);
      double e = link.link(first);
      double slope = link.slope(e, first);
      double w = sample.m()[i] * slope * slope / family.variance(first);
      double z = e - sample.offset()[i] + (sample.y()[i] / sample.m()[i] - first) / slope;
      accumulate(a, b, q, i * p, w, w * z);
    }
    mirror(a);
    double[][] l = SmallMatrix.cholesky(a);
    gamma = l == null ? new double[p] : SmallMatrix.solveCholesky(l, b);
    if (!Double.isFinite(devianceAt(sample.eta(gamma)))) {
      gamma = flatStart();
    }
  }

  /** The coefficients nearest to one common mean, for links that do not allow the first step. */
  private double[] flatStart() {
    int n = sample.n();
    int p = sample.p();
    double total = 0;
    double trials = 0;
    for (int i = 0; i < n; i++) {
      total += sample.y()[i];
      trials += sample.m()[i];
    }
    double common = link.link(total / trials);
    double[] start = new double[p];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < p; k++) {
        start[k] += sample.q()[i * p + k] * (common - sample.offset()[i]);
      }
    }
    return start;
  }

  private static void accumulate(
      double[][] a, double[] b, double[] q, int at, double w, double wz) {
    for (int j = 0; j < b.length; j++) {
      double qj = q[at + j];
      b[j] += wz * qj;
      double scaled = w * qj;
      double[] row = a[j];
      for (int k = 0; k <= j; k++) {
        row[k] += scaled * q[at + k];
      }
    }
  }

  private static void mirror(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        a[j][i] = a[i][j];
      }
    }
  }

  private double[] scoreAndInformation() {
    int n = sample.n();
    int p = sample.p();
    mu = new double[n];
    information = new double[p][p];
    double[] score = new double[p];
    for (int i = 0; i < n; i++) {
      mu[i] = link.mean(eta[i]);
      double slope = link.slope(eta[i], mu[i]);
      double variance = family.variance(mu[i]) / sample.m()[i];
      double residual = sample.y()[i] / sample.m()[i] - mu[i];
      double w = slope / variance;
      accumulate(information, score, sample.q(), i * p, w * slope, w * residual);
    }
    mirror(information);
    return score;
  }

  /** Takes the step, halved until the deviance does not rise; returns the largest move of eta. */
  private double moveBy(double[] step) {
    double fraction = 1;
    for (int halving = 0; halving < 40; halving++) {
      double[] candidate = new double[gamma.length];
      for (int k = 0; k < candidate.length; k++) {
        candidate[k] = gamma[k] + fraction * step[k];
      }
      double[] next = sample.eta(candidate);
      double value = devianceAt(next);
      if (value <= deviance + 1e-9 * (0.1 + Math.abs(deviance))) {
        double moved = 0;
        for (int i = 0; i < next.length; i++) {
          moved = Math.max(moved, Math.abs(next[i] - eta[i]));
        }
        gamma = candidate;
        eta = next;
        deviance = value;
        return moved / fraction;
      }
      fraction /= 2;
    }
    if (runaway()) {
      throw separated();
    }
    throw new NotEstimableException(
        "no step improves the fit; the means press against their limits");
  }

  private double devianceAt(double[] at) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      double mean = link.mean(at[i]);
      if (!family.allows(mean)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += family.deviance(sample.y()[i], sample.m()[i], mean);
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  /** With the identity link the best line may want means below zero and stop at the border. */
  private void requireInside() {
    if (link != Link.IDENTITY) {
      return;
    }
    double mean = Arrays.stream(mu).average().orElse(1);
    for (double value : mu) {
      boolean high = family.kind() == Family.Kind.BINOMIAL && 1 - value < 1e-7;
      if (value < 1e-7 * mean || high) {
        throw new NotEstimableException(
            "with the identity link the means press against their limits; try the log or logit"
                + " link");
      }
    }
  }

  /** Whether some mean runs to its limit, which is how separation shows. */
  private boolean runaway() {
    if (link == Link.IDENTITY) {
      return false;
    }
    for (int i = 0; i < eta.length; i++) {
      double free = eta[i] - sample.offset()[i];
      boolean none = sample.y()[i] == 0 && (free < -20 && mu[i] * sample.m()[i] < 1e-8);
      boolean all =
          family.kind() == Family.Kind.BINOMIAL
              && sample.y()[i] == sample.m()[i]
              && 1 - mu[i] < 1e-8
              && eta[i] > 18;
      if (none || all) {
        return true;
      }
    }
    return false;
  }

  private NotEstimableException separated() {
    return new NotEstimableException(
        family.kind() == Family.Kind.BINOMIAL
            ? "separation: some combination of the model's columns has only events or none, so a"
                + " coefficient has no finite estimate"
            : "some combination of the model's columns has only zero counts (an arm without any"
                + " event?), so a coefficient has no finite estimate");
  }
}
