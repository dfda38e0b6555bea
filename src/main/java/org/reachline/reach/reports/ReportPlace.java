package org.reachline.reach.reports;

import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Where a report stands: study, site and period, with what the study file says of them.
 *
 * @param study which study
 * @param file its file in force
 * @param enrolment the unit that the site belongs to
 * @param site whose counts
 * @param calendar every period of the unit
 * @param period the period reported
 * @param sheet what sites of this type report
 * @param earlier whether the unit left and was enrolled again since: what it reported then is read
 *     and no longer changed
 */
public record ReportPlace(
    Study study,
    StudyFile file,
    Enrolment enrolment,
    Site site,
    ReportCalendar calendar,
    ReportPeriod period,
    MeasureSheet sheet,
    boolean earlier) {

  /** The report, if it was begun. */
  public Optional<SiteReport> findReport() {
    return findReport(period);
  }

  /** The report of another period of the same series, if it was begun. */
  public Optional<SiteReport> findReport(ReportPeriod other) {
    return SiteReport.find(enrolment, site, other.studyMonth());
  }

  /** Address of its page. */
  public String path() {
    return below("");
  }

  /** Address of the page with everything that happened to it. */
  public String historyPath() {
    return below("/history");
  }

  private String below(String page) {
    return gridPath()
        + "/"
        + site.code
        + "/"
        + period.studyMonth()
        + page
        + (earlier ? "?enrolled=" + enrolment.enrolledOn : "");
  }

  /** Address of the study's completeness grid. */
  public String gridPath() {
    return "/studies/" + study.slug + "/reach";
  }

  /** {@code Month 3 (March 2026)}. */
  public String periodName() {
    return period.name() + " (" + period.days() + ")";
  }

  /** A new report for this place, not saved yet. */
  public SiteReport begin() {
    SiteReport report = new SiteReport();
    report.study = study;
    report.site = site;
    report.enrolment = enrolment;
    report.studyMonth = period.studyMonth();
    report.periodFrom = period.from();
    report.periodTo = period.to();
    return report;
  }
}
