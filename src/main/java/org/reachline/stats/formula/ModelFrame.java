package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
  private final @Nullable Column cluster;
  private final int[] rows;
  private final double[] y;
  private final double[] offset;
  private final double @Nullable [] trials;
  private final double @Nullable [] wave;
  private final int[] clusterStarts;
  private final List<String> clusterNames;
  private final RowsUsed account;
  private final List<String> cautions;
  private final Parts parts;
  private final boolean responseIsFactor;

  /**
   * What to take from the table.
   *
   * @param offset an expression such as {@code log(adp/100)}, or null
   * @param trials the column of binomial trials, or null
   * @param cluster the column whose equal values make a cluster, or null
   * @param wave the column of a row's time within its cluster, or null
   * @param timed whether the model needs the times; if it does not, a row may lack its own
   */
  public record Parts(
      Formula formula,
      @Nullable String offset,
      @Nullable String trials,
      @Nullable String cluster,
      @Nullable String wave,
      boolean timed,
      RowFilter filter) {
    public Parts {
      timed &= wave != null;
    }
  }

  /**
   * Applies the parts to the table.
   *
   * @throws UnusableQuestion when a column is unknown or of the wrong kind, or a cell impossible
   * @throws NotEstimableException when no complete row is left
   */
  public static ModelFrame of(Table data, Parts parts) {
    return new ModelFrame(data, parts);
  }

  private ModelFrame(Table data, Parts parts) {
    this.parts = parts;
    table = parts.filter().define(data);
    cluster = parts.cluster() == null ? null : table.column(parts.cluster());
    if (parts.wave() != null) {
      ExpressionParser.parse(Objects.requireNonNull(parts.wave())).names().forEach(table::column);
    }
    int[] passing = parts.filter().rows(table);
    RowCheck check;
    try {
      check = new RowCheck(table, passing, parts);
    } catch (NotEstimableException none) {
      List<String> hints = parts.filter().hints(table);
      throw hints.isEmpty()
          ? none
          : new NotEstimableException(none.getMessage() + "; " + String.join("; ", hints));
    }
    cautions = new ArrayList<>(check.account().cautions());
    cautions.addAll(parts.filter().hints(table));
    cautions.addAll(check.remarks());
    account = check.account();
    Map<Integer, Double> times = times(check.rows());
    rows = ordered(check.rows(), times);
    wave = parts.timed() ? Arrays.stream(rows).mapToDouble(times::get).toArray() : null;
    design = Design.of(parts.formula(), table, rows);
    Expression response =
        parts
            .formula()
            .response()
            .orElseThrow(
                () ->
                    new UnusableQuestion(
                        "the formula names no outcome: " + parts.formula().source()));
    responseIsFactor = check.factor(response.text()) != null;
    double[] events;
    double[] among = parts.trials() == null ? null : check.numbers(key(parts.trials()), rows);
    if (isPair(response)) {
      List<Expression> pair = ((Expression.Call) response).arguments();
      events = Objects.requireNonNull(check.numbers(pair.get(0).text(), rows));
      double[] others = Objects.requireNonNull(check.numbers(pair.get(1).text(), rows));
      among = new double[events.length];
      for (int i = 0; i < among.length; i++) {
        among[i] = events[i] + others[i];
      }
    } else {
      events =
          responseIsFactor
              ? binary(Objects.requireNonNull(check.factor(response.text())))
              : Objects.requireNonNull(check.numbers(response.text(), rows));
    }
    y = events;
    trials = among;
    offset = new double[rows.length];
    offsets(parts)
        .forEach(
            (text, e) -> {
              double[] values = Objects.requireNonNull(check.numbers(text, rows));
              for (int i = 0; i < values.length; i++) {
                offset[i] += values[i];
              }
            });
    clusterNames = new ArrayList<>();
    clusterStarts = clusters();
    if (parts.wave() != null && cluster != null) {
      lookForTwice();
    }
  }

  /** Some rows of another frame, with the same design. */
  private ModelFrame(ModelFrame whole, int[] kept) {
    parts = whole.parts;
    table = whole.table;
    design = whole.design;
    cluster = whole.cluster;
    account = whole.account;
    cautions = whole.cautions;
    responseIsFactor = whole.responseIsFactor;
    rows = IntStream.of(kept).map(i -> whole.rows[i]).toArray();
    y = pick(whole.y, kept);
    offset = pick(whole.offset, kept);
    trials = whole.trials == null ? null : pick(whole.trials, kept);
    wave = whole.wave == null ? null : pick(whole.wave, kept);
    clusterNames = new ArrayList<>();
    clusterStarts = clusters();
  }

  private static double[] pick(double[] values, int[] kept) {
    return IntStream.of(kept).mapToDouble(i -> values[i]).toArray();
  }

  /** The same design on some of the rows, given by their places in this frame. */
  public ModelFrame only(int... kept) {
    return new ModelFrame(this, kept);
  }

  private Map<Integer, Double> times(int[] complete) {
    Map<Integer, Double> times = new HashMap<>();
    if (parts.timed()) {
      double[] values =
          Waves.of(
              table,
              ExpressionParser.parse(Objects.requireNonNull(parts.wave())),
              complete,
              cluster,
              cautions);
      for (int i = 0; i < values.length; i++) {
        times.put(complete[i], values[i]);
      }
    }
    return times;
  }

  static String key(String source) {
    return ExpressionParser.parse(source).text();
  }

  /** Whether an outcome is {@code cbind(events, others)}. */
  static boolean isPair(@Nullable Expression response) {
    return response instanceof Expression.Call call
        && call.function().equals("cbind")
        && call.arguments().size() == 2;
  }

  static Map<String, Expression> offsets(Parts parts) {
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

  private int[] ordered(int[] complete, Map<Integer, Double> times) {
    if (cluster == null) {
      return complete;
    }
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int row : complete) {
      groups.computeIfAbsent(cluster.word(row), same -> new ArrayList<>()).add(row);
    }
    if (parts.timed()) {
      groups.values().forEach(g -> g.sort(Comparator.comparingDouble(times::get)));
    }
    return groups.values().stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
  }

  private int[] clusters() {
    if (cluster == null) {
      return new int[] {0, rows.length};
    }
    List<Integer> starts = new ArrayList<>();
    String last = null;
    for (int i = 0; i < rows.length; i++) {
      String word = Objects.requireNonNull(cluster.word(rows[i]));
      if (!word.equals(last)) {
        starts.add(i);
        clusterNames.add(word);
        last = word;
      }
    }
    starts.add(rows.length);
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Two rows of one cluster at one time: no matter of doubt for AR1, and a caution elsewhere. */
  private void lookForTwice() {
    Expression e = ExpressionParser.parse(Objects.requireNonNull(parts.wave()));
    if (!(e instanceof Expression.Name name)) {
      return;
    }
    Column times = table.column(name.text());
    for (int c = 0; c < clusterNames.size(); c++) {
      Map<String, Integer> seen = new HashMap<>();
      for (int i = clusterStarts[c]; i < clusterStarts[c + 1]; i++) {
        Integer other =
            times.isMissing(rows[i]) ? null : seen.putIfAbsent(times.word(rows[i]), rows[i]);
        if (other != null) {
          String twice =
              "cluster %s has two rows of %s %s (%s and %s)"
                  .formatted(
                      clusterNames.get(c),
                      name.text(),
                      times.word(rows[i]),
                      table.where(other),
                      table.where(rows[i]));
          if (parts.timed()) {
            throw new UnusableQuestion(twice + "; AR1 needs distinct times");
          }
          cautions.add(twice + "; were its counts entered twice?");
          return;
        }
      }
    }
  }

  /** A factor as outcome: 0 at its first level, 1 otherwise, as R's binomial family reads it. */
  private double[] binary(Column column) {
    List<String> levels = column.levelsAmong(rows);
    if (levels.size() > 2) {
      throw new UnusableQuestion(
          column.hasStatedLevels()
              ? "the outcome %s is a factor with more than two levels".formatted(column.name())
              : "the outcome %s is no number: %s"
                  .formatted(column.name(), table.strangers(column)));
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

  /** The outcome as it is written. */
  public String outcome() {
    return parts.formula().response().orElseThrow().text();
  }

  /** Whether the outcome is a factor of two levels, which only a binomial model takes. */
  public boolean outcomeIsFactor() {
    return responseIsFactor;
  }

  /** The offset on the link scale, zeros when there is none. */
  public double[] offset() {
    return offset;
  }

  /** The offsets as they are written, by their text. */
  public Map<String, Expression> offsets() {
    return offsets(parts);
  }

  /** Binomial trials, or null when every row is one trial. */
  public double @Nullable [] trials() {
    return trials;
  }

  /** Times within clusters, or null. */
  public double @Nullable [] wave() {
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

  /** Where the row at this place of the frame stands, such as {@code line 26, site S03}. */
  public String where(int place) {
    return table.where(rows[place])
        + Optional.ofNullable(cluster)
            .map(c -> ", %s %s".formatted(c.name(), c.word(rows[place])))
            .orElse("");
  }

  /** The name of the row at this place: its cluster, or where it stands. */
  public String name(int place) {
    return cluster == null
        ? table.where(rows[place])
        : "%s %s".formatted(cluster.name(), cluster.word(rows[place]));
  }

  /** What became of the table's rows. */
  public RowsUsed account() {
    return account;
  }

  /** What a reader should know of rows that were left out and of how cells were read. */
  public List<String> cautions() {
    return List.copyOf(cautions);
  }
}
