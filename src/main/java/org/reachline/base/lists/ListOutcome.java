package org.reachline.base.lists;

import java.util.Comparator;
import java.util.List;
import org.reachline.base.RowOutcome;

/** What a list would do, or has done. */
public interface ListOutcome {
  /** What becomes of each row. */
  List<RowOutcome> rows();

  /** What it was made from, to come back with the confirmation. */
  String basis();

  /** Whether it was saved. */
  boolean done();

  /** Whether saying more may mend what cannot be taken. */
  default boolean mayBeReadAnew() {
    return false;
  }

  /** The same with these rows alone. */
  ListOutcome withRows(List<RowOutcome> some);

  /** Whether a row cannot be taken, so that none is. */
  default boolean isBad() {
    return RowOutcome.anyError(rows());
  }

  /**
   * How many rows do what.
   *
   * @param added records that are made
   * @param changed records that change
   * @param same rows that say what is on record
   * @param errors rows that cannot be taken
   */
  record Counts(long added, long changed, long same, long errors) {
    static Counts of(List<RowOutcome> rows) {
      return new Counts(
          RowOutcome.count(rows, RowOutcome.Kind.NEW),
          RowOutcome.count(rows, RowOutcome.Kind.CHANGED),
          RowOutcome.count(rows, RowOutcome.Kind.SAME),
          RowOutcome.count(rows, RowOutcome.Kind.ERROR));
    }

    /** Records that are made or change. */
    public long saved() {
      return added + changed;
    }

    /** All rows. */
    public long all() {
      return added + changed + same + errors;
    }
  }

  /** The rows worth reading first: what cannot be taken, then changes, then the rest. */
  static List<RowOutcome> first(List<RowOutcome> rows, int most) {
    return rows.stream()
        .sorted(Comparator.comparingInt(ListOutcome::rank).thenComparingInt(RowOutcome::row))
        .limit(most)
        .toList();
  }

  private static int rank(RowOutcome row) {
    return switch (row.kind()) {
      case ERROR -> 0;
      case CHANGED -> 1;
      case NEW -> 2;
      case SAME -> 3;
    };
  }
}
