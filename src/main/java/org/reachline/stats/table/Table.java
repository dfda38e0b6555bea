package org.reachline.stats.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Nearest;
import org.reachline.stats.UnusableQuestion;

/** Columns of equal length under their names. Immutable. */
public final class Table {
  private final Map<String, Column> columns;
  private final int rows;
  private final int @Nullable [] places;
  private final String unit;

  private Table(Map<String, Column> columns, int rows, int @Nullable [] places, String unit) {
    this.columns = columns;
    this.rows = rows;
    this.places = places;
    this.unit = unit;
  }

  /**
   * A table of these columns.
   *
   * @throws UnusableQuestion when two columns share a name or differ in length
   */
  public static Table of(Column... columns) {
    return of(List.of(columns));
  }

  /** A table of these columns. */
  public static Table of(Collection<Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    int rows = -1;
    for (Column column : columns) {
      if (byName.put(column.name(), column) != null) {
        throw new UnusableQuestion("two columns are called " + column.name());
      }
      if (rows >= 0 && column.size() != rows) {
        throw new UnusableQuestion(
            "column %s has %d cells, the others %d".formatted(column.name(), column.size(), rows));
      }
      rows = column.size();
    }
    return new Table(byName, Math.max(rows, 0), null, "row");
  }

  /** How many rows. */
  public int rows() {
    return rows;
  }

  /** The names in order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** Whether there is such a column. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /**
   * The column of that name.
   *
   * @throws UnusableQuestion naming the columns that there are
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new UnusableQuestion(
          "there is no column %s; the data have %s%s"
              .formatted(
                  name, String.join(", ", columns.keySet()), Nearest.hint(name, columns.keySet())));
    }
    return column;
  }

  /** This table with one more column, or with that column replaced. */
  public Table with(Column column) {
    Map<String, Column> more = new LinkedHashMap<>(columns);
    more.put(column.name(), column);
    if (column.size() != rows && !columns.isEmpty()) {
      throw new UnusableQuestion(
          "column %s has %d cells, the others %d".formatted(column.name(), column.size(), rows));
    }
    return new Table(more, column.size(), places, unit);
  }

  /** This table with the stated levels on those of the named columns that it has. */
  public Table withLevels(Map<String, List<String>> levels) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    levels.forEach(
        (name, ordered) ->
            changed.computeIfPresent(name, (same, column) -> column.withLevels(ordered)));
    return new Table(changed, rows, places, unit);
  }

  /** Only these rows, in this order. */
  public Table select(int... chosen) {
    List<Column> selected = new ArrayList<>();
    columns.values().forEach(column -> selected.add(column.select(chosen)));
    int[] from = IntStream.of(chosen).map(this::place).toArray();
    return new Table(of(selected).columns, chosen.length, from, unit);
  }

  /** This table, whose rows stand on these lines of a file. */
  Table onLines(int... of) {
    return new Table(columns, rows, of, "line");
  }

  /** Where a row stands: {@code line 26} of a file, else {@code row 25}. */
  public String where(int row) {
    return unit + " " + place(row);
  }

  private int place(int row) {
    return places == null ? row + 1 : places[row];
  }

  /**
   * The column of that name, which must hold numbers.
   *
   * @throws UnusableQuestion naming the first cell that is none, where it stands, and what it may
   *     be
   */
  public Column numbers(String name) {
    Column column = column(name);
    if (column.holdsNumbers()) {
      return column;
    }
    throw new UnusableQuestion("a number is needed, but " + strangers(column));
  }

  /** Names the first cell of a column of words that is no number, and what to do about it. */
  public String strangers(Column column) {
    int first = column.firstNotANumber();
    if (first < 0) {
      return "column %s holds words".formatted(column.name());
    }
    String cell = Objects.requireNonNull(column.word(first));
    int others = column.notNumbers() - 1;
    return "column %s holds \"%s\" in %s%s%s"
        .formatted(
            column.name(),
            cell,
            where(first),
            others == 0 ? "" : " and %d more such cells".formatted(others),
            cell.matches("[-+]?[0-9]+,[0-9]+")
                ? ": write the decimal with a point (%s)".formatted(cell.replace(',', '.'))
                : ": write the number, or leave the cell empty where it is missing");
  }
}
