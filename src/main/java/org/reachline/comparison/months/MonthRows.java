package org.reachline.comparison.months;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;

/**
 * The site-months of the units of a comparison, those that count and those that are missing. A
 * missing month takes as its exposure what the site reported for it; else the mean of the site's
 * other months of the phase, else of its baseline.
 *
 * @param counted months that count
 * @param missing months that are over and do not count
 * @param unplaced missing months of sites that never reported an exposure
 */
public record MonthRows(List<Month> counted, List<Month> missing, int unplaced) {

  /**
   * One site-month.
   *
   * @param unit its unit's totals
   * @param site code of the site
   * @param events the outcome; not a number in a missing month
   * @param exposure what it is divided by, in units of "per"
   */
  public record Month(UnitTotals unit, String site, double events, double exposure) {}

  /** The months of these units in the compared phase. */
  public static MonthRows of(
      StudyFile file, Analysis analysis, List<UnitTotals> units, List<SiteMonth> rows) {
    Map<String, UnitTotals> byUnit = new HashMap<>();
    units.forEach(unit -> byUnit.put(unit.unit(), unit));
    Map<String, double[]> exposures = new HashMap<>();
    Map<String, double[]> baselines = new HashMap<>();
    for (SiteMonth row : rows) {
      Map<String, double[]> into =
          row.phase().equals(analysis.phase())
              ? exposures
              : analysis.baselinePhase().filter(row.phase()::equals).isPresent() ? baselines : null;
      Optional<Double> own = UnitTotals.exposure(analysis, row);
      if (into != null && own.isPresent()) {
        double[] sum = into.computeIfAbsent(row.site(), site -> new double[2]);
        sum[0] += own.get();
        sum[1]++;
      }
    }
    List<Month> counted = new ArrayList<>();
    List<Month> missing = new ArrayList<>();
    int unplaced = 0;
    for (SiteMonth row : rows) {
      UnitTotals unit = byUnit.get(row.unit());
      if (unit == null || !row.phase().equals(analysis.phase())) {
        continue;
      }
      Optional<UnitTotals.Counted> counts = UnitTotals.counted(file, analysis, row);
      if (counts.isPresent()) {
        counted.add(new Month(unit, row.site(), counts.get().events(), counts.get().exposure()));
      } else if (PhaseRows.isLost(file, analysis, row)) {
        double likely =
            UnitTotals.exposure(analysis, row)
                .orElseGet(() -> mean(row.site(), exposures, baselines));
        if (likely > 0) {
          missing.add(new Month(unit, row.site(), Double.NaN, likely));
        } else {
          unplaced++;
        }
      }
    }
    return new MonthRows(counted, missing, unplaced);
  }

  private static double mean(
      String site, Map<String, double[]> phase, Map<String, double[]> baseline) {
    double[] sum = phase.getOrDefault(site, baseline.get(site));
    return sum == null ? 0 : sum[0] / sum[1];
  }
}
