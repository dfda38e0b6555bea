package org.reachline.exports.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.activities.ActivityFacts;

/** One row per activity, withdrawn ones too. What people wrote of it stays out. */
public final class ActivitiesTable implements ExportTable {
  @Override
  public String file() {
    return "activities.csv";
  }

  @Override
  public String grain() {
    return "one row per activity, withdrawn ones too (withdrawn_at)";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    List<ExportColumn> columns = new ArrayList<>();
    columns.add(ExportColumn.integer("activity", "Key of the activity", "", ""));
    columns.add(ExportColumn.text("site", "Site where it was done", ""));
    columns.add(ExportColumn.text("unit", "Unit whose dose it touches", ""));
    ActivityFacts.SHEET.exported().forEach(fact -> columns.add(ExportColumn.of(fact)));
    columns.add(ExportColumn.instant("logged_at", "When it was entered", ""));
    columns.add(ExportColumn.instant("amended_at", "When it was last amended", "never"));
    columns.add(ExportColumn.instant("withdrawn_at", "When it was withdrawn", "stands"));
    return columns;
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String facts =
        ActivityFacts.SHEET.exported().stream()
            .map(fact -> "a.facts." + fact.path())
            .collect(Collectors.joining(", "));
    String query =
        "select a.id, s.code, u.code, "
            + facts
            + ", a.loggedAt, a.amendedAt, a.withdrawnAt from Activity a join a.enrolment e join"
            + " e.unit u join a.site s where a.study = :study order by a.facts.day, a.ordinal";
    try (Stream<Object[]> activities = cut.rows(query)) {
      activities.forEach(row -> out.accept(Arrays.asList(row)));
    }
  }
}
