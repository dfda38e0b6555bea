package org.reachline.base.lists;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Iterator;
import java.util.List;
import org.reachline.base.ListBasis;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;

/**
 * A list of records of one kind, taken by the same rules as their form: all rows or none. What a
 * row changes of a record on file is an amendment, with the row's reason (column {@code reason}) or
 * one that is asked once for all.
 *
 * @param <P> where the records belong, such as a study
 */
public abstract class ListAct<P> {
  /** More rows than a study logs in a year; a larger file is split. */
  private static final int MOST_ROWS = 5000;

  private static final int LONGEST_REASON = 500;

  @Inject ListBasis basis;

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

  /** What one record is called: {@code contact}. */
  public abstract String one();

  /** What several are called: {@code contacts}. */
  public abstract String many();

  /** The columns that the header may have; the first says what a row is about. */
  protected abstract List<Column> columns(P place);

  /** Begins to read a list; what is looked up here serves all of its rows. */
  protected abstract RowReader reader(P place, UploadedTable table);

  /** The column that a problem's field comes from. */
  protected String columnOf(String field) {
    return field;
  }

  /** How many rows are taken at once. */
  protected int mostRows() {
    return MOST_ROWS;
  }

  /** Says per row what the list would do, and does nothing. */
  @Transactional
  public ListTaken check(P place, String text) {
    return told(plan(place, text));
  }

  /**
   * Does what the list says, unless a row has an error.
   *
   * @param seen basis of the preview that was confirmed; null to skip the comparison
   * @param reason why records are amended whose rows give no reason
   * @throws Refusal.Conflict with who changed what since the preview
   * @throws Refusal.BadInput without a reason where one is needed
   */
  @Transactional
  public ListTaken take(P place, String text, String seen, String reason) {
    ListPlan plan = plan(place, text);
    basis.requireSame(seen, plan.found());
    ListTaken told = told(plan);
    if (told.isBad()) {
      return told;
    }
    Problems problems = new Problems();
    String why = problems.optionalText("reason", reason, LONGEST_REASON);
    if (why == null && told.unexplained() > 0 && !problems.any()) {
      problems.add(
          "reason",
          "Say why " + many() + " that are on record are amended, here or in a column “reason”.");
    }
    problems.throwIfAny();
    plan.run(why);
    return told;
  }

  private ListTaken told(ListPlan plan) {
    return new ListTaken(plan.outcomes(), basis.of(plan.found()), plan.unexplained(), many());
  }

  private ListPlan plan(P place, String text) {
    List<Column> columns = columns(place);
    ListPlan plan = new ListPlan(columns.get(0).name());
    UploadedTable table = UploadedTable.read(text, columns);
    if (!table.problems().isEmpty()) {
      table.problems().forEach(plan::refuse);
      return plan;
    }
    if (table.rows().size() > mostRows()) {
      plan.refuse(
          RowOutcome.error(
              0, "", "", "More than " + mostRows() + " rows. Split the file and send the parts."));
      return plan;
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
    return plan;
  }
}
