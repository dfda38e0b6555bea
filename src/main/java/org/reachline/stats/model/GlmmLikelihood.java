package org.reachline.stats.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;

/**
 * The marginal log-likelihood of a random-intercept model by adaptive Gauss-Hermite quadrature (one
 * node: Laplace with the observed Hessian), with the exact gradient of that approximation. The
 * random intercept is sd times v, v standard normal, and each cluster's nodes stand about the mode
 * of its integrand, scaled by its curvature c (Liu and Pierce 1994, Biometrika 81:624).
 *
 * <p>Parameters in order: coefficients on the basis, log sd, and log theta for the negative
 * binomial.
 */
final class GlmmLikelihood {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Sample sample;
  private final int[] starts;
  private final RowLikelihood rows;
  private final int p;
  private final int size;
  private final boolean hasTheta;
  private final double[] nodes;
  private final double[] logWeights;
  private final double[] modes;
  private final double[][] first;
  private final double[][] second;
  private final double[] exps;

  double value;
  double[] gradient = {};

  /**
   * Minus the Hessian by Louis' formula under the quadrature's posterior; null if not asked for.
   */
  double @Nullable [][] metric;

  GlmmLikelihood(Sample sample, Family.Kind kind, int[] starts, int nodeCount) {
    this.sample = sample;
    this.starts = starts;
    this.rows = new RowLikelihood(kind, sample.y(), sample.m());
    this.p = sample.p();
    this.hasTheta = kind == Family.Kind.NEGATIVE_BINOMIAL;
    this.size = p + (hasTheta ? 2 : 1);
    GaussHermite rule = GaussHermite.of(nodeCount);
    nodes = rule.nodes();
    logWeights = new double[nodeCount];
    for (int k = 0; k < nodeCount; k++) {
      logWeights[k] = Math.log(rule.weights()[k]) + nodes[k] * nodes[k];
    }
    modes = new double[starts.length - 1];
    int largest = 0;
    for (int c = 0; c + 1 < starts.length; c++) {
      largest = Math.max(largest, starts[c + 1] - starts[c]);
    }
    first = new double[nodeCount][largest];
    second = new double[nodeCount][largest];
    exps = new double[sample.n()];
  }

  int size() {
    return size;
  }

  /** The modes of the standardised random intercepts at the last evaluation. */
  double[] modes() {
    return modes.clone();
  }

  /** Starts the search for the modes where another evaluation ended. */
  void startModes(double[] from) {
    System.arraycopy(from, 0, modes, 0, modes.length);
  }

  /** Evaluates the log-likelihood, its gradient and, if asked, the metric. */
  void evaluate(double[] parameters, boolean withMetric) {
    double sd = Math.exp(parameters[p]);
    if (hasTheta) {
      rows.theta(Math.exp(parameters[p + 1]));
    }
    double[] eta = sample.eta(parameters);
    for (int i = 0; i < eta.length; i++) {
      exps[i] = Math.exp(eta[i]);
    }
    value = 0;
    gradient = new double[size];
    metric = withMetric ? new double[size][size] : null;
    for (int c = 0; c + 1 < starts.length; c++) {
      cluster(c, eta, sd);
    }
    if (metric != null) {
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < a; b++) {
          metric[b][a] = metric[a][b];
        }
      }
    }
  }

  /** Newton's method for the mode of one cluster's integrand, which is log-concave. */
  private double mode(int c, double[] eta, double sd) {
    double v = modes[c];
    double best = Double.NEGATIVE_INFINITY;
    double from = v;
    double step = 0;
    for (int i = 0; i < 200; i++) {
      double shift = Math.exp(sd * v);
      double h = -0.5 * v * v;
      double slope = -v;
      double curvature = 1;
      for (int j = starts[c]; j < starts[c + 1]; j++) {
        rows.at(j, eta[j] + sd * v, exps[j] * shift);
        h += rows.value;
        slope += sd * rows.first;
        curvature -= sd * sd * rows.second;
      }
      boolean worse = !(h >= best - 1e-9 * (1 + Math.abs(best)));
      if (worse && i > 0) {
        step /= 2;
      } else {
        best = h;
        from = v;
        step = Math.max(-5, Math.min(5, slope / curvature));
      }
      v = from + step;
      if (Math.abs(step) < (i < 30 ? 1e-13 : 1e-10) * (1 + Math.abs(v))) {
        break;
      }
    }
    if (Double.isNaN(v)) {
      throw new NotEstimableException(
          "the random intercepts cannot be located; the means overflow");
    }
    modes[c] = v;
    return v;
  }

  private void cluster(int c, double[] eta, double sd) {
    int from = starts[c];
    int n = starts[c + 1] - from;
    double mode = mode(c, eta, sd);
    // At the mode: curvature and how mode and curvature move with the parameters.
    double curvature = 1;
    double firsts = 0;
    double seconds = 0;
    double thirds = 0;
    double secondsByTheta = 0;
    double firstsByTheta = 0;
    double[] modeBy = new double[size];
    double[] curvatureBy = new double[size];
    double shift = Math.exp(sd * mode);
    double[] q = sample.q();
    for (int j = 0; j < n; j++) {
      int row = from + j;
      rows.allAt(row, eta[row] + sd * mode, exps[row] * shift);
      curvature -= sd * sd * rows.second;
      firsts += rows.first;
      seconds += rows.second;
      thirds += rows.third;
      firstsByTheta += rows.firstByTheta;
      secondsByTheta += rows.secondByTheta;
      for (int a = 0; a < p; a++) {
        modeBy[a] += sd * rows.second * q[row * p + a];
        curvatureBy[a] -= sd * sd * rows.third * q[row * p + a];
      }
    }
    modeBy[p] = sd * firsts + sd * sd * mode * seconds;
    curvatureBy[p] = -(2 * sd * sd * seconds + sd * sd * sd * mode * thirds);
    if (hasTheta) {
      modeBy[p + 1] = sd * firstsByTheta;
      curvatureBy[p + 1] = -sd * sd * secondsByTheta;
    }
    double curvatureByMode = -sd * sd * sd * thirds;
    for (int a = 0; a < size; a++) {
      modeBy[a] /= curvature;
      curvatureBy[a] += curvatureByMode * modeBy[a];
    }
    quadrature(c, eta, sd, mode, curvature, modeBy, curvatureBy);
  }

  private void quadrature(
      int c,
      double[] eta,
      double sd,
      double mode,
      double curvature,
      double[] modeBy,
      double[] curvatureBy) {
    int from = starts[c];
    int n = starts[c + 1] - from;
    int k = nodes.length;
    double spread = Math.sqrt(2 / curvature);
    double[] log = new double[k];
    double[] slope = new double[k];
    double[] byTheta = new double[k];
    double[] byThetaTwice = new double[k];
    double[] firstByTheta = new double[k];
    double[] secondSum = new double[k];
    double[][] rowFirstByTheta = metric != null && hasTheta ? new double[k][n] : null;
    double top = Double.NEGATIVE_INFINITY;
    for (int node = 0; node < k; node++) {
      double v = mode + spread * nodes[node];
      double shift = Math.exp(sd * v);
      double h = -0.5 * v * v;
      for (int j = 0; j < n; j++) {
        int row = from + j;
        if (hasTheta) {
          rows.allAt(row, eta[row] + sd * v, exps[row] * shift);
          byTheta[node] += rows.byTheta;
          byThetaTwice[node] += rows.byThetaTwice;
          firstByTheta[node] += rows.firstByTheta;
          if (rowFirstByTheta != null) {
            rowFirstByTheta[node][j] = rows.firstByTheta;
          }
        } else {
          rows.at(row, eta[row] + sd * v, exps[row] * shift);
        }
        h += rows.value;
        slope[node] += rows.first;
        secondSum[node] += rows.second;
        first[node][j] = rows.first;
        second[node][j] = rows.second;
      }
      log[node] = logWeights[node] + h;
      top = Math.max(top, log[node]);
    }
    double total = 0;
    for (int node = 0; node < k; node++) {
      log[node] = Math.exp(log[node] - top);
      total += log[node];
    }
    value += top + Math.log(total) + Math.log(spread) - HALF_LOG_TWO_PI;
    double[] share = log;
    double drift = 0;
    double stretch = 0;
    double[] own = new double[size];
    for (int node = 0; node < k; node++) {
      share[node] /= total;
      double v = mode + spread * nodes[node];
      double hv = sd * slope[node] - v;
      drift += share[node] * hv;
      stretch += share[node] * hv * (v - mode);
      own[p] += share[node] * sd * v * slope[node];
      if (hasTheta) {
        own[p + 1] += share[node] * byTheta[node];
      }
    }
    double[] q = sample.q();
    double[] rowSecond = new double[n];
    for (int j = 0; j < n; j++) {
      double mean = 0;
      for (int node = 0; node < k; node++) {
        mean += share[node] * first[node][j];
        rowSecond[j] += share[node] * second[node][j];
      }
      for (int a = 0; a < p; a++) {
        own[a] += mean * q[(from + j) * p + a];
      }
    }
    for (int a = 0; a < size; a++) {
      gradient[a] += own[a] + drift * modeBy[a] - 0.5 * (stretch + 1) / curvature * curvatureBy[a];
    }
    if (metric == null) {
      return;
    }
    // Louis 1982: information = E(-second derivative) - Var(score), over the posterior of v.
    double[] crossSd = new double[n];
    double[] crossTheta = new double[n];
    double[] score = new double[size];
    for (int node = 0; node < k; node++) {
      double v = mode + spread * nodes[node];
      Arrays.fill(score, 0);
      for (int j = 0; j < n; j++) {
        int at = (from + j) * p;
        double f = first[node][j];
        for (int a = 0; a < p; a++) {
          score[a] += f * q[at + a];
        }
        crossSd[j] += share[node] * second[node][j] * sd * v;
        if (hasTheta) {
          crossTheta[j] += share[node] * Objects.requireNonNull(rowFirstByTheta)[node][j];
        }
      }
      score[p] = sd * v * slope[node];
      metric[p][p] -= share[node] * (sd * v * slope[node] + sd * sd * v * v * secondSum[node]);
      if (hasTheta) {
        score[p + 1] = byTheta[node];
        metric[p + 1][p + 1] -= share[node] * byThetaTwice[node];
        metric[p + 1][p] -= share[node] * sd * v * firstByTheta[node];
      }
      for (int a = 0; a < size; a++) {
        double da = share[node] * (score[a] - own[a]);
        for (int b = 0; b <= a; b++) {
          metric[a][b] -= da * (score[b] - own[b]);
        }
      }
    }
    for (int j = 0; j < n; j++) {
      int at = (from + j) * p;
      for (int a = 0; a < p; a++) {
        double w = rowSecond[j] * q[at + a];
        for (int b = 0; b <= a; b++) {
          metric[a][b] -= w * q[at + b];
        }
        metric[p][a] -= crossSd[j] * q[at + a];
        if (hasTheta) {
          metric[p + 1][a] -= crossTheta[j] * q[at + a];
        }
      }
    }
  }
}
