package org.reachline.stats.table;

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
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.reachline.stats.UnusableQuestion;

/**
 * Reads a table from CSV (RFC 4180: quotes, doubled quotes, line breaks inside quotes), with a
 * header line. Empty cells and NA are missing. Files ending in .gz are unpacked on the way.
 */
public final class CsvTable {
  private final Reader in;
  private int next;
  private int line = 1;
  private final StringBuilder cell = new StringBuilder();
  private final Map<String, String> seen = new HashMap<>();

  private CsvTable(Reader in) throws IOException {
    this.in = in;
    this.next = in.read();
    if (next == '\uFEFF') {
      next = in.read();
    }
  }

  /** The table in the file, UTF-8, gzipped when its name ends in .gz. */
  public static Table read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Reader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16)) {
      return read(reader);
    }
  }

  /**
   * The table in the text.
   *
   * @throws UnusableQuestion when there is no header or a line has another number of cells
   */
  public static Table read(Reader reader) throws IOException {
    return new CsvTable(reader).table();
  }

  private Table table() throws IOException {
    List<String> header = record();
    if (header == null || header.size() == 1 && header.get(0).isBlank()) {
      throw new UnusableQuestion("the data are empty: the first line must name the columns");
    }
    if (header.size() == 1
        && (header.get(0).indexOf(';') >= 0 || header.get(0).indexOf('\t') >= 0)) {
      throw new UnusableQuestion(
          "the header is one cell, \"%s\": cells are parted by commas".formatted(header.get(0)));
    }
    List<List<String>> cells = new ArrayList<>();
    header.forEach(name -> cells.add(new ArrayList<>()));
    List<Integer> lines = new ArrayList<>();
    while (next >= 0) {
      int at = line;
      List<String> row = record();
      if (row.size() == 1 && row.get(0).isEmpty() && header.size() > 1) {
        continue;
      }
      if (row.size() != header.size()) {
        throw new UnusableQuestion(
            "line %d has %d cells, the header has %d".formatted(at, row.size(), header.size()));
      }
      for (int i = 0; i < row.size(); i++) {
        cells.get(i).add(row.get(i));
      }
      lines.add(at);
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      columns.add(Column.ofText(header.get(i).trim(), cells.get(i)));
    }
    return Table.of(columns).onLines(lines.stream().mapToInt(Integer::intValue).toArray());
  }

  private List<String> record() throws IOException {
    if (next < 0) {
      return null;
    }
    List<String> row = new ArrayList<>();
    while (true) {
      row.add(cell());
      if (next == ',') {
        next = in.read();
        continue;
      }
      if (next == '\r') {
        next = in.read();
      }
      if (next == '\n') {
        line++;
        next = in.read();
      }
      return row;
    }
  }

  private String cell() throws IOException {
    cell.setLength(0);
    if (next == '"') {
      next = in.read();
      while (true) {
        if (next < 0) {
          throw new UnusableQuestion("a quoted cell that is still open on line " + line);
        }
        if (next == '"') {
          next = in.read();
          if (next != '"') {
            break;
          }
        }
        if (next == '\n') {
          line++;
        }
        cell.append((char) next);
        next = in.read();
      }
    }
    while (next >= 0 && next != ',' && next != '\n' && next != '\r') {
      cell.append((char) next);
      next = in.read();
    }
    // Cells repeat a great deal; keeping one copy of each saves most of the memory.
    return seen.computeIfAbsent(cell.toString(), same -> same);
  }
}
