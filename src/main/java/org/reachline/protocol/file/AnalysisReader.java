package org.reachline.protocol.file;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.Adjustment;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.AnalysisKind;
import org.reachline.protocol.Beside;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.protocol.measure.Per;

/** Reads the pre-registered analyses. */
final class AnalysisReader {

  private static final int LONGEST_TITLE = 300;

  private final DesignReader design;
  private final Section<Measure> measures;
  private final AllocationScheme allocation;

  /**
   * @param allocation null if it is broken, and then no analysis is held against it
   */
  AnalysisReader(DesignReader design, Section<Measure> measures, AllocationScheme allocation) {
    this.design = design;
    this.measures = measures;
    this.allocation = allocation;
  }

  Section<Analysis> read(YamlMap root) {
    return Section.read(root, "analyses", "analysis", false, Section.KeyStyle.CODE, this::analysis);
  }

  private Analysis analysis(YamlMap entry, String key) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    String title = entry.words("title", LONGEST_TITLE);
    AnalysisKind kind = entry.choice("kind", AnalysisKind.class);
    String outcome = measure(entry, "outcome", entry.name("outcome"));
    Optional<Per> exposure = entry.maybeMap("exposure").map(MeasureReader::per);
    exposure.ifPresent(
        per -> {
          measure(entry, "exposure", per.measure());
          exposure(entry, outcome, per.measure());
        });
    String phase = entry.code("phase");
    design.phases().require(entry, "phase", phase);
    Optional<String> baseline = entry.maybeCode("baseline_phase");
    baseline.ifPresent(phaseKey -> design.phases().require(entry, "baseline_phase", phaseKey));
    if (phase != null && baseline.filter(phase::equals).isPresent()) {
      entry.problem(
          "baseline_phase", "the baseline is the phase that is compared", "another phase");
    }
    List<String> order = design.phases().keys();
    int compared = order.indexOf(phase);
    if (compared >= 0 && baseline.filter(b -> order.indexOf(b) > compared).isPresent()) {
      entry.refusal(
          "baseline_phase",
          "the baseline '" + baseline.get() + "' comes after '" + phase + "', which is compared",
          "an earlier phase");
    }
    List<String> factors = entry.codes("factors", false);
    factors.forEach(factor -> design.factors().require(entry, "factors", factor));
    boolean interaction = entry.truthOr("interaction", false);
    List<Adjustment> adjust = entry.choices("adjust", Adjustment.class);
    double continuity = entry.maybeNumber("continuity").map(Number::doubleValue).orElse(0.5);
    if (continuity < 0) {
      entry.problem("continuity", "'continuity' is below 0", "0 or more; 0.5 is usual");
    }
    if (continuity > 1) {
      entry.refusal(
          "continuity", "'continuity' adds more than 1 to every count", "at most 1; 0.5 is usual");
    }
    Optional<String> treatment = entry.maybeCode("treatment_arm");
    Optional<String> comparison = entry.maybeCode("comparison_arm");
    treatment.ifPresent(arm -> design.arms().require(entry, "treatment_arm", arm));
    comparison.ifPresent(arm -> design.arms().require(entry, "comparison_arm", arm));
    double confidence = entry.maybeNumber("confidence").map(Number::doubleValue).orElse(0.95);
    if (confidence <= 0 || confidence >= 1) {
      entry.problem(
          "confidence", "'confidence' does not lie between 0 and 1", "a share such as 0.95");
      return null;
    }
    if (confidence < 0.5) {
      entry.refusal(
          "confidence",
          "an interval that holds the truth less than half the time says nothing",
          "a share such as 0.95");
    }
    Beside beside = BesideReader.read(entry, measures.find(outcome));
    if (kind == AnalysisKind.CLUSTER_ANCOVA) {
      ancova(entry, factors, interaction, adjust);
    } else if (kind == AnalysisKind.PAIRED_CHANGE) {
      pairedChange(entry, treatment, comparison);
    }
    if (key == null
        || label == null
        || title == null
        || kind == null
        || outcome == null
        || phase == null
        || continuity < 0) {
      return null;
    }
    return new Analysis(
        key,
        label,
        title,
        kind,
        outcome,
        exposure,
        phase,
        baseline,
        factors,
        interaction,
        adjust,
        continuity,
        treatment,
        comparison,
        confidence,
        beside);
  }

  private void exposure(YamlMap entry, String outcome, String by) {
    if (by != null && by.equals(outcome)) {
      entry.refusal("exposure", "the outcome would be divided by itself", "another measure");
    }
    Measure exposure = measures.find(by);
    if (exposure != null && exposure.type() == MeasureType.YES_NO) {
      entry.refusal("exposure", "'" + by + "' holds yes or no", "a measure that holds numbers");
    }
    Measure compared = measures.find(outcome);
    if (compared != null && compared.type() == MeasureType.RATE) {
      entry.refusal("exposure", "'" + outcome + "' is a rate already", "no exposure");
    }
    if (by != null && outcome != null) {
      new MeasureSense(measures).together(List.of(outcome, by), entry, "exposure");
    }
  }

  private String measure(YamlMap entry, String property, String name) {
    measures.require(entry, property, name);
    Measure found = measures.find(name);
    if (found != null && found.type() == MeasureType.TEXT) {
      entry.problem(property, "'" + name + "' holds words", "a measure that holds numbers");
    }
    return name;
  }

  private void ancova(
      YamlMap entry, List<String> factors, boolean interaction, List<Adjustment> adjust) {
    if (factors.isEmpty() && !design.factors().entries().isEmpty()) {
      entry.problem(
          "factors",
          "the analysis names no factor",
          "one or more of " + String.join(", ", design.factors().keys()));
    }
    if (interaction && factors.size() != 2) {
      entry.problem(
          "interaction",
          "an interaction needs two factors, and here are " + factors.size(),
          "factors: [a, b]");
    }
    if (adjust.contains(Adjustment.BASELINE_RATE) && !entry.has("baseline_phase")) {
      entry.problem(
          "baseline_phase",
          "'baseline_phase' is missing",
          "the phase that gives the baseline rate");
    }
    if (adjust.contains(Adjustment.STRATUM)
        && allocation != null
        && allocation.strata().isEmpty()) {
      entry.problem(
          "adjust",
          "the allocation has no strata",
          "strata in the allocation, or no adjustment for them");
    }
    forbid(entry, "treatment_arm", "cluster_ancova compares factors");
    forbid(entry, "comparison_arm", "cluster_ancova compares factors");
  }

  private void pairedChange(
      YamlMap entry, Optional<String> treatment, Optional<String> comparison) {
    for (String property : List.of("treatment_arm", "comparison_arm", "baseline_phase")) {
      if (!entry.has(property)) {
        entry.problem(property, "'" + property + "' is missing", "what paired_change compares");
      }
    }
    if (treatment.isPresent() && treatment.equals(comparison)) {
      entry.problem("comparison_arm", "the arm would be compared with itself", "the other arm");
    }
    if (allocation != null && allocation.pairs().isEmpty()) {
      entry.problem(
          "kind",
          "the allocation has no pairs",
          "pairs in the allocation, or another kind of analysis");
    }
    for (String property : List.of("factors", "interaction", "adjust", "beside")) {
      forbid(entry, property, "paired_change compares two arms within pairs");
    }
  }

  private static void forbid(YamlMap entry, String property, String why) {
    if (entry.has(property)) {
      entry.problem(
          property, "'" + property + "' has no place here: " + why, "no '" + property + "'");
    }
  }
}
