package org.reachline.stats.model;

import org.reachline.stats.NotEstimableException;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Solves the estimating equations, updating scale and correlation at every step, and gives each
 * cluster's information G = D'V^-1 D and score U = D'V^-1 (y - mu), on the orthonormal basis.
 */
final class GeeSolver {
  private static final int MOST = 1000;

  private final Sample sample;
  private final Family family;
  private final Link link;
  private final int[] starts;
  private final GeeMoments moments;

  double[] gamma = {};
  double[] mu;
  int iterations;

  private double[] eta = {};
  private final double[] pearson;
  private final double[] weight;

  GeeSolver(Sample sample, Family family, Link link, int[] starts, GeeMoments moments) {
    this.sample = sample;
    this.family = family;
    this.link = link;
    this.starts = starts;
    this.moments = moments;
    this.pearson = new double[sample.n()];
    this.weight = new double[sample.n()];
    this.mu = new double[sample.n()];
  }

  /** Total or single information and score. */
  static final class Sums {
    final double[][] information;
    final double[] score;

    Sums(int p) {
      information = new double[p][p];
      score = new double[p];
    }
  }

  /**
   * Iterates to convergence.
   *
   * @param start coefficients on the basis, from the fit under independence
   */
  void solve(double[] start) {
    gamma = start.clone();
    int p = sample.p();
    double lastMove = Double.POSITIVE_INFINITY;
    double lastAlpha = Double.NaN;
    double damping = 1;
    place(gamma);
    for (iterations = 1; iterations <= MOST; iterations++) {
      moments.estimate(pearson);
      Sums total = new Sums(p);
      for (int c = 0; c + 1 < starts.length; c++) {
        add(c, total);
      }
      double[][] l = SmallMatrix.cholesky(total.information);
      if (l == null) {
        throw unsettled();
      }
      double[] step = SmallMatrix.solveCholesky(l, total.score);
      double moved = moveBy(step, damping);
      double scale = 1;
      for (double value : eta) {
        scale = Math.max(scale, Math.abs(value));
      }
      double change = Math.max(moved / scale, Math.abs(moments.alpha - lastAlpha));
      lastAlpha = moments.alpha;
      if (change <= 1e-13 || change <= 1e-10 && change >= 0.5 * lastMove) {
        moments.estimate(pearson);
        return;
      }
      if (iterations > 50 && change > 0.9 * lastMove) {
        damping = Math.max(0.1, damping * 0.8);
      }
      lastMove = change;
    }
    throw unsettled();
  }

  private NotEstimableException unsettled() {
    return new NotEstimableException(
        "the estimating equations did not converge: with this working correlation they have no"
            + " settled solution here; use independence");
  }

  private boolean place(double[] at) {
    double[] next = sample.eta(at);
    for (int i = 0; i < next.length; i++) {
      double mean = link.mean(next[i]);
      if (!family.allows(mean)) {
        return false;
      }
    }
    eta = next;
    for (int i = 0; i < next.length; i++) {
      mu[i] = link.mean(next[i]);
      double deviation = Math.sqrt(family.variance(mu[i]) / sample.m()[i]);
      weight[i] = link.slope(next[i], mu[i]) / deviation;
      pearson[i] = (sample.y()[i] / sample.m()[i] - mu[i]) / deviation;
    }
    return true;
  }

  private double moveBy(double[] step, double damping) {
    double[] before = eta;
    double fraction = damping;
    for (int halving = 0; halving < 40; halving++) {
      double[] candidate = gamma.clone();
      for (int k = 0; k < candidate.length; k++) {
        candidate[k] += fraction * step[k];
      }
      if (place(candidate)) {
        double moved = 0;
        for (int i = 0; i < eta.length; i++) {
          moved = Math.max(moved, Math.abs(eta[i] - before[i]));
        }
        if (moved <= 5 || halving > 30) {
          gamma = candidate;
          return moved / fraction;
        }
      }
      fraction /= 2;
    }
    throw unsettled();
  }

  /** One cluster's information and score at the solution. */
  Sums cluster(int c) {
    Sums sums = new Sums(sample.p());
    add(c, sums);
    return sums;
  }

  private void add(int c, Sums into) {
    switch (moments.structure()) {
      case INDEPENDENCE -> addPlain(c, into, 1 / moments.phi);
      case EXCHANGEABLE -> addExchangeable(c, into);
      case AR1 -> addAr1(c, into);
    }
  }

  private void addPlain(int c, Sums into, double scale) {
    int p = sample.p();
    double[] q = sample.q();
    for (int j = starts[c]; j < starts[c + 1]; j++) {
      double w = scale * weight[j] * weight[j];
      double e = scale * weight[j] * pearson[j];
      int at = j * p;
      for (int a = 0; a < p; a++) {
        double qa = q[at + a];
        into.score[a] += e * qa;
        double wqa = w * qa;
        double[] row = into.information[a];
        for (int b = 0; b < p; b++) {
          row[b] += wqa * q[at + b];
        }
      }
    }
  }

  /** R^-1 = (I - c 11') / (1 - alpha) with c = alpha / (1 + (n - 1) alpha). */
  private void addExchangeable(int c, Sums into) {
    int p = sample.p();
    double alpha = moments.alpha;
    int size = starts[c + 1] - starts[c];
    double scale = 1 / (moments.phi * (1 - alpha));
    addPlain(c, into, scale);
    double shrink = scale * alpha / (1 + (size - 1) * alpha);
    double[] sum = new double[p];
    double residual = 0;
    for (int j = starts[c]; j < starts[c + 1]; j++) {
      residual += pearson[j];
      for (int a = 0; a < p; a++) {
        sum[a] += weight[j] * sample.q()[j * p + a];
      }
    }
    for (int a = 0; a < p; a++) {
      into.score[a] -= shrink * sum[a] * residual;
      for (int b = 0; b < p; b++) {
        into.information[a][b] -= shrink * sum[a] * sum[b];
      }
    }
  }

  /** alpha^distance is Markov even with gaps, so neighbours are enough to whiten a row. */
  private void addAr1(int c, Sums into) {
    int p = sample.p();
    double[] now = new double[p];
    for (int j = starts[c]; j < starts[c + 1]; j++) {
      boolean first = j == starts[c];
      double rho = first ? 0 : Math.pow(moments.alpha, moments.gap(j));
      double scale = 1 / Math.sqrt(moments.phi * (1 - rho * rho));
      double e = scale * (pearson[j] - (first ? 0 : rho * pearson[j - 1]));
      for (int a = 0; a < p; a++) {
        double before = first ? 0 : rho * weight[j - 1] * sample.q()[(j - 1) * p + a];
        now[a] = scale * (weight[j] * sample.q()[j * p + a] - before);
      }
      for (int a = 0; a < p; a++) {
        into.score[a] += now[a] * e;
        for (int b = 0; b < p; b++) {
          into.information[a][b] += now[a] * now[b];
        }
      }
    }
  }
}
