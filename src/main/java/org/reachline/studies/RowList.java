package org.reachline.studies;

import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListedRow;

/**
 * A list in which each row is about one record. What a row changes of a record on file is an
 * amendment.
 */
public abstract class RowList extends StudyList {
  /** Reads the rows of one list, in their order. */
  @FunctionalInterface
  public interface RowReader {
    /**
     * What a row would do.
     *
     * @param plan takes which records it was found from
     * @param problems takes what is wrong; what is answered then does not matter
     */
    ListedRow read(Row row, ListPlan plan, Problems problems);
  }

  /** Begins to read a list; what is looked up here serves all of its rows. */
  protected abstract RowReader reader(Study study, UploadedTable table);

  /** The column that a problem's field comes from. */
  protected abstract String columnOf(String field);

  @Override
  protected void read(Study study, UploadedTable table, ListPlan plan) {
    RowReader reader = reader(study, table);
    plan.each(
        table,
        row -> {
          Problems problems = new Problems();
          ListedRow listed = reader.read(row, plan, problems);
          String reason = problems.optionalText("reason", row.get("reason"), LONGEST_REASON);
          for (Problems.Problem p : problems.list()) {
            plan.refuse(row, columnOf(p.field()), p.message());
          }
          if (!problems.any()) {
            plan.add(row, listed, reason);
          }
        });
  }
}
