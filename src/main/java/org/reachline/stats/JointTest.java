package org.reachline.stats;

import java.util.List;
import java.util.Map;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * A joint Wald test that several contrasts are all zero.
 *
 * @param chiSquared Wald statistic
 * @param contrasts number of contrasts, the numerator degrees of freedom
 * @param pChiSquared p by chi-squared, which is too small when clusters are few
 * @param f the statistic divided by the number of contrasts
 * @param denominatorDf denominator degrees of freedom; infinite when the reference is chi-squared
 * @param pF p by F
 */
public record JointTest(
    double chiSquared,
    int contrasts,
    double pChiSquared,
    double f,
    double denominatorDf,
    double pF) {

  /**
   * Tests the contrasts together.
   *
   * @throws NotEstimableException when the contrasts are not independent of each other
   */
  public static JointTest of(
      Map<String, Double> coefficients,
      Covariance covariance,
      List<Contrast> contrasts,
      double denominatorDf) {
    double[] beta = covariance.names().stream().mapToDouble(coefficients::get).toArray();
    double[][] weights =
        contrasts.stream().map(c -> c.over(covariance.names())).toArray(double[][]::new);
    double[] estimates = SmallMatrix.multiply(weights, beta);
    double[][] l = SmallMatrix.cholesky(covariance.of(weights));
    if (l == null) {
      throw new NotEstimableException(
          "the contrasts cannot be tested together: their covariance is singular");
    }
    double wald = SmallMatrix.dot(estimates, SmallMatrix.solveCholesky(l, estimates));
    int r = contrasts.size();
    double pChi = Distributions.chiSquaredUpper(wald, r);
    double pF =
        Double.isInfinite(denominatorDf) ? pChi : Distributions.fUpper(wald / r, r, denominatorDf);
    return new JointTest(wald, r, pChi, wald / r, denominatorDf, pF);
  }
}
