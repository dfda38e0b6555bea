package org.reachline.protocol.measure;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that holds or does not, such as {@code new_bup <= eligible}.
 *
 * @param left what stands left of the operator
 * @param operator one of {@code == != <= >= < >}
 * @param right what stands right of it
 */
public record Comparison(MeasureExpression left, String operator, MeasureExpression right) {

  /**
   * Reads a comparison.
   *
   * @throws IllegalArgumentException that says what is wrong, for the person who wrote it
   */
  public static Comparison parse(String text) {
    return new MeasureExpressionParser(text).comparison();
  }

  /**
   * Whether it holds, given the measures.
   *
   * @param values value by measure; a blank measure is not in the map
   * @return empty if a side is unknown
   */
  public Optional<Boolean> holds(Map<String, BigDecimal> values) {
    return left.evaluate(values)
        .flatMap(a -> right.evaluate(values).map(b -> holds(a.compareTo(b))));
  }

  private boolean holds(int order) {
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order > 0;
    };
  }

  /** The measures that it names, in order. */
  public Set<String> measures() {
    Set<String> names = new LinkedHashSet<>(left.measures());
    names.addAll(right.measures());
    return names;
  }

  @Override
  public String toString() {
    return left + " " + operator + " " + right;
  }
}
