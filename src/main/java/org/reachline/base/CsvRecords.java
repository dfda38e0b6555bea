package org.reachline.base;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written records of a text as spreadsheets save it, one after the other. */
final class CsvRecords {
  /** How Excel names the separator in a line of its own, where a country's is not the comma. */
  private static final Pattern NAMED =
      Pattern.compile("\\A\"?sep=([,;\\t])\"?[,;\\t]*(\\R|\\z)", Pattern.CASE_INSENSITIVE);

  /** So much of a text tells which separator it has. */
  private static final int HEAD = 1 << 16;

  private final Iterator<CsvRecord> records;
  private final boolean named;
  private CsvRecord next;
  private int line;

  CsvRecords(Reader text) {
    try {
      BufferedReader buffered = new BufferedReader(text, HEAD);
      buffered.mark(HEAD);
      char[] head = new char[HEAD];
      int got = Math.max(0, buffered.read(head));
      buffered.reset();
      String start = withoutMark(new String(head, 0, got));
      if (got > 0 && head[0] == '\uFEFF') {
        buffered.read();
      }
      named = NAMED.matcher(start).find();
      records = reader(separator(start)).ofCsvRecord(buffered).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasNext() {
    while (next == null && records.hasNext()) {
      CsvRecord csv = records.next();
      line = (int) csv.getStartingLineNumber();
      boolean separatorOnly = named && csv.getStartingLineNumber() == 1;
      next = separatorOnly || isBlank(csv) ? null : csv;
    }
    return next != null;
  }

  CsvRecord next() {
    CsvRecord csv = next;
    next = null;
    return csv;
  }

  /** Line of the record that was read last. */
  int line() {
    return line;
  }

  private static CsvReader.CsvReaderBuilder reader(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false);
  }

  /** The separator that the text names, else the one that its first written line has most of. */
  private static char separator(String text) {
    Matcher said = NAMED.matcher(text);
    if (said.find()) {
      return said.group(1).charAt(0);
    }
    String header =
        text.lines()
            .filter(line -> !line.matches("[,;\\s\"]*"))
            .findFirst()
            .orElse("")
            .replaceAll("\"[^\"]*\"", "");
    char most = ',';
    for (char other : new char[] {';', '\t'}) {
      most = count(header, other) > count(header, most) ? other : most;
    }
    return most;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static boolean isBlank(CsvRecord csv) {
    return csv.getFields().stream().allMatch(cell -> trimmed(cell).isEmpty());
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Without spaces around it, the ones too that web pages and word processors keep together. */
  static String trimmed(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isSpace(cell.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(cell.charAt(to - 1))) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static boolean isSpace(char sign) {
    return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || sign == '\uFEFF';
  }
}
