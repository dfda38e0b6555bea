package org.reachline.exports.tables;

import java.util.List;

/** ECHO programmes without their names, and which unit is in which of them from when on. */
public final class ProgramTables {
  private ProgramTables() {}

  public static final ExportTable PROGRAMS =
      new QueryTable(
          "programs.csv",
          "one row per programme of ECHO sessions",
          false,
          List.of(
              ExportColumn.integer("program", "Key of the programme", "", ""),
              ExportColumn.text("strategy", "Key of the strategy that it delivers", ""),
              ExportColumn.text(
                  "rule", "Its own rule (RFC 5545)", "the study file gives its dates"),
              ExportColumn.text("time_zone", "The hub's time zone", ""),
              ExportColumn.date("counted_from", "Day from which the rule counts", "not planned")),
          "select p.id, p.strategy, p.rule, p.zone, p.anchorOn from EchoProgram p"
              + " where p.study = :study order by p.ordinal");

  public static final ExportTable COHORTS =
      new QueryTable(
          "cohorts.csv",
          "one row per time that a unit was brought into a programme; the newest day holds, and a"
              + " unit without a row is in the programme whose dates the study file gives",
          true,
          List.of(
              ExportColumn.text("unit", "Unit", ""),
              ExportColumn.integer("program", "Key of the programme, as in programs.csv", "", ""),
              ExportColumn.date("from_day", "First day in it", ""),
              ExportColumn.instant("placed_at", "When that was said", "")),
          "select u.code, g.id, c.from, c.placedAt from CohortAssignment c join c.program g join"
              + " c.enrolment e join e.unit u where g.study = :study order by c.from, c.ordinal");
}
