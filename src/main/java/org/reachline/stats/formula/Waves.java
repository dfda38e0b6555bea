package org.reachline.stats.formula;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * The times of rows within their clusters. Numbers are taken as they are; words only where their
 * order is certain: 2026-03, 2026-03-31, Mar 2026, 2026-Q1, visit 3, months of one calendar year in
 * the order of the rows, or levels whose order was stated. Alphabetical order is no order of time.
 */
final class Waves {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
  private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");
  private static final Pattern YEAR_QUARTER = Pattern.compile("(\\d{4})[- /]?q([1-4])");
  private static final Pattern QUARTER_YEAR = Pattern.compile("q([1-4])[- /]?(\\d{4})");
  private static final Pattern NAME_YEAR = Pattern.compile(MONTH + "[- /]?(\\d{4}|\\d{2})");
  private static final Pattern YEAR_NAME = Pattern.compile("(\\d{4})[- /]?" + MONTH);
  private static final Pattern NAME = Pattern.compile(MONTH);
  private static final Pattern NUMBERED = Pattern.compile("(\\D+?)(\\d+)");

  private final Table table;
  private final Column column;
  private final int[] rows;
  private final List<String> remarks;

  private Waves(Table table, Column column, int[] rows, List<String> remarks) {
    this.table = table;
    this.column = column;
    this.rows = rows;
    this.remarks = remarks;
  }

  /**
   * The time of each of these rows.
   *
   * @param remarks takes what a reader should know of how times were read
   * @throws UnusableQuestion when the order of words is not certain
   */
  static double[] of(
      Table table, Expression e, int[] rows, @Nullable Column cluster, List<String> remarks) {
    if (!(e instanceof Expression.Name name)) {
      Evaluator evaluator = new Evaluator(table);
      return Arrays.stream(rows).mapToDouble(row -> evaluator.number(e, row)).toArray();
    }
    Column column = table.column(name.text());
    Waves waves = new Waves(table, column, rows, remarks);
    return column.holdsNumbers() ? waves.numbers() : waves.words(cluster);
  }

  /** Numbers such as 202601 that go over a year's end are months, or the gaps would not be. */
  private double[] numbers() {
    double[] values = column.numbers(rows);
    Set<Double> years = new TreeSet<>();
    for (double value : values) {
      boolean month =
          value == Math.rint(value) && value > 190000 && value < 210000 && value % 100 >= 1;
      if (!month || value % 100 > 12) {
        return values;
      }
      years.add(Math.floor(value / 100));
    }
    if (years.size() < 2) {
      return values;
    }
    remarks.add("wave %s is read as year and month".formatted(column.name()));
    return Arrays.stream(values).map(v -> 12 * Math.floor(v / 100) + v % 100).toArray();
  }

  private double[] words(@Nullable Column cluster) {
    if (column.hasStatedLevels()) {
      int[] places = column.codes(rows, column.levelsAmong(rows));
      return Arrays.stream(places).mapToDouble(place -> place + 1).toArray();
    }
    for (Reader reader : readers()) {
      double[] times = read(reader);
      if (times != null) {
        return times;
      }
    }
    double[] months = read(word -> number(NAME.matcher(word), m -> month(m.group(1))));
    if (months != null) {
      requireRowsInOrder(months, cluster);
      remarks.add("wave %s: months are taken in the calendar's order".formatted(column.name()));
      return months;
    }
    throw new UnusableQuestion(
        "the order of wave %s is not certain from words such as \"%s\": number them, write 2026-03, or state their order under factor_levels_first_is_reference"
            .formatted(column.name(), column.word(rows[0])));
  }

  /** Reads one way of writing times; empty where a word is not written so. */
  private interface Reader {
    OptionalDouble time(String word);
  }

  private List<Reader> readers() {
    Map<String, Integer> prefixes = new HashMap<>();
    for (int row : rows) {
      Matcher m = NUMBERED.matcher(plain(row));
      prefixes.put(m.matches() ? m.group(1) : "", 1);
    }
    List<Reader> readers = new ArrayList<>();
    readers.add(w -> number(YEAR_MONTH.matcher(w), m -> months(m.group(1), m.group(2))));
    readers.add(dates());
    readers.add(
        w ->
            number(
                YEAR_QUARTER.matcher(w),
                m -> 4 * Double.parseDouble(m.group(1)) + Double.parseDouble(m.group(2))));
    readers.add(
        w ->
            number(
                QUARTER_YEAR.matcher(w),
                m -> 4 * Double.parseDouble(m.group(2)) + Double.parseDouble(m.group(1))));
    readers.add(
        w -> number(NAME_YEAR.matcher(w), m -> months(m.group(2), "" + (int) month(m.group(1)))));
    readers.add(
        w -> number(YEAR_NAME.matcher(w), m -> months(m.group(1), "" + (int) month(m.group(2)))));
    if (prefixes.size() == 1 && !prefixes.containsKey("")) {
      readers.add(w -> number(NUMBERED.matcher(w), m -> Double.parseDouble(m.group(2))));
    }
    return readers;
  }

  /** Dates that share their day of the month, or its last, count in months, others in days. */
  private Reader dates() {
    Set<Integer> days = new TreeSet<>();
    boolean lasts = true;
    for (int row : rows) {
      LocalDate date = date(plain(row));
      if (date == null) {
        return word -> OptionalDouble.empty();
      }
      days.add(date.getDayOfMonth());
      lasts &= date.getDayOfMonth() == date.lengthOfMonth();
    }
    boolean monthly = lasts || days.size() == 1;
    if (!monthly) {
      remarks.add("wave %s counts days".formatted(column.name()));
    }
    return word -> {
      LocalDate date = Objects.requireNonNull(date(word));
      return OptionalDouble.of(
          monthly ? 12.0 * date.getYear() + date.getMonthValue() : date.toEpochDay());
    };
  }

  private static @Nullable LocalDate date(String word) {
    try {
      return LocalDate.parse(word.replace('/', '-'));
    } catch (DateTimeParseException noDate) {
      return null;
    }
  }

  private double @Nullable [] read(Reader reader) {
    double[] times = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      OptionalDouble time = reader.time(plain(rows[i]));
      if (time.isEmpty() || Double.isNaN(time.getAsDouble())) {
        return null;
      }
      times[i] = time.getAsDouble();
    }
    return times;
  }

  private String plain(int row) {
    return Objects.requireNonNull(column.word(row)).toLowerCase(Locale.ROOT);
  }

  private interface Reading {
    double of(Matcher m);
  }

  private static OptionalDouble number(Matcher m, Reading reading) {
    return m.matches() ? OptionalDouble.of(reading.of(m)) : OptionalDouble.empty();
  }

  private static double months(String year, String month) {
    int number = Integer.parseInt(month);
    int full = Integer.parseInt(year) + (year.length() == 2 ? 2000 : 0);
    return number < 1 || number > 12 ? Double.NaN : 12.0 * full + number;
  }

  private static double month(String name) {
    return MONTHS.indexOf(name.substring(0, 3)) + 1;
  }

  /** Months without a year are certain only where no cluster goes over a year's end. */
  private void requireRowsInOrder(double[] months, @Nullable Column cluster) {
    Map<String, Double> last = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      String home = cluster == null ? "" : cluster.word(rows[i]);
      Double before = last.put(home, months[i]);
      if (before != null && before > months[i]) {
        throw new UnusableQuestion(
            "the order of wave %s is not certain: %s, %s comes after a later month of the same cluster. Write the year too, as in 2026-03"
                .formatted(column.name(), table.where(rows[i]), column.word(rows[i])));
      }
    }
  }
}
