package org.reachline.stats.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.formula.ModelFrame;
import org.reachline.stats.matrix.OrthonormalBasis;

/** The independent columns of a model frame, their names, and those that were aliased. */
final class Columns {
  private final double[] x;
  private final OrthonormalBasis basis;
  private final List<String> names = new ArrayList<>();
  private final List<String> aliased = new ArrayList<>();

  private Columns(ModelFrame frame) {
    List<String> all = frame.design().names();
    int n = frame.y().length;
    double[] full = frame.design().matrix(frame.table(), frame.rows());
    basis = new OrthonormalBasis(full, n, all.size());
    basis.aliased().forEach(j -> aliased.add(all.get(j)));
    int[] kept = basis.kept();
    for (int j : kept) {
      names.add(all.get(j));
    }
    if (names.isEmpty()) {
      throw new NotEstimableException("every column of the model is zero in the rows used");
    }
    if (aliased.isEmpty()) {
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
    return new Columns(frame);
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

  List<String> names() {
    return names;
  }

  List<String> aliased() {
    return aliased;
  }

  List<String> cautions() {
    return aliased.isEmpty()
        ? List.of()
        : List.of("left out because they depend on other columns: " + String.join(", ", aliased));
  }

  Map<String, Double> named(double[] values) {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      byName.put(names.get(i), values[i]);
    }
    return byName;
  }
}
