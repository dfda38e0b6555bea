package org.reachline.comparison.methods;

import org.reachline.protocol.design.Term;

/**
 * One matched pair: both arms before and after, and the difference of their changes. A value that
 * was not reported is null, and so is what follows from it.
 *
 * @param pair key of the pair
 * @param label what people read
 * @param treatmentBefore rate of the arm of interest in the baseline
 * @param treatmentAfter its rate in the phase that is compared
 * @param comparisonBefore rate of the other arm in the baseline
 * @param comparisonAfter its rate in the phase that is compared
 * @param treatmentChange after minus before
 * @param comparisonChange after minus before
 * @param difference change of the arm of interest minus change of the other
 */
public record PairChange(
    String pair,
    String label,
    Double treatmentBefore,
    Double treatmentAfter,
    Double comparisonBefore,
    Double comparisonAfter,
    Double treatmentChange,
    Double comparisonChange,
    Double difference) {

  static PairChange of(
      Term pair,
      Double treatmentBefore,
      Double treatmentAfter,
      Double comparisonBefore,
      Double comparisonAfter) {
    Double treatment = minus(treatmentAfter, treatmentBefore);
    Double comparison = minus(comparisonAfter, comparisonBefore);
    return new PairChange(
        pair.key(),
        pair.label(),
        treatmentBefore,
        treatmentAfter,
        comparisonBefore,
        comparisonAfter,
        treatment,
        comparison,
        minus(treatment, comparison));
  }

  private static Double minus(Double a, Double b) {
    return a == null || b == null ? null : a - b;
  }
}
