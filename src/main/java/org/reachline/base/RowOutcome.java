package org.reachline.base;

import java.util.List;

/**
 * What would happen, or has happened, to one row of an uploaded list.
 *
 * @param row line of the file, the header being 1; 0 for the file as a whole
 * @param key what the row is about, such as a site's code; empty if that is not known
 * @param kind what becomes of it
 * @param column the column that is wrong; empty otherwise
 * @param message what is wrong and what to do, or what changes; a sentence, may be empty
 */
public record RowOutcome(int row, String key, Kind kind, String column, String message) {
  /** What becomes of a row. */
  public enum Kind {
    /** A record is made. */
    NEW("new"),
    /** A record changes. */
    CHANGED("changed"),
    /** The record says so already. */
    SAME("as it was"),
    /** The row cannot be taken, so none is. */
    ERROR("cannot be taken");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /** A row that cannot be taken. */
  public static RowOutcome error(int row, String key, String column, String message) {
    return new RowOutcome(row, key, Kind.ERROR, column, message);
  }

  /** Whether the row cannot be taken. */
  public boolean isError() {
    return kind == Kind.ERROR;
  }

  /** Whether any row cannot be taken. */
  public static boolean anyError(List<RowOutcome> outcomes) {
    return outcomes.stream().anyMatch(RowOutcome::isError);
  }

  /** How many rows have this fate, for a summary. */
  public static long count(List<RowOutcome> outcomes, Kind kind) {
    return outcomes.stream().filter(o -> o.kind() == kind).count();
  }

  /**
   * The receipt after a list was taken, such as {@code 3 sites new, 1 changed, 34 as they were.}
   */
  public static String summary(List<RowOutcome> outcomes, String one, String many) {
    long made = count(outcomes, Kind.NEW);
    return made
        + " "
        + (made == 1 ? one : many)
        + " new, "
        + count(outcomes, Kind.CHANGED)
        + " changed, "
        + count(outcomes, Kind.SAME)
        + " as they were.";
  }
}
