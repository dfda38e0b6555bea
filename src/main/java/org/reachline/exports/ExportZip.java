package org.reachline.exports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** Writes the files of an export one after the other, row by row, and hashes them on the way. */
final class ExportZip implements AutoCloseable {
  private final ZipOutputStream zip;
  private final Instant at;
  private final List<ExportRecord.Entry> entries = new ArrayList<>();

  /** Hands over what a file holds, row by row. */
  interface Rows {
    void write(Consumer<List<Object>> out);
  }

  ExportZip(OutputStream out, Instant at) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.at = at;
  }

  List<ExportRecord.Entry> entries() {
    return List.copyOf(entries);
  }

  void csv(String name, List<String> header, Rows rows) throws IOException {
    long[] count = {0};
    entry(
        name,
        writer -> {
          CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
          csv.writeRecord(header);
          rows.write(
              row -> {
                csv.writeRecord(row.stream().map(ExportZip::cell).toList());
                count[0]++;
              });
          csv.flush();
          return count[0];
        });
  }

  void text(String name, String text) throws IOException {
    entry(
        name,
        writer -> {
          writer.write(text);
          return text.lines().count();
        });
  }

  private interface Body {
    long write(Writer writer) throws IOException;
  }

  private void entry(String name, Body body) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
    MessageDigest digest = DigestUtils.getSha256Digest();
    // Closing the writer would close the whole ZIP: it is flushed instead.
    Writer writer =
        new OutputStreamWriter(new DigestOutputStream(zip, digest), StandardCharsets.UTF_8);
    long rows = body.write(writer);
    writer.flush();
    zip.closeEntry();
    entries.add(new ExportRecord.Entry(name, rows, HexFormat.of().formatHex(digest.digest())));
  }

  /** Missing is empty; times are UTC in whole seconds; codes are lower case; yes is 1 and no 0. */
  static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Boolean yes) {
      return yes ? "1" : "0";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    if (value instanceof Enum<?> code) {
      return code.name().toLowerCase(Locale.ROOT);
    }
    return guarded(value.toString());
  }

  /** A spreadsheet would run such a text as a formula; an apostrophe before it makes it a text. */
  private static String guarded(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return formula && !text.matches("[+-]?[0-9]+([.][0-9]+)?") ? "'" + text : text;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
