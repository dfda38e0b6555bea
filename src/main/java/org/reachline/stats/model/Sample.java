package org.reachline.stats.model;

import java.util.Arrays;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Counts;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.table.Column;

/**
 * Outcomes with a basis of the model's columns, as the fitting loops want them.
 *
 * @param q orthonormal basis, row after row
 * @param p columns of q
 * @param y outcomes; events for the binomial
 * @param m trials, ones for counts
 * @param offset known part of the linear predictor
 */
record Sample(double[] q, int p, double[] y, double[] m, double[] offset) {

  static Sample of(ModelFrame frame, Columns columns, Family.Kind kind) {
    double[] y = frame.y();
    double[] m = frame.trials();
    if (m == null) {
      m = new double[y.length];
      Arrays.fill(m, 1);
    } else if (kind != Family.Kind.BINOMIAL) {
      throw new UnusableQuestion("trials belong to the binomial family");
    }
    if (frame.outcomeIsFactor() && kind != Family.Kind.BINOMIAL) {
      throw new UnusableQuestion(
          "the outcome of a count model is a number, but "
              + frame.table().strangers(frame.table().column(frame.outcome())));
    }
    check(frame, y, m, kind);
    return new Sample(columns.basis().q(), columns.count(), y, m, frame.offset());
  }

  private static void check(ModelFrame frame, double[] y, double[] m, Family.Kind kind) {
    double total = 0;
    double trials = 0;
    Counts.requireNoneNegative(frame, frame.outcome(), y);
    for (int i = 0; i < y.length; i++) {
      if (kind == Family.Kind.BINOMIAL && y[i] > m[i]) {
        throw new UnusableQuestion(
            "an outcome of %s among %s trials is not possible, in %s"
                .formatted(Column.format(y[i]), Column.format(m[i]), frame.where(i)));
      }
      total += y[i];
      trials += m[i];
    }
    if (total == 0) {
      throw new NotEstimableException(
          "every outcome is zero in the %d rows used, so no ratio can be estimated"
              .formatted(y.length));
    }
    if (kind == Family.Kind.BINOMIAL && total == trials) {
      throw new NotEstimableException("every trial is an event, so no odds can be estimated");
    }
  }

  int n() {
    return y.length;
  }

  /** The linear predictor at coefficients on the basis. */
  double[] eta(double[] gamma) {
    double[] eta = offset.clone();
    int at = 0;
    for (int i = 0; i < eta.length; i++) {
      for (int k = 0; k < p; k++) {
        eta[i] += q[at++] * gamma[k];
      }
    }
    return eta;
  }

  /** The same outcomes with another basis. */
  Sample withBasis(double[] other, int columns) {
    return new Sample(other, columns, y, m, offset);
  }
}
