package org.reachline.base.lists;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;

/**
 * A list of records of one kind, taken by the same rules as their form: all rows or none. A row
 * that needs a reason has its own (column {@code reason}) or the one that is asked once for all.
 *
 * @param <P> where the records belong, such as a study
 */
public abstract class ListAct<P> {
  /** Longest reason, in characters. */
  static final int LONGEST_REASON = 500;

  @Inject ListBasis basis;

  /** What one record is called: {@code contact}. */
  public abstract String one();

  /** What several are called: {@code contacts}. */
  public abstract String many();

  /** The columns that the header may have; the first says what a row is about. */
  protected abstract List<Column> columns(P place);

  /** Reads a list: what each row would do, and which records that was found from. */
  protected abstract void read(P place, UploadedTable table, ListPlan plan);

  /** What the preview says where it asks for a reason. */
  protected String asksForReason() {
    return many().substring(0, 1).toUpperCase(Locale.ROOT)
        + many().substring(1)
        + " that are on record are amended. Kept with each that gives no reason of its own.";
  }

  /** What is said where a reason is needed and none was given. */
  protected String missesReason() {
    return "Say why " + many() + " that are on record are amended, here or in a column “reason”.";
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
      problems.add("reason", missesReason());
    }
    problems.throwIfAny();
    plan.run(why);
    return told;
  }

  private ListTaken told(ListPlan plan) {
    return new ListTaken(
        plan.outcomes(), basis.of(plan.found()), plan.unexplained(), asksForReason());
  }

  private ListPlan plan(P place, String text) {
    List<Column> columns = columns(place);
    ListPlan plan = new ListPlan(columns.get(0).name());
    UploadedTable table = UploadedTable.read(text, columns);
    if (table.problems().isEmpty()) {
      read(place, table, plan);
    }
    table.problems().forEach(plan::refuse);
    return plan;
  }
}
