package org.reachline.exports.tables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/**
 * One row per site and study month that has begun under the site's present enrolment, reported or
 * not; {@link EarlierReportsTable} has what came before. Drafts are not data yet: their numbers
 * stay out. Answers in words stay out altogether.
 */
public final class SiteMonthsTable implements ExportTable {
  private static final List<ExportColumn> FIXED =
      List.of(
          ExportColumn.text("site", "Code of the site", ""),
          ExportColumn.text("unit", "Code of the unit of allocation", ""),
          ExportColumn.integer(
              "study_month",
              "Study month, counted from the unit's own start; the phase's first month where the"
                  + " study reports per phase",
              "months",
              ""),
          ExportColumn.text("phase", "Key of the phase", ""),
          ExportColumn.date("period_from", "First day counted", ""),
          ExportColumn.date("period_to", "Last day counted", ""),
          ExportColumn.date("due_on", "Last day on which the report is on time", ""),
          ExportColumn.code(
              "expected", "Whether the site was in the study", "0 = had left; 1 = yes", ""),
          ExportColumn.code(
              "report_state",
              "How far the report has come",
              "none = not begun; draft = not handed in; submitted; locked",
              ""),
          ExportColumn.instant("submitted_at", "When it was handed in first", "not handed in"),
          ExportColumn.code(
              "on_time", "Whether it was handed in by due_on", "0 = no; 1 = yes", "not handed in"));

  @Override
  public String file() {
    return "site_months.csv";
  }

  @Override
  public String grain() {
    return "one row per site and study month (or phase) that has begun, reported or not";
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return withMeasures(FIXED, cut);
  }

  /** These columns, and one for each measure that is a number. */
  static List<ExportColumn> withMeasures(List<ExportColumn> fixed, Cut cut) {
    List<ExportColumn> columns = new ArrayList<>(fixed);
    Set<String> taken = new HashSet<>();
    fixed.forEach(c -> taken.add(c.name()));
    for (Measure measure : numbers(cut)) {
      String nature = measure.nature().name().toLowerCase(Locale.ROOT);
      String how = measure.computed().map(f -> "; computed: " + f).orElse("");
      boolean whole = measure.type() == MeasureType.COUNT;
      columns.add(
          new ExportColumn(
              name(measure.key(), taken),
              measure.label() + " (" + measure.key() + ", " + nature + how + ")",
              measure.type() == MeasureType.YES_NO ? "code" : whole ? "integer" : "number",
              measure.unit(),
              measure.type() == MeasureType.YES_NO ? "0 = no; 1 = yes" : "",
              "not reported, or not asked of this type of site; not zero"));
    }
    return columns;
  }

  /** The measure's key, made to fit: not longer than 32 characters and not a name that is taken. */
  public static String name(String key, Set<String> taken) {
    String fitting = taken.contains(key) ? "m_" + key : key;
    for (int number = 1;
        fitting.length() > ExportColumn.LONGEST || taken.contains(fitting);
        number++) {
      String stem = key.substring(0, Math.min(key.length(), ExportColumn.LONGEST - 4));
      fitting = stem + "_" + number;
    }
    taken.add(fitting);
    return fitting;
  }

  static List<Measure> numbers(Cut cut) {
    return cut.file().measures().stream().filter(m -> m.type() != MeasureType.TEXT).toList();
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    Map<Long, Enrolment> enrolments = cut.bySite();
    List<Measure> measures = numbers(cut);
    List<Site> sites =
        cut.enrolments().stream()
            .flatMap(e -> e.members.stream())
            .distinct()
            .sorted(Comparator.comparing((Site site) -> site.code))
            .toList();
    for (Site site : sites) {
      Enrolment enrolment = enrolments.get(site.id);
      MeasureSheet sheet = MeasureSheet.of(cut.file(), site.type);
      LocalDate today = LocalDate.now(cut.clock().withZone(site.zoneId()));
      Map<Integer, SiteReport> reports = new HashMap<>();
      SiteReport.listForSite(enrolment, site).forEach(r -> reports.put(r.studyMonth, r));
      for (ReportPeriod period : ReportCalendar.of(cut.file(), enrolment, site).periods()) {
        if (!period.from().isAfter(today)) {
          SiteReport report = reports.get(period.studyMonth());
          out.accept(row(site, enrolment, period, report, sheet, measures));
        }
      }
      // One site at a time is enough to hold.
      reports.values().forEach(cut.session()::detach);
    }
  }

  private static List<Object> row(
      Site site,
      Enrolment enrolment,
      ReportPeriod period,
      SiteReport report,
      MeasureSheet sheet,
      List<Measure> measures) {
    boolean in = report != null && report.state.isHandedIn();
    List<Object> row = new ArrayList<>();
    row.add(site.code);
    row.add(enrolment.unit.code);
    row.add(period.studyMonth());
    row.add(period.phaseKey());
    row.add(period.from());
    row.add(period.to());
    row.add(period.dueOn());
    row.add(period.expected());
    row.add(report == null ? "none" : report.state);
    row.add(in ? report.submittedAt : null);
    row.add(
        in
            ? !report.submittedAt.atZone(site.zoneId()).toLocalDate().isAfter(period.dueOn())
            : null);
    row.addAll(values(report, sheet, measures));
    return row;
  }

  /** The cells of the measures; none of a draft or where there is no report. */
  static List<Object> values(SiteReport report, MeasureSheet sheet, List<Measure> measures) {
    boolean in = report != null && report.state.isHandedIn();
    Map<String, BigDecimal> values = in ? sheet.complete(report.values) : Map.of();
    List<Object> cells = new ArrayList<>();
    measures.forEach(m -> cells.add(values.get(m.key())));
    return cells;
  }
}
