package org.reachline.protocol.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic over measures, such as {@code new_bup + new_met + new_ntx}: names, numbers, {@code + -
 * * /} and parentheses. A blank measure makes the whole unknown, because blank is not zero.
 */
public final class MeasureExpression {

  private final String text;
  private final Node root;

  MeasureExpression(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException that says what is wrong, for the person who wrote it
   */
  public static MeasureExpression parse(String text) {
    return new MeasureExpressionParser(text).expression();
  }

  /**
   * The value, given the measures.
   *
   * @param values value by measure; a blank measure is not in the map
   * @return empty if a measure is blank or a division is by 0
   */
  public Optional<BigDecimal> evaluate(Map<String, BigDecimal> values) {
    return Optional.ofNullable(root.value(values));
  }

  /** The measures that it names, in order. */
  public Set<String> measures() {
    Set<String> names = new LinkedHashSet<>();
    root.collect(names);
    return names;
  }

  /** As the file has it. */
  @Override
  public String toString() {
    return text;
  }

  /** Two expressions are the same if they are written the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MeasureExpression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** A part of an expression; a value of null is unknown. */
  sealed interface Node permits Name, Literal, Operation {
    @Nullable BigDecimal value(Map<String, BigDecimal> values);

    void collect(Set<String> names);
  }

  record Name(String measure) implements Node {
    @Override
    public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
      return values.get(measure);
    }

    @Override
    public void collect(Set<String> names) {
      names.add(measure);
    }
  }

  record Literal(BigDecimal number) implements Node {
    @Override
    public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
      return number;
    }

    @Override
    public void collect(Set<String> names) {
      // a number names nothing
    }
  }

  record Operation(char operator, Node left, Node right) implements Node {
    @Override
    public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
      BigDecimal a = left.value(values);
      BigDecimal b = right.value(values);
      if (a == null || b == null || (operator == '/' && b.signum() == 0)) {
        return null;
      }
      return switch (operator) {
        case '+' -> a.add(b);
        case '-' -> a.subtract(b);
        case '*' -> a.multiply(b);
        default -> a.divide(b, MathContext.DECIMAL64);
      };
    }

    @Override
    public void collect(Set<String> names) {
      left.collect(names);
      right.collect(names);
    }
  }
}
