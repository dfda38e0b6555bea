package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Contrast;
import org.reachline.stats.Covariance;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.matrix.OrthonormalBasis;
import org.reachline.stats.matrix.SmallMatrix;

/**
 * The independent columns of a model frame, their names, those that were aliased, and those whose
 * coefficients are withheld because the rows that would fix them hold no event.
 */
final class Columns {
  private static final double NOUGHT = 1e-7;

  private final double[] x;
  private final OrthonormalBasis basis;
  private final List<String> names = new ArrayList<>();
  private final List<String> aliased = new ArrayList<>();
  private final Map<String, String> withheld = new LinkedHashMap<>();

  private Columns(ModelFrame frame, @Nullable Columns whole, @Nullable String why) {
    List<String> all = frame.design().names();
    int n = frame.y().length;
    double[] full = frame.design().matrix(frame.table(), frame.rows());
    basis = new OrthonormalBasis(full, n, all.size());
    int[] kept = basis.kept();
    for (int j : kept) {
      names.add(all.get(j));
    }
    for (int j : basis.aliased()) {
      if (whole == null || whole.aliased.contains(all.get(j))) {
        aliased.add(all.get(j));
      } else {
        withhold(all.get(j), column(full, n, all.size(), j), why);
      }
    }
    if (names.isEmpty()) {
      throw new NotEstimableException("every column of the model is zero in the rows used");
    }
    if (kept.length == all.size()) {
      x = full;
    } else {
      x = new double[n * kept.length];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < kept.length; k++) {
          x[i * kept.length + k] = full[i * all.size() + kept[k]];
        }
      }
    }
  }

  static Columns of(ModelFrame frame) {
    return new Columns(frame, null, null);
  }

  /** The columns of the rows that are left of a frame whose other rows hold no event. */
  static Columns remaining(ModelFrame frame, Columns whole, String why) {
    return new Columns(frame, whole, why);
  }

  /** A column that these rows no longer fix, and those whose coefficients it takes part in. */
  private void withhold(String name, double[] column, @Nullable String why) {
    withheld.put(name, why);
    double[] along = new double[names.size()];
    for (int i = 0; i < column.length; i++) {
      for (int k = 0; k < along.length; k++) {
        along[k] += basis.q()[i * along.length + k] * column[i];
      }
    }
    double[] shares = basis.back(along);
    for (int k = 0; k < shares.length; k++) {
      if (Math.abs(shares[k]) > NOUGHT) {
        withheld.put(names.get(k), why);
      }
    }
  }

  private static double[] column(double[] full, int n, int p, int j) {
    double[] column = new double[n];
    for (int i = 0; i < n; i++) {
      column[i] = full[i * p + j];
    }
    return column;
  }

  /** The independent columns, row after row. */
  double[] x() {
    return x;
  }

  int count() {
    return names.size();
  }

  OrthonormalBasis basis() {
    return basis;
  }

  /** The independent columns, also those whose coefficients are withheld. */
  List<String> names() {
    return names;
  }

  List<String> aliased() {
    return aliased;
  }

  /** Coefficients that the data cannot give, and why. */
  Map<String, String> withheld() {
    return withheld;
  }

  boolean tells(String name) {
    return !withheld.containsKey(name);
  }

  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    if (!aliased.isEmpty()) {
      cautions.add("left out because they depend on other columns: " + String.join(", ", aliased));
    }
    if (!withheld.isEmpty()) {
      cautions.add(
          "no finite estimate of %s: %s"
              .formatted(
                  String.join(", ", withheld.keySet()), withheld.values().iterator().next()));
    }
    return cautions;
  }

  /** By name, without those withheld. */
  Map<String, Double> named(double[] values) {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (tells(names.get(i))) {
        byName.put(names.get(i), values[i]);
      }
    }
    return byName;
  }

  /** The covariance of the coefficients that are told. */
  Covariance covariance(double[][] matrix) {
    return new Covariance(names, matrix).only(this::tells);
  }

  /**
   * Why a contrast has no value: it weighs a coefficient that is withheld or was left out.
   *
   * @throws org.reachline.stats.UnusableQuestion when it names no coefficient of the model
   */
  Optional<String> whyNot(Contrast contrast) {
    List<String> known = new ArrayList<>(names);
    known.addAll(aliased);
    withheld.keySet().stream().filter(name -> !known.contains(name)).forEach(known::add);
    contrast.over(known);
    for (Map.Entry<String, Double> weight : contrast.weights().entrySet()) {
      String name = weight.getKey();
      if (weight.getValue() != 0 && withheld.containsKey(name)) {
        return Optional.of(withheld.get(name));
      }
      if (weight.getValue() != 0 && aliased.contains(name)) {
        return Optional.of("%s depends on other columns and was left out".formatted(name));
      }
    }
    return Optional.empty();
  }

  /** The weights of a contrast that has a value, over the independent columns. */
  double[] weights(Contrast contrast) {
    double[] weights = new double[names.size()];
    contrast
        .weights()
        .forEach(
            (name, weight) -> {
              if (names.contains(name)) {
                weights[names.indexOf(name)] = weight;
              }
            });
    return weights;
  }

  /** Its estimate. */
  double estimate(Contrast contrast, double[] beta) {
    return SmallMatrix.dot(weights(contrast), Arrays.copyOf(beta, names.size()));
  }
}
