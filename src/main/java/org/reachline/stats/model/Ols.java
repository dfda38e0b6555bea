package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.stats.Covariance;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.matrix.OrthonormalBasis;
import org.reachline.stats.matrix.SmallMatrix;
import org.reachline.stats.table.Table;

/**
 * Ordinary least squares, R's {@code lm}: means of independent rows with one residual variance. For
 * trials of clusters it is meant for one row per cluster.
 */
public final class Ols extends ModelQuestion<Ols> {

  /**
   * What least squares found.
   *
   * @param coefficients by name, aliased ones left out
   * @param covariance of the coefficients; empty matrix when no degree of freedom is left
   * @param sigma residual standard deviation; 0 when no degree of freedom is left
   * @param df residual degrees of freedom
   * @param rSquared share of the variation about the mean that the model takes up
   * @param contrasts estimates with t intervals
   * @param jointTests F tests of several contrasts
   * @param aliased columns that depend on earlier ones
   */
  public record Answer(
      Map<String, Double> coefficients,
      Covariance covariance,
      double sigma,
      int df,
      double rSquared,
      Map<String, Estimate> contrasts,
      Map<String, JointTest> jointTests,
      List<String> aliased,
      RowsUsed rows,
      List<String> cautions) {}

  /** Asks for the model of the formula. */
  public static Ols of(String formula) {
    return new Ols().formula(formula);
  }

  @Override
  protected Ols self() {
    return this;
  }

  /** Answers for these data. */
  public Outcome<Answer> fit(Table data) {
    RowsUsed rows = RowsUsed.NONE;
    try {
      ModelFrame frame = frame(data);
      rows = frame.account();
      return new Outcome.Answered<>(solve(frame), rows);
    } catch (NotEstimableException why) {
      return new Outcome.NotEstimable<>(why.getMessage(), rows, List.of());
    }
  }

  private Answer solve(ModelFrame frame) {
    double[] y = frame.y().clone();
    int n = y.length;
    for (int i = 0; i < n; i++) {
      y[i] -= frame.offset()[i];
    }
    Columns columns = Columns.of(frame);
    OrthonormalBasis basis = columns.basis();
    int p = basis.rank();
    double[] q = basis.q();
    double[] gamma = new double[p];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < p; k++) {
        gamma[k] += q[i * p + k] * y[i];
      }
    }
    double rss = 0;
    double mean = Arrays.stream(y).average().orElse(0);
    double total = 0;
    for (int i = 0; i < n; i++) {
      double fitted = 0;
      for (int k = 0; k < p; k++) {
        fitted += q[i * p + k] * gamma[k];
      }
      rss += (y[i] - fitted) * (y[i] - fitted);
      total += (y[i] - mean) * (y[i] - mean);
    }
    int df = n - p;
    List<String> cautions = new ArrayList<>(columns.cautions());
    // Differences below rounding are an exact fit, not a small variance.
    boolean exact = rss <= 1e-24 * Math.max(total, SmallMatrix.dot(y, y));
    double sigma = df > 0 && !exact ? Math.sqrt(rss / df) : 0;
    if (df <= 0) {
      cautions.add(
          "%d rows for %d coefficients; standard errors and intervals not estimable"
              .formatted(n, p));
    } else if (exact) {
      cautions.add("the residual variance is zero; standard errors and intervals not estimable");
    }
    double[][] covariance = basis.back(diagonal(p, sigma * sigma));
    Map<String, Double> coefficients = columns.named(basis.back(gamma));
    Covariance named = new Covariance(columns.names(), covariance);
    Map<String, Estimate> contrasts = new LinkedHashMap<>();
    double[] beta = basis.back(gamma);
    contrasts()
        .forEach(
            c -> {
              double[] weights = c.over(columns.names());
              contrasts.put(
                  c.name(),
                  Estimate.ofT(
                      c.name(),
                      SmallMatrix.dot(weights, beta),
                      Math.sqrt(named.variance(weights)),
                      df,
                      confidence(),
                      "least squares, t with %d df".formatted(df)));
            });
    Map<String, JointTest> joint = new LinkedHashMap<>();
    if (sigma > 0) {
      jointTests().forEach((name, c) -> joint.put(name, JointTest.of(coefficients, named, c, df)));
    }
    double rSquared = total > 0 ? Math.max(0, 1 - rss / total) : 0;
    return new Answer(
        coefficients,
        named,
        sigma,
        df,
        rSquared,
        contrasts,
        joint,
        columns.aliased(),
        frame.account(),
        cautions);
  }

  private static double[][] diagonal(int p, double value) {
    double[][] d = new double[p][p];
    for (int i = 0; i < p; i++) {
      d[i][i] = value;
    }
    return d;
  }
}
