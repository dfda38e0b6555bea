package org.reachline.exports;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One row per activity, withdrawn ones too. What people wrote of it stays out. */
final class ActivitiesTable implements ExportTable {
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
    return List.of(
        ExportColumn.integer("activity", "Key of the activity", "", ""),
        ExportColumn.text("site", "Site where it was done", ""),
        ExportColumn.text("unit", "Unit whose dose it touches", ""),
        ExportColumn.text("strategy", "Key of the strategy", ""),
        ExportColumn.date("held_on", "Day in the site's zone", ""),
        ExportColumn.integer("minutes", "How long it took", "minutes", ""),
        ExportColumn.text("part", "Part of those for whom it was", ""),
        ExportColumn.integer("people", "How many of them took part", "people", ""),
        ExportColumn.integer(
            "generation", "Generation in a cascade of trainers", "", "not in a cascade"),
        ExportColumn.integer(
            "trained_by",
            "Key of the activity that trained those who trained here",
            "",
            "not in a cascade, or trained by the hub"),
        new ExportColumn(
            "full_time_equivalent",
            "Staffing: share of a full time that was put in place",
            "number",
            "full times",
            "",
            "not staffing"),
        ExportColumn.date("placed_until", "Staffing: last day in place", "not staffing, or open"),
        ExportColumn.text("planned_key", "Line of the plan that it fulfils", "beside the plan"),
        ExportColumn.integer(
            "planned_month", "Study month of that line", "months", "beside the plan"),
        ExportColumn.instant("logged_at", "When it was entered", ""),
        ExportColumn.instant("amended_at", "When it was last amended", "never"),
        ExportColumn.instant("withdrawn_at", "When it was withdrawn", "stands"));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    String query =
        "select a.id, s.code, u.code, a.strategy, a.heldOn, a.minutes, a.part, a.people,"
            + " a.generation, a.trainedBy.id, a.fullTimeEquivalent, a.placedUntil, a.plannedKey,"
            + " a.plannedMonth, a.loggedAt, a.amendedAt, a.withdrawnAt from Activity a join"
            + " a.enrolment e join e.unit u join a.site s where a.study = :study order by a.heldOn, a.ordinal";
    try (Stream<Object[]> activities = cut.rows(query)) {
      activities.forEach(row -> out.accept(Arrays.asList(row)));
    }
  }
}
