package org.reachline.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * A covariance matrix of named coefficients.
 *
 * @param names the coefficients in order
 * @param matrix rows in that order
 */
public record Covariance(List<String> names, double[][] matrix) {
  public Covariance {
    names = List.copyOf(names);
  }

  /** The part that belongs to some of the coefficients. */
  public Covariance only(Predicate<String> wanted) {
    int[] places =
        IntStream.range(0, names.size()).filter(i -> wanted.test(names.get(i))).toArray();
    if (places.length == names.size()) {
      return this;
    }
    double[][] part = new double[places.length][places.length];
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        part[i][j] = matrix[places[i]][places[j]];
      }
    }
    return new Covariance(IntStream.of(places).mapToObj(names::get).toList(), part);
  }

  /** Standard errors by name. */
  public Map<String, Double> standardErrors() {
    Map<String, Double> se = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      se.put(names.get(i), Math.sqrt(Math.max(0, matrix[i][i])));
    }
    return se;
  }

  /** The variance of a linear combination. */
  public double variance(double... weights) {
    return Math.max(0, SmallMatrix.quadratic(matrix, weights));
  }

  /** The covariance of several linear combinations. */
  public double[][] of(double[][] weights) {
    return SmallMatrix.sandwich(weights, matrix);
  }
}
