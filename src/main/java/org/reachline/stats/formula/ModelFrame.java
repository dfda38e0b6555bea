package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * A formula applied to a table: complete cases only, with an account of the rest. Rows of one
 * cluster stand together, in order of wave when there is one.
 */
public final class ModelFrame {
  private final Table table;
  private final Design design;
  private final int[] rows;
  private final double[] y;
  private final double[] offset;
  private final double[] trials;
  private final double[] wave;
  private final int[] clusterStarts;
  private final List<String> clusterNames;
  private final RowsUsed account;

  /**
   * What to take from the table.
   *
   * @param offset an expression such as {@code log(adp/100)}, or null
   * @param trials the column of binomial trials, or null
   * @param cluster the column whose equal values make a cluster, or null
   * @param wave the column of a row's time within its cluster, or null
   */
  public record Parts(
      Formula formula,
      String offset,
      String trials,
      String cluster,
      String wave,
      RowFilter filter) {}

  /**
   * Applies the parts to the table.
   *
   * @throws UnusableQuestion when a column is unknown or of the wrong kind
   * @throws NotEstimableException when no complete row is left
   */
  public static ModelFrame of(Table data, Parts parts) {
    return new ModelFrame(data, parts);
  }

  private ModelFrame(Table data, Parts parts) {
    table = parts.filter().define(data);
    int[] passing = parts.filter().rows(table);
    Map<String, Expression> needed = needed(parts);
    Map<String, double[]> numbers = new HashMap<>();
    Map<String, Column> factors = new HashMap<>();
    Evaluator evaluator = new Evaluator(table);
    needed.forEach(
        (text, e) ->
            Design.factorColumn(e, table)
                .ifPresentOrElse(
                    column -> factors.put(text, column),
                    () -> numbers.put(text, evaluator.numbers(e))));
    // Trials and wave are numbers even where the same column is also a factor of the model.
    for (String single : new String[] {parts.trials(), parts.wave()}) {
      if (single != null) {
        numbers.put(key(single), times(evaluator, ExpressionParser.parse(single)));
      }
    }
    String clusterName = parts.cluster();
    Map<String, Integer> missing = new LinkedHashMap<>();
    List<Integer> complete = new ArrayList<>();
    Set<String> clustersSeen = new LinkedHashSet<>();
    for (int row : passing) {
      boolean whole = true;
      Set<String> lacking = new LinkedHashSet<>();
      for (Map.Entry<String, Expression> variable : needed.entrySet()) {
        double[] values = numbers.get(variable.getKey());
        boolean gone =
            values == null
                ? factors.get(variable.getKey()).isMissing(row)
                : !Double.isFinite(values[row]);
        if (gone) {
          whole = false;
          lacking.addAll(blame(variable.getKey(), variable.getValue(), row));
        }
      }
      if (parts.trials() != null && numbers.get(key(parts.trials()))[row] <= 0) {
        whole = false;
        lacking.add(parts.trials() + " (no trials)");
      }
      if (clusterName != null) {
        Column cluster = table.column(clusterName);
        if (cluster.isMissing(row)) {
          whole = false;
          lacking.add(clusterName);
        } else {
          clustersSeen.add(cluster.word(row));
        }
      }
      lacking.forEach(name -> missing.merge(name, 1, Integer::sum));
      if (whole) {
        complete.add(row);
      }
    }
    if (complete.isEmpty()) {
      throw new NotEstimableException(
          passing.length == 0
              ? "no row passes the filter"
              : "no row is complete: every one lacks a value that the model needs");
    }
    rows = ordered(complete, parts);
    design = Design.of(parts.formula(), table, rows);
    double[] trialNumbers = parts.trials() == null ? null : pick(numbers.get(key(parts.trials())));
    Expression response =
        parts
            .formula()
            .response()
            .orElseThrow(
                () ->
                    new UnusableQuestion(
                        "the formula names no outcome: " + parts.formula().source()));
    if (response instanceof Expression.Call call
        && call.function().equals("cbind")
        && call.arguments().size() == 2) {
      y = pick(numbers.get(call.arguments().get(0).text()));
      double[] others = pick(numbers.get(call.arguments().get(1).text()));
      trialNumbers = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        trialNumbers[i] = y[i] + others[i];
      }
    } else {
      y =
          factors.containsKey(response.text())
              ? binary(factors.get(response.text()))
              : pick(numbers.get(response.text()));
    }
    trials = trialNumbers;
    offset = new double[rows.length];
    offsets(parts)
        .forEach(
            (text, e) -> {
              double[] values = pick(numbers.get(text));
              for (int i = 0; i < values.length; i++) {
                offset[i] += values[i];
              }
            });
    wave = parts.wave() == null ? null : pick(numbers.get(key(parts.wave())));
    clusterNames = new ArrayList<>();
    clusterStarts = clusters(clusterName == null ? null : table.column(clusterName));
    int clusters = clusterNames.size();
    account =
        new RowsUsed(
            table.rows(),
            table.rows() - passing.length,
            passing.length - rows.length,
            missing,
            rows.length,
            clusters,
            clustersSeen.size() - clusters);
  }

  /** An expression's numbers; for a column of words, the place of each in their order. */
  private double[] times(Evaluator evaluator, Expression e) {
    if (!(e instanceof Expression.Name name) || table.column(name.text()).holdsNumbers()) {
      return evaluator.numbers(e);
    }
    Column column = table.column(name.text());
    int[] present =
        IntStream.range(0, table.rows()).filter(row -> !column.isMissing(row)).toArray();
    List<String> order = column.levelsAmong(present);
    double[] places = new double[table.rows()];
    for (int row = 0; row < places.length; row++) {
      places[row] = column.isMissing(row) ? Double.NaN : order.indexOf(column.word(row)) + 1;
    }
    return places;
  }

  private static String key(String source) {
    return ExpressionParser.parse(source).text();
  }

  private static Map<String, Expression> offsets(Parts parts) {
    Map<String, Expression> found = new LinkedHashMap<>();
    parts.formula().offsets().forEach(e -> found.put(e.text(), e));
    if (parts.offset() != null && !parts.offset().isBlank()) {
      Expression e = ExpressionParser.parse(parts.offset());
      if (e instanceof Expression.Call call && call.function().equals("offset")) {
        e = call.arguments().get(0);
      }
      found.put(e.text(), e);
    }
    return found;
  }

  private static Map<String, Expression> needed(Parts parts) {
    Map<String, Expression> needed = new LinkedHashMap<>();
    parts
        .formula()
        .response()
        .ifPresent(
            e -> {
              if (e instanceof Expression.Call call && call.function().equals("cbind")) {
                call.arguments().forEach(a -> needed.put(a.text(), a));
              } else {
                needed.put(e.text(), e);
              }
            });
    needed.putAll(parts.formula().variables());
    needed.putAll(offsets(parts));
    for (String single : new String[] {parts.trials(), parts.wave()}) {
      if (single != null) {
        Expression e = ExpressionParser.parse(single);
        needed.put(e.text(), e);
      }
    }
    return needed;
  }

  /** The columns that are missing behind a variable, or the variable when none is. */
  private Set<String> blame(String text, Expression e, int row) {
    Set<String> missing = new LinkedHashSet<>();
    for (String name : e.names()) {
      if (table.has(name) && table.column(name).isMissing(row)) {
        missing.add(name);
      }
    }
    return missing.isEmpty() ? Set.of(text + " (cannot be calculated)") : missing;
  }

  private int[] ordered(List<Integer> complete, Parts parts) {
    if (parts.cluster() == null) {
      return complete.stream().mapToInt(Integer::intValue).toArray();
    }
    Column cluster = table.column(parts.cluster());
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int row : complete) {
      groups.computeIfAbsent(cluster.word(row), same -> new ArrayList<>()).add(row);
    }
    if (parts.wave() != null) {
      double[] waves = times(new Evaluator(table), ExpressionParser.parse(parts.wave()));
      groups.values().forEach(g -> g.sort(Comparator.comparingDouble(row -> waves[row])));
    }
    return groups.values().stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
  }

  private int[] clusters(Column cluster) {
    if (cluster == null) {
      return new int[] {0, rows.length};
    }
    List<Integer> starts = new ArrayList<>();
    String last = null;
    for (int i = 0; i < rows.length; i++) {
      String word = cluster.word(rows[i]);
      if (!word.equals(last)) {
        starts.add(i);
        clusterNames.add(word);
        last = word;
      }
    }
    starts.add(rows.length);
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private double[] pick(double[] values) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** A factor as outcome: 0 at its first level, 1 otherwise, as R's binomial family reads it. */
  private double[] binary(Column column) {
    List<String> levels = column.levelsAmong(rows);
    if (levels.size() > 2) {
      throw new UnusableQuestion(
          "the outcome " + column.name() + " is a factor with more than two levels");
    }
    int[] codes = column.codes(rows, levels);
    return Arrays.stream(codes).mapToDouble(code -> code).toArray();
  }

  /** The table with columns that the filter defined. */
  public Table table() {
    return table;
  }

  /** How terms became columns. */
  public Design design() {
    return design;
  }

  /** The table's rows in the order of the frame. */
  public int[] rows() {
    return rows.clone();
  }

  /** The outcome. */
  public double[] y() {
    return y;
  }

  /** The offset on the link scale, zeros when there is none. */
  public double[] offset() {
    return offset;
  }

  /** Binomial trials, or null when every row is one trial. */
  public double[] trials() {
    return trials;
  }

  /** Times within clusters, or null. */
  public double[] wave() {
    return wave;
  }

  /** Where each cluster's rows start, and one past the end. */
  public int[] clusterStarts() {
    return clusterStarts;
  }

  /** The clusters in the order of the frame; empty when there are none. */
  public List<String> clusterNames() {
    return List.copyOf(clusterNames);
  }

  /** What became of the table's rows. */
  public RowsUsed account() {
    return account;
  }
}
