package org.reachline.stats.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.UnusableQuestion;

/** Scale and correlation of Pearson residuals by one of the moment conventions. */
final class GeeMoments {
  private final WorkingCorrelation structure;
  private final MomentConvention convention;
  private final int[] starts;
  private final double @Nullable [] wave;
  private final int coefficients;
  private final int largest;
  private long pairs;
  private boolean wholeGaps = true;
  private double[] distances = new double[0];
  private double[] pairsAt = {};
  private int[][] distanceOfPair = {};

  double phi;
  double alpha;

  GeeMoments(
      WorkingCorrelation structure,
      MomentConvention convention,
      int[] starts,
      double @Nullable [] wave,
      int coefficients) {
    this.convention = convention;
    this.starts = starts;
    this.wave = wave;
    this.coefficients = coefficients;
    int most = 0;
    for (int c = 0; c + 1 < starts.length; c++) {
      int size = starts[c + 1] - starts[c];
      most = Math.max(most, size);
      pairs += (long) size * (size - 1) / 2;
    }
    this.largest = most;
    this.structure = pairs == 0 ? WorkingCorrelation.INDEPENDENCE : structure;
    if (this.structure == WorkingCorrelation.AR1) {
      requireDistinctTimes();
      if (convention == MomentConvention.GEEPACK) {
        countDistances();
      }
    }
  }

  /** Whether some cluster has two rows, without which there is no correlation to estimate. */
  boolean hasPairs() {
    return pairs > 0;
  }

  WorkingCorrelation structure() {
    return structure;
  }

  /** The time between neighbouring rows j-1 and j of a cluster. */
  double gap(int j) {
    return wave == null ? 1 : wave[j] - wave[j - 1];
  }

  private double distance(int j, int k) {
    return wave == null ? Math.abs(k - j) : Math.abs(wave[k] - wave[j]);
  }

  private void requireDistinctTimes() {
    for (int c = 0; c + 1 < starts.length; c++) {
      for (int j = starts[c] + 1; j < starts[c + 1]; j++) {
        if (gap(j) == 0) {
          throw new UnusableQuestion(
              "two rows of one cluster share the wave %s; AR1 needs distinct times"
                  .formatted(Objects.requireNonNull(wave)[j]));
        }
        wholeGaps &= gap(j) == Math.rint(gap(j));
      }
    }
  }

  private void countDistances() {
    Map<Double, Integer> place = new HashMap<>();
    for (int c = 0; c + 1 < starts.length; c++) {
      for (int j = starts[c]; j < starts[c + 1]; j++) {
        for (int k = j + 1; k < starts[c + 1]; k++) {
          double d = distance(j, k);
          place.merge(d, 1, Integer::sum);
        }
      }
    }
    distances = place.keySet().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    pairsAt = Arrays.stream(distances).map(place::get).toArray();
    distanceOfPair = new int[starts.length - 1][];
    for (int c = 0; c + 1 < starts.length; c++) {
      int size = starts[c + 1] - starts[c];
      int[] places = new int[size * (size - 1) / 2];
      int at = 0;
      for (int j = starts[c]; j < starts[c + 1]; j++) {
        for (int k = j + 1; k < starts[c + 1]; k++) {
          places[at++] = Arrays.binarySearch(distances, distance(j, k));
        }
      }
      distanceOfPair[c] = places;
    }
  }

  /**
   * Estimates phi and alpha from Pearson residuals.
   *
   * @throws NotEstimableException when there are too few rows or pairs, no variation, or an
   *     impossible correlation
   */
  void estimate(double[] r) {
    double squares = 0;
    for (double value : r) {
      squares += value * value;
    }
    double rows = convention == MomentConvention.GEEPACK ? r.length : r.length - coefficients;
    if (rows <= 0) {
      throw new NotEstimableException(
          "%d rows for %d coefficients: no variation is left to estimate from"
              .formatted(r.length, coefficients));
    }
    phi = squares / rows;
    if (!(phi > 1e-20)) {
      throw new NotEstimableException("the outcome does not vary about the model (zero variance)");
    }
    switch (structure) {
      case INDEPENDENCE -> alpha = 0;
      case EXCHANGEABLE -> alpha = exchangeable(r);
      case AR1 -> alpha = convention == MomentConvention.GEEPACK ? allDistances(r) : neighbours(r);
    }
    requirePossible();
  }

  private void requirePossible() {
    boolean possible =
        switch (structure) {
          case INDEPENDENCE -> true;
          case EXCHANGEABLE -> alpha < 1 && 1 + (largest - 1) * alpha > 0;
          // A negative correlation has no power of a broken number of steps.
          case AR1 -> Math.abs(alpha) < 1 && (wholeGaps || alpha >= 0);
        };
    if (!possible) {
      throw new NotEstimableException(
          "the working correlation came out as %.4f, which is impossible for clusters of up to %d rows; use independence"
              .formatted(alpha, largest));
    }
  }

  private double exchangeable(double[] r) {
    double products = 0;
    for (int c = 0; c + 1 < starts.length; c++) {
      double sum = 0;
      double squares = 0;
      for (int j = starts[c]; j < starts[c + 1]; j++) {
        sum += r[j];
        squares += r[j] * r[j];
      }
      products += (sum * sum - squares) / 2;
    }
    double divisor = convention == MomentConvention.GEEPACK ? pairs : pairs - coefficients;
    if (divisor <= 0) {
      throw new NotEstimableException(
          "%d pairs of rows for %d coefficients: the correlation cannot be estimated"
              .formatted(pairs, coefficients));
    }
    return products / (divisor * phi);
  }

  private double neighbours(double[] r) {
    double products = 0;
    long count = 0;
    for (int c = 0; c + 1 < starts.length; c++) {
      for (int j = starts[c] + 1; j < starts[c + 1]; j++) {
        if (gap(j) == 1) {
          products += r[j] * r[j - 1];
          count++;
        }
      }
    }
    if (count - coefficients <= 0) {
      throw new NotEstimableException(
          "%d neighbouring pairs for %d coefficients: the correlation cannot be estimated"
              .formatted(count, coefficients));
    }
    return products / ((count - coefficients) * phi);
  }

  /** geepack: least squares of r_j r_k / phi on alpha^distance over all pairs. */
  private double allDistances(double[] r) {
    double[] products = new double[distances.length];
    for (int c = 0; c + 1 < starts.length; c++) {
      int at = 0;
      int[] places = distanceOfPair[c];
      for (int j = starts[c]; j < starts[c + 1]; j++) {
        for (int k = j + 1; k < starts[c + 1]; k++) {
          products[places[at++]] += r[j] * r[k];
        }
      }
    }
    for (int d = 0; d < products.length; d++) {
      products[d] /= phi;
    }
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    double step = 0.005;
    for (double a = wholeGaps ? -1 + step : step; a < 1 - step / 2; a += step) {
      double loss = loss(a, products);
      if (loss < least) {
        least = loss;
        best = a;
      }
    }
    return root(best - step, best + step, products);
  }

  private double loss(double a, double[] products) {
    double sum = 0;
    for (int d = 0; d < distances.length; d++) {
      double power = Math.pow(a, distances[d]);
      sum += pairsAt[d] * power * power - 2 * products[d] * power;
    }
    return sum;
  }

  private double slope(double a, double[] products) {
    double sum = 0;
    for (int d = 0; d < distances.length; d++) {
      double power = Math.pow(a, distances[d] - 1);
      sum += distances[d] * power * (products[d] - pairsAt[d] * power * a);
    }
    return sum;
  }

  private double root(double from, double to, double[] products) {
    double low = Math.max(from, -1 + 1e-12);
    double high = Math.min(to, 1 - 1e-12);
    // The loss falls towards its minimum, so minus its slope changes from plus to minus.
    for (int i = 0; i < 200 && high - low > 1e-16; i++) {
      double middle = 0.5 * (low + high);
      if (slope(middle, products) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }
}
