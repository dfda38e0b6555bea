package org.reachline.reach;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

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
 * @param earlier what units reported before they left and were enrolled again; in no rate
 */
public record Completeness(
    List<Integer> columns,
    List<PhaseHead> phases,
    List<SiteRow> sites,
    List<Rate> months,
    Rate all,
    boolean perPhase,
    List<SiteRow> earlier) {

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
   * @param enrolment the enrolment from whose start the months count
   * @param cells one per column; none while the site has no start date. Of an earlier enrolment
   *     only the months that have a report
   * @param rate reports due by now
   */
  public record SiteRow(Site site, Enrolment enrolment, List<Cell> cells, Rate rate) {}

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
    List<Enrolment> enrolments = Enrolment.listForStudy(study);
    Map<Long, Enrolment> holding = Enrolment.bySite(enrolments);
    Map<String, SiteReport> reports = new HashMap<>();
    SiteReport.listForStudy(study).forEach(report -> reports.put(report.key(), report));
    List<SiteRow> rows = new ArrayList<>();
    List<SiteRow> earlier = new ArrayList<>();
    Rate all = Rate.NONE;
    Rate[] months = new Rate[columns.size()];
    Arrays.fill(months, Rate.NONE);
    for (Enrolment enrolment : enrolments) {
      for (Site site : enrolment.members) {
        if (!shown.test(site) || !ReportCalendar.asks(file, site)) {
          continue;
        }
        boolean present = holding.get(site.id) == enrolment;
        LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
        Rate rate = Rate.NONE;
        List<Cell> cells = new ArrayList<>();
        for (ReportPeriod period : ReportCalendar.of(file, enrolment, site).periods()) {
          SiteReport report = reports.get(SiteReport.key(enrolment, site, period.studyMonth()));
          Cell cell = cell(site, period, report, today);
          if (present) {
            rate = rate.plus(cell);
            all = all.plus(cell);
            months[cells.size()] = months[cells.size()].plus(cell);
          }
          if (present || report != null) {
            cells.add(cell);
          }
        }
        if (present || !cells.isEmpty()) {
          (present ? rows : earlier).add(new SiteRow(site, enrolment, cells, rate));
        }
      }
    }
    Comparator<SiteRow> byCode =
        Comparator.<SiteRow, String>comparing(row -> row.site().code)
            .thenComparing(row -> row.enrolment().enrolledOn);
    rows.sort(byCode);
    earlier.sort(byCode);
    return new Completeness(columns, phases, rows, List.of(months), all, perPhase, earlier);
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
}
