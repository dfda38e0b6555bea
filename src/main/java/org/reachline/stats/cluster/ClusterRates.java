package org.reachline.stats.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Contrast;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.Rarity;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Counts;
import org.reachline.stats.formula.Expression;
import org.reachline.stats.formula.Formula;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.formula.RowFilter;
import org.reachline.stats.model.Ols;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * The cluster-level analysis of rates (Hayes and Moulton, Cluster Randomised Trials, ch. 10): one
 * row per cluster with its summed counts and denominators, the logarithm of its rate explained by
 * least squares. It holds its level at few clusters because the cluster is the unit that was
 * randomised.
 *
 * <p>The outcome is written with sums: {@code log((sum new_total + 0.5)/(sum adp/100)) ~ high *
 * echo + stratum + log_base_rate}. Everything not summed must be constant within a cluster. A sum
 * takes the rows that pass the filter and lack none of the summed columns, so that a month without
 * a count does not lend its denominator.
 */
public final class ClusterRates {
  private static final Pattern SUM =
      Pattern.compile("\\bsum(?:\\s*\\(\\s*([\\w.]+)\\s*\\)|\\s+([A-Za-z_.][\\w.]*))");

  private static final String EVENTS = "events of the cluster";
  private static final String RARE =
      ": the number added to counts before taking logarithms pulls ratios towards 1, and intervals"
          + " miss too often. Read a negative binomial GEE with MD errors and t first";

  private final String formula;
  private @Nullable String cluster;
  private @Nullable String wave;
  private RowFilter filter = RowFilter.NONE;
  private Map<String, List<String>> levels = Map.of();
  private final List<Contrast> contrasts = new ArrayList<>();
  private final Map<String, List<Contrast>> jointTests = new LinkedHashMap<>();
  private double confidence = 0.95;

  private ClusterRates(String formula) {
    this.formula = formula;
  }

  /** Asks for the model of the formula, whose outcome has sums over a cluster's rows. */
  public static ClusterRates of(String formula) {
    if (formula == null) {
      throw new UnusableQuestion("a formula is needed, such as log((sum y + 0.5)/sum n) ~ arm");
    }
    return new ClusterRates(formula);
  }

  /** The column whose equal values make one cluster. */
  public ClusterRates cluster(String column) {
    this.cluster = column;
    return this;
  }

  /** The column of time within a cluster, which only shows rows that came in twice; or null. */
  public ClusterRates wave(String column) {
    this.wave = column;
    return this;
  }

  /** Which rows are summed. */
  public ClusterRates rows(String filterText) {
    this.filter = RowFilter.of(filterText);
    return this;
  }

  /** Factors and the order of their levels, the reference first. */
  public ClusterRates levels(Map<String, List<String>> ordered) {
    this.levels = Map.copyOf(ordered);
    return this;
  }

  /** Adds a linear combination to estimate. */
  public ClusterRates contrast(Contrast contrast) {
    contrasts.add(contrast);
    return this;
  }

  /** Adds contrasts to test together. */
  public ClusterRates jointTest(String name, List<Contrast> together) {
    jointTests.put(name, together);
    return this;
  }

  /** The level of intervals, 0.95 unless said otherwise. */
  public ClusterRates confidence(double level) {
    this.confidence = level;
    return this;
  }

  /** Answers for these rows, several per cluster. */
  public Outcome<Ols.Answer> fit(Table data) {
    Sums sums;
    try {
      sums = sum(data);
    } catch (NotEstimableException why) {
      return new Outcome.NotEstimable<>(why.getMessage(), RowsUsed.NONE, List.of());
    }
    Ols ols =
        Ols.of(sums.formula())
            .levels(levels)
            .confidence(confidence)
            .cluster(sums.cluster())
            .events(sums.ofLogarithm() ? EVENTS : null);
    contrasts.forEach(ols::contrast);
    jointTests.forEach(ols::jointTest);
    Outcome<Ols.Answer> outcome = ols.fit(sums.table());
    RowsUsed rows = sums.account().withoutClusters(outcome.rows());
    if (!outcome.isAnswered()) {
      return new Outcome.NotEstimable<>(outcome.reason(), rows, sums.cautions());
    }
    Ols.Answer a = outcome.get();
    List<String> cautions = new ArrayList<>();
    Rarity rarity = Rarity.of(sums.table().column(EVENTS).numbers());
    if (sums.ofLogarithm() && rarity.isRare()) {
      cautions.add(rarity.inWords("cluster") + RARE);
    }
    cautions.addAll(a.cautions());
    cautions.addAll(sums.cautions());
    return new Outcome.Answered<>(
        new Ols.Answer(
            a.coefficients(),
            a.covariance(),
            a.sigma(),
            a.df(),
            a.rSquared(),
            a.contrasts(),
            a.jointTests(),
            a.aliased(),
            a.withheld(),
            rows,
            cautions),
        rows);
  }

  /**
   * One row per cluster.
   *
   * @param table the clusters, with a column for each sum and one of the events
   * @param formula the formula over that table
   * @param cluster the column that names them
   * @param ofLogarithm whether the outcome is a logarithm of counts
   * @param account what became of the rows that were summed
   * @param cautions what a reader should know of them
   */
  public record Sums(
      Table table,
      String formula,
      String cluster,
      boolean ofLogarithm,
      RowsUsed account,
      List<String> cautions) {}

  /**
   * The table of clusters behind the analysis.
   *
   * @throws NotEstimableException when no row is complete
   * @throws UnusableQuestion when a column that is not summed varies within a cluster, or a count
   *     is negative
   */
  public Sums sum(Table given) {
    Table data = filter.define(given.withLevels(levels));
    String home = clusterColumn(data);
    Map<String, String> summed = new LinkedHashMap<>();
    StringBuilder rewritten = new StringBuilder();
    Matcher m = SUM.matcher(formula);
    while (m.find()) {
      String column = m.group(1) != null ? m.group(1) : m.group(2);
      summed.put(column, "sum_of_" + column);
      m.appendReplacement(rewritten, "sum_of_" + column);
    }
    m.appendTail(rewritten);
    // The plain model frame of the same variables decides which rows are complete.
    String plain = SUM.matcher(formula).replaceAll("$1$2");
    String right = plain.substring(plain.indexOf('~') + 1);
    Expression response = Formula.parse(plain).response().orElseThrow(() -> noOutcome(formula));
    Set<String> outcomes = new LinkedHashSet<>(response.names());
    outcomes.forEach(data::column);
    summed.keySet().forEach(data::numbers);
    Set<String> explanatory = Formula.parse("~" + right).withoutRandomEffects().names();
    StringBuilder offsets = new StringBuilder();
    outcomes.forEach(c -> offsets.append(" + offset(").append(c).append(')'));
    // A month without exposure lends no events, as in models with an offset.
    Map<String, Expression> denominators = Counts.denominators(response);
    denominators
        .keySet()
        .forEach(text -> offsets.append(" + offset(log(").append(text).append("))"));
    ModelFrame frame =
        ModelFrame.of(
            data,
            new ModelFrame.Parts(
                Formula.parse(outcomes.iterator().next() + " ~ " + right + offsets),
                null,
                null,
                home,
                wave,
                false,
                filter));
    int[] rows = frame.rows();
    int[] starts = frame.clusterStarts();
    int clusters = frame.clusterNames().size();
    List<String> cautions = new ArrayList<>(frame.cautions());
    boolean ofLogarithm = Counts.isLogarithm(response);
    Set<String> counts = new LinkedHashSet<>(summed.keySet());
    denominators.values().forEach(e -> counts.removeAll(e.names()));
    double[] events = new double[clusters];
    List<Column> columns = new ArrayList<>();
    summed.forEach(
        (column, name) -> {
          double[] values = data.column(column).numbers(rows);
          double[] totals = new double[clusters];
          for (int c = 0; c < clusters; c++) {
            for (int i = starts[c]; i < starts[c + 1]; i++) {
              totals[c] += values[i];
            }
          }
          if (ofLogarithm && counts.contains(column)) {
            Counts.requireNoneNegative(frame, column, values);
            Counts.fractions(frame, column, values).ifPresent(cautions::add);
            for (int c = 0; c < clusters; c++) {
              events[c] += totals[c];
            }
          }
          columns.add(Column.ofNumbers(name, totals));
        });
    int[] first = new int[clusters];
    for (int c = 0; c < clusters; c++) {
      first[c] = rows[starts[c]];
    }
    Set<String> constants = new LinkedHashSet<>(outcomes);
    constants.addAll(explanatory);
    constants.removeAll(summed.keySet());
    constants.add(home);
    for (String name : constants) {
      Column column = data.column(name);
      requireConstant(column, frame);
      columns.add(column.select(first));
    }
    columns.add(Column.ofNumbers(EVENTS, events));
    return new Sums(
        Table.of(columns),
        rewritten.toString(),
        home,
        ofLogarithm && !counts.isEmpty(),
        frame.account(),
        cautions);
  }

  private static UnusableQuestion noOutcome(String formula) {
    return new UnusableQuestion("the formula names no outcome: " + formula);
  }

  private String clusterColumn(Table data) {
    if (cluster != null) {
      return cluster;
    }
    String word = filter.onePer();
    if (word != null) {
      for (String candidate : List.of(word, word + "_id")) {
        if (data.has(candidate)) {
          return candidate;
        }
      }
    }
    throw new UnusableQuestion("which column makes a cluster? Name it as cluster");
  }

  private static void requireConstant(Column column, ModelFrame frame) {
    int[] rows = frame.rows();
    int[] starts = frame.clusterStarts();
    for (int c = 0; c + 1 < starts.length; c++) {
      String first = column.word(rows[starts[c]]);
      for (int i = starts[c] + 1; i < starts[c + 1]; i++) {
        if (!Objects.equals(first, column.word(rows[i]))) {
          throw new UnusableQuestion(
              "column %s varies within a cluster (%s has %s, %s has %s); sum it or take it out of the model"
                  .formatted(
                      column.name(),
                      frame.where(starts[c]),
                      first,
                      frame.where(i),
                      column.word(rows[i])));
        }
      }
    }
  }
}
