package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The monthly reports that somebody should see to now: due, late or left as a draft. */
@ApplicationScoped
class OpenReports {
  @Inject Protocols protocols;
  @Inject Clock clock;

  /**
   * A report that is not in.
   *
   * @param site whose report
   * @param period for which time
   * @param state due, late or draft
   */
  record Open(Site site, ReportPeriod period, CellState state) {
    /** Where it is entered. */
    String href(Study study) {
      return "/studies/" + study.slug + "/reach/" + site.code + "/" + period.studyMonth();
    }
  }

  /** The open reports of these sites, oldest period first. */
  List<Open> list(Study study, Set<Long> siteIds) {
    StudyFile file = protocols.fileOf(study);
    Map<String, ReportState> states = new HashMap<>();
    for (SiteReport report : SiteReport.listForStudy(study)) {
      states.put(report.key(), report.state);
    }
    List<Open> open = new ArrayList<>();
    List<Enrolment> enrolments = Enrolment.listForStudy(study);
    Map<Long, Enrolment> holding = Enrolment.bySite(enrolments);
    for (Enrolment enrolment : enrolments) {
      for (Site site : enrolment.members) {
        if (!siteIds.contains(site.id) || holding.get(site.id) != enrolment) {
          continue;
        }
        LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
        for (ReportPeriod period : ReportCalendar.of(file, enrolment, site).periods()) {
          CellState state =
              period.state(states.get(SiteReport.key(enrolment, site, period.studyMonth())), today);
          if (state == CellState.DUE || state == CellState.LATE || state == CellState.DRAFT) {
            open.add(new Open(site, period, state));
          }
        }
      }
    }
    open.sort((a, b) -> a.period().from().compareTo(b.period().from()));
    return open;
  }
}
