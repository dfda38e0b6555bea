package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.comparison.months.PhaseTotal;
import org.reachline.comparison.months.UnitDose;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.AnalysisKind;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.PairedChange;
import org.reachline.stats.model.Ols;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * Something that goes together in the data and was not randomised: growth within an arm, or reach
 * with delivered dose. Never listed with the contrasts.
 *
 * @param key stable between looks
 * @param label what goes with what
 * @param order the arm's place in the study file, from 0, for growth within an arm; else null
 * @param measuredAs {@code rate ratio} or {@code change}
 * @param value on that scale; null if it cannot be estimated
 * @param lower lower limit of its interval
 * @param upper upper limit
 * @param pValue two-sided p of none
 * @param units units that enter
 * @param method how it was come by
 * @param cautions why a part is missing, or what speaks against reading it as an effect
 */
public record Association(
    String key,
    String label,
    Integer order,
    String measuredAs,
    Double value,
    Double lower,
    Double upper,
    Double pValue,
    int units,
    String method,
    List<String> cautions) {

  /** Minutes in the unit of the dose association: ten hours. */
  private static final double TEN_HOURS = 600;

  public Association {
    cautions = List.copyOf(cautions);
  }

  /** Growth from baseline within each arm: uncontrolled for what happened everywhere meanwhile. */
  public static List<Association> growth(
      StudyFile file, Analysis analysis, List<UnitTotals> units) {
    List<Association> all = new ArrayList<>();
    if (analysis.baselinePhase().isEmpty()) {
      return all;
    }
    boolean ratio = analysis.kind() == AnalysisKind.CLUSTER_ANCOVA;
    for (Arm arm : file.arms()) {
      List<UnitTotals> own =
          units.stream()
              .filter(unit -> unit.arm().equals(Optional.of(arm.key())))
              .filter(unit -> hasLevel(unit.phase(), analysis, ratio))
              .filter(unit -> hasLevel(unit.baseline(), analysis, ratio))
              .toList();
      Outcome<Estimate> change =
          PairedChange.of(
              own.stream().mapToDouble(u -> level(u.baseline(), analysis, ratio)).toArray(),
              own.stream().mapToDouble(u -> level(u.phase(), analysis, ratio)).toArray(),
              analysis.confidence());
      all.add(
          of(
              "growth:" + arm.key(),
              arm.label(),
              arm.order(),
              ratio,
              change.isAnswered() ? change.get() : null,
              own.size(),
              "mean change per unit from baseline, t interval",
              List.of()));
    }
    return all;
  }

  /** Whether the rate can be told, and its logarithm where that is what is compared. */
  private static boolean hasLevel(PhaseTotal total, Analysis analysis, boolean ratio) {
    return total.hasExposure() && (!ratio || total.events() + analysis.continuity() > 0);
  }

  private static double level(PhaseTotal total, Analysis analysis, boolean ratio) {
    return ratio ? total.logRate(analysis.continuity()) : total.rate();
  }

  /** Delivered minutes of each strategy with the rate, given the baseline rate. */
  public static List<Association> withDose(
      StudyFile file,
      Analysis analysis,
      List<UnitTotals> units,
      List<UnitDose> doses,
      CountingChoice counting) {
    List<Association> all = new ArrayList<>();
    if (analysis.kind() != AnalysisKind.CLUSTER_ANCOVA || analysis.baselinePhase().isEmpty()) {
      return all;
    }
    for (Strategy strategy : file.strategies()) {
      Map<String, Double> minutes = new LinkedHashMap<>();
      doses.stream()
          .filter(dose -> dose.strategy().equals(strategy.key()))
          .forEach(
              dose ->
                  minutes.put(
                      dose.unit(),
                      (double) dose.delivered().minutes() + dose.beyondPlan().minutes()));
      List<UnitTotals> own =
          units.stream()
              .filter(unit -> hasLevel(unit.phase(), analysis, true))
              .filter(unit -> hasLevel(unit.baseline(), analysis, true))
              .filter(unit -> minutes.containsKey(unit.unit()))
              .toList();
      if (own.stream().map(unit -> minutes.get(unit.unit())).distinct().count() < 2) {
        continue;
      }
      Table table =
          Table.of(
              column("events", own.stream().mapToDouble(u -> u.phase().events()).toArray()),
              column("exposure", own.stream().mapToDouble(u -> u.phase().exposure()).toArray()),
              column(
                  "log_base_rate",
                  own.stream()
                      .mapToDouble(u -> u.baseline().logRate(analysis.continuity()))
                      .toArray()),
              column(
                  "dose",
                  own.stream().mapToDouble(u -> minutes.get(u.unit()) / TEN_HOURS).toArray()));
      Outcome<Ols.Answer> answer =
          Ols.of(
                  "log((events + %s)/exposure) ~ log_base_rate + dose"
                      .formatted(analysis.continuity()))
              .confidence(analysis.confidence())
              .fit(table);
      if (!answer.isAnswered()
          || answer.get().df() <= 0
          || !answer.get().coefficients().containsKey("dose")) {
        continue;
      }
      Estimate estimate =
          Ols.of(
                  "log((events + %s)/exposure) ~ log_base_rate + dose"
                      .formatted(analysis.continuity()))
              .confidence(analysis.confidence())
              .contrast(Contrast.of("dose"))
              .fit(table)
              .get()
              .contrasts()
              .get("dose");
      all.add(
          of(
              "dose:" + strategy.key(),
              strategy.label()
                  + ", per 10 hours received"
                  + (counting.isOther(strategy)
                      ? ", counted by “" + counting.ruleOf(strategy).label() + "”"
                      : ""),
              null,
              true,
              estimate,
              own.size(),
              "least squares on the log rate given the baseline rate, t interval",
              List.of(
                  "Sites choose part of what they receive, so the sites that receive more differ in"
                      + " other ways too.")));
    }
    return all;
  }

  private static Column column(String name, double... values) {
    return Column.ofNumbers(name, values);
  }

  private static Association of(
      String key,
      String label,
      Integer order,
      boolean ratio,
      Estimate estimate,
      int units,
      String method,
      List<String> cautions) {
    List<String> all = new ArrayList<>(cautions);
    if (estimate == null) {
      all.add("No unit has data in both phases.");
      return new Association(
          key,
          label,
          order,
          ratio ? "rate ratio" : "change",
          null,
          null,
          null,
          null,
          units,
          method,
          all);
    }
    all.addAll(estimate.cautions());
    return new Association(
        key,
        label,
        order,
        ratio ? "rate ratio" : "change",
        ratio ? Math.exp(estimate.value()) : estimate.value(),
        limit(estimate, ratio, true),
        limit(estimate, ratio, false),
        Effect.orNull(estimate.pValue()),
        units,
        method,
        all);
  }

  private static Double limit(Estimate estimate, boolean ratio, boolean lower) {
    return estimate
        .interval()
        .map(i -> lower ? i.lower() : i.upper())
        .map(limit -> ratio ? Math.exp(limit) : limit)
        .orElse(null);
  }
}
