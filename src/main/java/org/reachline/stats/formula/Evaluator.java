package org.reachline.stats.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/** Calculates an expression for one row: numbers with NaN for missing, or yes/no/unknown. */
final class Evaluator {
  private final Table table;

  Evaluator(Table table) {
    this.table = table;
  }

  /** The numbers of an arithmetic expression, NaN where it cannot be calculated. */
  double[] numbers(Expression e) {
    double[] values = new double[table.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = number(e, row);
    }
    return values;
  }

  double number(Expression e, int row) {
    if (e instanceof Expression.Num num) {
      return num.value();
    } else if (e instanceof Expression.Group group) {
      return number(group.inside(), row);
    } else if (e instanceof Expression.Unary unary && !unary.operator().equals("!")) {
      double value = number(unary.of(), row);
      return unary.operator().equals("-") ? -value : value;
    } else if (e instanceof Expression.Name name) {
      return table.numbers(name.text()).number(row);
    } else if (e instanceof Expression.Binary binary && "+-*/^".contains(binary.operator())) {
      return arithmetic(binary.operator(), number(binary.left(), row), number(binary.right(), row));
    } else if (e instanceof Expression.Call call) {
      return function(call, row);
    } else if (isQuestion(e)) {
      Boolean answer = truth(e, row);
      return answer == null ? Double.NaN : answer ? 1 : 0;
    }
    throw new UnusableQuestion("cannot calculate with " + e.text());
  }

  private static double arithmetic(String operator, double a, double b) {
    double value =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          default -> Math.pow(a, b);
        };
    return value;
  }

  private double function(Expression.Call call, int row) {
    if (call.arguments().size() != 1) {
      throw new UnusableQuestion("expected one argument in " + call.text());
    }
    double x = number(call.arguments().get(0), row);
    return switch (call.function()) {
      case "log", "ln" -> Math.log(x);
      case "log1p" -> Math.log1p(x);
      case "log2" -> Math.log(x) / Math.log(2);
      case "log10" -> Math.log10(x);
      case "exp" -> Math.exp(x);
      case "expm1" -> Math.expm1(x);
      case "sqrt" -> Math.sqrt(x);
      case "abs" -> Math.abs(x);
      case "I", "as.numeric", "offset" -> x;
      default ->
          throw new UnusableQuestion(
              "there is no function %s; known are log, log1p, log2, log10, exp, expm1, sqrt, abs, I"
                  .formatted(call.function()));
    };
  }

  static boolean isQuestion(Expression e) {
    return e instanceof Expression.Member
        || e instanceof Expression.Missing
        || e instanceof Expression.Unary unary && unary.operator().equals("!")
        || e instanceof Expression.Binary binary && !"+-*/^:".contains(binary.operator());
  }

  /** Yes, no, or null where a missing value leaves it open (R's three-valued logic). */
  @Nullable Boolean truth(Expression e, int row) {
    if (e instanceof Expression.Group group) {
      return truth(group.inside(), row);
    } else if (e instanceof Expression.Unary unary && unary.operator().equals("!")) {
      Boolean inside = truth(unary.of(), row);
      return inside == null ? null : !inside;
    } else if (e instanceof Expression.Missing missing) {
      boolean empty =
          missing.value() instanceof Expression.Name name
              ? table.column(name.text()).isMissing(row)
              : Double.isNaN(number(missing.value(), row));
      return empty != missing.negated();
    } else if (e instanceof Expression.Member member) {
      boolean unknown = false;
      for (Expression candidate : member.among()) {
        Boolean same = compare("==", member.value(), candidate, row);
        if (same == null) {
          unknown = true;
        } else if (same) {
          return !member.negated();
        }
      }
      return unknown ? null : member.negated();
    } else if (e instanceof Expression.Binary binary) {
      return switch (binary.operator()) {
        case "and" -> conjunction(truth(binary.left(), row), binary.right(), row, false);
        case "or" -> conjunction(truth(binary.left(), row), binary.right(), row, true);
        case "+", "-", "*", "/", "^" -> nonZero(number(e, row));
        default -> compare(binary.operator(), binary.left(), binary.right(), row);
      };
    } else if (e instanceof Expression.Name name
        && !table.has(name.text())
        && (name.text().equalsIgnoreCase("true") || name.text().equalsIgnoreCase("false"))) {
      return name.text().equalsIgnoreCase("true");
    }
    return nonZero(number(e, row));
  }

  private static @Nullable Boolean nonZero(double value) {
    return Double.isNaN(value) ? null : value != 0;
  }

  private @Nullable Boolean conjunction(
      @Nullable Boolean left, Expression right, int row, boolean decisive) {
    if (left != null && left == decisive) {
      return decisive;
    }
    Boolean second = truth(right, row);
    if (second != null && second == decisive) {
      return decisive;
    }
    return left == null || second == null ? null : !decisive;
  }

  private @Nullable Boolean compare(String operator, Expression left, Expression right, int row) {
    if (isWords(left) || isWords(right)) {
      String a = word(left, row);
      String b = word(right, row);
      if (a == null || b == null) {
        return null;
      }
      return decide(operator, a.equals(b) ? 0 : a.compareTo(b));
    }
    double a = number(left, row);
    double b = number(right, row);
    return Double.isNaN(a) || Double.isNaN(b)
        ? null
        : decide(operator, Double.compare(a + 0.0, b + 0.0));
  }

  private static boolean decide(String operator, int order) {
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      default -> throw new UnusableQuestion("cannot compare with " + operator);
    };
  }

  private boolean isWords(Expression e) {
    return e instanceof Expression.Word
        || e instanceof Expression.Name name
            && (!table.has(name.text()) || !table.column(name.text()).isNumeric());
  }

  /** A bare word that names no column stands for itself: phase in (baseline, intervention). */
  private @Nullable String word(Expression e, int row) {
    if (e instanceof Expression.Word word) {
      return word.text();
    } else if (e instanceof Expression.Num num) {
      return Column.format(num.value());
    } else if (e instanceof Expression.Name name) {
      return table.has(name.text()) ? table.column(name.text()).word(row) : name.text();
    }
    double value = number(e, row);
    return Double.isNaN(value) ? null : Column.format(value);
  }

  /** Names a column that the filter uses but the data lack, except bare words on a right side. */
  static void requireColumns(Table table, Expression e) {
    if (e instanceof Expression.Name name) {
      table.column(name.text());
    } else if (e instanceof Expression.Unary unary) {
      requireColumns(table, unary.of());
    } else if (e instanceof Expression.Group group) {
      requireColumns(table, group.inside());
    } else if (e instanceof Expression.Missing missing) {
      requireColumns(table, missing.value());
    } else if (e instanceof Expression.Member member) {
      requireColumns(table, member.value());
    } else if (e instanceof Expression.Call call) {
      call.arguments().forEach(argument -> requireColumns(table, argument));
    } else if (e instanceof Expression.Binary binary) {
      requireColumns(table, binary.left());
      boolean bareWord =
          binary.right() instanceof Expression.Name
              && List.of("==", "!=").contains(binary.operator());
      if (!bareWord) {
        requireColumns(table, binary.right());
      }
    }
  }
}
