package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Term;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.PairedChange;

/**
 * The pre-registered comparison of kind {@code paired_change}: within each matched pair the change
 * of one arm minus the change of the other, and the mean of those differences with a t interval.
 *
 * @param arms the arms that are compared
 * @param effect the mean difference, or null
 * @param pairs one line per pair of the study file
 * @param notEstimable why there is no effect, a sentence; null if there is one
 * @param unitsLeftOut unit and why
 * @param cautions what a reader should know
 */
public record PairedComparison(
    PairedArms arms,
    Effect effect,
    List<PairChange> pairs,
    String notEstimable,
    Map<String, String> unitsLeftOut,
    List<String> cautions) {

  /** Compares within pairs; pairs without all four values are told and left out. */
  public static PairedComparison of(StudyFile file, Analysis analysis, List<UnitTotals> units) {
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (UnitTotals unit : units) {
      String why = whyNot(file, analysis, unit);
      if (why != null) {
        leftOut.put(unit.unit(), why);
      }
    }
    PairedArms arms =
        new PairedArms(label(file, analysis.treatmentArm()), label(file, analysis.comparisonArm()));
    List<PairChange> pairs = new ArrayList<>();
    for (Term pair : file.allocation().pairs()) {
      List<UnitTotals> own =
          units.stream()
              .filter(unit -> unit.pair().equals(Optional.of(pair.key())))
              .filter(unit -> !leftOut.containsKey(unit.unit()))
              .toList();
      pairs.add(
          PairChange.of(
              pair,
              mean(own, analysis.treatmentArm(), false),
              mean(own, analysis.treatmentArm(), true),
              mean(own, analysis.comparisonArm(), false),
              mean(own, analysis.comparisonArm(), true)));
    }
    if (file.allocation().method() == AllocationMethod.NONE) {
      return new PairedComparison(
          arms,
          null,
          pairs,
          "Nothing was randomised in this study, so it has no fair contrast.",
          leftOut,
          List.of());
    }
    double[] comparison = changes(pairs, PairChange::comparisonChange);
    double[] treatment = changes(pairs, PairChange::treatmentChange);
    Outcome<Estimate> outcome = PairedChange.of(comparison, treatment, analysis.confidence());
    int complete = (int) pairs.stream().filter(p -> p.difference() != null).count();
    List<String> cautions = new ArrayList<>();
    if (complete < pairs.size()) {
      cautions.add(
          "%d of %d pairs lack a value and are left out."
              .formatted(pairs.size() - complete, pairs.size()));
    }
    if (!outcome.isAnswered()) {
      return new PairedComparison(
          arms,
          null,
          pairs,
          "No pair has all four values yet, so no difference can be estimated.",
          leftOut,
          cautions);
    }
    if (complete < 10) {
      cautions.add(
          "Only %d pairs: the interval takes their differences as roughly normal, which so few cannot show."
              .formatted(complete));
    }
    Effect effect =
        Effect.ofDifference(
            "difference_of_changes",
            arms.treatment() + " against " + arms.comparison(),
            outcome.get(),
            analysis.confidence(),
            complete,
            "mean over pairs of the difference of changes, t with %d df"
                .formatted(Math.max(0, complete - 1)));
    return new PairedComparison(arms, effect, pairs, null, leftOut, cautions);
  }

  private static String whyNot(StudyFile file, Analysis analysis, UnitTotals unit) {
    if (unit.arm().isEmpty()) {
      return "not allocated yet";
    }
    if (!unit.arm().equals(analysis.treatmentArm())
        && !unit.arm().equals(analysis.comparisonArm())) {
      return "its arm is not in this comparison";
    }
    if (file.allocation().pairs().stream()
        .noneMatch(pair -> unit.pair().equals(Optional.of(pair.key())))) {
      return "no pair recorded";
    }
    if (!unit.baseline().hasExposure()) {
      return "no complete report before";
    }
    return unit.phase().hasExposure() ? null : "no complete report after";
  }

  /** Units of one arm in one pair count alike, however large. */
  private static Double mean(List<UnitTotals> units, Optional<String> arm, boolean after) {
    OptionalDouble mean =
        units.stream()
            .filter(unit -> unit.arm().equals(arm))
            .mapToDouble(unit -> (after ? unit.phase() : unit.baseline()).rate())
            .average();
    return Effect.orNull(mean);
  }

  private static double[] changes(
      List<PairChange> pairs, java.util.function.Function<PairChange, Double> change) {
    return pairs.stream()
        .map(change)
        .mapToDouble(value -> Objects.requireNonNullElse(value, Double.NaN))
        .toArray();
  }

  private static String label(StudyFile file, Optional<String> arm) {
    return arm.flatMap(file::findArm).map(Arm::label).orElse("");
  }
}
