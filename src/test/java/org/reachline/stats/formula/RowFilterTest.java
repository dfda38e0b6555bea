package org.reachline.stats.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

class RowFilterTest {
  private static final Table DATA =
      Table.of(
          Column.ofWords("phase", "base", "base", "int", "int", "sus", null),
          Column.ofNumbers("y", 1, Double.NaN, 3, 4, Double.NaN, 6),
          Column.ofNumbers("n", 0, 5, 10, 0, 20, 30));

  private static String rows(String filter) {
    return Arrays.toString(RowFilter.of(filter).rows(DATA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "phase == 'int' | [2, 3]",
        "phase == \"int\" and y not missing | [2, 3]",
        "phase == int | [2, 3]",
        "phase = 'base', y not missing | [0]",
        "phase in (base, int), y not missing | [0, 2, 3]",
        "phase in ['base', 'int'] | [0, 1, 2, 3]",
        "phase in c('sus') | [4]",
        "phase %in% c('base','int') & !is.na(y) | [0, 2, 3]",
        "phase not in ('base', 'int') | [4]",
        "not (phase == 'base') | [2, 3, 4]",
        "phase != 'base' | [2, 3, 4]",
        "phase missing | [5]",
        "y is missing | [1, 4]",
        "y is not missing | [0, 2, 3, 5]",
        "y is not null and n > 0 | [2, 5]",
        "y.notna() and n >= 10 | [2, 5]",
        "n > 0 or y < 2 | [0, 1, 2, 4, 5]",
        "0 < n <= 10 | [1, 2]",
        "n / 10 >= 2 | [4, 5]",
        "n in (0, 30) && y > 1 | [3, 5]",
        "y == 3 or y == 4 or n == 20 | [2, 3, 4]",
        "!(n == 0) | [1, 2, 4, 5]"
      })
  void keepsTheRowsItDescribes(String filter, String expected) {
    assertEquals(expected, rows(filter));
  }

  @Test
  void leavesEveryRowInWhenItSaysNothing() {
    assertEquals(6, RowFilter.of(null).rows(DATA).length);
    assertEquals(6, RowFilter.of(" ").rows(DATA).length);
  }

  @Test
  void understandsOneRowPerSite() {
    RowFilter filter = RowFilter.of("one row per site, phase == 'int' and y not missing summed");
    assertEquals("site", filter.onePer());
    assertEquals("[2, 3]", Arrays.toString(filter.rows(DATA)));
  }

  @Test
  void definesAnIndicatorInsteadOfFilteringByIt() {
    RowFilter filter = RowFilter.of("phase in (base, int), y not missing; post = 1 in int");
    Table defined = filter.define(DATA);
    assertEquals("[0, 2, 3]", Arrays.toString(filter.rows(defined)));
    assertEquals(0, defined.column("post").number(0));
    assertEquals(1, defined.column("post").number(2));
  }

  @Test
  void refusesAnIndicatorThatTheDataContradict() {
    Table other = DATA.with(Column.ofNumbers("post", 1, 1, 1, 1, 1, 1));
    RowFilter filter = RowFilter.of("phase in (base, int); post = 1 in int");
    assertThrows(UnusableQuestion.class, () -> filter.define(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phase ==",
        "nowhere > 3",
        "n > ",
        "(n > 3",
        "n in 3",
        "phase is odd",
        "n > 3 3",
        "y ~ 3"
      })
  void saysWhatItCannotRead(String filter) {
    UnusableQuestion why =
        assertThrows(UnusableQuestion.class, () -> RowFilter.of(filter).rows(DATA));
    assertTrue(why.getMessage().length() > 10);
  }
}
