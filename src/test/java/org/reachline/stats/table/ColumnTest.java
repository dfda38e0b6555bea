package org.reachline.stats.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
  private static Column of(String... cells) {
    return Column.ofText("c", List.of(cells));
  }

  @Test
  void givesANumberItsFirstSpellingAndTellsTheOthers() {
    Column column = of("01", "1", "2", "1.0", "-0", "0");
    assertEquals("01", column.word(1));
    assertEquals("01", column.word(3));
    assertEquals(List.of("01 and 1", "01 and 1.0", "-0 and 0"), column.reading().sameNumbers());
    // Words are no numbers, and numbers too large to tell apart stay as they are written.
    assertEquals(List.of(), of("01", "1", "x").reading().sameNumbers());
    Column large = of("1000000000000000", "1e15");
    assertEquals(List.of(), large.reading().sameNumbers());
    assertEquals("1e15", large.word(1));
  }

  @Test
  void countsCellsThatHadBlanksAroundThem() {
    Column column = of("a", " b", "", " ", "c\u00A0", "NA");
    assertEquals("b", column.word(1));
    assertTrue(column.isMissing(2));
    assertTrue(column.isMissing(3));
    assertTrue(column.isMissing(5));
    assertEquals(2, column.reading().trimmed());
    assertEquals(1, column.reading().firstTrimmed());
    assertEquals(-1, of("a").reading().firstTrimmed());
  }

  @Test
  void readsNumbersAsRDoes() {
    for (String number : new String[] {"0", "9", "-1", "+1", ".5", "1e3", "Inf", "-inf"}) {
      assertTrue(of(number).isNumeric(), number);
    }
    for (String word : new String[] {"1d", "2f", "0x1", "e3", "NaN", "1,5", "/", ":"}) {
      assertFalse(of(word).isNumeric(), word);
      assertFalse(of(word).holdsNumbers(), word);
    }
    assertEquals(Double.NEGATIVE_INFINITY, of("-inf").number(0));
    assertEquals("1", Column.format(1.0));
    assertEquals("1.5", Column.format(1.5));
  }

  @Test
  void ordersLevelsAsRDoes() {
    int[] all = {0, 1, 2, 3};
    assertEquals(List.of("a", "A", "b", "B"), of("B", "a", "b", "A").levelsAmong(all));
    assertEquals(List.of("2", "10"), of("10", "2", "10", "2").levelsAmong(all));
    assertEquals(
        List.of("b", "a"),
        of("a", "b", "a", "b").withLevels(List.of("b", "c", "a")).levelsAmong(all));
  }
}
