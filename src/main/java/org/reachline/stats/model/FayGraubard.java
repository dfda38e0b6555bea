package org.reachline.stats.model;

import java.util.List;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Fay and Graubard's bias correction and degrees of freedom (Biometrics 2001, 57:1198; R package
 * saws, methods d4 and d5). The correction multiplies each element of a cluster's score by (1 -
 * min(0.75, leverage))^-1/2, so unlike the others it depends on how the columns are coded.
 */
final class FayGraubard {
  private static final double BOUND = 0.75;

  private final Sandwich sandwich;
  private final int clusters;
  private final int p;
  private final double[][] m;
  private final List<double[][]> omega;
  private final double[][] factor;
  private final double[][] corrected;

  FayGraubard(Sandwich sandwich) {
    this.sandwich = sandwich;
    clusters = sandwich.clusters();
    m = sandwich.bread();
    p = m.length;
    omega = sandwich.originalInformation();
    factor = new double[clusters][p];
    corrected = new double[clusters][p];
    for (int c = 0; c < clusters; c++) {
      double[][] g = omega.get(c);
      double[] u = sandwich.originalScore(c);
      for (int j = 0; j < p; j++) {
        double leverage = 0;
        for (int k = 0; k < p; k++) {
          leverage += g[j][k] * m[k][j];
        }
        factor[c][j] = 1 / Math.sqrt(1 - Math.min(BOUND, leverage));
        corrected[c][j] = factor[c][j] * u[j];
      }
    }
  }

  double[][] covariance() {
    double[][] sum = new double[p][p];
    for (double[] u : corrected) {
      SmallMatrix.addOuter(sum, u);
    }
    return SmallMatrix.sandwich(m, sum);
  }

  /**
   * Degrees of freedom for a contrast: trace(Psi B)^2 / trace(Psi B Psi B), with B the quadratic
   * form of the variance estimate in the scores. d4 takes each cluster's own Psi, d5 shares the sum
   * out by how much the variance would grow without the cluster. Both traces need only p x p sums:
   * the K x K matrix a_i'Psi_i a_i [i=k] - x_i'b_k - b_i'x_k + b_i'Psi b_k is a diagonal plus a low
   * rank part.
   *
   * @return d4 and d5; NaN where a variance vanishes. Of no use where one cluster fixes the
   *     contrast
   */
  double[] degreesOfFreedom(double[] weights) {
    double[] v = SmallMatrix.multiply(m, weights);
    double[][] total = new double[p][p];
    for (double[] u : corrected) {
      SmallMatrix.addOuter(total, u);
    }
    double[] share = new double[clusters];
    double shares = 0;
    double[] rootContrast = sandwich.rootContrast(weights);
    double[][] a = new double[clusters][p];
    double[][] b = new double[clusters][];
    for (int c = 0; c < clusters; c++) {
      for (int j = 0; j < p; j++) {
        a[c][j] = factor[c][j] * v[j];
      }
      b[c] = SmallMatrix.multiply(m, SmallMatrix.multiply(omega.get(c), a[c]));
      share[c] = sandwich.gainWithout(c, rootContrast);
      shares += share[c];
    }
    double[][] own = new double[clusters][p];
    double[][] shared = new double[clusters][];
    for (int c = 0; c < clusters; c++) {
      double along = SmallMatrix.dot(corrected[c], a[c]);
      shared[c] = SmallMatrix.multiply(total, a[c]);
      for (int j = 0; j < p; j++) {
        own[c][j] = corrected[c][j] * along;
        shared[c][j] *= shares > 0 ? share[c] / shares : 0;
      }
    }
    double d4 = ratio(a, own, b, total);
    double d5 = shares > 0 ? ratio(a, shared, b, total) : Double.NaN;
    return new double[] {d4, d5};
  }

  private double ratio(double[][] a, double[][] x, double[][] b, double[][] total) {
    double[][] xx = new double[p][p];
    double[][] xb = new double[p][p];
    double[][] bb = new double[p][p];
    double trace = 0;
    double squares = 0;
    double crossed = 0;
    for (int c = 0; c < clusters; c++) {
      double diagonal = SmallMatrix.dot(a[c], x[c]);
      double rest = SmallMatrix.quadratic(total, b[c]) - 2 * SmallMatrix.dot(x[c], b[c]);
      trace += diagonal + rest;
      squares += diagonal * diagonal;
      crossed += diagonal * rest;
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          xx[i][j] += x[c][i] * x[c][j];
          xb[i][j] += x[c][i] * b[c][j];
          bb[i][j] += b[c][i] * b[c][j];
        }
      }
    }
    // |X B' + B X' - B T B'|^2 by Gram matrices.
    double[][] tbb = SmallMatrix.multiply(total, bb);
    double low =
        2 * traceOfProduct(xx, bb)
            + 2 * traceOfProduct(xb, xb)
            - 4 * traceOfProduct(SmallMatrix.multiply(xb, total), bb)
            + traceOfProduct(tbb, tbb);
    return trace * trace / (squares + 2 * crossed + low);
  }

  private double traceOfProduct(double[][] first, double[][] second) {
    double sum = 0;
    for (int i = 0; i < p; i++) {
      for (int k = 0; k < p; k++) {
        sum += first[i][k] * second[k][i];
      }
    }
    return sum;
  }
}
