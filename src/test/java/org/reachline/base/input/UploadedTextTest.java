package org.reachline.base.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.reachline.base.Refusal;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;

/** A list as it came: looked at on arrival, then read block by block. */
class UploadedTextTest {
  private static final List<Column> COLUMNS =
      List.of(Column.required("unit"), Column.optional("note"));

  private static UploadedText kept(String text) {
    return UploadedText.keep(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String many(int rows, String note) {
    StringBuilder text = new StringBuilder("\uFEFFunit,note\r\n");
    for (int n = 1; n <= rows; n++) {
      text.append("U").append(n).append(",\"").append(note).append("\"\r\n");
    }
    return text.toString();
  }

  @Test
  void readsALongListBlockByBlockAsItReadsAShortOneAtOnce() {
    // Far beyond every buffer: quoted line breaks and signs of four bytes fall on each boundary.
    String text = many(30_000, "two\nlines, “quoted” and 𝄞");
    try (UploadedText list = kept(text)) {
      assertThat(list.rows()).isEqualTo(30_001);
      assertThat(list.isShort()).isFalse();
      assertThat(list.sha256()).isEqualTo(DigestUtils.sha256Hex(text));
      UploadedTable table = UploadedTable.open(list.reader(), list.sha256(), COLUMNS);
      List<UploadedTable.Row> streamed = new ArrayList<>();
      List<Integer> blocks = new ArrayList<>();
      table.each(
          1000,
          block -> {
            blocks.add(block.size());
            streamed.addAll(block);
          });
      assertThat(blocks).hasSize(30).containsOnly(1000);
      assertThat(table.problems()).isEmpty();
      assertThat(streamed).isEqualTo(UploadedTable.read(text, COLUMNS).rows());
    }
  }

  @Test
  void namesTheSeparatorAndTheMarkOfOneThatExcelWrote() {
    try (UploadedText list = kept("\uFEFFsep=;\nunit;note\nU1;a,b\n\n")) {
      UploadedTable table = UploadedTable.open(list.reader(), list.sha256(), COLUMNS);
      List<UploadedTable.Row> rows = new ArrayList<>();
      table.each(10, rows::addAll);
      assertThat(rows)
          .singleElement()
          .satisfies(row -> assertThat(row.get("note")).isEqualTo("a,b"));
      assertThat(rows.get(0).number()).isEqualTo(3);
    }
  }

  @Test
  void whatIsWrongAtTheVeryEndIsTold() {
    try (UploadedText list = kept(many(5000, "fine") + "U9,\"open\n")) {
      UploadedTable table = UploadedTable.open(list.reader(), list.sha256(), COLUMNS);
      table.each(1000, block -> {});
      assertThat(table.problems()).hasSize(1);
      assertThat(table.problems().get(0).row()).isEqualTo(5002);
      assertThat(table.problems().get(0).message()).contains("quotes do not match");
    }
    try (UploadedText list = kept(many(2, "fine") + "U9,a,b,c\n")) {
      UploadedTable table = UploadedTable.open(list.reader(), list.sha256(), COLUMNS);
      table.each(1000, block -> {});
      assertThat(table.problems()).extracting(p -> p.row()).containsExactly(4);
    }
  }

  @Test
  void emptyAndHeadersAloneAreTold() {
    for (String text : List.of("", "\n\n", "\uFEFF")) {
      try (UploadedText list = kept(text)) {
        assertThat(UploadedTable.open(list.reader(), list.sha256(), COLUMNS).problems())
            .singleElement()
            .satisfies(p -> assertThat(p.message()).contains("The file is empty"));
      }
    }
    try (UploadedText list = kept("unit,note\n")) {
      UploadedTable table = UploadedTable.open(list.reader(), list.sha256(), COLUMNS);
      table.each(10, block -> {});
      assertThat(table.problems())
          .singleElement()
          .satisfies(p -> assertThat(p.message()).contains("no row below it"));
    }
  }

  @Test
  void refusesOnArrivalWhatNoRecordCouldHold() {
    byte[] latin = "unit,note\nU1,M\u00e4rz\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> UploadedText.keep(new ByteArrayInputStream(latin)))
        .isInstanceOf(Refusal.BadInput.class)
        .hasMessageContaining("not UTF-8");
    String far = many(20_000, "fine");
    assertThatThrownBy(() -> kept(far + "U\u0007"))
        .isInstanceOf(Refusal.BadInput.class)
        .hasMessageContaining("Character " + (far.length() + 2) + " of this text is U+0007");
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };
    assertThatThrownBy(() -> UploadedText.keep(endless))
        .isInstanceOf(Refusal.BadInput.class)
        .hasMessageContaining("larger than 20 MB");
  }
}
