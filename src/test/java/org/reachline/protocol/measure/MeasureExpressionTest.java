package org.reachline.protocol.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureExpressionTest {

  private static final Map<String, BigDecimal> VALUES =
      Map.of("a", new BigDecimal("6"), "b", new BigDecimal("4"), "zero", BigDecimal.ZERO);

  @ParameterizedTest
  @CsvSource({
    "a + b, 10",
    "a - b - 1, 1",
    "2 * a + b / 2, 14",
    "(a + b) * 2, 20",
    "a-b, 2",
    "-a + 7, 1",
    "a / b, 1.5",
    "0.5*a, 3.0",
    "((a)), 6",
  })
  void reckonsAsOnPaper(String text, BigDecimal value) {
    BigDecimal reckoned = MeasureExpression.parse(text).evaluate(VALUES).orElseThrow();
    assertEquals(0, value.compareTo(reckoned), text + " gives " + reckoned);
  }

  @ParameterizedTest
  @CsvSource({"a + blank", "a / zero", "blank * zero", "(a + b) / (b - 4)"})
  void knowsNothingWhereAMeasureIsBlankOrADivisionIsByNought(String text) {
    assertEquals(Optional.empty(), MeasureExpression.parse(text).evaluate(VALUES));
  }

  @ParameterizedTest
  @CsvSource({
    "a >= b, true",
    "a == b + 2, true",
    "a != 6, false",
    "a < b, false",
    "b <= 4, true",
    "a > 2 * b, false"
  })
  void comparesBothSides(String text, boolean holds) {
    assertEquals(Optional.of(holds), Comparison.parse(text).holds(VALUES));
    assertEquals(text, Comparison.parse(text).toString());
  }

  @Test
  void leavesACheckOpenWhileAMeasureIsBlank() {
    assertEquals(Optional.empty(), Comparison.parse("blank <= a").holds(VALUES));
    assertEquals(Set.of("blank", "a"), Comparison.parse("blank <= a").measures());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a +, it ends where a measure or a number should stand",
        "a b, 'b' is too much",
        "(a + b, a parenthesis is not closed",
        "a + $b, '$b' cannot be read",
        "a + * b, '*' stands where a measure or a number should stand",
        "a = b, '= b' cannot be read",
      })
  void saysWhatCannotBeUnderstood(String text, String message) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> MeasureExpression.parse(text));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void refusesAComparisonThatComparesNothingOrTwice() {
    assertThrows(IllegalArgumentException.class, () -> Comparison.parse("a + b"));
    assertThrows(IllegalArgumentException.class, () -> Comparison.parse("a < b < 3"));
    assertThrows(IllegalArgumentException.class, () -> Comparison.parse(""));
  }
}
