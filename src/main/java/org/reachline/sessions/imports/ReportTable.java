package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One table of participants within a file: a header that we know and the rows below it. Services
 * put other things around it (a summary of the meeting, numbered parts, a table for the panel and
 * one for the audience), so a header is looked for in every row.
 *
 * @param columns place of each column, under our own name for it
 * @param titles titles of the header as written, in lower case
 * @param rows the rows that belong to it
 */
record ReportTable(Map<String, Integer> columns, Set<String> titles, List<CsvRecord> rows) {
  /** What the services call their columns. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("name (original name)", "name"),
          Map.entry("user name (original name)", "name"),
          Map.entry("name", "name"),
          Map.entry("full name", "name"),
          Map.entry("user name", "name"),
          Map.entry("user email", "email"),
          Map.entry("email", "email"),
          Map.entry("email address", "email"),
          Map.entry("participant id (upn)", "upn"),
          Map.entry("join time", "join"),
          Map.entry("first join", "join"),
          Map.entry("first join time", "join"),
          Map.entry("join", "join"),
          Map.entry("leave time", "leave"),
          Map.entry("last leave", "leave"),
          Map.entry("last leave time", "leave"),
          Map.entry("left", "leave"),
          Map.entry("duration", "duration"),
          Map.entry("duration (minutes)", "duration"),
          Map.entry("in-meeting duration", "duration"),
          Map.entry("time in session (minutes)", "duration"),
          Map.entry("in waiting room", "waiting"),
          Map.entry("attended", "attended"),
          Map.entry("user action", "action"),
          Map.entry("timestamp", "at"));

  private record Shape(char separator, char quote) {}

  /** Teams puts nothing in quotes: what looks like some then belongs to a name. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(',', '"'),
          new Shape('\t', '"'),
          new Shape(';', '"'),
          new Shape('\t', '\u0001'));

  /**
   * The tables of a file, whichever of the usual separators it uses.
   *
   * @return empty if no row is a header that we know
   * @throws CsvParseException if quotes do not match
   */
  static List<ReportTable> listIn(String text) {
    CsvParseException unreadable = null;
    for (Shape shape : SHAPES) {
      try {
        List<ReportTable> tables = tables(records(text, shape.separator(), shape.quote()));
        if (!tables.isEmpty()) {
          return tables;
        }
      } catch (CsvParseException e) {
        // With a wrong separator quotes may seem not to match; that counts only if none is right.
        unreadable = unreadable == null ? e : unreadable;
      }
    }
    if (unreadable != null) {
      throw unreadable;
    }
    return List.of();
  }

  /** Whether each row is one coming and going, not a person's first and last. */
  boolean isExact() {
    return titles.contains("join time") || isActions();
  }

  /** Whether each row is a coming or a going, as Teams' list during a meeting. */
  boolean isActions() {
    return columns.containsKey("action");
  }

  /** The cell, or an empty text where the row has none. */
  String cell(CsvRecord row, String column) {
    Integer index = columns.get(column);
    return index == null || index >= row.getFieldCount() ? "" : row.getField(index).strip();
  }

  private static List<CsvRecord> records(String text, char separator, char quote) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(quote)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      reader.forEach(records::add);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return records;
  }

  private static List<ReportTable> tables(List<CsvRecord> records) {
    List<ReportTable> tables = new ArrayList<>();
    List<CsvRecord> rows = null;
    for (CsvRecord record : records) {
      Map<String, Integer> columns = columns(record);
      if (isHeader(columns)) {
        rows = new ArrayList<>();
        tables.add(new ReportTable(columns, titles(record), rows));
      } else if (isEndOfPart(record)) {
        rows = null;
      } else if (rows != null && record.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
        rows.add(record);
      }
    }
    return tables;
  }

  private static boolean isHeader(Map<String, Integer> columns) {
    return columns.containsKey("name")
        && (columns.containsKey("join")
            || columns.containsKey("action") && columns.containsKey("at"));
  }

  /** Teams numbers its parts: "3. In-Meeting Activities". */
  private static boolean isEndOfPart(CsvRecord record) {
    return record.getField(0).matches("\\d\\. .*")
        && record.getFields().stream().skip(1).allMatch(String::isBlank);
  }

  private static Map<String, Integer> columns(CsvRecord header) {
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < header.getFieldCount(); i++) {
      String title = title(header.getField(i));
      found.putIfAbsent(COLUMNS.getOrDefault(title, title), i);
    }
    return found;
  }

  private static Set<String> titles(CsvRecord header) {
    return Set.copyOf(header.getFields().stream().map(ReportTable::title).toList());
  }

  private static String title(String cell) {
    return cell.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
