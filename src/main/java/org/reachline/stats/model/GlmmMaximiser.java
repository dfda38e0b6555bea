package org.reachline.stats.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Maximises a random-intercept likelihood by quasi-Newton steps: the direction from Louis'
 * information, the length by backtracking on the approximation's own value, convergence by its own
 * exact gradient. Parameters may be held fixed, for profiles.
 */
final class GlmmMaximiser {
  private static final int MOST = 300;

  /** With few nodes Louis' information is too rough; this many give a usable direction. */
  private static final int METRIC_NODES = 9;

  private final GlmmLikelihood likelihood;
  private final GlmmLikelihood forMetric;
  private final int sdPlace;

  double[] parameters = {};
  double value;
  double[] gradient = {};
  int iterations;

  /** Whether the random intercepts vanish: the likelihood is highest at sd 0. */
  boolean vanished;

  GlmmMaximiser(Sample sample, Family.Kind kind, int[] starts, int nodeCount) {
    likelihood = new GlmmLikelihood(sample, kind, starts, nodeCount);
    forMetric =
        nodeCount >= 5 ? likelihood : new GlmmLikelihood(sample, kind, starts, METRIC_NODES);
    sdPlace = sample.p();
  }

  GlmmLikelihood likelihood() {
    return likelihood;
  }

  /**
   * Climbs from the start.
   *
   * @param fixed parameters to hold, or null
   * @throws NotEstimableException when it does not settle
   */
  void maximise(double[] start, boolean @Nullable [] fixed) {
    parameters = start.clone();
    evaluate(parameters, true);
    double[][] metric = metric();
    double lastGain = Double.POSITIVE_INFINITY;
    for (iterations = 1; iterations <= MOST; iterations++) {
      double[] direction = direction(metric, fixed);
      double gain = 0;
      for (int a = 0; a < direction.length; a++) {
        if (fixed != null && fixed[a]) {
          direction[a] = 0;
        }
        gain += direction[a] * gradient[a];
      }
      // gain is the squared distance to the maximum in standard errors.
      if (gain < 1e-18 || gain < 1e-13 && gain >= 0.5 * lastGain) {
        return;
      }
      lastGain = gain;
      if (!advance(direction, gain)) {
        if (gain < 1e-9) {
          return;
        }
        throw new NotEstimableException("the mixed model did not converge: no step improves it");
      }
      boolean sdFree = fixed == null || !fixed[sdPlace];
      if (sdFree && parameters[sdPlace] < Math.log(1e-3) && gradient[sdPlace] <= 1e-6) {
        vanished = true;
        return;
      }
      if (parameters.length > sdPlace + 1
          && parameters[sdPlace + 1] > Math.log(Theta.POISSON_LIKE)
          && (fixed == null || !fixed[sdPlace + 1])) {
        throw Theta.poissonLike();
      }
      metric = metric();
    }
    throw new NotEstimableException("the mixed model did not converge in %d steps".formatted(MOST));
  }

  private void evaluate(double[] at, boolean withMetric) {
    likelihood.evaluate(at, withMetric && forMetric == likelihood);
    value = likelihood.value;
    gradient = likelihood.gradient;
  }

  private double[][] metric() {
    if (forMetric == likelihood) {
      if (likelihood.metric == null) {
        likelihood.evaluate(parameters, true);
      }
      return Objects.requireNonNull(likelihood.metric);
    }
    forMetric.startModes(likelihood.modes());
    forMetric.evaluate(parameters, true);
    return Objects.requireNonNull(forMetric.metric);
  }

  private double[] direction(double[][] metric, boolean @Nullable [] fixed) {
    double[][] a = new double[metric.length][];
    for (int i = 0; i < a.length; i++) {
      a[i] = metric[i].clone();
    }
    if (fixed != null) {
      for (int i = 0; i < a.length; i++) {
        if (fixed[i]) {
          for (int j = 0; j < a.length; j++) {
            a[i][j] = 0;
            a[j][i] = 0;
          }
          a[i][i] = 1;
        }
      }
    }
    double[] g = gradient.clone();
    for (int i = 0; fixed != null && i < g.length; i++) {
      g[i] = fixed[i] ? 0 : g[i];
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i][i]));
    }
    for (double ridge = 0; ridge < 1e6; ridge = ridge == 0 ? 1e-4 : ridge * 10) {
      double[][] b = new double[a.length][];
      for (int i = 0; i < a.length; i++) {
        b[i] = a[i].clone();
        b[i][i] += ridge * Math.max(Math.abs(a[i][i]), 1e-6 * largest);
      }
      double[][] l = SmallMatrix.cholesky(b);
      if (l != null) {
        return limited(SmallMatrix.solveCholesky(l, g));
      }
    }
    return g;
  }

  /** Log sd and log theta move by at most 1.5 at a time. */
  private double[] limited(double[] step) {
    double most = 0;
    for (int i = sdPlace; i < step.length; i++) {
      most = Math.max(most, Math.abs(step[i]));
    }
    if (most > 1.5) {
      for (int i = 0; i < step.length; i++) {
        step[i] *= 1.5 / most;
      }
    }
    return step;
  }

  private boolean advance(double[] direction, double gain) {
    double before = value;
    double[] beforeGradient = gradient;
    double[] from = parameters;
    double fraction = 1;
    for (int halving = 0; halving < 40; halving++) {
      double[] candidate = from.clone();
      for (int a = 0; a < candidate.length; a++) {
        candidate[a] += fraction * direction[a];
      }
      evaluate(candidate, true);
      double noise = 1e-12 * Math.abs(before);
      if (value >= before + 1e-4 * fraction * gain - noise) {
        parameters = candidate;
        return true;
      }
      fraction /= 2;
    }
    parameters = from;
    value = before;
    gradient = beforeGradient;
    return false;
  }

  /**
   * Minus the Hessian at the maximum by central differences of the exact gradient, taken along
   * directions in which the metric is 1, so that every step is the same fraction of a standard
   * error.
   *
   * @return null when it is not positive definite
   */
  double @Nullable [][] covariance() {
    double[][] metricRoot = SmallMatrix.cholesky(metric());
    int size = parameters.length;
    double[][] axes = new double[size][];
    for (int a = 0; a < size; a++) {
      double[] axis = new double[size];
      axis[a] = 1;
      if (metricRoot != null) {
        // Column a of L'^-1.
        for (int i = a; i >= 0; i--) {
          double sum = i == a ? 1 : 0;
          for (int k = i + 1; k <= a; k++) {
            sum -= metricRoot[k][i] * axis[k];
          }
          axis[i] = sum / metricRoot[i][i];
        }
      }
      axes[a] = axis;
    }
    double step = metricRoot == null ? 1e-4 : 2e-3;
    double[][] whitened = new double[size][size];
    double[] centre = parameters.clone();
    for (int a = 0; a < size; a++) {
      double[] up = shifted(centre, axes[a], step);
      double[] down = shifted(centre, axes[a], -step);
      for (int b = 0; b < size; b++) {
        double change = 0;
        for (int i = 0; i < size; i++) {
          change += axes[b][i] * (up[i] - down[i]);
        }
        whitened[a][b] = -change / (2 * step);
      }
    }
    likelihood.evaluate(centre, false);
    double[][] inverse = SmallMatrix.invert(SmallMatrix.symmetrise(whitened));
    return inverse == null ? null : SmallMatrix.sandwich(SmallMatrix.transpose(axes), inverse);
  }

  /**
   * The inverse metric of all parameters but the SD, which stands at nought.
   *
   * @return null when it is singular
   */
  double @Nullable [][] covarianceWithoutSd() {
    if (likelihood.metric == null) {
      likelihood.evaluate(parameters, true);
    }
    double[][] metric = Objects.requireNonNull(likelihood.metric);
    int p = sdPlace;
    int size = metric.length;
    double[][] rest = new double[size - 1][size - 1];
    for (int a = 0, i = 0; a < size; a++) {
      if (a == p) {
        continue;
      }
      for (int b = 0, j = 0; b < size; b++) {
        if (b != p) {
          rest[i][j++] = metric[a][b];
        }
      }
      i++;
    }
    double[][] inverse = SmallMatrix.invert(rest);
    if (inverse == null) {
      return null;
    }
    double[][] full = new double[size][size];
    for (int a = 0, i = 0; a < size; a++) {
      if (a == p) {
        continue;
      }
      for (int b = 0, j = 0; b < size; b++) {
        if (b != p) {
          full[a][b] = inverse[i][j++];
        }
      }
      i++;
    }
    return full;
  }

  private double[] shifted(double[] centre, double[] axis, double by) {
    double[] at = centre.clone();
    for (int i = 0; i < at.length; i++) {
      at[i] += by * axis[i];
    }
    likelihood.evaluate(at, false);
    return likelihood.gradient;
  }
}
