package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.comparison.months.MonthRows;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.RowsUsed;
import org.reachline.stats.cluster.MissingMonthBounds;
import org.reachline.stats.model.Ols;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * How much missing months could matter: each main effect once more with every missing month as kind
 * to it as its site's own months allow, and as unkind. Bounds, not answers.
 *
 * @param missing site-months that were filled
 * @param unplaced missing site-months of sites that never reported what the rate is divided by;
 *     they could not be filled
 * @param bounds one per main effect; empty if no month is missing
 * @param words what this says, a sentence
 */
public record MissingMonths(int missing, int unplaced, List<Bound> bounds, String words) {

  /**
   * A contrast three times, as rate ratios.
   *
   * @param asReported months that were reported
   * @param best missing months high where treated and low elsewhere
   * @param worst missing months low where treated and high elsewhere
   */
  public record Bound(
      String key, String label, double asReported, Effect best, Effect worst, String words) {}

  /** The bounds of a comparison that could be estimated. */
  public static MissingMonths of(
      StudyFile file, Analysis analysis, ClusterComparison answer, List<SiteMonth> rows) {
    MonthRows months = MonthRows.of(file, analysis, answer.used(), rows);
    int missing = months.missing().size();
    String tail =
        months.unplaced() == 0
            ? ""
            : " %d more belong to sites that never reported what the rate is divided by, so nothing bounds them."
                .formatted(months.unplaced());
    if (missing == 0) {
      return new MissingMonths(
          0,
          months.unplaced(),
          List.of(),
          "No month of the compared units is missing that could be bounded." + tail);
    }
    List<MonthRows.Month> all = new ArrayList<>(months.counted());
    all.addAll(months.missing());
    Factors factors = Factors.of(file, analysis);
    List<Bound> bounds = new ArrayList<>();
    for (Effect effect : answer.contrasts()) {
      Factors.Told told =
          factors.contrasts().stream()
              .filter(t -> t.key().equals(effect.key()))
              .findFirst()
              .orElseThrow();
      if (told.kind() != EffectKind.INTERACTION) {
        bound(file, analysis, factors, told, effect, all, bounds);
      }
    }
    return new MissingMonths(
        missing,
        months.unplaced(),
        bounds,
        ("%d site-months are missing. Each contrast is shown once more with every one of them as"
                    + " high (or as low) as the same site's other months, so as to favour the"
                    + " contrast, and so as to oppose it.")
                .formatted(missing)
            + tail);
  }

  private static void bound(
      StudyFile file,
      Analysis analysis,
      Factors factors,
      Factors.Told told,
      Effect effect,
      List<MonthRows.Month> all,
      List<Bound> bounds) {
    List<UnitTotals> units = all.stream().map(MonthRows.Month::unit).toList();
    Table table =
        UnitColumns.of(file, analysis, factors, units)
            .table(
                Column.ofNumbers(
                    "events", all.stream().mapToDouble(MonthRows.Month::events).toArray()),
                Column.ofWords(
                    "site", all.stream().map(MonthRows.Month::site).toArray(String[]::new)));
    Outcome<MissingMonthBounds.Bounds> found =
        MissingMonthBounds.of("events", "site", told.key())
            .bound(table, filled -> refit(file, analysis, factors, told, all, filled));
    if (!found.isAnswered()
        || !found.get().best().isAnswered()
        || !found.get().worst().isAnswered()) {
      return;
    }
    Effect best = tell(told, found.get().best().get(), analysis, effect);
    Effect worst = tell(told, found.get().worst().get(), analysis, effect);
    boolean turns = (best.estimate() > 0) != (worst.estimate() > 0);
    bounds.add(
        new Bound(
            effect.key(),
            effect.label(),
            effect.value(),
            best,
            worst,
            turns
                ? "The missing months could turn the direction of this contrast."
                : "However the missing months went, the direction of this contrast stays."));
  }

  private static Effect tell(
      Factors.Told told, Estimate estimate, Analysis analysis, Effect effect) {
    return Effect.ofLog(
        told.key(),
        told.label(),
        told.kind(),
        estimate,
        analysis.confidence(),
        effect.units(),
        "cluster-level analysis with missing months filled by their site's extremes");
  }

  private static Outcome<Estimate> refit(
      StudyFile file,
      Analysis analysis,
      Factors factors,
      Factors.Told told,
      List<MonthRows.Month> months,
      Table filled) {
    Column events = filled.column("events");
    Map<String, Integer> place = new HashMap<>();
    List<UnitTotals> units = new ArrayList<>();
    List<double[]> sums = new ArrayList<>();
    for (int row = 0; row < months.size(); row++) {
      if (events.isMissing(row)) {
        continue;
      }
      MonthRows.Month month = months.get(row);
      int at =
          place.computeIfAbsent(
              month.unit().unit(),
              unit -> {
                units.add(month.unit());
                sums.add(new double[2]);
                return units.size() - 1;
              });
      sums.get(at)[0] += events.number(row);
      sums.get(at)[1] += month.exposure();
    }
    UnitColumns design = UnitColumns.of(file, analysis, factors, units);
    List<String> terms = new ArrayList<>(design.adjustments());
    terms.addAll(factors.terms());
    Outcome<Ols.Answer> fit =
        Ols.of(
                "log((events + %s)/exposure) ~ %s"
                    .formatted(analysis.continuity(), String.join(" + ", terms)))
            .levels(design.levels())
            .confidence(analysis.confidence())
            .contrast(told.contrast())
            .fit(
                design.table(
                    Column.ofNumbers("events", sums.stream().mapToDouble(s -> s[0]).toArray()),
                    Column.ofNumbers("exposure", sums.stream().mapToDouble(s -> s[1]).toArray())));
    return fit.isAnswered() && fit.get().contrasts().containsKey(told.key())
        ? new Outcome.Answered<>(fit.get().contrasts().get(told.key()), fit.rows())
        : new Outcome.NotEstimable<>(fit.reason(), RowsUsed.NONE, List.of());
  }
}
