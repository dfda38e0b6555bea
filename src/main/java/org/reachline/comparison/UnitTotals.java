package org.reachline.comparison;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.file.Analysis;
import org.reachline.studies.file.Per;
import org.reachline.studies.file.StudyFile;

/**
 * One unit's row of an analysis: its sums in the phase that is compared and in the baseline. A
 * month counts when outcome and exposure are both there, so that a month without a count does not
 * lend its denominator, and a site whose type reports no exposure does not lend its count.
 */
record UnitTotals(
    String unit,
    Optional<String> arm,
    Optional<String> stratum,
    Optional<String> pair,
    PhaseTotal phase,
    PhaseTotal baseline) {

  /** One row per unit, in the order in which the units come. */
  static List<UnitTotals> of(StudyFile file, Analysis analysis, List<SiteMonth> rows) {
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
    if (!inPhase && !inBaseline || !isAsked(file, analysis, row.siteType())) {
      return this;
    }
    Optional<BigDecimal> events = row.value(analysis.outcome());
    Optional<Double> exposure = exposure(analysis, row);
    if (events.isEmpty() || exposure.isEmpty()) {
      return this;
    }
    double count = events.get().doubleValue();
    return new UnitTotals(
        unit,
        arm,
        stratum,
        pair,
        inPhase ? phase.plus(count, exposure.get()) : phase,
        inBaseline ? baseline.plus(count, exposure.get()) : baseline);
  }

  /** Whether sites of this type report both what is counted and what it is divided by. */
  static boolean isAsked(StudyFile file, Analysis analysis, String siteType) {
    return reports(file, analysis.outcome(), siteType)
        && analysis.exposure().stream().allMatch(per -> reports(file, per.measure(), siteType));
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
