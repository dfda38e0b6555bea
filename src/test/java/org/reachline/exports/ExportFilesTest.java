package org.reachline.exports;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.exports.tables.ExportColumn;

class ExportFilesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=HYPERLINK(\"http://x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"})
  void textThatASpreadsheetWouldRunHasAnApostropheBeforeIt(String text) {
    assertThat(ExportZip.cell(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @CsvSource({"-5", "+0.25", "WI-DANE", "a=b"})
  void numbersAndPlainTextsStayAsTheyAre(String text) {
    assertThat(ExportZip.cell(text)).isEqualTo(text);
  }

  @Test
  void negativeNumbersStayNumbers() {
    assertThat(ExportZip.cell(-5)).isEqualTo("-5");
    assertThat(ExportZip.cell(new BigDecimal("-0.50"))).isEqualTo("-0.50");
  }

  @Test
  void codebookSaysSoBesideEveryText() {
    assertThat(ExportColumn.text("site", "Site", "").codes()).contains("apostrophe");
  }

  @Test
  void nothingStaysOnTheDiskEvenIfNobodyReadsTheAnswer(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("export.zip"), "content");
    ExportDownload download = new ExportDownload();
    download.clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    Object body = download.send("some-study", file).getEntity();
    assertThat(file).doesNotExist();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ((StreamingOutput) body).write(out);
    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("content");
  }
}
