package org.reachline.stats.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Finds the rows that hold no information because some combination of the model's columns is nought
 * where there are events and has one sign where there are none (an arm without any event). The
 * likelihood rises for ever along it, the means of those rows run to their limit, and the other
 * coefficients are those of the remaining rows.
 *
 * <p>Source: Correia, Guimaraes and Zylkin 2019, Verifying the existence of maximum likelihood
 * estimates for generalized linear models, arXiv:1903.01633 (the iterative rectifier).
 */
final class Separation {
  private static final double NULL = 1e-10;
  private static final int MOST = 2000;

  private Separation() {}

  /**
   * The places of the rows that remain, or null when no row is separated.
   *
   * @param q independent columns of p, row after row, orthonormal
   * @param y outcomes
   * @param m trials, or null for counts
   */
  static int @Nullable [] remaining(double[] q, int p, double[] y, double @Nullable [] m) {
    double[][] inside = new double[p][p];
    double[] sign = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      sign[i] = y[i] == 0 ? 1 : m != null && y[i] == m[i] ? -1 : 0;
      if (sign[i] == 0) {
        SmallMatrix.addOuter(inside, Arrays.copyOfRange(q, i * p, (i + 1) * p));
      }
    }
    SmallMatrix.Eigen eigen = SmallMatrix.eigen(inside);
    double[][] free =
        IntStream.range(0, p)
            .filter(k -> eigen.values()[k] < NULL)
            .mapToObj(k -> eigen.vectors()[k])
            .toArray(double[][]::new);
    if (free.length == 0) {
      return null;
    }
    int[] border = IntStream.range(0, y.length).filter(i -> sign[i] != 0).toArray();
    double[] u = rectified(border, sign, q, p, free);
    boolean[] gone = new boolean[y.length];
    int found = 0;
    for (int b = 0; b < border.length; b++) {
      gone[border[b]] = u[b] > 1e-4;
      found += gone[border[b]] ? 1 : 0;
    }
    return found == 0 ? null : IntStream.range(0, y.length).filter(i -> !gone[i]).toArray();
  }

  /** Regresses and rectifies until nothing changes; what stays above nought is separated. */
  private static double[] rectified(
      int[] border, double[] sign, double[] q, int p, double[][] free) {
    int d = free.length;
    double[][] t = new double[border.length][d];
    double[][] gram = new double[d][d];
    for (int b = 0; b < border.length; b++) {
      double[] row = Arrays.copyOfRange(q, border[b] * p, (border[b] + 1) * p);
      for (int k = 0; k < d; k++) {
        t[b][k] = sign[border[b]] * SmallMatrix.dot(free[k], row);
      }
      SmallMatrix.addOuter(gram, t[b]);
    }
    double[][] inverse = SmallMatrix.invert(gram);
    double[] u = new double[border.length];
    if (inverse == null) {
      return u;
    }
    Arrays.fill(u, 1);
    for (int turn = 0; turn < MOST; turn++) {
      double[] right = new double[d];
      for (int b = 0; b < u.length; b++) {
        for (int k = 0; k < d; k++) {
          right[k] += t[b][k] * u[b];
        }
      }
      double[] a = SmallMatrix.multiply(inverse, right);
      double change = 0;
      for (int b = 0; b < u.length; b++) {
        double next = Math.max(0, SmallMatrix.dot(t[b], a));
        change = Math.max(change, Math.abs(next - u[b]));
        u[b] = next;
      }
      if (change < 1e-9) {
        break;
      }
    }
    return u;
  }
}
