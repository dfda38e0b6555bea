package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Contrast;
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
   * @param withheld coefficients and contrasts that these data cannot give, and why
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
      Map<String, String> withheld,
      RowsUsed rows,
      List<String> cautions) {}

  private @Nullable String events;

  /** Asks for the model of the formula. */
  public static Ols of(String formula) {
    return new Ols().formula(formula);
  }

  @Override
  protected Ols self() {
    return this;
  }

  /**
   * The column of the events behind a logarithm of rates. A coefficient that only rows without
   * events would fix then has no standard error: what it shows is the number that was added to the
   * counts. Null when the outcome is no such logarithm.
   */
  public Ols events(@Nullable String column) {
    this.events = column;
    return this;
  }

  /** Answers for these data. */
  public Outcome<Answer> fit(Table data) {
    return answer(data, this::solve);
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
    Map<String, String> made = events == null ? Map.of() : madeByAddition(frame, columns);
    made.values().stream().distinct().forEach(cautions::add);
    if (df > 0) {
      fixedByOneRow(frame, columns).ifPresent(cautions::add);
    }
    cautions.addAll(Doubts.of(frame));
    double[] beta = basis.back(gamma);
    double[][] covariance = basis.back(diagonal(p, sigma * sigma));
    Map<String, Double> coefficients = columns.named(beta);
    Covariance named = columns.covariance(covariance).only(name -> !made.containsKey(name));
    Map<String, String> withheld = new LinkedHashMap<>();
    Map<String, Estimate> contrasts =
        WaldContrasts.of(
            this,
            columns,
            beta,
            covariance,
            df,
            "least squares, t with %d df".formatted(df),
            withheld);
    for (Contrast contrast : contrasts()) {
      contrast.weights().keySet().stream()
          .filter(name -> made.containsKey(name) && contrasts.containsKey(contrast.name()))
          .findFirst()
          .ifPresent(
              name ->
                  contrasts.computeIfPresent(
                      contrast.name(),
                      (same, e) -> Estimate.bare(e.name(), e.value(), e.method(), made.get(name))));
    }
    Map<String, JointTest> joint = Map.of();
    if (sigma > 0 && made.isEmpty()) {
      joint = WaldContrasts.joint(this, columns, coefficients, named, df, withheld);
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
        withheld,
        frame.account(),
        cautions);
  }

  /** Coefficients that only rows without events would fix, and the sentence that says so. */
  private Map<String, String> madeByAddition(ModelFrame frame, Columns columns) {
    double[] counts = frame.table().column(Objects.requireNonNull(events)).numbers(frame.rows());
    int[] left = Separation.remaining(columns.basis().q(), columns.count(), counts, null);
    if (left == null) {
      return Map.of();
    }
    if (left.length == 0) {
      throw new NotEstimableException(
          "no event in the %d clusters used, so no ratio can be estimated"
              .formatted(counts.length));
    }
    Columns rest = Columns.remaining(frame.only(left), columns, "");
    String names = String.join(", ", rest.withheld().keySet());
    String why =
        "no event in the %d clusters that would fix %s (an arm without any event?): what it shows is made by the number added to counts, so its error, p and interval are withheld"
            .formatted(counts.length - left.length, names);
    Map<String, String> made = new LinkedHashMap<>();
    rest.withheld().keySet().forEach(name -> made.put(name, why));
    return made;
  }

  /** A row with leverage 1 is fitted exactly, so it says nothing of how rows like it differ. */
  private static Optional<String> fixedByOneRow(ModelFrame frame, Columns columns) {
    int p = columns.count();
    double[] q = columns.basis().q();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < frame.y().length; i++) {
      double leverage = 0;
      for (int k = 0; k < p; k++) {
        leverage += q[i * p + k] * q[i * p + k];
      }
      if (leverage > 1 - 1e-9) {
        names.add(frame.name(i));
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s alone fixes a coefficient, whose error rests on its varying as the others do"
                .formatted(String.join(", ", names)));
  }

  private static double[][] diagonal(int p, double value) {
    double[][] d = new double[p][p];
    for (int i = 0; i < p; i++) {
      d[i][i] = value;
    }
    return d;
  }
}
