package org.reachline.comparison.months;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Per;

/**
 * One unit's row of an analysis: its sums in the phase that is compared and in the baseline. A
 * month counts when outcome and exposure are both there and the exposure is more than 0, so that a
 * month without a count does not lend its denominator, and neither a site whose type reports no
 * exposure nor a month that had none lends its count.
 */
public record UnitTotals(
    String unit,
    Optional<String> arm,
    Optional<String> stratum,
    Optional<String> pair,
    PhaseTotal phase,
    PhaseTotal baseline) {

  /** One row per unit, in the order in which the units come. */
  public static List<UnitTotals> of(StudyFile file, Analysis analysis, List<SiteMonth> rows) {
    Map<String, UnitTotals> byUnit = new LinkedHashMap<>();
    for (SiteMonth row : rows) {
      UnitTotals before =
          byUnit.computeIfAbsent(
              row.unit(),
              unit ->
                  new UnitTotals(
                      unit,
                      row.arm(),
                      row.stratum(),
                      row.pair(),
                      PhaseTotal.NONE,
                      PhaseTotal.NONE));
      byUnit.put(row.unit(), before.with(file, analysis, row));
    }
    return List.copyOf(byUnit.values());
  }

  private UnitTotals with(StudyFile file, Analysis analysis, SiteMonth row) {
    boolean inPhase = row.phase().equals(analysis.phase());
    boolean inBaseline = analysis.baselinePhase().filter(row.phase()::equals).isPresent();
    Optional<Counted> counted = counted(file, analysis, row);
    if (!inPhase && !inBaseline || counted.isEmpty()) {
      return this;
    }
    return new UnitTotals(
        unit,
        arm,
        stratum,
        pair,
        inPhase ? phase.plus(counted.get()) : phase,
        inBaseline ? baseline.plus(counted.get()) : baseline);
  }

  /**
   * What a site-month lends to sums, rates and models.
   *
   * @param events the outcome
   * @param exposure what it is divided by, in units of "per"; more than 0
   */
  public record Counted(double events, double exposure) {}

  /** The one rule of which site-months count in an analysis, whatever the method. */
  public static Optional<Counted> counted(StudyFile file, Analysis analysis, SiteMonth row) {
    if (!isAsked(file, analysis, row.siteType())) {
      return Optional.empty();
    }
    return row.value(analysis.outcome())
        .flatMap(
            events ->
                exposure(analysis, row)
                    .filter(exposure -> exposure > 0)
                    .map(exposure -> new Counted(events.doubleValue(), exposure)));
  }

  /** Whether sites of this type report both what is counted and what it is divided by. */
  static boolean isAsked(StudyFile file, Analysis analysis, String siteType) {
    return reports(file, analysis.outcome(), siteType)
        && (analysis.exposure().isEmpty()
            || reports(file, analysis.exposure().get().measure(), siteType));
  }

  /** The row's exposure in units of "per"; 1 (the month itself) where the analysis has none. */
  static Optional<Double> exposure(Analysis analysis, SiteMonth row) {
    if (analysis.exposure().isEmpty()) {
      return Optional.of(1.0);
    }
    Per per = analysis.exposure().get();
    return row.value(per.measure()).map(value -> value.doubleValue() / per.per());
  }

  private static boolean reports(StudyFile file, String measure, String siteType) {
    return file.findMeasure(measure).filter(m -> m.appliesTo(siteType)).isPresent();
  }
}
