package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * How a formula's terms become columns for given data: treatment contrasts with the first level as
 * reference; a factor whose margin is missing from the model gets a column for every level, as in
 * R.
 */
public final class Design {
  private final Formula formula;
  private final Map<String, List<String>> levels = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Piece[]> columns = new ArrayList<>();

  /** One variable's part in a column: its number, or whether it is at this level. */
  private record Piece(String variable, int level) {}

  private Design(Formula formula) {
    this.formula = formula;
  }

  /** The design of the formula on these rows, whose factor levels it remembers. */
  static Design of(Formula formula, Table table, int[] rows) {
    Design design = new Design(formula);
    formula
        .variables()
        .forEach(
            (text, e) ->
                factorColumn(e, table)
                    .ifPresent(column -> design.levels.put(text, column.levelsAmong(rows))));
    design.build();
    return design;
  }

  /** The column behind a variable that is a factor: stated levels, words, or factor(x). */
  static Optional<Column> factorColumn(Expression e, Table table) {
    if (e instanceof Expression.Name name) {
      Column column = table.column(name.text());
      return column.isNumeric() ? Optional.empty() : Optional.of(column);
    }
    if (e instanceof Expression.Call call
        && List.of("factor", "as.factor", "C").contains(call.function())
        && call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expression.Name name) {
      return Optional.of(table.column(name.text()));
    }
    return Optional.empty();
  }

  private void build() {
    List<String> variables = new ArrayList<>(formula.variables().keySet());
    if (formula.hasIntercept()) {
      names.add("(Intercept)");
      columns.add(new Piece[0]);
    }
    for (long term : formula.terms()) {
      List<List<Piece>> choices = new ArrayList<>();
      for (int v = 0; v < variables.size(); v++) {
        if ((term >> v & 1) == 1) {
          choices.add(pieces(variables.get(v), term & ~(1L << v)));
        }
      }
      addProducts(choices);
    }
    if (names.isEmpty()) {
      throw new UnusableQuestion("the formula has no term: " + formula.source());
    }
  }

  /** A factor is coded by contrasts when the term without it is in the model, else in full. */
  private List<Piece> pieces(String variable, long margin) {
    List<String> own = levels.get(variable);
    if (own == null) {
      return List.of(new Piece(variable, -1));
    }
    boolean contrasts =
        margin == 0
            ? formula.hasIntercept() || !firstFullFactor(variable)
            : formula.terms().contains(margin);
    List<Piece> pieces = new ArrayList<>();
    for (int level = contrasts ? 1 : 0; level < own.size(); level++) {
      pieces.add(new Piece(variable, level));
    }
    return pieces;
  }

  /** Without an intercept the first factor that stands alone takes the intercept's place. */
  private boolean firstFullFactor(String variable) {
    List<String> variables = new ArrayList<>(formula.variables().keySet());
    for (long term : formula.terms()) {
      if (Long.bitCount(term) == 1) {
        String candidate = variables.get(Long.numberOfTrailingZeros(term));
        if (levels.containsKey(candidate)) {
          return candidate.equals(variable);
        }
      }
    }
    return false;
  }

  private void addProducts(List<List<Piece>> choices) {
    int total = choices.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
    for (int index = 0; index < total; index++) {
      Piece[] product = new Piece[choices.size()];
      StringBuilder name = new StringBuilder();
      int rest = index;
      for (int k = 0; k < product.length; k++) {
        List<Piece> own = choices.get(k);
        product[k] = own.get(rest % own.size());
        rest /= own.size();
        name.append(k == 0 ? "" : ":").append(product[k].variable());
        if (product[k].level() >= 0) {
          name.append(
              Objects.requireNonNull(levels.get(product[k].variable())).get(product[k].level()));
        }
      }
      names.add(name.toString());
      columns.add(product);
    }
  }

  /** The coefficients' names in order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** The levels of each factor in the model, reference first. */
  public Map<String, List<String>> levels() {
    return Map.copyOf(levels);
  }

  /**
   * The model matrix of these rows, row after row.
   *
   * @throws UnusableQuestion when a row has a level that the fitted data had not
   */
  public double[] matrix(Table table, int... rows) {
    int p = names.size();
    double[] x = new double[rows.length * p];
    Map<String, double[]> numbers = new LinkedHashMap<>();
    Map<String, int[]> codes = new LinkedHashMap<>();
    Evaluator evaluator = new Evaluator(table);
    formula
        .variables()
        .forEach(
            (text, e) -> {
              List<String> own = levels.get(text);
              if (own != null) {
                codes.put(text, factorColumn(e, table).orElseThrow().codes(rows, own));
              } else {
                numbers.put(
                    text, Arrays.stream(rows).mapToDouble(r -> evaluator.number(e, r)).toArray());
              }
            });
    for (int column = 0; column < p; column++) {
      Piece[] product = columns.get(column);
      for (int i = 0; i < rows.length; i++) {
        x[i * p + column] = 1;
      }
      for (Piece piece : product) {
        double[] values = numbers.get(piece.variable());
        int[] code = codes.get(piece.variable());
        for (int i = 0; i < rows.length; i++) {
          x[i * p + column] *=
              code == null ? Objects.requireNonNull(values)[i] : code[i] == piece.level() ? 1 : 0;
        }
      }
    }
    return x;
  }
}
