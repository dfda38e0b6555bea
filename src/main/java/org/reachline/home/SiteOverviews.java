package org.reachline.home;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.HubSites;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Affiliation;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sessions.Attendance;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Puts together what a person may see of a site; the page and the API show the same. */
@RequestScoped
class SiteOverviews {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject HubSites hubSites;
  @Inject Protocols protocols;
  @Inject CoachingAccounts coaching;
  @Inject Clock clock;

  /**
   * The overview of a site.
   *
   * @param rule counting rules, as {@link CountingChoice} reads them
   * @throws Refusal.NotFound if it is not there for this person
   */
  SiteOverview get(Study study, String code, List<String> rule) {
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    return of(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new), rule);
  }

  private SiteOverview of(Study study, Site site, Enrolment enrolment, List<String> rule) {
    StudyFile file = protocols.fileOf(study);
    LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
    Integer month =
        enrolment.startedOn == null ? null : StudyMonth.at(enrolment.startedOn, today).number();
    boolean own = access.mayReport(site.id);
    boolean knowsPlan = access.mayKnowPlan(site.id);
    CountingChoice counting =
        knowsPlan ? CountingChoice.of(file, rule) : CountingChoice.OF_THE_FILE;
    boolean showsCoaching = knowsPlan || own;
    boolean runs = me.isHub() && hubSites.siteIdsOf(me.id()).contains(site.id);
    // A coach learns nothing of a site's ECHO.
    boolean showsSessions = me.maySeeArms() || own || runs;
    // A hub reads no reports; of whom it is with other roles too, these decide.
    boolean showsReports = own || access.seesAllSites() || access.mayCoach(site.id);
    List<SiteOverview.Cell> cells = cells(site, file, enrolment, today);
    List<SiteOverview.Cell> over = cells.stream().filter(c -> c.period().isOver(today)).toList();
    List<SiteOverview.Cell> wanted =
        over.stream().filter(c -> c.state() != CellState.NOT_EXPECTED).toList();
    return new SiteOverview(
        site,
        enrolment,
        enrolment.members.stream().sorted(Comparator.comparing(s -> s.code)).toList(),
        month,
        month == null ? null : file.findPhase(month).orElse(null),
        me.maySeeArms() ? protocols.armOf(enrolment).orElse(null) : null,
        Affiliation.listForSite(site).stream()
            .filter(a -> a.holdsOn(today) && a.person.isActive())
            // Who coaches a site tells its arm to whoever knows which sites that coach has.
            .filter(a -> showsCoaching || !a.part.equals(Affiliation.COACH))
            .toList(),
        knowsPlan ? coaching.of(enrolment, counting).accounts() : List.of(),
        knowsPlan ? counting.offered(file, file.listStrategies(StrategyKind.COACHING)) : List.of(),
        showsReports ? latest(over) : List.of(),
        showsReports ? cells : List.of(),
        (int)
            wanted.stream()
                .filter(c -> c.state() == CellState.SUBMITTED || c.state() == CellState.LOCKED)
                .count(),
        wanted.size(),
        showsSessions ? attended(study, site) : List.of(),
        knowsPlan,
        showsCoaching,
        showsSessions,
        own);
  }

  private static List<SiteOverview.Cell> cells(
      Site site, StudyFile file, Enrolment enrolment, LocalDate today) {
    Map<Integer, SiteReport> reports = new HashMap<>();
    SiteReport.listForSite(enrolment, site).forEach(r -> reports.put(r.studyMonth, r));
    MeasureSheet sheet = MeasureSheet.of(file, site.type);
    List<SiteOverview.Cell> cells = new ArrayList<>();
    for (ReportPeriod period : ReportCalendar.of(file, enrolment, site).periods()) {
      SiteReport report = reports.get(period.studyMonth());
      cells.add(
          new SiteOverview.Cell(
              period,
              period.state(report == null ? null : report.state, today),
              report == null || !report.state.isHandedIn()
                  ? Map.of()
                  : sheet.complete(report.values)));
    }
    return cells;
  }

  private static List<SiteOverview.Cell> latest(List<SiteOverview.Cell> over) {
    List<SiteOverview.Cell> newestFirst = new ArrayList<>(over);
    Collections.reverse(newestFirst);
    return newestFirst.subList(0, Math.min(6, newestFirst.size()));
  }

  private static List<Attendance> attended(Study study, Site site) {
    List<Attendance> mine =
        new ArrayList<>(
            Attendance.listForStudy(study).stream()
                .filter(
                    a -> Optional.ofNullable(a.site).map(s -> s.id.equals(site.id)).orElse(false))
                .toList());
    Collections.reverse(mine);
    return mine;
  }
}
