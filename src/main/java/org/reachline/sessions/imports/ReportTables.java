package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The tables of participants within a file. Services put other things around them (a summary of the
 * meeting, numbered parts, a table for the panel and one for the audience), so a header is looked
 * for in every row.
 *
 * @param known tables whose columns are known, or were told
 * @param unknown if there are none: those that may be participants, with what is proposed for their
 *     columns
 */
record ReportTables(List<ReportTable> known, List<ReportTable> unknown) {
  /** What people said of the columns of lists. */
  interface Memory {
    /** Knows nothing. */
    Memory NONE = titles -> Optional.empty();

    /** What the columns of these titles are, if anybody said so. */
    Optional<List<CsvColumn>> columnsOf(List<String> titles);
  }

  private record Shape(char separator, char quote) {}

  /** Teams puts nothing in quotes: what looks like some then belongs to a name. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(',', '"'),
          new Shape('\t', '"'),
          new Shape(';', '"'),
          new Shape('\t', '\u0001'));

  /** A proposal that has a name and a time. */
  private static final int LIKELY = 6;

  /**
   * The tables of a file, whichever of the usual separators it uses; both lists are empty if no row
   * is like a header.
   *
   * @throws CsvParseException if quotes do not match
   */
  static ReportTables in(String text, Memory memory) {
    CsvParseException unreadable = null;
    List<ReportTable> best = List.of();
    for (Shape shape : SHAPES) {
      try {
        List<CsvRecord> records = records(text, shape.separator(), shape.quote());
        List<ReportTable> tables = known(records, memory);
        if (!tables.isEmpty()) {
          return new ReportTables(tables, List.of());
        }
        List<ReportTable> unknown = unknown(records);
        best = score(unknown) > score(best) ? unknown : best;
      } catch (CsvParseException e) {
        // With a wrong separator quotes may seem not to match; that counts only if none is right.
        unreadable = unreadable == null ? e : unreadable;
      }
    }
    if (best.isEmpty() && unreadable != null) {
      throw unreadable;
    }
    return new ReportTables(List.of(), best);
  }

  private static List<ReportTable> known(List<CsvRecord> records, Memory memory) {
    List<ReportTable> tables = new ArrayList<>();
    ReportTable open = null;
    for (CsvRecord record : records) {
      Optional<ReportTable> header = header(record, memory);
      if (header.isPresent()) {
        open = header.get();
        tables.add(open);
      } else if (isEndOfPart(record)) {
        open = null;
      } else if (open != null && !isBlank(record)) {
        open.rows().add(record);
      }
    }
    // Where a service lists people and then every coming and going, the longer table has the
    // latter.
    List<ReportTable> told = tables.stream().filter(ReportTable::told).toList();
    if (told.size() > 1) {
      ReportTable longest = told.get(0);
      for (ReportTable table : told) {
        longest = table.rows().size() >= longest.rows().size() ? table : longest;
      }
      Collections.replaceAll(tables, longest, longest.asExact());
    }
    // Somebody said that a table holds no participants: then it only ended the one before.
    tables.removeIf(table -> table.columns().stream().allMatch(Objects::isNull));
    return tables;
  }

  private static Optional<ReportTable> header(CsvRecord record, Memory memory) {
    if (isBlank(record)) {
      return Optional.empty();
    }
    List<String> titles = titles(record);
    List<CsvColumn> columns = titles.stream().map(CsvColumn::known).toList();
    boolean known =
        columns.contains(CsvColumn.NAME)
            && (columns.contains(CsvColumn.JOIN)
                    && (columns.contains(CsvColumn.LEAVE) || columns.contains(CsvColumn.DURATION))
                || columns.contains(CsvColumn.ACTION) && columns.contains(CsvColumn.AT));
    return known
        ? Optional.of(ReportTable.known(titles, columns))
        : memory.columnsOf(titles).map(told -> ReportTable.told(titles, told));
  }

  private static List<ReportTable> unknown(List<CsvRecord> records) {
    List<ReportTable> tables = new ArrayList<>();
    ReportTable open = null;
    List<CsvRecord> written = records.stream().filter(record -> !isBlank(record)).toList();
    for (int i = 0; i < written.size(); i++) {
      CsvRecord record = written.get(i);
      CsvRecord below = i + 1 < written.size() ? written.get(i + 1) : null;
      if (isEndOfPart(record)) {
        open = null;
      } else if (isLikeHeader(record, below)) {
        List<String> titles = titles(record);
        open = ReportTable.told(titles, CsvColumn.guesses(titles));
        tables.add(open);
      } else if (open != null) {
        open.rows().add(record);
      }
    }
    List<ReportTable> likely = tables.stream().filter(table -> score(table) >= LIKELY).toList();
    return likely.isEmpty()
        ? tables.stream()
            .max(
                Comparator.comparingInt((ReportTable table) -> score(table))
                    .thenComparing(table -> table.rows().size()))
            .map(List::of)
            .orElse(List.of())
        : likely;
  }

  /** Three titles or more without a time among them, and at least one time in the row below. */
  private static boolean isLikeHeader(CsvRecord record, CsvRecord below) {
    long titles = record.getFields().stream().filter(cell -> !cell.isBlank()).count();
    return below != null
        && titles >= 3
        && below.getFieldCount() > 2
        && record.getFields().stream().noneMatch(ReportTimes::isLikeTime)
        && below.getFields().stream().anyMatch(ReportTimes::isLikeTime);
  }

  private static int score(ReportTable table) {
    List<CsvColumn> columns = table.columns();
    boolean name = columns.contains(CsvColumn.NAME) || columns.contains(CsvColumn.LAST_NAME);
    return (name ? 3 : 0)
        + (columns.contains(CsvColumn.JOIN) ? 3 : 0)
        + (columns.contains(CsvColumn.LEAVE) ? 2 : 0)
        + (columns.contains(CsvColumn.EMAIL) ? 1 : 0)
        + (columns.contains(CsvColumn.DURATION) ? 1 : 0);
  }

  private static int score(List<ReportTable> tables) {
    return tables.stream().mapToInt(table -> 1 + score(table)).max().orElse(0);
  }

  /** Teams numbers its parts: "3. In-Meeting Activities". */
  private static boolean isEndOfPart(CsvRecord record) {
    return record.getField(0).matches("\\d\\. .*")
        && record.getFields().stream().skip(1).allMatch(String::isBlank);
  }

  private static boolean isBlank(CsvRecord record) {
    return record.getFields().stream().allMatch(String::isBlank);
  }

  /** The titles without the empty ones that a spreadsheet leaves behind the last. */
  private static List<String> titles(CsvRecord header) {
    int named = header.getFieldCount();
    while (named > 0 && header.getField(named - 1).isBlank()) {
      named--;
    }
    return header.getFields().subList(0, named).stream().map(String::strip).toList();
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
      throw new UncheckedIOException(e);
    }
    return records;
  }
}
