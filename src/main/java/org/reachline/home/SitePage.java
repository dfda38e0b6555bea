package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
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
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.base.Words;
import org.reachline.coaching.CoachingAccounts;
import org.reachline.people.Affiliation;
import org.reachline.reach.CellState;
import org.reachline.reach.ReportCalendar;
import org.reachline.reach.ReportPeriod;
import org.reachline.reach.SiteReport;
import org.reachline.sessions.Attendance;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.StudyMonth;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.Phase;
import org.reachline.studies.file.StudyFile;

/** One site in one study at a glance: who is there, what it got, what it reported. */
@Path("/studies/{slug}/sites/{code}")
public class SitePage {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject Protocols protocols;
  @Inject CoachingAccounts coaching;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance site(Study study, Overview o);
  }

  /**
   * What the page shows; a part that the reader must not see is empty, not greyed out.
   *
   * @param site the site
   * @param enrolment its unit's enrolment
   * @param members the unit's sites by code
   * @param month study month of today, or null before a start date is set
   * @param phase the phase of today, or null
   * @param arm the unit's arm, or null for whoever must not see it
   * @param people who belongs here today
   * @param accounts planned and delivered coaching; empty for whoever must not see it
   * @param reports the latest periods, newest first, with their state
   * @param reported how many reports of those whose month is over are in
   * @param expected how many reports should be in by now
   * @param attended attendances at ECHO sessions, newest first; empty for whoever must not see them
   * @param knowsPlan whether the reader may know what is planned for the site
   * @param showsCoaching whether the reader may see coaching
   * @param showsSessions whether the reader may see attendance
   * @param mayReport whether the reader may enter reports here
   */
  record Overview(
      Site site,
      Enrolment enrolment,
      List<Site> members,
      Integer month,
      Phase phase,
      Arm arm,
      List<Affiliation> people,
      List<DoseAccount> accounts,
      List<Cell> reports,
      int reported,
      int expected,
      List<Attendance> attended,
      boolean knowsPlan,
      boolean showsCoaching,
      boolean showsSessions,
      boolean mayReport) {
    /** Place of the site's time zone, in words. */
    public String place() {
      return Words.place(site.zoneId());
    }
  }

  /**
   * A report's period and state.
   *
   * @param period the period
   * @param state its state today
   */
  record Cell(ReportPeriod period, CellState state) {}

  /** The overview. */
  @GET
  @Authenticated
  public Response site(@PathParam("slug") String slug, @PathParam("code") String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    return Page.show(Templates.site(study, overview(study, site, enrolment)));
  }

  private Overview overview(Study study, Site site, Enrolment enrolment) {
    StudyFile file = protocols.fileOf(study);
    LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
    Integer month =
        enrolment.startedOn == null ? null : StudyMonth.at(enrolment.startedOn, today).number();
    boolean own = access.mayReport(site.id);
    boolean knowsPlan = access.mayKnowPlan(site.id);
    boolean showsCoaching = knowsPlan || own;
    boolean showsSessions = showsCoaching || me.isHub();
    List<Cell> cells = cells(study, site, file, enrolment, today);
    List<Cell> over = cells.stream().filter(c -> c.period().isOver(today)).toList();
    List<Cell> wanted = over.stream().filter(c -> c.state() != CellState.NOT_EXPECTED).toList();
    return new Overview(
        site,
        enrolment,
        enrolment.members.stream().sorted(Comparator.comparing(s -> s.code)).toList(),
        month,
        month == null ? null : file.findPhase(month).orElse(null),
        me.maySeeArms() ? protocols.armOf(enrolment).orElse(null) : null,
        Affiliation.listForSite(site).stream()
            .filter(a -> a.holdsOn(today) && a.person.isActive())
            .toList(),
        knowsPlan ? coaching.of(enrolment).accounts() : List.of(),
        me.isHub() && !me.isCoordinator() ? List.of() : latest(over),
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

  private static List<Cell> cells(
      Study study, Site site, StudyFile file, Enrolment enrolment, LocalDate today) {
    Map<Integer, SiteReport> reports = new HashMap<>();
    SiteReport.listForSite(study, site).forEach(r -> reports.put(r.studyMonth, r));
    List<Cell> cells = new ArrayList<>();
    for (ReportPeriod period : ReportCalendar.of(file, enrolment).periods()) {
      SiteReport report = reports.get(period.studyMonth());
      cells.add(new Cell(period, period.state(report == null ? null : report.state, today)));
    }
    return cells;
  }

  private static List<Cell> latest(List<Cell> over) {
    List<Cell> newestFirst = new ArrayList<>(over);
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
