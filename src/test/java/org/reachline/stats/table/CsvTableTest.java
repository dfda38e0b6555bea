package org.reachline.stats.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.reachline.stats.UnusableQuestion;

class CsvTableTest {

  private static Table read(String text) throws Exception {
    return CsvTable.read(new StringReader(text));
  }

  @Test
  void readsQuotesBreaksAndCarriageReturns() throws Exception {
    Table table = read("\uFEFF\"a\",b\r\n\"x, \"\"y\"\"\nz\",1\r\nNA,2.5e1\r\n");
    assertEquals("x, \"y\"\nz", table.column("a").word(0));
    assertTrue(table.column("a").isMissing(1));
    assertEquals(25, table.column("b").number(1));
    assertEquals(2, table.rows());
  }

  @Test
  void takesAColumnForNumbersOnlyWhenEveryCellIsOne() throws Exception {
    Table table = read("a,b,c,d\n1,1,NaN,1d\n,x,2,2\n-.5,2,3,3\n");
    assertTrue(table.column("a").isNumeric());
    assertTrue(table.column("a").isMissing(1));
    assertFalse(table.column("b").isNumeric());
    assertFalse(table.column("c").isNumeric());
    assertFalse(table.column("d").isNumeric());
  }

  @Test
  void skipsAnEmptyLastLineButNotAMissingCell() throws Exception {
    assertEquals(2, read("a\n1\n\n").rows());
    assertEquals(1, read("a,b\n1,2\n\n").rows());
  }

  @Test
  void namesTheLineThatDoesNotFit() {
    UnusableQuestion why = assertThrows(UnusableQuestion.class, () -> read("a,b\n1,2\n1,2,3\n"));
    assertEquals("line 3 has 3 cells, the header has 2", why.getMessage());
    assertThrows(UnusableQuestion.class, () -> read(""));
    assertThrows(UnusableQuestion.class, () -> read("a,a\n1,2\n"));
    assertThrows(UnusableQuestion.class, () -> read("a,b\n\"1,2\n"));
  }

  @Test
  void saysWhereAQuoteGoesWrong() {
    UnusableQuestion open =
        assertThrows(UnusableQuestion.class, () -> read("a,b\n1,2\n3,\"4\n5,6\n"));
    assertTrue(open.getMessage().contains("line 3"), open.getMessage());
    // Half inside quotes and half outside is no cell: what was meant, nobody knows.
    UnusableQuestion half =
        assertThrows(UnusableQuestion.class, () -> read("a,b\n1,2\n\"3\"4,5\n"));
    assertTrue(half.getMessage().contains("line 3"), half.getMessage());
  }

  @Test
  void countsLinesAsAnEditorDoes() throws Exception {
    // A cell of two lines, an empty line, line ends of three kinds.
    Table table = read("a,b\n\"x\ny\",1\r\n\n2,3\r4,5\n");
    assertEquals(3, table.rows());
    assertEquals("line 2", table.where(0));
    assertEquals("line 5", table.where(1));
    assertEquals("line 6", table.where(2));
  }

  @Test
  void saysThatCellsArePartedByCommas() {
    for (String text : new String[] {"a;b\n1;2\n", ";\n", "a\tb\n1\t2\n", "\ta\n"}) {
      UnusableQuestion why = assertThrows(UnusableQuestion.class, () -> read(text));
      assertTrue(why.getMessage().endsWith("cells are parted by commas"), why.getMessage());
    }
  }
}
