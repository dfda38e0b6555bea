package org.reachline.stats.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.stats.UnusableQuestion;

/** Columns of equal length under their names. Immutable. */
public final class Table {
  private final Map<String, Column> columns;
  private final int rows;

  private Table(Map<String, Column> columns, int rows) {
    this.columns = columns;
    this.rows = rows;
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
    return new Table(byName, Math.max(rows, 0));
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
          "there is no column %s; the data have %s"
              .formatted(name, String.join(", ", columns.keySet())));
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
    return new Table(more, column.size());
  }

  /** This table with the stated levels on those of the named columns that it has. */
  public Table withLevels(Map<String, List<String>> levels) {
    Map<String, Column> changed = new LinkedHashMap<>(columns);
    levels.forEach(
        (name, ordered) ->
            changed.computeIfPresent(name, (same, column) -> column.withLevels(ordered)));
    return new Table(changed, rows);
  }

  /** Only these rows, in this order. */
  public Table select(int... chosen) {
    List<Column> selected = new ArrayList<>();
    columns.values().forEach(column -> selected.add(column.select(chosen)));
    return new Table(of(selected).columns, chosen.length);
  }
}
