package org.reachline.reach;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportPeriod;

/**
 * The completeness grid as JSON.
 *
 * @param asOf the day of the answer, UTC; each site has its own
 * @param all rate over all sites that you may see
 * @param sites one entry per site
 * @param months one entry per study month
 */
record CompletenessJson(
    LocalDate asOf, Completeness.Rate all, List<OfSite> sites, List<OfMonth> months) {

  /** A site: its code, the day there, its rate, and one entry per period. */
  public record OfSite(
      String site, LocalDate asOf, Completeness.Rate rate, List<OfPeriod> periods) {}

  /** A period of a site: when it was due and what became of it. */
  public record OfPeriod(
      int studyMonth,
      LocalDate from,
      LocalDate to,
      LocalDate dueOn,
      CellState state,
      boolean onTime) {}

  /** A study month: its rate over all sites. */
  public record OfMonth(int studyMonth, Completeness.Rate rate) {}

  static CompletenessJson of(Completeness grid, Instant now) {
    List<OfSite> sites =
        grid.sites().stream()
            .map(
                row ->
                    new OfSite(
                        row.site().code,
                        now.atZone(row.site().zoneId()).toLocalDate(),
                        row.rate(),
                        row.cells().stream().map(CompletenessJson::period).toList()))
            .toList();
    List<OfMonth> months = new ArrayList<>();
    for (int i = 0; i < grid.columns().size(); i++) {
      months.add(new OfMonth(grid.columns().get(i), grid.months().get(i)));
    }
    return new CompletenessJson(
        LocalDate.ofInstant(now, ZoneOffset.UTC), grid.all(), sites, months);
  }

  private static OfPeriod period(Completeness.Cell cell) {
    ReportPeriod period = cell.period();
    return new OfPeriod(
        period.studyMonth(),
        period.from(),
        period.to(),
        period.dueOn(),
        cell.state(),
        cell.onTime());
  }
}
