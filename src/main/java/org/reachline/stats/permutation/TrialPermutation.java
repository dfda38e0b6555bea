package org.reachline.stats.permutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.Rarity;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Formula;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.formula.RowFilter;
import org.reachline.stats.model.Glm;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * A randomisation test of one two-level factor from a table with one or several rows per unit. The
 * unit that was allocated is the cluster; a null model takes out what is known beforehand.
 */
public final class TrialPermutation {
  /** What is compared between the factor's levels. */
  public enum Statistic {
    /** Mean of the units' means of the outcome. */
    DIFFERENCE_IN_MEANS,
    /** Mean of log((sum y + 0.5)/(sum expected + 0.5)); exp of it is a ratio. */
    LOG_RATIO,
    /** Mean of sum y - sum expected: gives large sites more weight. */
    RAW_RESIDUAL
  }

  private final String factor;
  private @Nullable String cluster;
  private List<String> within = List.of();
  private @Nullable String pairs;
  private @Nullable String outcome;
  private @Nullable String nullModel;
  private @Nullable String offset;
  private RowFilter filter = RowFilter.NONE;
  private Map<String, List<String>> levels = Map.of();
  private double confidence = 0.95;

  private TrialPermutation(String factor) {
    this.factor = factor;
  }

  /**
   * Asks about this factor, whose values are 0 and 1 or two levels, the first being the reference.
   */
  public static TrialPermutation of(String factor) {
    return new TrialPermutation(factor);
  }

  /** The column of the unit that was allocated; null when every row is a unit. */
  public TrialPermutation cluster(String column) {
    this.cluster = column;
    return this;
  }

  /** The columns whose combinations are the strata within which units were allocated. */
  public TrialPermutation within(List<String> columns) {
    this.within = List.copyOf(columns);
    return this;
  }

  /** The column of pairs, one of each being treated. */
  public TrialPermutation pairs(String column) {
    this.pairs = column;
    return this;
  }

  /** The outcome, for the difference in means. */
  public TrialPermutation outcome(String column) {
    this.outcome = column;
    return this;
  }

  /**
   * The Poisson model without the factor, whose expectation the ratio and residual compare with.
   */
  public TrialPermutation nullModel(String formula, String offsetExpression) {
    this.nullModel = formula;
    this.offset = offsetExpression;
    return this;
  }

  /** Which rows take part. */
  public TrialPermutation rows(String text) {
    this.filter = RowFilter.of(text);
    return this;
  }

  /** Factors and the order of their levels. */
  public TrialPermutation levels(Map<String, List<String>> ordered) {
    this.levels = Map.copyOf(ordered);
    return this;
  }

  /** The level of intervals, 0.95 unless said otherwise. */
  public TrialPermutation confidence(double level) {
    this.confidence = level;
    return this;
  }

  /**
   * The units behind the test.
   *
   * @param names the units in order
   * @param treated whether each has the factor's second level
   * @param values one per unit by statistic
   * @param nullCoefficients of the null model, empty without one
   * @param events the outcome's sum in each unit
   * @param cautions what a reader should know of the rows and of rare events
   */
  public record Units(
      List<String> names,
      boolean[] treated,
      RandomisationScheme scheme,
      Map<Statistic, double[]> values,
      Map<String, Double> nullCoefficients,
      RowsUsed rows,
      double[] events,
      List<String> cautions) {

    /** Whether the ratio has an interval: not where one level has no event at all. */
    public boolean hasRatio() {
      return nullCoefficients.isEmpty() || !isEmptyLevel(events, treated);
    }

    /** The test of one statistic. */
    public RandomisationTest test(Statistic statistic, double level) {
      return RandomisationTest.of(Objects.requireNonNull(values.get(statistic)), treated, level);
    }
  }

  /** The level of the intervals asked for. */
  public double confidence() {
    return confidence;
  }

  /** The units with their values, or why there are none. */
  public Outcome<Units> units(Table given) {
    RowsUsed rows = RowsUsed.NONE;
    try {
      Table data = filter.define(given.withLevels(levels));
      String response =
          outcome != null
              ? outcome
              : nullModel == null ? null : Formula.parse(nullModel).response().orElseThrow().text();
      if (response == null) {
        throw new UnusableQuestion("a randomisation test needs an outcome or a null model");
      }
      StringBuilder needs = new StringBuilder(response + " ~ " + factor);
      within.forEach(name -> needs.append(" + ").append(name));
      if (pairs != null) {
        needs.append(" + ").append(pairs);
      }
      if (nullModel != null) {
        needs.append(" + ").append(nullModel.substring(nullModel.indexOf('~') + 1));
      }
      ModelFrame frame =
          ModelFrame.of(
              data,
              new ModelFrame.Parts(
                  Formula.parse(needs.toString()).withoutRandomEffects(),
                  offset,
                  null,
                  cluster,
                  null,
                  false,
                  filter));
      rows = frame.account();
      Units units = build(data, frame);
      return new Outcome.Answered<>(units, units.rows());
    } catch (NotEstimableException why) {
      return new Outcome.NotEstimable<>(why.getMessage(), rows, List.of());
    }
  }

  private Units build(Table data, ModelFrame frame) {
    int[] rows = frame.rows();
    int[] starts = frame.clusterStarts();
    if (cluster == null) {
      starts = IntStream.rangeClosed(0, rows.length).toArray();
    }
    int units = starts.length - 1;
    List<String> names = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    boolean[] treated = treated(data.column(factor), rows, starts);
    List<String> strata = new ArrayList<>(within);
    if (pairs != null) {
      strata.add(pairs);
    }
    for (int u = 0; u < units; u++) {
      int row = rows[starts[u]];
      names.add(cluster == null ? Integer.toString(row + 1) : data.column(cluster).word(row));
      StringBuilder label = new StringBuilder();
      for (String column : strata) {
        label.append(constant(data.column(column), rows, starts, u)).append('\u0000');
      }
      labels.add(label.toString());
    }
    RandomisationScheme scheme =
        pairs != null
            ? RandomisationScheme.WithinPairs.of(labels)
            : RandomisationScheme.WithinStrata.of(labels);
    Map<Statistic, double[]> values = new LinkedHashMap<>();
    double[] y = frame.y();
    double[] sums = sums(y, starts);
    double[] means = new double[units];
    for (int u = 0; u < units; u++) {
      means[u] = sums[u] / (starts[u + 1] - starts[u]);
    }
    values.put(Statistic.DIFFERENCE_IN_MEANS, means);
    Map<String, Double> coefficients = Map.of();
    List<String> cautions = new ArrayList<>();
    if (nullModel != null) {
      // Of the same rows, also where the null model needs less than the test.
      Outcome<Glm.Answer> fit =
          Glm.poisson()
              .formula(nullModel)
              .offset(offset)
              .cluster(cluster)
              .levels(levels)
              .fit(data.select(rows));
      if (!fit.isAnswered()) {
        throw new NotEstimableException("the null model: " + fit.reason());
      }
      Rarity rarity = Rarity.of(sums);
      if (rarity.isRare()) {
        cautions.add(
            "%s: the p holds, but the ratio is pulled towards 1 and its interval misses too often; read a negative binomial GEE with MD errors for the size"
                .formatted(rarity.inWords("unit")));
      }
      fit.get().cautions().stream()
          .filter(c -> c.startsWith("the offset") || c.contains("are not whole"))
          .forEach(cautions::add);
      if (isEmptyLevel(sums, treated)) {
        cautions.add(
            "one level of %s has no event at all: its ratio is made by the 0.5 added to counts, so it has no interval; the p holds"
                .formatted(factor));
      }
      coefficients = fit.get().coefficients();
      double[] expected = sums(fit.get().fitted(), starts);
      double[] ratio = new double[units];
      double[] residual = new double[units];
      for (int u = 0; u < units; u++) {
        ratio[u] = Math.log((sums[u] + 0.5) / (expected[u] + 0.5));
        residual[u] = sums[u] - expected[u];
      }
      values.put(Statistic.LOG_RATIO, ratio);
      values.put(Statistic.RAW_RESIDUAL, residual);
    }
    cautions.addAll(frame.cautions());
    return new Units(
        names,
        treated,
        scheme,
        values,
        coefficients,
        frame.account().withClusters(units),
        sums,
        cautions);
  }

  private boolean[] treated(Column column, int[] rows, int[] starts) {
    List<String> found = column.levelsAmong(rows);
    if (found.size() != 2) {
      if (found.size() == 1) {
        throw new NotEstimableException(
            "all units have %s = %s, so there is nothing to compare"
                .formatted(factor, found.get(0)));
      }
      throw new UnusableQuestion(
          "factor %s has levels %s; a randomisation test compares two".formatted(factor, found));
    }
    boolean[] treated = new boolean[starts.length - 1];
    for (int u = 0; u < treated.length; u++) {
      treated[u] = constant(column, rows, starts, u).equals(found.get(1));
    }
    return treated;
  }

  private static String constant(Column column, int[] rows, int[] starts, int unit) {
    String first = Objects.requireNonNull(column.word(rows[starts[unit]]));
    for (int i = starts[unit]; i < starts[unit + 1]; i++) {
      if (!first.equals(column.word(rows[i]))) {
        throw new UnusableQuestion("column %s varies within a unit".formatted(column.name()));
      }
    }
    return first;
  }

  /** Whether one of the two levels has no event, so that no ratio can be told. */
  private static boolean isEmptyLevel(double[] sums, boolean[] treated) {
    double with = 0;
    double without = 0;
    for (int u = 0; u < sums.length; u++) {
      with += treated[u] ? sums[u] : 0;
      without += treated[u] ? 0 : sums[u];
    }
    return with == 0 || without == 0;
  }

  private static double[] sums(double[] values, int[] starts) {
    double[] sums = new double[starts.length - 1];
    for (int u = 0; u < sums.length; u++) {
      for (int i = starts[u]; i < starts[u + 1]; i++) {
        sums[u] += values[i];
      }
    }
    return sums;
  }
}
