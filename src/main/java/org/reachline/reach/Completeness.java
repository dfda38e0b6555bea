package org.reachline.reach;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.file.Phase;
import org.reachline.studies.file.ReportingInterval;
import org.reachline.studies.file.StudyFile;

/**
 * What is in and what is missing: sites by study months. Rates count reports whose due day has
 * passed: <em>complete</em> are those handed in, <em>on time</em> those handed in by the due day.
 *
 * @param columns study months of the columns, oldest first
 * @param phases the phases above them
 * @param sites one row per site, by code
 * @param months rate per column
 * @param all rate of everything
 * @param perPhase whether the study reports per phase
 */
public record Completeness(
    List<Integer> columns,
    List<PhaseHead> phases,
    List<SiteRow> sites,
    List<Rate> months,
    Rate all,
    boolean perPhase) {

  /** A phase above its columns. */
  public record PhaseHead(String label, int columns) {}

  /**
   * Reports due by now.
   *
   * @param due how many should be in
   * @param complete how many of them are
   * @param onTime how many of them were in by their due day
   */
  public record Rate(int due, int complete, int onTime) {
    static final Rate NONE = new Rate(0, 0, 0);

    Rate plus(Cell cell) {
      return cell.wasDue()
          ? new Rate(due + 1, complete + (cell.isIn() ? 1 : 0), onTime + (cell.onTime() ? 1 : 0))
          : this;
    }

    /** {@code 92 %}, or a dash while nothing was due. */
    public String completeShare() {
      return share(complete);
    }

    /** {@code 85 %}, or a dash while nothing was due. */
    public String onTimeShare() {
      return share(onTime);
    }

    private String share(int part) {
      return due == 0 ? "–" : Math.round(100.0 * part / due) + " %";
    }
  }

  /**
   * One site and period.
   *
   * @param period which period
   * @param state what the grid says
   * @param wasDue whether the report should be in by now
   * @param onTime whether it was handed in by its due day
   * @param open whether the period has begun, so that there is something to look at
   */
  public record Cell(
      ReportPeriod period, CellState state, boolean wasDue, boolean onTime, boolean open) {
    /** Whether the report is handed in. */
    public boolean isIn() {
      return state == CellState.SUBMITTED || state == CellState.LOCKED;
    }

    /** {@code Month 3, March 2026: late}, for those who hear the grid. */
    public String inWords() {
      return period.name() + ", " + period.days() + ": " + state.word();
    }
  }

  /**
   * One site.
   *
   * @param site which
   * @param cells one per column; none while the site has no start date
   * @param rate reports due by now
   */
  public record SiteRow(Site site, List<Cell> cells, Rate rate) {}

  /**
   * The grid of a study.
   *
   * @param shown which sites the reader may see
   */
  public static Completeness of(Study study, StudyFile file, Predicate<Site> shown, Clock clock) {
    boolean perPhase = file.reporting().every() == ReportingInterval.PHASE;
    List<Integer> columns = new ArrayList<>();
    List<PhaseHead> phases = new ArrayList<>();
    for (Phase phase : file.phases()) {
      int last = perPhase ? phase.fromMonth() : phase.toMonth();
      phases.add(new PhaseHead(phase.label(), last - phase.fromMonth() + 1));
      for (int month = phase.fromMonth(); month <= last; month++) {
        columns.add(month);
      }
    }
    Map<String, SiteReport> reports = new HashMap<>();
    SiteReport.listForStudy(study)
        .forEach(report -> reports.put(report.site.id + "/" + report.studyMonth, report));
    List<SiteRow> rows = new ArrayList<>();
    Rate all = Rate.NONE;
    Rate[] months = new Rate[columns.size()];
    Arrays.fill(months, Rate.NONE);
    for (Map.Entry<Site, Enrolment> member : members(study).entrySet()) {
      Site site = member.getKey();
      if (!shown.test(site)) {
        continue;
      }
      LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
      Rate rate = Rate.NONE;
      List<Cell> cells = new ArrayList<>();
      for (ReportPeriod period : ReportCalendar.of(file, member.getValue(), site).periods()) {
        Cell cell = cell(site, period, reports.get(site.id + "/" + period.studyMonth()), today);
        rate = rate.plus(cell);
        all = all.plus(cell);
        months[cells.size()] = months[cells.size()].plus(cell);
        cells.add(cell);
      }
      rows.add(new SiteRow(site, cells, rate));
    }
    rows.sort((a, b) -> a.site().code.compareTo(b.site().code));
    return new Completeness(columns, phases, rows, List.of(months), all, perPhase);
  }

  private static Cell cell(Site site, ReportPeriod period, SiteReport report, LocalDate today) {
    boolean onTime =
        report != null
            && report.submittedAt != null
            && report.state.isHandedIn()
            && !report.submittedAt.atZone(site.zoneId()).toLocalDate().isAfter(period.dueOn());
    return new Cell(
        period,
        period.state(report == null ? null : report.state, today),
        period.wasDue(today),
        onTime,
        !today.isBefore(period.from()));
  }

  /** Each site with its enrolment, the active one if a unit came back. */
  private static Map<Site, Enrolment> members(Study study) {
    Map<Long, Site> sites = new HashMap<>();
    Map<Long, Enrolment> enrolments = new HashMap<>();
    for (Enrolment enrolment : Enrolment.listForStudy(study)) {
      for (Site site : enrolment.members) {
        sites.put(site.id, site);
        enrolments.merge(site.id, enrolment, (old, next) -> next.isActive() ? next : old);
      }
    }
    Map<Site, Enrolment> members = new HashMap<>();
    sites.forEach((id, site) -> members.put(site, enrolments.get(id)));
    return members;
  }
}
