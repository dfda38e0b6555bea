package org.reachline.reach.imports;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.Suggestions;
import org.reachline.base.UploadedTable;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;

/** Which period a row of a file of reports means. Every cell that says so must say the same. */
final class ImportPeriods {
  private ImportPeriods() {}

  /** The period of a row; empty with the problem noted under the column to mend. */
  static Optional<ReportPeriod> find(
      UploadedTable.Row row, StudyFile file, ReportCalendar calendar, Problems problems) {
    String phase = row.get(ImportColumns.PHASE);
    if (!phase.isEmpty() && file.findPhase(phase).isEmpty()) {
      problems.add(
          ImportColumns.PHASE,
          "There is no phase “"
              + phase
              + "”."
              + Suggestions.didYouMean(phase, file.phases().stream().map(Phase::key).toList()));
      return Optional.empty();
    }
    String month = row.get(ImportColumns.MONTH);
    String studyMonth = row.get(ImportColumns.STUDY_MONTH);
    Optional<ReportPeriod> byMonth = MonthWords.find(month, calendar);
    Optional<ReportPeriod> found;
    String column;
    if (!studyMonth.isEmpty()) {
      column = ImportColumns.STUDY_MONTH;
      found = MonthWords.studyMonth(studyMonth).flatMap(calendar::find);
    } else if (!month.isEmpty()) {
      column = ImportColumns.MONTH;
      found = byMonth;
    } else {
      column = ImportColumns.PHASE;
      found = calendar.findPhase(phase);
    }
    if (found.isEmpty()) {
      problems.add(column, none(row, column, calendar.periods()));
      return Optional.empty();
    }
    ReportPeriod period = found.get();
    if (column.equals(ImportColumns.STUDY_MONTH) && !month.isEmpty() && !byMonth.equals(found)) {
      problems.add(
          ImportColumns.MONTH,
          "study_month says "
              + period.name()
              + ", "
              + period.days()
              + ", and this cell “"
              + month
              + "”. Mend the one that is wrong, or leave one of them empty.");
      return Optional.empty();
    }
    if (!phase.isEmpty() && !period.phaseKey().equals(phase)) {
      problems.add(
          ImportColumns.PHASE, period.name() + " lies in the phase “" + period.phaseKey() + "”.");
      return Optional.empty();
    }
    return found;
  }

  private static String none(UploadedTable.Row row, String column, List<ReportPeriod> all) {
    if (column.equals(ImportColumns.PHASE)) {
      return "Please say which period: month as 2026-03, study_month as 3, or the phase of a study"
          + " that reports per phase.";
    }
    if (!MonthWords.isReadable(row.get(column))) {
      return "“"
          + row.get(column)
          + "” can be read as no month, or as more than one. Write the month as "
          + YearMonth.from(all.get(0).from())
          + ", or the study month as "
          + all.get(0).studyMonth()
          + ".";
    }
    return "No report is due for “"
        + row.get(column)
        + "”. Periods of this site: "
        + all.get(0).studyMonth()
        + " ("
        + YearMonth.from(all.get(0).from())
        + ") to "
        + all.get(all.size() - 1).studyMonth()
        + " ("
        + YearMonth.from(all.get(all.size() - 1).from())
        + ").";
  }
}
