package org.reachline.reach.imports;

import java.util.List;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.lists.ListSaid;

/**
 * What a file of reports would do, or has done.
 *
 * @param saved whether it was saved
 * @param added reports that are made
 * @param changed reports that change
 * @param same rows that say what is on record already
 * @param errors rows that cannot be taken; while there are any, none is
 * @param amendments changed reports that were handed in before; they need a reason
 * @param unknownColumns columns that the study file does not know
 * @param toAgree what has to be agreed to before it can be saved, by query parameter
 * @param warnings rows that the study file warns about
 * @param rows outcome of each row
 * @param basis what a dry run was made from; send it back with the file, and nothing is saved if a
 *     report that it speaks of changed in between
 * @param sha256 SHA-256 of the file
 */
public record ImportJson(
    boolean saved,
    long added,
    long changed,
    long same,
    long errors,
    int amendments,
    List<String> unknownColumns,
    List<Problems.Problem> toAgree,
    List<ImportPreview.Warning> warnings,
    List<RowOutcome> rows,
    String basis,
    String sha256) {

  /**
   * What is told of a file.
   *
   * @throws Refusal.BadInput if it was to be saved and was not
   */
  public static ImportJson of(ImportPreview preview, ListSaid said, boolean dryRun) {
    List<Problems.Problem> lacks = preview.lacks(ImportOptions.of(said)).list();
    if (!dryRun && !preview.done()) {
      Problems problems = new Problems();
      lacks.forEach(p -> problems.add(p.field(), p.message()));
      preview.rows().stream()
          .filter(RowOutcome::isError)
          .limit(100)
          .forEach(row -> problems.add(where(row), row.message()));
      problems.throwIfAny();
    }
    return new ImportJson(
        preview.done(),
        preview.added(),
        preview.changed(),
        preview.same(),
        preview.errors(),
        preview.amendments(),
        preview.unknownColumns(),
        lacks,
        preview.warnings(),
        preview.rows(),
        preview.basis(),
        preview.sha256());
  }

  /** {@code row 12, new_bup}: where a problem stands. */
  private static String where(RowOutcome row) {
    String line = row.row() == 0 ? "file" : "row " + row.row();
    return row.column().isEmpty() ? line : line + ", " + row.column();
  }
}
