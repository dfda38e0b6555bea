package org.reachline.stats.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.reachline.stats.UnusableQuestion;

/**
 * Reads a table from CSV (RFC 4180: quotes, doubled quotes, line breaks inside quotes), with a
 * header line. Empty cells and NA are missing. Files ending in .gz are unpacked on the way.
 */
public final class CsvTable {
  private CsvTable() {}

  /** The table in the file, UTF-8, gzipped when its name ends in .gz. */
  public static Table read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Reader reader = new InputStreamReader(plain, StandardCharsets.UTF_8)) {
      return read(reader);
    }
  }

  /**
   * The table in the text.
   *
   * @throws UnusableQuestion when there is no header, a line has another number of cells or a quote
   *     is never closed
   */
  public static Table read(Reader text) throws IOException {
    try (CsvReader<CsvRecord> lines = records(text)) {
      return table(lines.iterator());
    } catch (CsvParseException broken) {
      throw new UnusableQuestion("the quotes do not match: " + broken.getMessage());
    }
  }

  private static CsvReader<CsvRecord> records(Reader text) throws IOException {
    BufferedReader buffered = new BufferedReader(text);
    buffered.mark(1);
    if (buffered.read() != '\uFEFF') {
      buffered.reset();
    }
    return CsvReader.builder()
        .skipEmptyLines(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(buffered);
  }

  private static Table table(Iterator<CsvRecord> lines) {
    List<String> header = lines.hasNext() ? lines.next().getFields() : List.of("");
    if (header.size() == 1 && header.get(0).isBlank()) {
      throw new UnusableQuestion("the data are empty: the first line must name the columns");
    }
    if (header.size() == 1
        && (header.get(0).indexOf(';') >= 0 || header.get(0).indexOf('\t') >= 0)) {
      throw new UnusableQuestion(
          "the header is one cell, \"%s\": cells are parted by commas".formatted(header.get(0)));
    }
    List<List<String>> cells = new ArrayList<>();
    header.forEach(name -> cells.add(new ArrayList<>()));
    List<Integer> numbers = new ArrayList<>();
    // Cells repeat a great deal; keeping one copy of each saves most of the memory.
    Map<String, String> seen = new HashMap<>();
    while (lines.hasNext()) {
      CsvRecord row = lines.next();
      int at = (int) row.getStartingLineNumber();
      boolean empty = row.getFieldCount() == 1 && row.getField(0).isEmpty();
      if (empty && header.size() > 1) {
        continue;
      }
      if (row.getFieldCount() != header.size()) {
        throw new UnusableQuestion(
            "line %d has %d cells, the header has %d"
                .formatted(at, row.getFieldCount(), header.size()));
      }
      for (int i = 0; i < header.size(); i++) {
        cells.get(i).add(seen.computeIfAbsent(row.getField(i), same -> same));
      }
      numbers.add(at);
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      columns.add(Column.ofText(header.get(i).trim(), cells.get(i)));
    }
    return Table.of(columns).onLines(numbers.stream().mapToInt(Integer::intValue).toArray());
  }
}
