package org.reachline.reach;

import java.util.List;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/**
 * What is in and what is missing: sites by study months. Rates count reports whose due day has
 * passed: <em>complete</em> are those handed in, <em>on time</em> those handed in by the due day.
 *
 * @param columns study months of the columns, oldest first
 * @param phases the phases above them
 * @param sites one row per site of the page that is shown, by code
 * @param months rate per column, over all sites
 * @param all rate of everything
 * @param perPhase whether the study reports per phase
 * @param earlier what units reported before they left and were enrolled again; in no rate
 */
record Completeness(
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

    Rate plus(Rate other) {
      return new Rate(due + other.due, complete + other.complete, onTime + other.onTime);
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
   * @param onTime whether it was handed in by its due day
   * @param open whether the period has begun, so that there is something to look at
   */
  public record Cell(ReportPeriod period, CellState state, boolean onTime, boolean open) {
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
}
