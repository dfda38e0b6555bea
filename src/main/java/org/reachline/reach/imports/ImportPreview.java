package org.reachline.reach.imports;

import java.util.List;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.lists.ListOutcome;

/**
 * What a file of reports would do, or has done.
 *
 * @param rows outcome of each row, errors of the file as a whole first
 * @param unknownColumns columns that the study file does not know
 * @param unknownNames the same, as the header has them
 * @param meanings what a column can be said to be
 * @param unclear columns that were said to be something that there is not
 * @param warnings rows that are taken only if the uploader confirms them
 * @param warned how many of those there are
 * @param amendments how many rows change a report that was handed in before
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
    List<String> unclear,
    List<Warning> warnings,
    int warned,
    int amendments,
    String basis,
    String sha256,
    boolean done)
    implements ListOutcome {
  /** A row that the study file warns about. */
  public record Warning(int row, String key, String message) {}

  @Override
  public ImportPreview withRows(List<RowOutcome> some) {
    return new ImportPreview(
        some,
        unknownColumns,
        unknownNames,
        meanings,
        unclear,
        warnings.subList(0, Math.min(some.size(), warnings.size())),
        warned,
        amendments,
        basis,
        sha256,
        done);
  }

  @Override
  public boolean mayBeReadAnew() {
    return !unknownNames.isEmpty();
  }

  /** What the uploader still has to agree to. */
  Problems lacks(ImportOptions options) {
    Problems agreed = new Problems();
    if (!unclear.isEmpty()) {
      agreed.add(
          "columns",
          "There is no such meaning of a column: "
              + String.join(", ", unclear)
              + ". A column is "
              + String.join(", ", meanings)
              + " or "
              + ImportColumns.ASIDE
              + ".");
    }
    if (!unknownColumns.isEmpty() && !options.ignoreUnknown()) {
      agreed.add(
          "ignoreUnknown",
          "The study file does not know these columns: "
              + String.join(", ", unknownColumns)
              + ". Say what each of them is, tick that they may be left aside, or mend their names.");
    }
    options.words().list().forEach(p -> agreed.add(p.field(), p.message()));
    if (warned > 0 && !(options.acceptWarnings() && ImportOptions.isSaid(options.note()))) {
      agreed.add(
          "acceptWarnings",
          warned + " warnings. Check the rows; if they are right, tick that they are and say why.");
    }
    if (amendments > 0 && !ImportOptions.isSaid(options.reason())) {
      agreed.add("reason", "Reports that were handed in would change. Say why.");
    }
    return agreed;
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
}
