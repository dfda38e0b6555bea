package org.reachline.stats.matrix;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/** Operations on square matrices of some tens of rows, as arrays of rows. */
public final class SmallMatrix {
  private SmallMatrix() {}

  /**
   * The lower triangle L with L L' = a.
   *
   * @return null when a is not positive definite
   */
  public static double @Nullable [][] cholesky(double[][] a) {
    int p = a.length;
    double[][] l = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i == j) {
          if (!(sum > 1e-14 * Math.abs(a[i][i])) || Double.isInfinite(sum)) {
            return null;
          }
          l[i][i] = Math.sqrt(sum);
        } else {
          l[i][j] = sum / l[j][j];
        }
      }
    }
    return l;
  }

  /** Solves L L' x = b. */
  public static double[] solveCholesky(double[][] l, double[] b) {
    int p = b.length;
    double[] x = b.clone();
    for (int i = 0; i < p; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = p - 1; i >= 0; i--) {
      for (int k = i + 1; k < p; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  /**
   * The inverse of a symmetric positive definite matrix.
   *
   * @return null when it is not positive definite
   */
  public static double @Nullable [][] invert(double[][] a) {
    double[][] l = cholesky(a);
    if (l == null) {
      return null;
    }
    int p = a.length;
    double[][] inverse = new double[p][];
    for (int i = 0; i < p; i++) {
      double[] unit = new double[p];
      unit[i] = 1;
      inverse[i] = solveCholesky(l, unit);
    }
    return symmetrise(inverse);
  }

  /** Half of a plus its transpose. */
  public static double[][] symmetrise(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (a[i][j] + a[j][i]);
        a[i][j] = mean;
        a[j][i] = mean;
      }
    }
    return a;
  }

  /** a b. */
  public static double[][] multiply(double[][] a, double[][] b) {
    int m = b[0].length;
    double[][] c = new double[a.length][m];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        if (factor != 0) {
          for (int j = 0; j < m; j++) {
            c[i][j] += factor * b[k][j];
          }
        }
      }
    }
    return c;
  }

  /** a v. */
  public static double[] multiply(double[][] a, double[] v) {
    double[] c = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      c[i] = dot(a[i], v);
    }
    return c;
  }

  /** a' v. */
  public static double[] multiplyTransposed(double[][] a, double[] v) {
    double[] c = new double[a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < c.length; j++) {
        c[j] += a[i][j] * v[i];
      }
    }
    return c;
  }

  /** The transpose. */
  public static double[][] transpose(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** a b a'. */
  public static double[][] sandwich(double[][] a, double[][] b) {
    return symmetrise(multiply(multiply(a, b), transpose(a)));
  }

  /** v' a v. */
  public static double quadratic(double[][] a, double[] v) {
    return dot(multiply(a, v), v);
  }

  /** Sum of products. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds v v' to a. */
  public static void addOuter(double[][] a, double[] v) {
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < v.length; j++) {
        a[i][j] += v[i] * v[j];
      }
    }
  }

  /** Square roots of the diagonal, which must not be negative. */
  public static double[] standardErrors(double[][] covariance) {
    double[] se = new double[covariance.length];
    for (int i = 0; i < se.length; i++) {
      se[i] = Math.sqrt(Math.max(0, covariance[i][i]));
    }
    return se;
  }

  /**
   * Eigenvalues and vectors of a symmetric matrix.
   *
   * @param values in no particular order
   * @param vectors vectors[k] belongs to values[k]
   */
  public record Eigen(double[] values, double[][] vectors) {}

  /** The eigenvalues and vectors of a symmetric matrix. */
  public static Eigen eigen(double[][] symmetric) {
    int p = symmetric.length;
    EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(p, true, true);
    if (!solver.decompose(new DMatrixRMaj(symmetric))) {
      throw new ArithmeticException("an eigenvalue problem did not converge");
    }
    double[] values = new double[p];
    double[][] vectors = new double[p][];
    for (int k = 0; k < p; k++) {
      values[k] = solver.getEigenvalue(k).getReal();
      vectors[k] = solver.getEigenVector(k).getData().clone();
    }
    return new Eigen(values, vectors);
  }
}
