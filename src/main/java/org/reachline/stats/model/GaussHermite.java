package org.reachline.stats.model;

import java.util.Arrays;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * Nodes and weights for integrals against exp(-x^2): eigenvalues of the Jacobi matrix (Golub and
 * Welsch 1969) polished by Newton's method on the orthonormal Hermite polynomials.
 *
 * @param nodes ascending
 * @param weights in the same order
 */
public record GaussHermite(double[] nodes, double[] weights) {
  private static final int MOST = 200;

  /**
   * The rule with n nodes.
   *
   * @throws UnusableQuestion unless n lies between 1 and 200
   */
  public static GaussHermite of(int n) {
    if (n < 1 || n > MOST) {
      throw new UnusableQuestion("the number of quadrature nodes lies between 1 and 200, not " + n);
    }
    double[][] jacobi = new double[n][n];
    for (int i = 1; i < n; i++) {
      jacobi[i][i - 1] = Math.sqrt(i / 2.0);
      jacobi[i - 1][i] = jacobi[i][i - 1];
    }
    double[] nodes = n == 1 ? new double[1] : SmallMatrix.eigen(jacobi).values();
    Arrays.sort(nodes);
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = n % 2 == 1 && i == n / 2 ? 0 : nodes[i];
      double[] h = hermite(n, x);
      for (int polish = 0; polish < 3 && x != 0; polish++) {
        x -= h[0] / (Math.sqrt(2.0 * n) * h[1]);
        h = hermite(n, x);
      }
      nodes[i] = x;
      weights[i] = 1 / (n * h[1] * h[1]);
    }
    return new GaussHermite(nodes, weights);
  }

  /** The orthonormal polynomials of degree n and n-1 at x. */
  private static double[] hermite(int n, double x) {
    double before = 0;
    double now = Math.pow(Math.PI, -0.25);
    for (int j = 0; j < n; j++) {
      double next = x * Math.sqrt(2.0 / (j + 1)) * now - Math.sqrt(j / (j + 1.0)) * before;
      before = now;
      now = next;
    }
    return new double[] {now, before};
  }
}
