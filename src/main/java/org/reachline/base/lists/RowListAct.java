package org.reachline.base.lists;

import java.util.Iterator;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Row;

/**
 * A list in which each row is about one record. What a row changes of a record on file is an
 * amendment.
 *
 * @param <P> where the records belong, such as a study
 */
public abstract class RowListAct<P> extends ListAct<P> {
  /** More rows than a study logs in a year; a larger file is split. */
  private static final int MOST_ROWS = 5000;

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
  protected abstract RowReader reader(P place, UploadedTable table);

  /** The column that a problem's field comes from. */
  protected abstract String columnOf(String field);

  @Override
  protected void read(P place, UploadedTable table, ListPlan plan) {
    if (table.rows().size() > MOST_ROWS) {
      plan.refuse(
          RowOutcome.error(
              0, "", "", "More than " + MOST_ROWS + " rows. Split the file and send the parts."));
      return;
    }
    RowReader reader = reader(place, table);
    for (Iterator<Row> rows = table.rows().iterator(); rows.hasNext(); ) {
      Row row = rows.next();
      Problems problems = new Problems();
      ListedRow listed = reader.read(row, plan, problems);
      String reason = problems.optionalText("reason", row.get("reason"), LONGEST_REASON);
      for (Problems.Problem p : problems.list()) {
        plan.refuse(row, columnOf(p.field()), p.message());
      }
      if (!problems.any()) {
        plan.add(row, listed, reason);
      }
    }
  }
}
