package org.reachline.stats.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Distributions;
import org.reachline.stats.Interval;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.matrix.OrthonormalBasis;

/**
 * Profile likelihood intervals: the values of one parameter at which the likelihood, maximised over
 * all others, lies within the chi-squared quantile of its top (Venzon and Moolgavkar 1988).
 */
final class GlmmProfiles {
  private final Columns columns;
  private final Sample sample;
  private final Family.Kind kind;
  private final int[] starts;
  private final int nodes;
  private final double level;

  GlmmProfiles(
      Columns columns, Sample sample, Family.Kind kind, int[] starts, int nodes, double level) {
    this.columns = columns;
    this.sample = sample;
    this.kind = kind;
    this.starts = starts;
    this.nodes = nodes;
    this.level = level;
  }

  private interface Profile {
    /** The log-likelihood with the parameter held at this value. */
    double at(double value);
  }

  Map<String, Interval> intervals(
      GlmmMaximiser top, Map<String, Double> se, double seLogSd, List<String> cautions) {
    Map<String, Interval> found = new LinkedHashMap<>();
    int p = columns.count();
    double[] beta = columns.basis().back(Arrays.copyOf(top.parameters, p));
    double[] extras = Arrays.copyOfRange(top.parameters, p, top.parameters.length);
    for (int j = 0; j < p; j++) {
      String name = columns.names().get(j);
      if (!columns.tells(name)) {
        continue;
      }
      try {
        found.put(
            name,
            interval(
                coefficient(j, extras), beta[j], Objects.requireNonNull(se.get(name)), top.value));
      } catch (NotEstimableException why) {
        cautions.add("no profile interval for %s: %s".formatted(name, why.getMessage()));
      }
    }
    Profile sd =
        logSd -> {
          GlmmMaximiser held = new GlmmMaximiser(sample, kind, starts, nodes);
          double[] start = top.parameters.clone();
          start[p] = logSd;
          boolean[] fixed = new boolean[start.length];
          fixed[p] = true;
          held.maximise(start, fixed);
          return held.value;
        };
    double logSd = top.parameters[p];
    double upper = Math.exp(limit(sd, logSd, seLogSd, top.value, 1));
    double lower;
    try {
      lower = Math.exp(limit(sd, logSd, seLogSd, top.value, -1));
    } catch (NotEstimableException reachesZero) {
      lower = 0;
    }
    found.put("sd_random", new Interval(lower, upper, level));
    return found;
  }

  private Profile coefficient(int j, double[] extras) {
    int n = sample.n();
    int p = columns.count();
    double[] x = columns.x();
    double[] others = new double[n * (p - 1)];
    for (int i = 0; i < n; i++) {
      for (int k = 0, at = 0; k < p; k++) {
        if (k != j) {
          others[i * (p - 1) + at++] = x[i * p + k];
        }
      }
    }
    OrthonormalBasis basis = new OrthonormalBasis(others, n, p - 1);
    double[][] warm = new double[1][];
    return value -> {
      double[] offset = sample.offset().clone();
      for (int i = 0; i < n; i++) {
        offset[i] += value * x[i * p + j];
      }
      Sample held = new Sample(basis.q(), p - 1, sample.y(), sample.m(), offset);
      GlmmMaximiser maximiser = new GlmmMaximiser(held, kind, starts, nodes);
      if (warm[0] == null) {
        Family.Kind first = kind == Family.Kind.NEGATIVE_BINOMIAL ? Family.Kind.POISSON : kind;
        Link link = kind == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
        double[] gamma =
            p == 1 ? new double[0] : Glm.maximise(held, first, link, null).irls().gamma;
        warm[0] = Arrays.copyOf(gamma, p - 1 + extras.length);
        System.arraycopy(extras, 0, warm[0], p - 1, extras.length);
      }
      maximiser.maximise(warm[0], null);
      warm[0] = maximiser.parameters;
      return maximiser.value;
    };
  }

  private Interval interval(Profile profile, double estimate, @Nullable double se, double top) {
    return new Interval(
        limit(profile, estimate, se, top, -1), limit(profile, estimate, se, top, 1), level);
  }

  /** Where the signed root of the likelihood lost reaches the normal quantile: nearly a line. */
  private double limit(Profile profile, double estimate, double se, double top, int side) {
    double target = Distributions.normalQuantile(0.5 + level / 2);
    double inner = estimate;
    double innerRoot = 0;
    double outer = estimate + side * se * target;
    double outerRoot = root(profile, outer, top);
    for (int widen = 0; outerRoot < target; widen++) {
      if (widen == 12) {
        throw new NotEstimableException("the likelihood does not fall far enough");
      }
      inner = outer;
      innerRoot = outerRoot;
      outer += side * se * (0.3 + widen);
      outerRoot = root(profile, outer, top);
    }
    for (int i = 0; i < 60 && Math.abs(outer - inner) > 1e-9 * se; i++) {
      double share = Math.min(0.95, Math.max(0.05, (target - innerRoot) / (outerRoot - innerRoot)));
      double middle = inner + share * (outer - inner);
      double middleRoot = root(profile, middle, top);
      if (Math.abs(middleRoot - target) < 1e-8) {
        return middle;
      }
      if (middleRoot < target) {
        inner = middle;
        innerRoot = middleRoot;
      } else {
        outer = middle;
        outerRoot = middleRoot;
      }
    }
    return 0.5 * (inner + outer);
  }

  private static double root(Profile profile, double value, double top) {
    return Math.sqrt(Math.max(0, 2 * (top - profile.at(value))));
  }
}
