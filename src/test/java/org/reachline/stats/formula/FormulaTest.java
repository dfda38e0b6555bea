package org.reachline.stats.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/** Names and columns as R's model.matrix makes them. */
class FormulaTest {
  private static final Table DATA =
      Table.of(
          Column.ofNumbers("y", 1, 2, 3, 4, 5, 6),
          Column.ofNumbers("a", 0, 1, 0, 1, 0, 1),
          Column.ofNumbers("b", 2, 3, 5, 7, 11, 13),
          Column.ofNumbers("c", 1, 1, 2, 2, 3, 3),
          Column.ofWords("f", "u", "u", "v", "v", "w", "w"),
          Column.ofWords("g", "p", "q", "p", "q", "p", "q"));

  private static List<String> names(String formula) {
    return design(formula, DATA).names();
  }

  private static Design design(String formula, Table table) {
    return Design.of(Formula.parse(formula), table, IntStream.range(0, table.rows()).toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y ~ a ; (Intercept) a",
        "y ~ a * b ; (Intercept) a b a:b",
        "y ~ a:b + a ; (Intercept) a a:b",
        "y ~ b + b:a ; (Intercept) b b:a",
        "y ~ a + b:a ; (Intercept) a a:b",
        "y ~ f ; (Intercept) fv fw",
        "y ~ f - 1 ; fu fv fw",
        "y ~ 0 + f + g ; fu fv fw gq",
        "y ~ g:f ; (Intercept) gp:fu gq:fu gp:fv gq:fv gp:fw gq:fw",
        "y ~ f + f:g ; (Intercept) fv fw fu:gq fv:gq fw:gq",
        "y ~ f * a ; (Intercept) fv fw a fv:a fw:a",
        "y ~ a:f ; (Intercept) a:fu a:fv a:fw",
        "y ~ (a + b + c)^2 ; (Intercept) a b c a:b a:c b:c",
        "y ~ a * b * c - a:b:c ; (Intercept) a b c a:b a:c b:c",
        "y ~ f / a ; (Intercept) fv fw fu:a fv:a fw:a",
        "y ~ log(b) + I(b^2) + I(a + b) ; (Intercept) log(b) I(b^2) I(a + b)",
        "y ~ factor(c) ; (Intercept) factor(c)2 factor(c)3",
        "y ~ log(b/100) + a + 1 ; (Intercept) log(b/100) a",
        "y ~ 1 ; (Intercept)",
        "y ~ a + offset(log(b)) ; (Intercept) a",
        "y ~ a + (1 | f) ; (Intercept) a",
        "log(y + 0.5) ~ a ; (Intercept) a"
      })
  void namesItsColumnsAsR(String formula, String expected) {
    List<String> names = names(formula);
    assertEquals(List.of(expected.strip().split(" (?![^(]*\\))")), names);
  }

  @Test
  void codesInteractionsByProducts() {
    Design design = design("y ~ f * a", DATA);
    double[] x = design.matrix(DATA, 3, 5);
    assertArrayEquals(new double[] {1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1}, x);
  }

  @Test
  void takesTheStatedOrderOfLevels() {
    Table stated =
        DATA.withLevels(Map.of("f", List.of("w", "u", "v"), "c", List.of("3", "1", "2")));
    assertEquals(
        List.of("(Intercept)", "fu", "fv", "c1", "c2"), design("y ~ f + c", stated).names());
  }

  @Test
  void dropsLevelsThatDoNotOccur() {
    Table stated = DATA.withLevels(Map.of("f", List.of("u", "x", "v", "w")));
    assertEquals(List.of("(Intercept)", "fv", "fw"), design("y ~ f", stated).names());
  }

  @Test
  void refusesALevelThatWasNotStated() {
    Table stated = DATA.withLevels(Map.of("f", List.of("u", "v")));
    UnusableQuestion why = assertThrows(UnusableQuestion.class, () -> design("y ~ f", stated));
    assertTrue(why.getMessage().contains("column f holds w"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y",
        "y ~",
        "y ~ a ~ b",
        "y ~ a +",
        "y ~ (a",
        "y ~ 7",
        "y ~ a ^ b",
        "y ~ a @ b",
        "y ~ 'a",
        "y ~ sin(a)",
        "y ~ (a | f)"
      })
  void saysWhatItCannotRead(String formula) {
    assertThrows(UnusableQuestion.class, () -> design(formula, DATA).matrix(DATA, 0));
  }

  @Test
  void findsOffsetAndRandomIntercept() {
    Formula formula = Formula.parse("y ~ a + offset(log(b/100)) + (1 | f)");
    assertEquals("log(b/100)", formula.offsets().get(0).text());
    assertEquals("f", formula.randomIntercept().orElseThrow());
  }
}
