package org.reachline.reach.imports;

import java.util.List;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;

/**
 * What a file of reports would do, or has done.
 *
 * @param rows outcome of each row, errors of the file as a whole first
 * @param unknownColumns columns that the study file does not know
 * @param unknownNames the same, as the header has them
 * @param meanings what a column can be said to be
 * @param warnings rows that are taken only if the uploader confirms them
 * @param amendments how many rows change a report that was handed in before
 * @param agreed what the uploader still has to agree to
 * @param basis what the preview was made from, as {@link org.reachline.base.lists.ListBasis} gave
 *     it; empty once it is saved
 * @param sha256 SHA-256 of the file
 * @param done whether it was saved
 */
public record ImportPreview(
    List<RowOutcome> rows,
    List<String> unknownColumns,
    List<String> unknownNames,
    List<String> meanings,
    List<Warning> warnings,
    int amendments,
    List<Problems.Problem> agreed,
    String basis,
    String sha256,
    boolean done) {
  private static final int SHOWN = 60;

  /** A row that the study file warns about. */
  public record Warning(int row, String key, String message) {}

  /** Whether any row cannot be taken. */
  public boolean hasErrors() {
    return RowOutcome.anyError(rows);
  }

  /** Whether nothing stands in the way of saving it. */
  public boolean isReady() {
    return !hasErrors() && agreed.isEmpty();
  }

  /** How many reports are made. */
  public long added() {
    return RowOutcome.count(rows, RowOutcome.Kind.NEW);
  }

  /** How many reports change. */
  public long changed() {
    return RowOutcome.count(rows, RowOutcome.Kind.CHANGED);
  }

  /** How many rows say what is on record already. */
  public long same() {
    return RowOutcome.count(rows, RowOutcome.Kind.SAME);
  }

  /** How many rows cannot be taken. */
  public long errors() {
    return RowOutcome.count(rows, RowOutcome.Kind.ERROR);
  }

  /** The rows worth reading first: errors, then changes, then the rest, cut to a page. */
  public List<RowOutcome> shown() {
    return rows.stream().sorted((a, b) -> Integer.compare(rank(a), rank(b))).limit(SHOWN).toList();
  }

  /** How many rows the page leaves out. */
  public int left() {
    return Math.max(0, rows.size() - SHOWN);
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
