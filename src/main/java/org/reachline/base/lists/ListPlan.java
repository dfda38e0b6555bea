package org.reachline.base.lists;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Row;

/** What a list is to do, row by row, and the records that it was found from. */
public final class ListPlan {
  private final String keyColumn;
  private final Progress progress;
  private final List<RowOutcome> outcomes = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<ListBasis.Found> found = new ArrayList<>();
  private final Map<String, Integer> rows = new HashMap<>();

  private record Step(ListedRow row, String reason) {
    boolean isUnexplained() {
      return row.needsReason() && reason == null;
    }
  }

  ListPlan(String keyColumn, Progress progress) {
    this.keyColumn = keyColumn;
    this.progress = progress;
  }

  /** Reads the rows of a list one after the other. */
  public void each(UploadedTable table, Consumer<Row> reader) {
    List<Row> all = table.rows();
    for (int i = 0; i < all.size(); i++) {
      reader.accept(all.get(i));
      progress.told(Progress.Step.READING, i + 1, all.size());
    }
  }

  /**
   * Notes a record, or that there is none, as the list found it.
   *
   * @param subject whose trail tells of its changes
   * @param label what people call it
   * @param version what changes with it, or null while there is none
   */
  public void found(String subject, String label, Object version) {
    found.add(new ListBasis.Found(subject, label, version));
  }

  /**
   * Passes the first row that is about something.
   *
   * @param what it is about
   * @param column that is wrong in a later row
   * @param message what is wrong then, with {@code %d} for the number of the first
   */
  public void once(String what, Row row, String column, String message, Problems problems) {
    Integer earlier = rows.putIfAbsent(what, row.number());
    if (earlier != null) {
      problems.add(column, message.formatted(earlier));
    }
  }

  /** Notes what cannot be taken. */
  public void refuse(RowOutcome error) {
    outcomes.add(error);
  }

  /** Notes what is wrong with a row. */
  public void refuse(Row row, String column, String message) {
    outcomes.add(RowOutcome.error(row.number(), row.get(keyColumn), column, message));
  }

  /**
   * Notes what a row does; in this order it is done.
   *
   * @param reason the row's own, or null
   */
  public void add(Row row, ListedRow listed, String reason) {
    outcomes.add(
        new RowOutcome(row.number(), row.get(keyColumn), listed.kind(), "", listed.message()));
    if (listed.act() != null) {
      steps.add(new Step(listed, reason));
    }
  }

  List<RowOutcome> outcomes() {
    return outcomes.stream().sorted(Comparator.comparingInt(RowOutcome::row)).toList();
  }

  List<ListBasis.Found> found() {
    return found;
  }

  int unexplained() {
    return (int) steps.stream().filter(Step::isUnexplained).count();
  }

  void run(String reason) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      step.row().act().accept(step.reason() == null ? reason : step.reason());
      progress.told(Progress.Step.SAVING, i + 1, steps.size());
    }
  }
}
