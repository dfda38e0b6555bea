package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reachline.stats.UnusableQuestion;

/**
 * A model in R's notation: {@code y ~ a * b + log(x) - 1 + offset(log(adp / 100))}. Understood are
 * + - * : / ^ %in%, parentheses, 0 and 1, I(...), arithmetic inside functions, factor(...), {@code
 * offset(...)}, {@code cbind(events, others)} on the left, and one random intercept {@code (1 |
 * site)}.
 */
public final class Formula {
  private final String source;
  private final @Nullable Expression response;
  private final Map<String, Expression> variables = new LinkedHashMap<>();
  private final List<Expression> offsets = new ArrayList<>();
  private boolean intercept = true;
  private @Nullable String randomIntercept;
  private final List<Long> terms;

  private Formula(String source) {
    this.source = source;
    int tilde = source.indexOf('~');
    if (tilde < 0 || source.indexOf('~', tilde + 1) >= 0) {
      throw new UnusableQuestion("a formula has one ~ between outcome and terms: " + source);
    }
    String left = source.substring(0, tilde);
    String right = source.substring(tilde + 1);
    if (right.isBlank()) {
      throw new UnusableQuestion("nothing stands to the right of ~ in: " + source);
    }
    response = left.isBlank() ? null : ExpressionParser.parse(left);
    Set<Long> expanded = expand(ExpressionParser.parse(right));
    List<Long> sorted = new ArrayList<>(expanded);
    sorted.remove(0L);
    sorted.sort(Comparator.comparingInt(Long::bitCount));
    terms = List.copyOf(sorted);
  }

  /**
   * Reads a formula.
   *
   * @throws UnusableQuestion with the place that cannot be read
   */
  public static Formula parse(String source) {
    if (source == null || source.isBlank()) {
      throw new UnusableQuestion("a formula is needed, such as y ~ high * echo");
    }
    return new Formula(source.trim());
  }

  private Set<Long> expand(Expression e) {
    Set<Long> found = new LinkedHashSet<>();
    if (e instanceof Expression.Group group) {
      if (group.inside() instanceof Expression.Binary bar && bar.operator().equals("or")) {
        takeRandom(bar);
        return found;
      }
      return expand(group.inside());
    } else if (e instanceof Expression.Num num) {
      if (num.value() != 0 && num.value() != 1) {
        throw new UnusableQuestion("a bare number in a formula is 0 or 1, not " + num.text());
      }
      intercept = num.value() == 1;
      return found;
    } else if (e instanceof Expression.Unary unary) {
      Set<Long> inside = expand(unary.of());
      if (unary.operator().equals("-")) {
        intercept = unary.of() instanceof Expression.Num num ? num.value() != 1 : intercept;
        return found;
      }
      return inside;
    } else if (e instanceof Expression.Binary binary && isFormulaOperator(binary.operator())) {
      return operate(binary);
    } else if (e instanceof Expression.Call call && call.function().equals("offset")) {
      if (call.arguments().size() != 1) {
        throw new UnusableQuestion("offset() has one argument in: " + source);
      }
      offsets.add(call.arguments().get(0));
      return found;
    } else if (e instanceof Expression.Name || e instanceof Expression.Call) {
      String text = e.text();
      variables.putIfAbsent(text, e);
      found.add(1L << new ArrayList<>(variables.keySet()).indexOf(text));
      if (variables.size() > 62) {
        throw new UnusableQuestion("more than 62 variables in one formula");
      }
      return found;
    }
    throw new UnusableQuestion(
        "cannot read the term %s; write arithmetic inside I(...)".formatted(e.text()));
  }

  private static boolean isFormulaOperator(String operator) {
    return Set.of("+", "-", "*", "/", ":", "^", "%in%").contains(operator);
  }

  private void takeRandom(Expression.Binary bar) {
    boolean interceptOnly = bar.left() instanceof Expression.Num num && num.value() == 1;
    if (!interceptOnly || !(bar.right() instanceof Expression.Name) || randomIntercept != null) {
      throw new UnusableQuestion("one random intercept such as (1 | site) is possible: " + source);
    }
    randomIntercept = ((Expression.Name) bar.right()).text();
  }

  private Set<Long> operate(Expression.Binary binary) {
    if (binary.operator().equals("^")) {
      return power(binary);
    }
    Set<Long> left = expand(binary.left());
    boolean minus = binary.operator().equals("-");
    if (minus && binary.right() instanceof Expression.Num num) {
      intercept = num.value() != 1;
      return left;
    }
    Set<Long> right = expand(binary.right());
    Set<Long> result = new LinkedHashSet<>();
    switch (binary.operator()) {
      case "+" -> {
        result.addAll(left);
        result.addAll(right);
      }
      case "-" -> {
        result.addAll(left);
        result.removeAll(right);
      }
      case "*" -> {
        result.addAll(left);
        result.addAll(right);
        result.addAll(cross(left, right));
      }
      case "/" -> {
        result.addAll(left);
        long all = left.stream().reduce(0L, (a, b) -> a | b);
        result.addAll(cross(Set.of(all), right));
      }
      default -> result.addAll(cross(left, right));
    }
    return result;
  }

  private Set<Long> power(Expression.Binary binary) {
    if (!(binary.right() instanceof Expression.Num num) || num.value() < 1 || num.value() > 9) {
      throw new UnusableQuestion("a power in a formula is a small whole number: " + binary.text());
    }
    Set<Long> base = expand(binary.left());
    Set<Long> result = new LinkedHashSet<>(base);
    for (int i = 1; i < num.value(); i++) {
      result.addAll(cross(new LinkedHashSet<>(result), base));
    }
    return result;
  }

  private static Set<Long> cross(Set<Long> left, Set<Long> right) {
    Set<Long> result = new LinkedHashSet<>();
    for (long a : left) {
      for (long b : right) {
        result.add(a | b);
      }
    }
    return result;
  }

  /** The text as given. */
  public String source() {
    return source;
  }

  /** The left side; empty when there is none. */
  public Optional<Expression> response() {
    return Optional.ofNullable(response);
  }

  /** Whether the model has an intercept. */
  public boolean hasIntercept() {
    return intercept;
  }

  /** The cluster of {@code (1 | cluster)}, if the formula has one. */
  public Optional<String> randomIntercept() {
    return Optional.ofNullable(randomIntercept);
  }

  /**
   * This formula, which must not have random effects.
   *
   * @throws UnusableQuestion when it has, because leaving them out would be another model
   */
  public Formula withoutRandomEffects() {
    if (randomIntercept != null) {
      throw new UnusableQuestion(
          "(1 | %s) is a random intercept, which only a mixed model has (glmm_random_intercept): %s"
              .formatted(randomIntercept, source));
    }
    return this;
  }

  /** The offsets written in the formula. */
  public List<Expression> offsets() {
    return List.copyOf(offsets);
  }

  /** The names of columns on the right side, offsets included, in order of appearance. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    variables.values().forEach(e -> names.addAll(e.names()));
    offsets.forEach(e -> names.addAll(e.names()));
    return names;
  }

  /** The right side's variables, by R's text of each, in order of appearance. */
  Map<String, Expression> variables() {
    return variables;
  }

  /** The terms by degree, each a set of variables as bits in the order of {@link #variables}. */
  List<Long> terms() {
    return terms;
  }
}
