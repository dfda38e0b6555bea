package org.reachline.base;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A list that a person uploads as separated values with a header row. Byte order marks, CRLF,
 * quotes, blank lines, a first line {@code sep=;}, semicolons and tabs instead of commas, trailing
 * empty columns, spaces that do not break and upper-case column names are taken as spreadsheets
 * write them; whatever cannot be understood is a problem with its row and column. The header is row
 * 1.
 */
public final class UploadedTable {
  /** More rows than any list of a trial has; a larger file is a mistake. */
  public static final int MOST_ROWS = 100_000;

  /** Problems that are told; whoever has more of them mends the first and sends it again. */
  private static final int MOST_PROBLEMS = 1000;

  /**
   * A column that may stand in the header.
   *
   * @param name what rows are asked for
   * @param required whether the table is useless without it
   * @param otherNames names that mean the same
   */
  public record Column(String name, boolean required, List<String> otherNames) {
    /** A column that must be there. */
    public static Column required(String name, String... otherNames) {
      return new Column(name, true, Arrays.asList(otherNames));
    }

    /** A column that may be there. */
    public static Column optional(String name, String... otherNames) {
      return new Column(name, false, Arrays.asList(otherNames));
    }
  }

  /**
   * One row.
   *
   * @param number line of the file on which it begins; the header is 1
   * @param cells text by column name, without surrounding spaces
   */
  public record Row(int number, Map<String, String> cells) {
    /** The cell, or an empty text if the table has no such column. */
    public String get(String column) {
      return cells.getOrDefault(column, "");
    }

    /** Whether something is written in the cell. */
    public boolean has(String column) {
      return !get(column).isEmpty();
    }
  }

  private final String sha256;
  private final List<String> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<RowOutcome> problems = new ArrayList<>();
  private CsvRecords stream;

  private UploadedTable(String sha256) {
    this.sha256 = sha256;
  }

  /** Reads a text; what is wrong with it is told by {@link #problems()}, never thrown. */
  public static UploadedTable read(String text, List<Column> expected) {
    UploadedTable table = new UploadedTable(sha256(text));
    List<CsvRecord> records = new ArrayList<>();
    try {
      for (CsvRecords all = new CsvRecords(new StringReader(text)); all.hasNext(); ) {
        records.add(all.next());
        if (records.size() > MOST_ROWS) {
          table.add(0, "", "More than " + MOST_ROWS + " rows. Split the file and send the parts.");
          return table;
        }
      }
    } catch (CsvParseException | UncheckedIOException e) {
      int row = records.isEmpty() ? 1 : line(records.get(records.size() - 1)) + 1;
      table.add(row, "", "From here on the quotes do not match: " + e.getMessage());
      return table;
    }
    if (records.isEmpty()) {
      table.add(0, "", "The file is empty. Its first row names the columns: " + names(expected));
      return table;
    }
    table.header(records.get(0), expected);
    if (table.problems.isEmpty()) {
      records.subList(1, records.size()).forEach(table::row);
      if (records.size() == 1) {
        table.add(line(records.get(0)), "", "There is a header and no row below it.");
      }
    }
    return table;
  }

  /** The cells of the header row that {@link #read} would find; none if the text cannot be read. */
  public static List<String> header(String text) {
    return header(new StringReader(text));
  }

  /**
   * A list that is read once, block by block: {@link #rows} stays empty, and what is wrong with a
   * row is known once it was read.
   *
   * @param text from its beginning
   * @param sha256 its hash, as {@link #sha256(String)} gives it
   */
  public static UploadedTable open(Reader text, String sha256, List<Column> expected) {
    UploadedTable table = new UploadedTable(sha256);
    table.stream = new CsvRecords(text);
    table.guarded(
        () -> {
          if (table.stream.hasNext()) {
            table.header(table.stream.next(), expected);
          } else {
            table.add(
                0, "", "The file is empty. Its first row names the columns: " + names(expected));
          }
        });
    return table;
  }

  /** The cells of the header row of a text; none if it cannot be read. */
  public static List<String> header(Reader text) {
    try {
      CsvRecords stream = new CsvRecords(text);
      if (!stream.hasNext()) {
        return List.of();
      }
      CsvRecord header = stream.next();
      return header.getFields().subList(0, named(header));
    } catch (CsvParseException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  /**
   * Reads the rows block by block, those of an {@link #open} list for the one time.
   *
   * @param most rows of a block
   */
  public void each(int most, Consumer<List<Row>> reader) {
    if (stream == null) {
      for (int from = 0; from < rows.size(); from += most) {
        reader.accept(rows.subList(from, Math.min(rows.size(), from + most)));
      }
      return;
    }
    guarded(
        () -> {
          List<Row> block = new ArrayList<>();
          boolean any = false;
          for (; stream.hasNext(); any = true) {
            row(stream.next());
            block.addAll(rows);
            rows.clear();
            if (block.size() == most) {
              reader.accept(block);
              block = new ArrayList<>();
            }
          }
          if (!block.isEmpty()) {
            reader.accept(block);
          }
          if (!any) {
            add(stream.line(), "", "There is a header and no row below it.");
          }
        });
  }

  private void guarded(Runnable reading) {
    try {
      reading.run();
    } catch (CsvParseException | UncheckedIOException e) {
      add(stream.line() + 1, "", "From here on the quotes do not match: " + e.getMessage());
    }
  }

  private void header(CsvRecord header, List<Column> expected) {
    List<String> known = expected.stream().map(Column::name).toList();
    if (header.getFieldCount() == 1 && header.getField(0).matches(".*[|;\\t].*")) {
      add(
          1,
          "",
          "The columns are separated neither by commas nor by semicolons or tabs. Save the sheet as"
              + " “CSV”.");
      return;
    }
    int row = line(header);
    for (String cell : header.getFields().subList(0, named(header))) {
      String written = CsvRecords.trimmed(cell);
      String name = written.toLowerCase(Locale.ROOT).replace(' ', '_');
      String meant =
          expected.stream()
              .filter(c -> c.name().equals(name) || c.otherNames().contains(name))
              .map(Column::name)
              .findFirst()
              .orElse(null);
      if (meant == null) {
        add(
            row,
            written,
            (name.isEmpty()
                    ? "A column has no name."
                    : "The column “" + written + "” is not known here.")
                + Suggestions.didYouMean(name, known)
                + " Columns: "
                + names(expected));
      } else if (columns.contains(meant)) {
        String earlier = written(header, columns.indexOf(meant));
        add(
            row,
            meant,
            earlier.equalsIgnoreCase(written)
                ? "The column “" + meant + "” is there twice."
                : "The columns “%s” and “%s” mean the same here. Leave one out."
                    .formatted(earlier, written));
      }
      columns.add(meant);
    }
    for (Column column : expected) {
      if (column.required() && !columns.contains(column.name())) {
        add(row, column.name(), "The column “" + column.name() + "” is missing.");
      }
    }
  }

  /**
   * How many columns the header has: a sheet that once had more writes them without a name, and
   * below those nothing may stand.
   */
  private static int named(CsvRecord header) {
    int named = header.getFieldCount();
    while (named > 0 && CsvRecords.trimmed(header.getField(named - 1)).isEmpty()) {
      named--;
    }
    return named;
  }

  private static String written(CsvRecord header, int index) {
    return CsvRecords.trimmed(header.getField(index));
  }

  private void row(CsvRecord csv) {
    int number = line(csv);
    if (csv.getFieldCount() > columns.size()
        && csv.getFields().subList(columns.size(), csv.getFieldCount()).stream()
            .anyMatch(cell -> !CsvRecords.trimmed(cell).isEmpty())) {
      add(
          number,
          "",
          "This row has "
              + csv.getFieldCount()
              + " cells and the header "
              + columns.size()
              + ". A text that holds the separator of the columns stands in quotes.");
      return;
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), i < csv.getFieldCount() ? CsvRecords.trimmed(csv.getField(i)) : "");
    }
    rows.add(new Row(number, cells));
  }

  /** Rows in the order of the file; blank ones are left out. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** What is wrong with the table as such; its rows are not worth reading then. */
  public List<RowOutcome> problems() {
    return List.copyOf(problems);
  }

  /**
   * The same as one row for all rows that differ in two columns alone: what the one names becomes a
   * column that holds what stands in the other. Rows keep the number of their first line.
   *
   * @param naming column that names what is told
   * @param holding column that holds it
   * @param names what can be told; anything else is a problem of its row
   */
  public UploadedTable spread(String naming, String holding, Collection<String> names) {
    UploadedTable wide = new UploadedTable(sha256);
    wide.columns.addAll(columns);
    wide.columns.removeAll(List.of(naming, holding));
    Map<Map<String, String>, Row> merged = new LinkedHashMap<>();
    for (Row row : rows) {
      String name = row.get(naming).toLowerCase(Locale.ROOT);
      if (!names.contains(name)) {
        wide.add(
            row.number(),
            naming,
            "“" + row.get(naming) + "” is not known here." + Suggestions.didYouMean(name, names));
        continue;
      }
      Map<String, String> rest = new LinkedHashMap<>(row.cells());
      rest.keySet().removeAll(List.of(naming, holding));
      Row into =
          merged.computeIfAbsent(rest, key -> new Row(row.number(), new LinkedHashMap<>(key)));
      if (into.cells().putIfAbsent(name, row.get(holding)) != null) {
        wide.add(row.number(), naming, "“" + name + "” stands in an earlier row too.");
      }
      if (!wide.columns.contains(name)) {
        wide.columns.add(name);
      }
    }
    wide.rows.addAll(merged.values());
    return wide;
  }

  /** Whether the header has the column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** SHA-256 of the text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** SHA-256 of a text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
  public static String sha256(String text) {
    return DigestUtils.sha256Hex(text);
  }

  private void add(int row, String column, String message) {
    if (problems.size() >= MOST_PROBLEMS) {
      return;
    }
    problems.add(RowOutcome.error(row, "", column, message));
  }

  private static int line(CsvRecord csv) {
    return (int) csv.getStartingLineNumber();
  }

  private static String names(Collection<Column> expected) {
    return expected.stream()
            .map(c -> c.required() ? c.name() : c.name() + " (optional)")
            .collect(Collectors.joining(", "))
        + ".";
  }
}
