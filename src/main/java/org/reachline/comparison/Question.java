package org.reachline.comparison;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.AnalysisKind;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureNature;
import org.reachline.protocol.measure.MeasureType;

/**
 * What is asked: an analysis as pre-registered, or the same with another measure or phase, which is
 * then exploratory whatever comes out.
 *
 * @param file the study file in force
 * @param analysis what is computed
 * @param registered the pre-registered analysis that it comes from
 */
record Question(StudyFile file, Analysis analysis, Analysis registered) {

  /** The analysis as the protocol has it. */
  static Question asRegistered(StudyFile file, Analysis analysis) {
    return new Question(file, analysis, analysis);
  }

  /**
   * The analysis with another measure or phase.
   *
   * @param measure key of a measure, or null or empty for the registered one
   * @param phase key of a phase, or null or empty for the registered one
   * @throws org.reachline.base.Refusal.BadInput naming the fields that cannot be taken
   */
  static Question of(StudyFile file, Analysis registered, String measure, String phase) {
    Problems problems = new Problems();
    String outcome = registered.outcome();
    if (measure != null && !measure.isBlank()) {
      Optional<Measure> found =
          file.findMeasure(measure.strip()).filter(m -> isComparable(m, registered));
      if (found.isEmpty()) {
        problems.add("measure", "There is no measure of that name that could be compared.");
      } else {
        outcome = found.get().key();
      }
    }
    String period = registered.phase();
    if (phase != null && !phase.isBlank()) {
      Optional<Phase> found = file.findPhase(phase.strip());
      if (found.isEmpty()) {
        problems.add("phase", "There is no phase of that name in this study.");
      } else if (registered.baselinePhase().equals(Optional.of(found.get().key()))) {
        problems.add("phase", "The baseline is what the other phases are compared with.");
      } else {
        period = found.get().key();
      }
    }
    problems.throwIfAny();
    return new Question(
        file, with(registered, outcome, period, registered.baselinePhase()), registered);
  }

  private static boolean isComparable(Measure measure, Analysis registered) {
    if (measure.type() == MeasureType.TEXT || measure.type() == MeasureType.YES_NO) {
      return false;
    }
    if (registered.exposure().filter(per -> per.measure().equals(measure.key())).isPresent()) {
      return false;
    }
    // A rate of counts needs counts; a change of published rates takes any number.
    return registered.kind() == AnalysisKind.PAIRED_CHANGE || measure.type() == MeasureType.COUNT;
  }

  /** The same analysis of another phase, against another baseline. */
  static Analysis inPhase(Analysis analysis, String phase, Optional<String> baseline) {
    return with(analysis, analysis.outcome(), phase, baseline);
  }

  private static Analysis with(
      Analysis a, String outcome, String phase, Optional<String> baseline) {
    return new Analysis(
        a.key(),
        a.label(),
        a.title(),
        a.kind(),
        outcome,
        a.exposure(),
        phase,
        baseline,
        a.factors(),
        a.interaction(),
        a.adjust(),
        a.continuity(),
        a.treatmentArm(),
        a.comparisonArm(),
        a.confidence(),
        a.beside());
  }

  /** Whether the protocol did not name this comparison beforehand. */
  boolean isExploratory() {
    return !analysis.equals(registered);
  }

  /** The measures that could be asked for instead. */
  List<Measure> measures() {
    return file.measures().stream().filter(m -> isComparable(m, registered)).toList();
  }

  /** The phases that could be asked for instead. */
  List<Phase> phases() {
    return file.phases().stream()
        .filter(phase -> !registered.baselinePhase().equals(Optional.of(phase.key())))
        .toList();
  }

  /** The outcome's label. */
  String outcomeLabel() {
    return file.findMeasure(analysis.outcome()).map(Measure::label).orElse(analysis.outcome());
  }

  /** Whether months of the outcome add up to something; those of a stock or a rate do not. */
  boolean isSummed() {
    return file.findMeasure(analysis.outcome())
        .filter(m -> m.type() == MeasureType.COUNT || m.type() == MeasureType.NUMBER)
        .filter(m -> m.nature() == MeasureNature.FLOW)
        .isPresent();
  }

  /** The label of the phase that is compared. */
  String phaseLabel() {
    return file.findPhase(analysis.phase()).map(Phase::label).orElse(analysis.phase());
  }

  /** What a rate is per, in words: {@code per 100 average daily population and month}. */
  String rateUnit() {
    if (analysis.exposure().isEmpty()) {
      Measure outcome = file.findMeasure(analysis.outcome()).orElseThrow();
      return outcome.type() == MeasureType.RATE ? outcome.unit() : outcome.unit() + " per report";
    }
    Measure measure = file.findMeasure(analysis.exposure().get().measure()).orElseThrow();
    double per = analysis.exposure().get().per();
    String number = per == Math.rint(per) ? String.format(Locale.US, "%,d", (long) per) : "" + per;
    String label = withinASentence(measure.label());
    // A stock in the denominator is counted anew each month, so the rate is a monthly one.
    return "per "
        + number
        + " "
        + label
        + (measure.nature() == MeasureNature.STOCK ? " and month" : "");
  }

  /** A label in the middle of a sentence; an abbreviation such as ADP keeps its capital. */
  static String withinASentence(String label) {
    boolean word = label.length() > 1 && Character.isLowerCase(label.charAt(1));
    return word ? label.substring(0, 1).toLowerCase(Locale.US) + label.substring(1) : label;
  }
}
