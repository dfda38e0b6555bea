package org.reachline.base.lists;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.input.UploadedText;

/**
 * A list that is planned as a whole before any of it is done, by the same rules as the form of its
 * records. A row that needs a reason has its own (column {@code reason}) or the one that is asked
 * once for all.
 *
 * @param <P> where the records belong, such as a study
 */
public abstract class PlannedList<P> extends ListAct<P, ListTaken> {
  /** Longest reason, in characters. */
  protected static final int LONGEST_REASON = 500;

  @Inject ListBasis basis;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance choose(
        PlannedList<?> list,
        Object study,
        String place,
        RawString help,
        String pasted,
        Problems problems);

    static native TemplateInstance preview(
        PlannedList<?> list, Object study, String place, Look<ListTaken> look);
  }

  /** What the page that shows the records is called: {@code Coaching}. */
  public abstract String pageLabel();

  /** Section of the study's menu in which that page is; null outside of studies. */
  public abstract String page();

  /** The study whose menu the pages show, or null. */
  protected abstract Object study(P place);

  /** What a person must know to write such a list: its columns and how rows are understood. */
  public abstract TemplateInstance help(P place);

  /** Title of the page that takes the list. */
  public String uploadTitle() {
    return "Upload " + many();
  }

  /** What stands above that page. */
  public String heading() {
    return "Upload a list of " + many();
  }

  /** What a row is. */
  public String lead() {
    return "One row per " + one() + ".";
  }

  /** Title of the page that shows what the list would do. */
  public String checkTitle() {
    return "Check the list of " + many();
  }

  /** The button that does it. */
  public String button() {
    return "Log these " + many();
  }

  @Override
  public TemplateInstance choose(P place, String pasted, Problems problems) {
    RawString help = new RawString(help(place).render());
    return Templates.choose(this, study(place), nameOf(place), help, pasted, problems);
  }

  @Override
  public TemplateInstance preview(P place, Look<ListTaken> look) {
    return Templates.preview(this, study(place), nameOf(place), look);
  }

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

  @Override
  protected Class<ListTaken> outcome() {
    return ListTaken.class;
  }

  @Override
  protected String receipt(ListTaken told) {
    return RowOutcome.summary(told.rows(), one(), many());
  }

  @Override
  @Transactional
  public ListTaken check(P place, UploadedText text, ListSaid said, Progress progress) {
    return told(plan(place, text, progress), false);
  }

  @Override
  @Transactional
  public ListTaken take(P place, UploadedText text, ListSaid said, Progress progress) {
    ListPlan plan = plan(place, text, progress);
    basis.requireSame(said.basis(), plan.found());
    ListTaken told = told(plan, true);
    if (told.isBad()) {
      return told(plan, false);
    }
    lacks(told, said).throwIfAny();
    plan.run(new Problems().optionalText("reason", said.reason(), LONGEST_REASON));
    return told;
  }

  @Override
  public Problems lacks(ListTaken told, ListSaid said) {
    Problems problems = new Problems();
    String why = problems.optionalText("reason", said.reason(), LONGEST_REASON);
    if (why == null && told.unexplained() > 0 && !problems.any()) {
      problems.add("reason", missesReason());
    }
    return problems;
  }

  private ListTaken told(ListPlan plan, boolean done) {
    return new ListTaken(
        plan.outcomes(), basis.of(plan.found()), plan.unexplained(), asksForReason(), done);
  }

  private ListPlan plan(P place, UploadedText text, Progress progress) {
    List<Column> columns = columns(place);
    ListPlan plan = new ListPlan(columns.get(0).name(), progress);
    UploadedTable table = UploadedTable.read(text.text(), columns);
    if (table.problems().isEmpty()) {
      read(place, table, plan);
    }
    table.problems().forEach(plan::refuse);
    return plan;
  }
}
