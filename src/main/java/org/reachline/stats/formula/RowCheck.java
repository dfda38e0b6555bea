package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * The one rule of which rows a model may use, whatever its kind: those that pass the filter and
 * have every value that the model needs, each a finite number or a level. The rest is counted by
 * reason, with the places of the first, and clusters that lose all rows are named.
 */
final class RowCheck {
  private static final int PLACES = 3;
  private static final Pattern SIGNS = Pattern.compile("[\\s\\p{Z}_.-]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![0-9])0+(?=[0-9])");

  private final Table table;
  private final Map<String, double[]> numbers = new HashMap<>();
  private final Map<String, Column> factors = new HashMap<>();
  private final Map<String, List<Integer>> reasons = new LinkedHashMap<>();
  private final int[] complete;
  private final RowsUsed account;
  private final List<String> remarks = new ArrayList<>();

  RowCheck(Table table, int[] passing, ModelFrame.Parts parts) {
    this.table = table;
    Map<String, Expression> needed = needed(parts);
    Evaluator evaluator = new Evaluator(table);
    needed.forEach(
        (text, e) ->
            Design.factorColumn(e, table)
                .ifPresentOrElse(
                    column -> factors.put(text, factor(e, column)),
                    () -> numbers.put(text, evaluator.numbers(e))));
    // Trials and offsets are numbers even where the same column is also a factor of the model.
    Map<String, Expression> alwaysNumbers = new LinkedHashMap<>(ModelFrame.offsets(parts));
    if (parts.trials() != null) {
      Expression trials = ExpressionParser.parse(parts.trials());
      alwaysNumbers.put(trials.text(), trials);
    }
    alwaysNumbers.forEach((text, e) -> numbers.put(text, evaluator.numbers(e)));
    Column cluster = parts.cluster() == null ? null : table.column(parts.cluster());
    complete = complete(passing, needed, parts, cluster);
    account = account(passing, cluster);
    if (complete.length == 0) {
      throw new NotEstimableException(
          passing.length == 0
              ? "no row passes the filter"
              : "no row is complete: every one lacks a value that the model needs (%s)"
                  .formatted(String.join("; ", reasons.keySet())));
    }
    Set<String> names = new LinkedHashSet<>();
    needed.values().forEach(e -> names.addAll(e.names()));
    names.forEach(name -> remarkBlanks(table.column(name)));
    if (cluster != null) {
      remarkBlanks(cluster);
      remarkLabels(cluster);
    }
  }

  private static Map<String, Expression> needed(ModelFrame.Parts parts) {
    Map<String, Expression> needed = new LinkedHashMap<>();
    parts
        .formula()
        .response()
        .ifPresent(
            e -> {
              if (ModelFrame.isPair(e)) {
                ((Expression.Call) e).arguments().forEach(a -> needed.put(a.text(), a));
              } else {
                needed.put(e.text(), e);
              }
            });
    needed.putAll(parts.formula().variables());
    needed.putAll(ModelFrame.offsets(parts));
    if (parts.trials() != null) {
      Expression e = ExpressionParser.parse(parts.trials());
      needed.put(e.text(), e);
    }
    if (parts.timed()) {
      Expression e = ExpressionParser.parse(Objects.requireNonNull(parts.wave()));
      needed.put(e.text(), e);
    }
    return needed;
  }

  /**
   * A column of words stands for a factor, unless it reads like numbers of which some are spoilt.
   */
  private Column factor(Expression e, Column column) {
    if (e instanceof Expression.Name && column.readsLikeNumbers()) {
      throw new UnusableQuestion(
          "%s reads like numbers, but %s. If it is a factor, state its levels"
              .formatted(column.name(), table.strangers(column)));
    }
    return column;
  }

  private int[] complete(
      int[] passing,
      Map<String, Expression> needed,
      ModelFrame.Parts parts,
      @Nullable Column cluster) {
    Expression response = parts.formula().response().orElse(null);
    double[] trials = parts.trials() == null ? null : numbers.get(ModelFrame.key(parts.trials()));
    List<Expression> pair =
        response instanceof Expression.Call call && ModelFrame.isPair(response)
            ? call.arguments()
            : List.of();
    List<Expression> variables = List.copyOf(needed.values());
    double[][] values = new double[variables.size()][];
    for (int v = 0; v < values.length; v++) {
      values[v] = numbers.get(variables.get(v).text());
    }
    return IntStream.of(passing)
        .filter(
            row -> {
              Set<String> lacking = null;
              for (int v = 0; v < values.length; v++) {
                boolean gone =
                    values[v] == null
                        ? Objects.requireNonNull(factors.get(variables.get(v).text()))
                            .isMissing(row)
                        : !Double.isFinite(values[v][row]);
                if (gone) {
                  lacking = lacking == null ? new LinkedHashSet<>() : lacking;
                  lacking.addAll(blame(variables.get(v), row));
                }
              }
              if (lacking == null && trials != null && trials[row] <= 0) {
                lacking = noTrials(parts.trials(), trials[row], row);
              }
              if (lacking == null && !pair.isEmpty() && sum(pair, row) == 0) {
                lacking = Set.of(Objects.requireNonNull(response).text() + " (no trials)");
              }
              if (cluster != null && cluster.isMissing(row)) {
                lacking = lacking == null ? new LinkedHashSet<>() : lacking;
                lacking.add(cluster.name());
              }
              if (lacking != null) {
                lacking.forEach(
                    why -> reasons.computeIfAbsent(why, same -> new ArrayList<>()).add(row));
              }
              return lacking == null;
            })
        .toArray();
  }

  private Set<String> noTrials(@Nullable String column, double value, int row) {
    if (value < 0) {
      throw new UnusableQuestion(
          "%s cannot be %s, in %s".formatted(column, Column.format(value), table.where(row)));
    }
    return Set.of(column + " (no trials)");
  }

  private double sum(List<Expression> pair, int row) {
    double sum = 0;
    for (Expression e : pair) {
      sum += Objects.requireNonNull(numbers.get(e.text()))[row];
    }
    return sum;
  }

  /** The columns that are missing or infinite behind a variable, or what cannot be calculated. */
  private Set<String> blame(Expression e, int row) {
    Set<String> missing = new LinkedHashSet<>();
    for (String name : e.names()) {
      if (table.column(name).isMissing(row)) {
        missing.add(name);
      } else if (Double.isInfinite(table.column(name).number(row))) {
        missing.add(name + " (infinite)");
      }
    }
    if (!missing.isEmpty()) {
      return missing;
    }
    if (e.names().size() == 1) {
      String name = e.names().iterator().next();
      double value = table.column(name).number(row);
      if (value <= 0) {
        return Set.of(name + (value == 0 ? " (0)" : " (below 0)"));
      }
    }
    return Set.of(e.text() + " (cannot be calculated)");
  }

  private RowsUsed account(int[] passing, @Nullable Column cluster) {
    List<RowsUsed.Reason> told = new ArrayList<>();
    reasons.forEach(
        (why, rows) ->
            told.add(
                new RowsUsed.Reason(
                    why, rows.size(), rows.stream().limit(PLACES).map(table::where).toList())));
    Set<String> all = clusters(cluster, IntStream.range(0, table.rows()).toArray());
    Set<String> filtered = clusters(cluster, passing);
    Set<String> used = clusters(cluster, complete);
    return new RowsUsed(
        table.rows(),
        table.rows() - passing.length,
        passing.length - complete.length,
        told,
        complete.length,
        used.size(),
        without(filtered, used),
        without(all, filtered));
  }

  private static Set<String> clusters(@Nullable Column cluster, int[] rows) {
    Set<String> found = new LinkedHashSet<>();
    String last = null;
    for (int row : cluster == null ? new int[0] : rows) {
      String word = Objects.requireNonNull(cluster).word(row);
      // Rows of one cluster mostly stand together.
      if (word != null && !word.equals(last)) {
        found.add(word);
        last = word;
      }
    }
    return found;
  }

  private static List<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(name -> !some.contains(name)).toList();
  }

  private void remarkBlanks(Column column) {
    Column.Reading reading = column.reading();
    if (reading.trimmed() > 0) {
      String remark =
          "column %s: %d cells have blanks around them (first in %s) and are read without"
              .formatted(column.name(), reading.trimmed(), table.where(reading.firstTrimmed()));
      if (!remarks.contains(remark)) {
        remarks.add(remark);
      }
    }
  }

  /** Clusters whose names might be one and the same, written in two ways. */
  private void remarkLabels(Column cluster) {
    List<String> same = cluster.reading().sameNumbers();
    if (!same.isEmpty()) {
      remarks.add(
          "column %s: %s%s are one number and are read as one cluster"
              .formatted(
                  cluster.name(),
                  same.get(0),
                  same.size() == 1 ? "" : " (and %d more such)".formatted(same.size() - 1)));
    }
    Map<String, String> alike = new HashMap<>();
    for (String name : clusters(cluster, complete)) {
      String plain = SIGNS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
      String other = alike.putIfAbsent(LEADING_ZEROS.matcher(plain).replaceAll(""), name);
      if (other != null) {
        remarks.add(
            "column %s: \"%s\" and \"%s\" are two clusters; is that one?"
                .formatted(cluster.name(), other, name));
        return;
      }
    }
  }

  /** The rows that the model may use, ascending. */
  int[] rows() {
    return complete;
  }

  /** What became of the table's rows. */
  RowsUsed account() {
    return account;
  }

  /** What a reader should know of how cells were read. */
  List<String> remarks() {
    return remarks;
  }

  /** A variable's numbers in these rows; null where it is a factor. */
  double @Nullable [] numbers(String text, int[] rows) {
    double[] values = numbers.get(text);
    return values == null ? null : Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The factor of that text, or null. */
  @Nullable Column factor(String text) {
    return factors.get(text);
  }
}
