package org.reachline.sessions.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.UploadedTable;

/**
 * One table of participants within a file: a header and the rows below it.
 *
 * @param titles titles of the header as written
 * @param columns what each of them says; null where it says nothing of use
 * @param told whether a person said so; else the titles are known
 * @param exact whether each row is one coming and going, not a person's first and last
 * @param rows the rows that belong to it
 */
record ReportTable(
    List<String> titles,
    List<CsvColumn> columns,
    boolean told,
    boolean exact,
    List<CsvRecord> rows) {

  /** A table whose titles are known. */
  static ReportTable known(List<String> titles, List<CsvColumn> columns) {
    Set<String> plain = titles.stream().map(CsvColumn::plain).collect(Collectors.toSet());
    boolean exact = plain.contains("join time") || columns.contains(CsvColumn.ACTION);
    return new ReportTable(titles, columns, false, exact, new ArrayList<>());
  }

  /** A table of which a person said what its columns are, or has still to say so. */
  static ReportTable told(List<String> titles, List<CsvColumn> columns) {
    return new ReportTable(titles, columns, true, false, new ArrayList<>());
  }

  /** The same, as the one that has every coming and going. */
  ReportTable asExact() {
    return new ReportTable(titles, columns, told, true, rows);
  }

  /** Whether each row is a coming or a going, as Teams' list during a meeting. */
  boolean isActions() {
    return columns.contains(CsvColumn.ACTION);
  }

  /** The cell, or an empty text where the row has none. */
  String cell(CsvRecord row, CsvColumn column) {
    return cells(row, column).stream().findFirst().orElse("");
  }

  /** The cells of all columns of the kind. */
  List<String> cells(CsvRecord row, CsvColumn column) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size() && i < row.getFieldCount(); i++) {
      if (columns.get(i) == column) {
        cells.add(plain(row.getField(i)));
      }
    }
    return cells;
  }

  /** The participant's name, from one column or two. */
  String name(CsvRecord row) {
    String name = cell(row, CsvColumn.NAME);
    return name.isEmpty()
        ? (cell(row, CsvColumn.FIRST_NAME) + " " + cell(row, CsvColumn.LAST_NAME)).strip()
        : name;
  }

  /** The title above a column of the kind, or an empty text. */
  String title(CsvColumn column) {
    int index = columns.indexOf(column);
    return index < 0 ? "" : titles.get(index);
  }

  /** What names lists of this shape: their titles, whatever the case and the spaces. */
  String shape() {
    return shape(titles);
  }

  static String shape(List<String> titles) {
    return UploadedTable.sha256(
        titles.stream().map(CsvColumn::plain).collect(Collectors.joining("\u001f")));
  }

  /** Why nothing can be read with these columns, a sentence; null if it can. */
  static String complaint(List<CsvColumn> columns) {
    boolean name =
        columns.contains(CsvColumn.NAME)
            || columns.contains(CsvColumn.FIRST_NAME)
            || columns.contains(CsvColumn.LAST_NAME);
    if (!name) {
      return "Say which column is the name.";
    }
    boolean from = columns.contains(CsvColumn.JOIN);
    boolean to = columns.contains(CsvColumn.LEAVE);
    boolean length = columns.contains(CsvColumn.DURATION);
    if (!(from && to || (from || to) && length)) {
      return "Say when people came and when they left, or one of the two and how long they were"
          + " there.";
    }
    for (CsvColumn once : CsvColumn.answers()) {
      if (once != CsvColumn.EMAIL && columns.stream().filter(once::equals).count() > 1) {
        return "Only one column can be “" + once.label() + "”.";
      }
    }
    return null;
  }

  /** Spreadsheets are made to keep a text as it is by ="...". */
  private static String plain(String cell) {
    String text = cell.strip();
    return text.matches("=\".*\"") ? text.substring(2, text.length() - 1).strip() : text;
  }
}
