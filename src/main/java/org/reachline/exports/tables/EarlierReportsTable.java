package org.reachline.exports.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.Measure;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Enrolment;

/**
 * What units reported before they left the study and were enrolled again. Its months count from
 * another start than those of {@link SiteMonthsTable}, so the two stand apart.
 */
public final class EarlierReportsTable implements ExportTable {
  private static final List<ExportColumn> FIXED =
      List.of(
          ExportColumn.text("site", "Code of the site", ""),
          ExportColumn.text("unit", "Code of the unit of allocation", ""),
          ExportColumn.date("enrolled_on", "Day of the enrolment that the report belongs to", ""),
          ExportColumn.date("withdrawn_on", "Last day of that enrolment", ""),
          ExportColumn.integer(
              "study_month", "Study month, counted from the start that held then", "months", ""),
          ExportColumn.text("phase", "Key of the phase", "no such month in the file in force"),
          ExportColumn.date("period_from", "First day counted", ""),
          ExportColumn.date("period_to", "Last day counted", ""),
          ExportColumn.code(
              "report_state",
              "How far the report has come",
              "draft = not handed in; submitted; locked",
              ""),
          ExportColumn.instant("submitted_at", "When it was handed in first", "not handed in"));

  @Override
  public String file() {
    return "earlier_reports.csv";
  }

  @Override
  public String grain() {
    return "one row per report under an enrolment that ended before the site's present one";
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return SiteMonthsTable.withMeasures(FIXED, cut);
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    Map<Long, Enrolment> present = cut.bySite();
    List<Measure> measures = SiteMonthsTable.numbers(cut);
    for (Enrolment enrolment : cut.enrolments()) {
      if (enrolment.isActive()) {
        continue;
      }
      for (SiteReport report : SiteReport.listForEnrolment(enrolment)) {
        if (present.get(report.site.id) != enrolment) {
          out.accept(row(cut, enrolment, report, measures));
        }
      }
    }
  }

  private static List<Object> row(
      Cut cut, Enrolment enrolment, SiteReport report, List<Measure> measures) {
    List<Object> row = new ArrayList<>();
    row.add(report.site.code);
    row.add(enrolment.unit.code);
    row.add(enrolment.enrolledOn);
    row.add(enrolment.withdrawnOn);
    row.add(report.studyMonth);
    row.add(cut.file().findPhase(report.studyMonth).map(Phase::key).orElse(null));
    row.add(report.periodFrom);
    row.add(report.periodTo);
    row.add(report.state);
    row.add(report.state.isHandedIn() ? report.submittedAt : null);
    row.addAll(
        SiteMonthsTable.values(report, MeasureSheet.of(cut.file(), report.site.type), measures));
    return row;
  }
}
