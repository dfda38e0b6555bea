package org.reachline.protocol;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.Require;
import org.reachline.protocol.measure.Per;

/**
 * A pre-registered comparison.
 *
 * @param key what the answer is filed under
 * @param label short name
 * @param title the question in the protocol's words
 * @param kind which comparison it is
 * @param outcome key of the measure that is compared
 * @param exposure what the outcome is divided by; absent if the outcome is a rate already
 * @param phase key of the phase that is compared
 * @param baselinePhase key of the phase before
 * @param factors keys of the factors that enter; empty in a study without factors, whose arms enter
 *     instead
 * @param interaction whether the product of two factors enters
 * @param adjust what the comparison is adjusted for, in order
 * @param continuity what is added to every count before its logarithm, so that a count of 0 has one
 * @param treatmentArm for paired change: the arm from which the other is subtracted
 * @param comparisonArm for paired change: the arm that is subtracted
 * @param confidence confidence level of intervals, between 0 and 1
 * @param beside methods that answer the same question beside this one
 */
public record Analysis(
    String key,
    String label,
    String title,
    AnalysisKind kind,
    String outcome,
    Optional<Per> exposure,
    String phase,
    Optional<String> baselinePhase,
    List<String> factors,
    boolean interaction,
    List<Adjustment> adjust,
    double continuity,
    Optional<String> treatmentArm,
    Optional<String> comparisonArm,
    double confidence,
    Beside beside) {

  public Analysis {
    Require.text(key, "key");
    Require.text(label, "label");
    Require.text(title, "title");
    Require.text(outcome, "outcome");
    Require.text(phase, "phase");
    factors = List.copyOf(factors);
    adjust = List.copyOf(adjust);
    Require.that(continuity >= 0, "continuity must not be negative");
    Require.that(confidence > 0 && confidence < 1, "confidence must lie between 0 and 1");
  }
}
