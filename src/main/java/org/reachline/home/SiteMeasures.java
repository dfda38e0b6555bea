package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.projects.MeasureSeries;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Lends the monthly reports of a site to the charts of its change projects. */
@ApplicationScoped
class SiteMeasures implements MeasureSeries {
  @Inject Protocols protocols;

  @Override
  public List<Point> of(Study study, Site site, String measure) {
    StudyFile file = protocols.fileOf(study);
    MeasureSheet sheet = MeasureSheet.of(file, site.type);
    Optional<Enrolment> unit = Enrolment.findForSite(study, site);
    Map<Integer, SiteReport> handedIn =
        unit.stream()
            .flatMap(enrolment -> SiteReport.listForSite(enrolment, site).stream())
            .filter(report -> report.state != ReportState.DRAFT)
            .collect(Collectors.toMap(report -> report.studyMonth, report -> report));
    List<ReportPeriod> periods =
        unit.map(enrolment -> ReportCalendar.of(file, enrolment).periods()).orElse(List.of());
    List<Point> points = new ArrayList<>();
    int last = handedIn.keySet().stream().max(Integer::compare).orElse(Integer.MIN_VALUE);
    for (ReportPeriod period : periods) {
      SiteReport report = handedIn.get(period.studyMonth());
      boolean begun = report != null || !points.isEmpty();
      if (begun && period.studyMonth() <= last) {
        BigDecimal value = report == null ? null : sheet.complete(report.values).get(measure);
        points.add(new Point(period.studyMonth(), period.from(), period.to(), value));
      }
    }
    return points;
  }
}
