package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.matrix.OrthonormalBasis;
import org.reachline.stats.matrix.SmallMatrix;
import org.reachline.stats.matrix.SmallMatrix.Eigen;

/**
 * The covariance matrices of a GEE from each cluster's information and score. All corrections work
 * with p x p matrices: with M = L L' and S = L' G L, a cluster's leverage is the spectrum of S, and
 * (I - G M)^-1/2 U is L'^-1 (I - S)^-1/2 L' U.
 *
 * <p>Sources: Liang and Zeger 1986; Kauermann and Carroll 2001, JASA 96:1387; Mancl and DeRouen
 * 2001, Biometrics 57:126; Fay and Graubard 2001, Biometrics 57:1198; Lu and others 2007,
 * Biometrics 63:935.
 */
final class Sandwich {
  /** Beyond this leverage a cluster alone fixes a combination of coefficients. */
  private static final double TOO_MUCH = 1 - 1e-6;

  private final int clusters;
  private final int p;
  private final double[][][] information;
  private final double[][] score;
  private final double[][] m;
  private final double[][] root;
  private final Eigen[] spectrum;
  private final OrthonormalBasis basis;
  private double maxLeverage;
  private int mostInfluential;

  Sandwich(GeeSolver solver, int clusters, OrthonormalBasis basis) {
    this.clusters = clusters;
    this.p = basis.rank();
    this.basis = basis;
    information = new double[clusters][][];
    score = new double[clusters][];
    double[][] total = new double[p][p];
    for (int c = 0; c < clusters; c++) {
      GeeSolver.Sums sums = solver.cluster(c);
      information[c] = sums.information;
      score[c] = sums.score;
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          total[a][b] += sums.information[a][b];
        }
      }
    }
    double[][] inverse = SmallMatrix.invert(total);
    if (inverse == null) {
      throw new NotEstimableException("the information matrix is singular");
    }
    m = inverse;
    root = Objects.requireNonNull(SmallMatrix.cholesky(m));
    double[][] rootTransposed = SmallMatrix.transpose(root);
    spectrum = new Eigen[clusters];
    for (int c = 0; c < clusters; c++) {
      spectrum[c] = SmallMatrix.eigen(SmallMatrix.sandwich(rootTransposed, information[c]));
      for (double value : spectrum[c].values()) {
        if (value > maxLeverage) {
          maxLeverage = value;
          mostInfluential = c;
        }
      }
    }
  }

  /**
   * The largest share of the information on any combination of coefficients that one cluster has.
   */
  double maxLeverage() {
    return maxLeverage;
  }

  int mostInfluential() {
    return mostInfluential;
  }

  /**
   * The cluster without which nothing would fix this combination of coefficients; -1 if none. Its
   * residuals along the combination are nought by construction, so no spread of clusters tells how
   * sure it is.
   */
  int fixedBy(double[] weights) {
    if (maxLeverage <= TOO_MUCH) {
      return -1;
    }
    double[] contrast = rootContrast(weights);
    double least = 1e-8 * SmallMatrix.dot(contrast, contrast);
    for (int c = 0; c < clusters; c++) {
      for (int k = 0; k < p; k++) {
        double along = SmallMatrix.dot(spectrum[c].vectors()[k], contrast);
        if (spectrum[c].values()[k] > TOO_MUCH && along * along > least) {
          return c;
        }
      }
    }
    return -1;
  }

  /** Every covariance that these clusters can give, on the scale of the coefficients. */
  Map<Correction, double[][]> covariances() {
    Map<Correction, double[][]> all = new EnumMap<>(Correction.class);
    all.put(Correction.NAIVE, basis.back(m));
    if (clusters <= p) {
      // The scores sum to zero in as many directions as there are clusters: nothing is left.
      return all;
    }
    double[][] robust = fromBread(spread(score));
    all.put(Correction.ROBUST, robust);
    double factor = clusters / (double) (clusters - p);
    double[][] scaled = new double[p][p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        scaled[a][b] = factor * robust[a][b];
      }
    }
    all.put(Correction.ROBUST_DF1, scaled);
    all.put(Correction.KC, fromRoot(-0.5));
    all.put(Correction.MD, fromRoot(-1));
    all.put(Correction.KC_LU, lu());
    all.put(Correction.FG, new FayGraubard(this).covariance());
    return all;
  }

  private double[][] spread(double[][] scores) {
    double[][] sum = new double[p][p];
    for (double[] u : scores) {
      SmallMatrix.addOuter(sum, u);
    }
    return sum;
  }

  private double[][] fromBread(double[][] meat) {
    return basis.back(SmallMatrix.sandwich(m, meat));
  }

  /** The sum of L f(S) L'U (L f(S) L'U)' with f(s) = (1 - s)^power. */
  private double[][] fromRoot(double power) {
    double[][] sum = new double[p][p];
    for (int c = 0; c < clusters; c++) {
      double[] z = SmallMatrix.multiplyTransposed(root, score[c]);
      SmallMatrix.addOuter(sum, SmallMatrix.multiply(root, scaled(c, z, power)));
    }
    return basis.back(sum);
  }

  private double[] scaled(int c, double[] z, double power) {
    double[] out = new double[p];
    for (int k = 0; k < p; k++) {
      if (spectrum[c].values()[k] > TOO_MUCH) {
        // The score has no part along what the cluster alone fixes.
        continue;
      }
      double[] vector = spectrum[c].vectors()[k];
      double factor = SmallMatrix.dot(vector, z) * Math.pow(1 - spectrum[c].values()[k], power);
      for (int a = 0; a < p; a++) {
        out[a] += factor * vector[a];
      }
    }
    return out;
  }

  private double[][] lu() {
    double[][] sum = new double[p][p];
    for (int c = 0; c < clusters; c++) {
      double[] z = SmallMatrix.multiplyTransposed(root, score[c]);
      double[] plain = SmallMatrix.multiply(root, z);
      double[] corrected = SmallMatrix.multiply(root, scaled(c, z, -1));
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          sum[a][b] += 0.5 * (plain[a] * corrected[b] + corrected[a] * plain[b]);
        }
      }
    }
    return basis.back(sum);
  }

  /** C'{(sum of the others' information)^-1 - M}C for c = M_root-coordinates of a contrast. */
  double gainWithout(int c, double[] rootContrast) {
    double sum = 0;
    for (int k = 0; k < p; k++) {
      double along = SmallMatrix.dot(spectrum[c].vectors()[k], rootContrast);
      double s = spectrum[c].values()[k];
      sum += s > TOO_MUCH ? 0 : along * along * s / (1 - s);
    }
    return sum;
  }

  /** L' W' C: a contrast of the coefficients in the coordinates of the root of M. */
  double[] rootContrast(double[] weights) {
    return SmallMatrix.multiplyTransposed(
        root, SmallMatrix.multiplyTransposed(basis.rInverse(), weights));
  }

  int clusters() {
    return clusters;
  }

  /** M on the scale of the coefficients. */
  double[][] bread() {
    return basis.back(m);
  }

  /** Each cluster's information on the scale of the coefficients. */
  List<double[][]> originalInformation() {
    double[][] rt = SmallMatrix.transpose(basis.r());
    List<double[][]> all = new ArrayList<>(clusters);
    for (double[][] g : information) {
      all.add(SmallMatrix.sandwich(rt, g));
    }
    return all;
  }

  /** Each cluster's score on the scale of the coefficients. */
  double[] originalScore(int c) {
    return SmallMatrix.multiplyTransposed(basis.r(), score[c]);
  }
}
