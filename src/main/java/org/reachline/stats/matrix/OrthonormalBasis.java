package org.reachline.stats.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An orthonormal basis of a model matrix, X = Q R, taken column by column from the left, so that a
 * column that depends on earlier ones is found as R finds it. Models are fitted on Q, where the
 * scale and the correlation of the columns cost no digits, and carried back by R.
 */
public final class OrthonormalBasis {
  /** R calls a column aliased below this fraction of its own length. */
  private static final double TOLERANCE = 1e-7;

  private final double[] q;
  private final int n;
  private final int rank;
  private final double[][] r;
  private final double[][] rInverse;
  private final int[] kept;
  private final List<Integer> aliased = new ArrayList<>();

  /**
   * Takes the basis of n rows of p columns, row after row.
   *
   * @param x the matrix; not changed
   */
  public OrthonormalBasis(double[] x, int n, int p) {
    this.n = n;
    double[][] columns = new double[p][];
    double[][] full = new double[p][p];
    int found = 0;
    int[] keeping = new int[p];
    for (int j = 0; j < p; j++) {
      double[] v = new double[n];
      for (int i = 0; i < n; i++) {
        v[i] = x[i * p + j];
      }
      double length = norm(v);
      // Twice is enough: one repetition brings the columns orthogonal to working precision.
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < found; k++) {
          double along = SmallMatrix.dot(columns[k], v);
          full[k][found] += along;
          for (int i = 0; i < n; i++) {
            v[i] -= along * columns[k][i];
          }
        }
      }
      double rest = norm(v);
      if (length == 0 || rest <= TOLERANCE * length) {
        aliased.add(j);
        for (int k = 0; k < found; k++) {
          full[k][found] = 0;
        }
        continue;
      }
      for (int i = 0; i < n; i++) {
        v[i] /= rest;
      }
      full[found][found] = rest;
      columns[found] = v;
      keeping[found++] = j;
    }
    rank = found;
    kept = Arrays.copyOf(keeping, found);
    q = new double[n * rank];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < n; i++) {
        q[i * rank + k] = columns[k][i];
      }
    }
    r = new double[rank][];
    for (int k = 0; k < rank; k++) {
      r[k] = Arrays.copyOf(full[k], rank);
    }
    rInverse = invertUpper(r, rank);
  }

  private static double norm(double[] v) {
    return Math.sqrt(SmallMatrix.dot(v, v));
  }

  private static double[][] invertUpper(double[][] r, int size) {
    double[][] inverse = new double[size][size];
    for (int j = 0; j < size; j++) {
      inverse[j][j] = 1 / r[j][j];
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = i + 1; k <= j; k++) {
          sum += r[i][k] * inverse[k][j];
        }
        inverse[i][j] = -sum / r[i][i];
      }
    }
    return inverse;
  }

  /** Q, row after row, {@link #rank()} columns. */
  public double[] q() {
    return q;
  }

  /** How many columns are independent. */
  public int rank() {
    return rank;
  }

  /** How many rows. */
  public int rows() {
    return n;
  }

  /** The places of the independent columns. */
  public int[] kept() {
    return kept.clone();
  }

  /** The places of the columns that depend on earlier ones. */
  public List<Integer> aliased() {
    return List.copyOf(aliased);
  }

  /** Coefficients of the independent columns from coefficients on Q. */
  public double[] back(double[] gamma) {
    return SmallMatrix.multiply(rInverse, gamma);
  }

  /** Covariance of the independent columns' coefficients from a covariance on Q. */
  public double[][] back(double[][] covariance) {
    return SmallMatrix.sandwich(rInverse, covariance);
  }

  /** R, upper triangular, of the independent columns. */
  public double[][] r() {
    return r;
  }

  /** The matrix that carries coefficients on Q to coefficients on the independent columns. */
  public double[][] rInverse() {
    return rInverse;
  }
}
