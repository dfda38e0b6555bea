package org.reachline.stats.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;

/** What every kind of model asks of counts and of what they are divided by. */
public final class Counts {
  private Counts() {}

  /**
   * Refuses counts below zero, naming the first.
   *
   * @param values in the order of the frame
   * @throws UnusableQuestion when there is one
   */
  public static void requireNoneNegative(ModelFrame frame, String name, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new UnusableQuestion(
            "a count cannot be negative: %s is %s in %s. If it stands for a missing one, leave the cell empty"
                .formatted(name, Column.format(values[i]), frame.where(i)));
      }
    }
  }

  /** A caution when counts are not whole. */
  public static Optional<String> fractions(ModelFrame frame, String name, double... values) {
    int first = -1;
    int many = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != Math.rint(values[i])) {
        first = many++ == 0 ? i : first;
      }
    }
    return many == 0
        ? Optional.empty()
        : Optional.of(
            "%d counts are not whole (first: %s is %s in %s): likelihoods, theta and AIC mean nothing for them"
                .formatted(many, name, values[first], frame.where(first)));
  }

  /**
   * What an outcome is divided by: the right side of each division, and what is taken off as a
   * logarithm, by its text.
   */
  public static Map<String, Expression> denominators(Expression outcome) {
    Map<String, Expression> found = new LinkedHashMap<>();
    collect(outcome, found);
    return found;
  }

  private static void collect(Expression e, Map<String, Expression> into) {
    if (e instanceof Expression.Binary binary) {
      boolean logs =
          binary.operator().equals("-")
              && binary.right() instanceof Expression.Call call
              && call.function().matches("log|ln|log2|log10");
      if (logs) {
        Expression inside = ((Expression.Call) binary.right()).arguments().get(0);
        into.put(inside.text(), inside);
      } else if (binary.operator().equals("/") && !binary.right().names().isEmpty()) {
        into.put(binary.right().text(), binary.right());
      }
      collect(binary.left(), into);
      collect(binary.right(), into);
    } else if (e instanceof Expression.Group group) {
      collect(group.inside(), into);
    } else if (e instanceof Expression.Unary unary) {
      collect(unary.of(), into);
    } else if (e instanceof Expression.Call call) {
      call.arguments().forEach(argument -> collect(argument, into));
    }
  }

  /** Whether an outcome is a logarithm somewhere, so that its counts are counts. */
  public static boolean isLogarithm(Expression e) {
    return e.text().matches(".*\\b(log|ln|log2|log10)\\(.*");
  }
}
