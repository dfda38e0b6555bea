package org.reachline.stats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * Months with gaps, unequal sites: the solution put into the textbook's n x n matrices, without any
 * of the short cuts that the solver takes.
 */
class GeeByHandTest {

  private static Table gappedMonths() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(11L);
    List<String> site = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int s = 0; s < 14; s++) {
      double level = 2 + 3 * random.nextDouble();
      for (int month = 1; month <= 9; month++) {
        if (random.nextDouble() < 0.65) {
          double x = random.nextDouble();
          site.add("s" + s);
          rows.add(
              new double[] {
                s % 2,
                x,
                month,
                Math.floor(level * Math.exp(0.4 * x) * (0.3 + 1.4 * random.nextDouble()))
              });
        }
      }
    }
    return Table.of(
        Column.ofWords("site", site.toArray(String[]::new)),
        column("arm", rows, 0),
        column("x", rows, 1),
        column("month", rows, 2),
        column("y", rows, 3));
  }

  private static Column column(String name, List<double[]> rows, int place) {
    return Column.ofNumbers(name, rows.stream().mapToDouble(row -> row[place]).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "AR1,GEEPACK",
    "AR1,DF",
    "EXCHANGEABLE,GEEPACK",
    "EXCHANGEABLE,DF",
    "INDEPENDENCE,DF"
  })
  void theSolutionSolvesTheTextbooksEquations(
      WorkingCorrelation structure, MomentConvention convention) {
    Table table = gappedMonths();
    GeeAnswer answer =
        Gee.poisson()
            .formula("y ~ arm + x")
            .cluster("site")
            .wave("month")
            .correlation(structure)
            .convention(convention)
            .fit(table)
            .get();
    double[] beta =
        answer.coefficients().values().stream().mapToDouble(Double::doubleValue).toArray();
    Map<String, List<Integer>> clusters = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      clusters.computeIfAbsent(table.column("site").word(row), s -> new ArrayList<>()).add(row);
    }
    Matrix score = Matrix.zeros(3, 1);
    Matrix information = Matrix.zeros(3, 3);
    List<Matrix[]> parts = new ArrayList<>();
    for (List<Integer> rows : clusters.values()) {
      int n = rows.size();
      Matrix d = Matrix.zeros(n, 3);
      Matrix v = Matrix.zeros(n, n);
      Matrix residual = Matrix.zeros(n, 1);
      double[] mu = new double[n];
      for (int j = 0; j < n; j++) {
        double[] x = {
          1, table.column("arm").number(rows.get(j)), table.column("x").number(rows.get(j))
        };
        mu[j] = Math.exp(beta[0] + beta[1] * x[1] + beta[2] * x[2]);
        for (int a = 0; a < 3; a++) {
          d.set(j, a, mu[j] * x[a]);
        }
        residual.set(j, 0, table.column("y").number(rows.get(j)) - mu[j]);
      }
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          double gap =
              Math.abs(
                  table.column("month").number(rows.get(j))
                      - table.column("month").number(rows.get(k)));
          double r =
              j == k
                  ? 1
                  : switch (structure) {
                    case INDEPENDENCE -> 0;
                    case EXCHANGEABLE -> answer.alpha().orElseThrow();
                    case AR1 -> Math.pow(answer.alpha().orElseThrow(), gap);
                  };
          v.set(j, k, answer.phi() * Math.sqrt(mu[j] * mu[k]) * r);
        }
      }
      Matrix weighted = d.transpose().times(v.invert());
      score = score.plus(weighted.times(residual));
      information = information.plus(weighted.times(d));
      parts.add(new Matrix[] {d, weighted, residual});
    }
    Matrix m = information.invert();
    Matrix md = Matrix.zeros(3, 3);
    for (Matrix[] part : parts) {
      // Mancl and DeRouen as they wrote it: (I - H)^-1 on the residuals, H = D M D'V^-1.
      Matrix h = part[0].times(m).times(part[1]);
      Matrix corrected = Matrix.identity(h.cells().numRows).minus(h).invert().times(part[2]);
      Matrix u = part[1].times(corrected);
      md = md.plus(u.times(u.transpose()));
    }
    md = m.times(md).times(m);
    for (int a = 0; a < 3; a++) {
      assertEquals(0, score.get(a, 0), 1e-8);
      assertEquals(m.get(a, a), answer.covariances().get(Correction.NAIVE).matrix()[a][a], 1e-10);
      assertEquals(md.get(a, a), answer.covariances().get(Correction.MD).matrix()[a][a], 1e-10);
    }
  }

  /** As much matrix algebra as the textbook's formulas need, by EJML. */
  private record Matrix(DMatrixRMaj cells) {
    static Matrix zeros(int rows, int columns) {
      return new Matrix(new DMatrixRMaj(rows, columns));
    }

    static Matrix identity(int n) {
      return new Matrix(CommonOps_DDRM.identity(n));
    }

    Matrix times(Matrix other) {
      return new Matrix(CommonOps_DDRM.mult(cells, other.cells, null));
    }

    Matrix plus(Matrix other) {
      return new Matrix(CommonOps_DDRM.add(cells, other.cells, null));
    }

    Matrix minus(Matrix other) {
      return new Matrix(CommonOps_DDRM.subtract(cells, other.cells, null));
    }

    Matrix transpose() {
      return new Matrix(CommonOps_DDRM.transpose(cells, null));
    }

    Matrix invert() {
      DMatrixRMaj inverse = new DMatrixRMaj(cells.numRows, cells.numCols);
      CommonOps_DDRM.invert(cells, inverse);
      return new Matrix(inverse);
    }

    double get(int row, int column) {
      return cells.get(row, column);
    }

    void set(int row, int column, double value) {
      cells.set(row, column, value);
    }
  }
}
