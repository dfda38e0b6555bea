package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Adjustment;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Phase;
import org.reachline.stats.Outcome;
import org.reachline.stats.model.Ols;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * The pre-registered comparison of kind {@code cluster_ancova}: one row per unit, the logarithm of
 * its rate explained by least squares. The unit is what was randomised, so the unit is what is
 * counted (Hayes and Moulton, Cluster Randomised Trials, ch. 10).
 *
 * @param contrasts main effects and interaction; empty if they cannot be estimated
 * @param withinLevels each factor's effect within each level of the other
 * @param model the regression, or null
 * @param notEstimable why there are no contrasts, a sentence; null if there are some
 * @param used units in the regression
 * @param unitsLeftOut unit and why, for the units that could not enter
 * @param cautions what a reader should know
 */
public record ClusterComparison(
    List<Effect> contrasts,
    List<Effect> withinLevels,
    Model model,
    String notEstimable,
    List<UnitTotals> used,
    Map<String, String> unitsLeftOut,
    List<String> cautions) {

  private static final String METHOD =
      "cluster-level analysis of covariance: least squares on each unit's log rate, t with %d df";

  /** Compares the units; allocated ones with data enter. */
  public static ClusterComparison of(StudyFile file, Analysis analysis, List<UnitTotals> units) {
    Map<String, String> leftOut = new LinkedHashMap<>();
    List<UnitTotals> used = new ArrayList<>();
    for (UnitTotals unit : units) {
      String why = whyNot(file, analysis, unit);
      if (why == null) {
        used.add(unit);
      } else {
        leftOut.put(unit.unit(), why);
      }
    }
    if (file.allocation().method() == AllocationMethod.NONE) {
      return none(
          "Nothing was randomised in this study, so it has no fair contrast.", List.of(), leftOut);
    }
    if (file.arms().size() < 2) {
      return none(
          "This study has one arm, so there is nothing to compare it with.", List.of(), leftOut);
    }
    Phase phase = file.findPhase(analysis.phase()).orElseThrow();
    if (file.arms().stream()
        .flatMap(arm -> arm.crossesOverInMonth().stream())
        .anyMatch(month -> month > phase.fromMonth() && month <= phase.toMonth())) {
      return none(
          "Units cross over during this phase, so their rates within it mix both conditions; an"
              + " analysis for stepped designs is needed.",
          List.of(),
          leftOut);
    }
    if (used.isEmpty()) {
      return none("No unit has data for this comparison yet.", List.of(), leftOut);
    }
    if (used.stream().allMatch(unit -> unit.phase().events() == 0)) {
      return none(
          "No unit reported a single event in this phase, so rates cannot be compared.",
          used,
          leftOut);
    }
    String empty = emptyArm(file, analysis, used);
    if (empty != null) {
      return none(empty, used, leftOut);
    }
    return fit(file, analysis, used, leftOut);
  }

  private static String whyNot(StudyFile file, Analysis analysis, UnitTotals unit) {
    if (unit.arm().flatMap(file::findArm).isEmpty()) {
      return "not allocated yet";
    }
    if (!unit.phase().hasExposure()) {
      return "no complete month in the phase";
    }
    boolean byBaseline = analysis.adjust().contains(Adjustment.BASELINE_RATE);
    if (byBaseline && !unit.baseline().hasExposure()) {
      return "no complete month in the baseline";
    }
    double fewest =
        byBaseline
            ? Math.min(unit.phase().events(), unit.baseline().events())
            : unit.phase().events();
    if (fewest + analysis.continuity() <= 0) {
      return fewest < 0
          ? "its outcome is below 0, which has no logarithm"
          : "no events, and the protocol adds nothing to a count of 0";
    }
    if (analysis.adjust().contains(Adjustment.STRATUM) && unit.stratum().isEmpty()) {
      return "no stratum recorded";
    }
    return null;
  }

  private static String emptyArm(StudyFile file, Analysis analysis, List<UnitTotals> used) {
    // Without the product of the factors, an arm may be empty as long as each level has data.
    Factors factors = Factors.of(file, analysis);
    List<Arm> seen = used.stream().map(unit -> arm(file, unit)).toList();
    if (factors.interaction()) {
      for (Arm arm : file.arms()) {
        // Arms may differ in a factor that this analysis leaves out; the cell is what counts.
        if (seen.stream().noneMatch(other -> factors.sameCell(arm, other))) {
          return "No unit of the arm “%s” has data, and every contrast needs it."
              .formatted(arm.label());
        }
      }
    }
    for (Factors.Side side : factors.sides()) {
      boolean reference =
          seen.stream().anyMatch(a -> side.levels().stream().noneMatch(l -> l.holds().test(a)));
      if (!reference) {
        return "No unit with “%s” has data, and it is what the others are compared with."
            .formatted(side.referenceLabel());
      }
      for (Factors.Level level : side.levels()) {
        if (seen.stream().noneMatch(level.holds())) {
          return "No unit with “%s” has data, so the contrasts cannot be estimated."
              .formatted(level.label());
        }
      }
    }
    return null;
  }

  private static ClusterComparison fit(
      StudyFile file, Analysis analysis, List<UnitTotals> used, Map<String, String> leftOut) {
    Factors factors = Factors.of(file, analysis);
    UnitColumns design = UnitColumns.of(file, analysis, factors, used);
    List<String> terms = new ArrayList<>(design.adjustments());
    terms.addAll(factors.terms());
    Map<String, List<String>> levels = design.levels();
    String formula =
        "log((events + %s)/exposure) ~ %s"
            .formatted(analysis.continuity(), String.join(" + ", terms));
    Table table =
        design.table(
            Column.ofNumbers(
                "events", used.stream().mapToDouble(u -> u.phase().events()).toArray()),
            Column.ofNumbers(
                "exposure", used.stream().mapToDouble(u -> u.phase().exposure()).toArray()),
            Column.ofWords("unit", used.stream().map(UnitTotals::unit).toArray(String[]::new)));
    Outcome<Ols.Answer> bare = Ols.of(formula).levels(levels).fit(table);
    if (!bare.isAnswered()) {
      return none("Not estimable: " + bare.reason() + ".", used, leftOut);
    }
    Ols.Answer shape = bare.get();
    if (shape.df() <= 0) {
      return none(
          "%d units have data and the comparison estimates %d coefficients from them; more units are needed."
              .formatted(used.size(), shape.coefficients().size() + shape.aliased().size()),
          used,
          leftOut);
    }
    if (!shape.coefficients().keySet().containsAll(factors.terms())) {
      return none(
          "The arms cannot be told apart from what the comparison is adjusted for: too few units"
              + " in some strata.",
          used,
          leftOut);
    }
    Ols question =
        Ols.of(formula)
            .levels(levels)
            .confidence(analysis.confidence())
            .cluster("unit")
            .events("events");
    factors.contrasts().forEach(told -> question.contrast(told.contrast()));
    factors.withinLevels().forEach(told -> question.contrast(told.contrast()));
    Ols.Answer answer = question.fit(table).get();
    List<String> cautions =
        answer.cautions().stream()
            .map(BesideGee::sentence)
            .collect(Collectors.toCollection(ArrayList::new));
    if (answer.df() < 10) {
      cautions.add(
          "Only %d degrees of freedom: the intervals rest on very few units."
              .formatted(answer.df()));
    }
    Model model =
        new Model(
            formula,
            answer.coefficients(),
            answer.covariance().standardErrors(),
            answer.sigma(),
            answer.df(),
            answer.rSquared());
    return new ClusterComparison(
        tell(factors.contrasts(), answer, analysis, used.size()),
        tell(factors.withinLevels(), answer, analysis, used.size()),
        model,
        null,
        used,
        leftOut,
        cautions);
  }

  private static List<Effect> tell(
      List<Factors.Told> told, Ols.Answer answer, Analysis analysis, int units) {
    return told.stream()
        .map(
            t ->
                Effect.ofLog(
                    t.key(),
                    t.label(),
                    t.kind(),
                    answer.contrasts().get(t.key()),
                    analysis.confidence(),
                    units,
                    METHOD.formatted(answer.df())))
        .toList();
  }

  private static Arm arm(StudyFile file, UnitTotals unit) {
    return file.findArm(unit.arm().orElseThrow()).orElseThrow();
  }

  private static ClusterComparison none(
      String why, List<UnitTotals> units, Map<String, String> leftOut) {
    return new ClusterComparison(List.of(), List.of(), null, why, units, leftOut, List.of());
  }
}
