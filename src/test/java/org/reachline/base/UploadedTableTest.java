package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.base.UploadedTable.Column;

class UploadedTableTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("unit", "site_id"), Column.required("arm"), Column.optional("stratum"));

  @Test
  void readsWhatSpreadsheetsWrite() {
    UploadedTable table =
        UploadedTable.read(
            "\uFEFFSite_ID, ARM ,stratum\r\n"
                + "\"J01\",HIGH,\"large, \"\"old\"\"\"\r\n\r\n"
                + ",,\r\n"
                + "J02,LOW\r\n",
            COLUMNS);

    assertThat(table.problems()).isEmpty();
    assertThat(table.rows()).hasSize(2);
    assertThat(table.rows().get(0).get("unit")).isEqualTo("J01");
    assertThat(table.rows().get(0).get("stratum")).isEqualTo("large, \"old\"");
    assertThat(table.rows().get(1).number()).as("line of the file").isEqualTo(5);
    assertThat(table.rows().get(1).has("stratum")).isFalse();
  }

  @Test
  void saysWhichColumnWasMeant() {
    UploadedTable table = UploadedTable.read("unit,arn\nJ01,HIGH\n", COLUMNS);

    assertThat(table.rows()).isEmpty();
    assertThat(messages(table))
        .containsExactly(
            "The column “arn” is not known here. Did you mean “arm”? Columns: unit, arm, stratum"
                + " (optional).",
            "The column “arm” is missing.");
  }

  @Test
  void refusesAColumnThatIsThereTwiceUnderTwoNames() {
    assertThat(messages(UploadedTable.read("unit,site_id,arm\na,b,c\n", COLUMNS)))
        .containsExactly("The columns “unit” and “site_id” mean the same here. Leave one out.");
    assertThat(messages(UploadedTable.read("unit,Unit,arm\na,b,c\n", COLUMNS)))
        .containsExactly("The column “unit” is there twice.");
  }

  @Test
  void refusesRowsWithMoreCellsThanTheHeader() {
    UploadedTable table = UploadedTable.read("unit,arm\nJ01,HIGH,extra\n", COLUMNS);

    assertThat(table.problems().get(0).row()).isEqualTo(2);
    assertThat(messages(table).get(0)).startsWith("This row has 3 cells and the header 2.");
  }

  @Test
  void readsTheSeparatorThatASpreadsheetOfAnotherCountryWrites() {
    for (String text :
        List.of(
            "unit;arm;stratum\r\nJ01;HIGH;\"a, b; c\"\r\n",
            "\uFEFFsep=;\r\nunit;arm;stratum\r\nJ01;HIGH;\"a, b; c\"\r\n",
            "SEP=,\n,,\nunit,arm,stratum\nJ01,HIGH,\"a, b; c\"\n",
            "unit\tarm\tstratum\nJ01\tHIGH\ta, b; c\n")) {
      UploadedTable table = UploadedTable.read(text, COLUMNS);
      assertThat(table.problems()).as(text).isEmpty();
      assertThat(table.rows().get(0).cells())
          .as(text)
          .isEqualTo(Map.of("unit", "J01", "arm", "HIGH", "stratum", "a, b; c"));
      assertThat(UploadedTable.header(text)).containsExactly("unit", "arm", "stratum");
    }
    assertThat(UploadedTable.read("sep=;\nunit;arm\nJ01;HIGH\n", COLUMNS).rows().get(0).number())
        .as("line of the file")
        .isEqualTo(3);
  }

  @Test
  void takesTrailingColumnsWithoutANameIfNothingStandsBelow() {
    UploadedTable table =
        UploadedTable.read("unit\u00A0,arm,,\n\u00A0J01\u202F,HIGH,,\n\u00A0,,,\n", COLUMNS);
    assertThat(table.problems()).isEmpty();
    assertThat(table.rows()).hasSize(1);
    assertThat(table.rows().get(0).get("unit")).isEqualTo("J01");
    assertThat(messages(UploadedTable.read("unit,arm,,\nJ01,HIGH,,lost\n", COLUMNS)).get(0))
        .startsWith("This row has 4 cells and the header 2.");
    assertThat(messages(UploadedTable.read("unit,,arm\nJ01,,HIGH\n", COLUMNS)).get(0))
        .startsWith("A column has no name.");
  }

  @Test
  void refusesOtherSeparatorsEmptyFilesLoneHeadersAndOpenQuotes() {
    assertThat(messages(UploadedTable.read("unit|arm\nJ01|HIGH\n", COLUMNS)).get(0))
        .contains("neither by commas nor by semicolons");
    assertThat(messages(UploadedTable.read(" \n", COLUMNS)).get(0))
        .isEqualTo(
            "The file is empty. Its first row names the columns: unit, arm, stratum (optional).");
    assertThat(messages(UploadedTable.read("unit,arm\n", COLUMNS)).get(0))
        .isEqualTo("There is a header and no row below it.");
    UploadedTable open = UploadedTable.read("unit,arm\nJ01,HIGH\nJ02,\"LOW\n", COLUMNS);
    assertThat(messages(open).get(0)).contains("quotes do not match");
    assertThat(open.problems().get(0).row()).isEqualTo(3);
  }

  @Test
  void tellsListsApartByTheirBytes() {
    // printf 'unit,arm\n' | sha256sum
    assertThat(UploadedTable.sha256("unit,arm\n"))
        .isEqualTo("5ed012e5f83cf75b74cb8312a20c522b4f0e513329e519e2e96c2b22907c572c");
  }

  private static List<String> messages(UploadedTable table) {
    return table.problems().stream().map(RowOutcome::message).toList();
  }
}
