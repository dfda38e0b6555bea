package org.reachline.stats.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.stats.Distributions;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.formula.Design;
import org.reachline.stats.matrix.SmallMatrix;
import org.reachline.stats.table.Table;

/**
 * Predicted means and growth between them, from a mixed model. The offset is left at zero, so with
 * {@code log(adp/100)} a mean is per 100 of average daily population. "Typical" means a cluster
 * whose random intercept is zero; "average" means over the distribution of clusters. Intervals are
 * Wald's on the link scale.
 */
public final class GlmmPredictions {
  private static final int NODES = 50;

  private final Family.Kind kind;
  private final Design design;
  private final List<String> names;
  private final Map<String, String> withheld;
  private final double[] beta;
  private final double[][] covariance;
  private final double sd;
  private final double level;

  GlmmPredictions(
      Family.Kind kind,
      Design design,
      Columns columns,
      double[] beta,
      double[][] covariance,
      double sd,
      double level) {
    this.kind = kind;
    this.design = design;
    this.names = columns.names();
    this.withheld = columns.withheld();
    this.beta = beta;
    this.covariance = covariance;
    this.sd = sd;
    this.level = level;
  }

  /**
   * Means at one row of covariates.
   *
   * @param typical in a cluster whose random intercept is zero
   * @param average over clusters
   */
  public record Prediction(Estimate typical, Estimate average) {}

  /** The means at this row of new data, which needs every column of the formula. */
  public Prediction mean(String name, Table data, int row) {
    double[] x = row(data, row);
    double eta = SmallMatrix.dot(x, beta);
    double[] weights = Arrays.copyOf(x, covariance.length);
    double se = Math.sqrt(Math.max(0, SmallMatrix.quadratic(covariance, weights)));
    Interval link = Interval.around(eta, se, Double.POSITIVE_INFINITY, level);
    Estimate typical =
        estimate(name, inverse(eta), link, "mean in a typical cluster (random intercept 0)");
    double mean = average(eta, sd);
    double scale = kind == Family.Kind.BINOMIAL ? Math.log(mean / (1 - mean)) : Math.log(mean);
    double toScale = kind == Family.Kind.BINOMIAL ? 1 / (mean * (1 - mean)) : 1 / mean;
    double step = 1e-5;
    double byEta = (average(eta + step, sd) - average(eta - step, sd)) / (2 * step) * toScale;
    double byLogSd =
        (average(eta, sd * Math.exp(step)) - average(eta, sd * Math.exp(-step)))
            / (2 * step)
            * toScale;
    for (int a = 0; a < weights.length; a++) {
      weights[a] *= byEta;
    }
    weights[beta.length] = byLogSd;
    double averageSe = Math.sqrt(Math.max(0, SmallMatrix.quadratic(covariance, weights)));
    Interval averageLink = Interval.around(scale, averageSe, Double.POSITIVE_INFINITY, level);
    return new Prediction(
        typical, estimate(name, mean, averageLink, "mean over the distribution of clusters"));
  }

  /**
   * Growth from one row to another as a ratio of means minus one, within a cluster: 0.25 is 25 %
   * more. For the binomial it is the growth of the odds.
   */
  public Estimate growth(String name, Table data, int from, int to) {
    double[] a = row(data, from);
    double[] b = row(data, to);
    double[] weights = new double[covariance.length];
    for (int k = 0; k < a.length; k++) {
      weights[k] = b[k] - a[k];
    }
    double change = SmallMatrix.dot(Arrays.copyOf(weights, beta.length), beta);
    double se = Math.sqrt(Math.max(0, SmallMatrix.quadratic(covariance, weights)));
    Estimate log =
        Estimate.ofT(name, change, se, Double.POSITIVE_INFINITY, level, "growth within a cluster");
    return new Estimate(
        name,
        Math.expm1(change),
        OptionalDouble.empty(),
        log.df(),
        log.pValue(),
        log.interval().map(i -> i.map(Math::expm1)),
        kind == Family.Kind.BINOMIAL
            ? "growth of the odds within a cluster"
            : "growth within a cluster",
        log.cautions());
  }

  private double[] row(Table data, int row) {
    double[] all = design.matrix(data, row);
    for (int j = 0; j < all.length; j++) {
      String why = withheld.get(design.names().get(j));
      if (all[j] != 0 && why != null) {
        throw new NotEstimableException(why);
      }
    }
    double[] kept = new double[names.size()];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = all[design.names().indexOf(names.get(k))];
    }
    return kept;
  }

  private double inverse(double eta) {
    return kind == Family.Kind.BINOMIAL ? Link.LOGIT.mean(eta) : Math.exp(eta);
  }

  private double average(double eta, double spread) {
    if (kind != Family.Kind.BINOMIAL) {
      return Math.exp(eta + 0.5 * spread * spread);
    }
    GaussHermite rule = GaussHermite.of(NODES);
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      sum += rule.weights()[k] * Link.LOGIT.mean(eta + Math.sqrt(2) * spread * rule.nodes()[k]);
    }
    return sum / Math.sqrt(Math.PI);
  }

  private Estimate estimate(String name, double mean, Interval link, String method) {
    return new Estimate(
        name,
        mean,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(link.map(this::inverse)),
        method + ", Wald interval at %.0f %%".formatted(100 * level),
        List.of());
  }

  /** The normal quantile that the intervals use. */
  double multiplier() {
    return Distributions.normalQuantile(0.5 + level / 2);
  }
}
