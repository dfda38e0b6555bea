package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.Nearest;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * Which rows take part, in words close to R and Python: {@code phase == 'intervention' and
 * new_total not missing}, {@code phase in (baseline, intervention), !is.na(y)}, {@code eligible > 0
 * and not (site == 'J01')}. A comparison with a missing value leaves the row out, as R's subset
 * does.
 *
 * <p>Two customs of analysis plans are understood: {@code one row per site, ... summed} asks for
 * cluster totals, and a closing {@code ; post = 1 in intervention} defines an indicator column
 * instead of filtering.
 *
 * @param source the text as given
 * @param onePer the word after "one row per", or null
 */
public record RowFilter(String source, @Nullable String onePer) {
  private static final Pattern ONE_PER =
      Pattern.compile(
          "^\\s*one row per (\\w+)\\s*[,:;]?\\s*(.*?)\\s*(?:,?\\s*summed)?\\s*$", Pattern.DOTALL);
  private static final Pattern INDICATOR =
      Pattern.compile(
          "^(.*?)\\s*[;,]\\s*(\\w+)\\s*=\\s*1\\s+in\\s+['\"]?(\\w+)['\"]?\\s*$", Pattern.DOTALL);

  /** A filter that leaves every row in. */
  public static final RowFilter NONE = new RowFilter("", null);

  /** The filter that the text describes; null or blank leaves every row in. */
  public static RowFilter of(String text) {
    if (text == null || text.isBlank()) {
      return NONE;
    }
    Matcher m = ONE_PER.matcher(text);
    RowFilter filter =
        m.matches() ? new RowFilter(m.group(2), m.group(1)) : new RowFilter(text, null);
    if (!filter.condition().isBlank()) {
      ExpressionParser.parseFilter(filter.condition());
    }
    return filter;
  }

  private String condition() {
    Matcher m = INDICATOR.matcher(source);
    return m.matches() ? m.group(1) : source;
  }

  /**
   * The table with the indicator column that the filter defines, if it defines one.
   *
   * @throws UnusableQuestion when the column exists and disagrees with its definition in the rows
   *     that the filter keeps
   */
  public Table define(Table table) {
    Matcher m = INDICATOR.matcher(source);
    if (!m.matches()) {
      return table;
    }
    String name = m.group(2);
    String level = m.group(3);
    String home =
        ExpressionParser.parseFilter(m.group(1)).names().stream()
            .filter(n -> table.has(n) && !table.column(n).isNumeric())
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableQuestion(
                        "which column holds %s? The filter names none".formatted(level)));
    Column column = table.column(home);
    double[] indicator =
        IntStream.range(0, table.rows())
            .mapToDouble(
                i -> column.isMissing(i) ? Double.NaN : level.equals(column.word(i)) ? 1 : 0)
            .toArray();
    if (table.has(name)) {
      for (int row : rows(table)) {
        if (table.column(name).number(row) != indicator[row]) {
          throw new UnusableQuestion(
              "the filter says %s = 1 in %s, but the data's column %s says otherwise in row %d"
                  .formatted(name, level, name, row + 1));
        }
      }
      return table;
    }
    return table.with(Column.ofNumbers(name, indicator));
  }

  /** Words that the filter compares with and that never occur, with what does. */
  List<String> hints(Table table) {
    List<String> hints = new ArrayList<>();
    if (!condition().isBlank()) {
      hints(ExpressionParser.parseFilter(condition()), table, hints);
    }
    return hints;
  }

  private static void hints(Expression e, Table table, List<String> into) {
    if (e instanceof Expression.Group group) {
      hints(group.inside(), table, into);
    } else if (e instanceof Expression.Unary unary) {
      hints(unary.of(), table, into);
    } else if (e instanceof Expression.Member member) {
      member.among().forEach(one -> hint(member.value(), one, table, into));
    } else if (e instanceof Expression.Binary binary) {
      if (Set.of("and", "or").contains(binary.operator())) {
        hints(binary.left(), table, into);
        hints(binary.right(), table, into);
      } else if (Set.of("==", "!=").contains(binary.operator())) {
        hint(binary.left(), binary.right(), table, into);
      }
    }
  }

  private static void hint(Expression left, Expression right, Table table, List<String> into) {
    if (!(left instanceof Expression.Name name) || !table.has(name.text())) {
      return;
    }
    Column column = table.column(name.text());
    String word =
        right instanceof Expression.Word quoted
            ? quoted.text()
            : right instanceof Expression.Name bare && !table.has(bare.text())
                ? bare.text()
                : right instanceof Expression.Num number ? number.text() : null;
    if (word == null || column.isNumeric() && !(right instanceof Expression.Word)) {
      return;
    }
    Set<String> there = new TreeSet<>();
    for (int row = 0; row < table.rows(); row++) {
      String cell = column.word(row);
      if (word.equals(cell)) {
        return;
      }
      if (cell != null) {
        there.add(cell);
      }
    }
    into.add(
        "the filter asks for %s %s, which no row has%s"
            .formatted(
                name.text(),
                word,
                there.size() <= 12
                    ? "; there are " + String.join(", ", there)
                    : Nearest.hint(word, there)));
  }

  /**
   * The rows that pass, ascending.
   *
   * @throws UnusableQuestion when the filter names a column that the data lack
   */
  public int[] rows(Table table) {
    String condition = condition();
    if (condition.isBlank()) {
      return IntStream.range(0, table.rows()).toArray();
    }
    Expression e = ExpressionParser.parseFilter(condition);
    Evaluator.requireColumns(table, e);
    Evaluator evaluator = new Evaluator(table);
    return IntStream.range(0, table.rows())
        .filter(row -> Boolean.TRUE.equals(evaluator.truth(e, row)))
        .toArray();
  }
}
