package org.reachline.stats.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.UnusableQuestion;

/**
 * One column of a table: numbers (NaN where missing) or words (null where missing). A column with
 * stated levels is a factor whatever its cells look like.
 */
public final class Column {
  /**
   * Whole numbers beyond this cannot all be told apart as numbers, so their cells stay as written.
   */
  private static final double EXACT = 1e15;

  private final String name;
  private final double @Nullable [] numbers;
  private final String @Nullable [] words;
  private final List<String> levels;
  private final Reading reading;

  /**
   * What was done to cells on reading.
   *
   * @param trimmed cells that had blanks around them
   * @param firstTrimmed the first of them, counted from 0; -1 if there is none
   * @param sameNumbers spellings of one number, such as {@code 01 and 1}
   */
  public record Reading(int trimmed, int firstTrimmed, List<String> sameNumbers) {
    static final Reading PLAIN = new Reading(0, -1, List.of());
  }

  private Column(
      String name,
      double @Nullable [] numbers,
      String @Nullable [] words,
      List<String> levels,
      Reading reading) {
    this.name = name;
    this.numbers = numbers;
    this.words = words;
    this.levels = levels;
    this.reading = reading;
  }

  /** A column of numbers; NaN is missing. */
  public static Column ofNumbers(String name, double... values) {
    return new Column(name, values.clone(), null, List.of(), Reading.PLAIN);
  }

  /** A column of words; null is missing. */
  public static Column ofWords(String name, String... values) {
    return new Column(name, null, values.clone(), List.of(), Reading.PLAIN);
  }

  /**
   * A column read from text: numbers when every present cell is one, words otherwise. Blanks around
   * a cell are not part of it; empty cells and NA are missing. Spellings of one number are one
   * label, as in R: the first.
   */
  public static Column ofText(String name, List<String> cells) {
    double[] numbers = new double[cells.size()];
    String[] words = new String[cells.size()];
    boolean numeric = true;
    int trimmed = 0;
    int firstTrimmed = -1;
    for (int i = 0; i < numbers.length; i++) {
      String cell = cells.get(i);
      String bare = cell == null ? "" : bare(cell);
      boolean missing = bare.isEmpty() || bare.equals("NA");
      if (!missing && bare.length() != cell.length()) {
        firstTrimmed = trimmed++ == 0 ? i : firstTrimmed;
      }
      words[i] = missing ? null : bare;
      numbers[i] = Double.NaN;
      if (!missing && numeric) {
        numbers[i] = parse(bare);
        numeric = !Double.isNaN(numbers[i]);
      }
    }
    List<String> same = numeric ? oneSpelling(numbers, words) : List.of();
    return new Column(
        name, numeric ? numbers : null, words, List.of(), new Reading(trimmed, firstTrimmed, same));
  }

  /** Gives every number the first of its spellings; tells the numbers that had several. */
  private static List<String> oneSpelling(double[] numbers, String[] words) {
    Map<Double, String> first = new HashMap<>();
    Set<String> several = new LinkedHashSet<>();
    for (int i = 0; i < numbers.length; i++) {
      if (words[i] != null && Math.abs(numbers[i]) < EXACT) {
        String spelling = first.putIfAbsent(numbers[i] + 0.0, words[i]);
        if (spelling != null && !spelling.equals(words[i])) {
          several.add(spelling + " and " + words[i]);
          words[i] = spelling;
        }
      }
    }
    return List.copyOf(several);
  }

  /** The cell without blanks around it, among them those that no eye sees. */
  private static String bare(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isBlank(cell.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(cell.charAt(to - 1))) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u200B'
        || c == '\u200E'
        || c == '\u2060'
        || c == '\uFEFF';
  }

  private static double parse(String cell) {
    char first = cell.charAt(0);
    boolean plausible =
        first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
    char last = cell.charAt(cell.length() - 1);
    if (cell.matches("[-+]?(?i:inf|infinity)")) {
      return first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!plausible || "dfDF".indexOf(last) >= 0 || cell.indexOf('x') >= 0) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  /** What was done to cells on reading. */
  public Reading reading() {
    return reading;
  }

  /** The first cell that is no number, counted from 0, in a column of words; -1 if none. */
  public int firstNotANumber() {
    return strangers().findFirst().orElse(-1);
  }

  /** How many cells are no numbers, in a column of words. */
  public int notNumbers() {
    return (int) strangers().count();
  }

  private IntStream strangers() {
    return numbers != null || words == null
        ? IntStream.empty()
        : IntStream.range(0, words.length)
            .filter(i -> words[i] != null && Double.isNaN(parse(words[i])));
  }

  /**
   * Whether more than half of the cells of a column of words read like numbers, also with a comma
   * in them: then a few cells were typed wrongly, and nobody meant a factor.
   */
  public boolean readsLikeNumbers() {
    if (numbers != null || hasStatedLevels()) {
      return false;
    }
    long present = Arrays.stream(words).filter(w -> w != null).count();
    long like =
        Arrays.stream(words)
            .filter(w -> w != null && w.matches("[-+]?[0-9.,]*[0-9][0-9.,]*%?"))
            .count();
    return 2 * like > present;
  }

  /** The column's name. */
  public String name() {
    return name;
  }

  /** How many cells. */
  public int size() {
    return words == null ? Objects.requireNonNull(numbers).length : words.length;
  }

  /** Whether the cells are numbers that may be calculated with. */
  public boolean isNumeric() {
    return numbers != null && levels.isEmpty();
  }

  /** Whether the cells are numbers, be they read as numbers or as labels of levels. */
  public boolean holdsNumbers() {
    return numbers != null;
  }

  /** Whether the levels and their order were stated. */
  public boolean hasStatedLevels() {
    return !levels.isEmpty();
  }

  /** Whether the cell is empty. */
  public boolean isMissing(int row) {
    return words != null ? words[row] == null : Double.isNaN(number(row));
  }

  /** The cell as a number, NaN where missing or where the column holds words. */
  public double number(int row) {
    return numbers == null ? Double.NaN : numbers[row];
  }

  /** The cell as a word, null where missing. */
  public @Nullable String word(int row) {
    if (words != null) {
      return words[row];
    }
    return Double.isNaN(number(row)) ? null : format(number(row));
  }

  /** A number as R prints it in a level's name: 1, not 1.0. */
  public static String format(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** The same cells as a factor with these levels, the first being the reference. */
  public Column withLevels(List<String> ordered) {
    if (new LinkedHashSet<>(ordered).size() != ordered.size()) {
      throw new UnusableQuestion("the levels of " + name + " name one level twice: " + ordered);
    }
    return new Column(name, numbers, words, List.copyOf(ordered), reading);
  }

  /**
   * The place of each used row's level in {@link #levelsAmong}.
   *
   * @param rows the rows that are used, none of them missing here
   * @param among the levels in their order
   * @throws UnusableQuestion when a cell holds a level that was not stated
   */
  public int[] codes(int[] rows, List<String> among) {
    int[] codes = new int[rows.length];
    Map<String, Integer> places = new HashMap<>();
    for (String level : among) {
      places.put(level, places.size());
    }
    for (int i = 0; i < rows.length; i++) {
      Integer place = places.get(word(rows[i]));
      if (place == null && numbers != null) {
        place = places.get(format(numbers[rows[i]]));
      }
      if (place == null) {
        throw new UnusableQuestion(
            "column %s holds %s, which is not among its stated levels %s"
                .formatted(name, word(rows[i]), levels));
      }
      codes[i] = place;
    }
    return codes;
  }

  /**
   * The levels that occur in these rows: in the stated order, else numbers ascending, else words in
   * alphabetical order (capitals and small letters together, as R sorts).
   */
  public List<String> levelsAmong(int[] rows) {
    if (numbers != null && levels.isEmpty()) {
      Set<Double> found = new TreeSet<>();
      for (int row : rows) {
        found.add(numbers[row]);
      }
      return found.stream().map(v -> wordOf(v, rows)).toList();
    }
    Set<String> found = new LinkedHashSet<>();
    for (int row : rows) {
      String word = word(row);
      found.add(levels.contains(word) || numbers == null ? word : format(numbers[row]));
    }
    if (levels.isEmpty()) {
      List<String> sorted = new ArrayList<>(found);
      sorted.sort(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.reverseOrder()));
      return sorted;
    }
    List<String> unknown = new ArrayList<>(found);
    unknown.removeAll(levels);
    if (!unknown.isEmpty()) {
      throw new UnusableQuestion(
          "column %s holds %s, which is not among its stated levels %s"
              .formatted(name, unknown.get(0), levels));
    }
    return levels.stream().filter(found::contains).toList();
  }

  private @Nullable String wordOf(double value, int[] rows) {
    for (int row : rows) {
      if (number(row) == value) {
        return word(row);
      }
    }
    return format(value);
  }

  /** All numbers. */
  public double[] numbers() {
    return IntStream.range(0, size()).mapToDouble(this::number).toArray();
  }

  /** The numbers of these rows. */
  public double[] numbers(int[] rows) {
    return Arrays.stream(rows).mapToDouble(this::number).toArray();
  }

  /** The cells of these rows as a new column. */
  public Column select(int[] rows) {
    double[] n = numbers == null ? null : numbers(rows);
    String[] w =
        words == null ? null : Arrays.stream(rows).mapToObj(r -> words[r]).toArray(String[]::new);
    return new Column(name, n, w, levels, Reading.PLAIN);
  }
}
