package org.reachline.protocol.measure;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Whether a formula can say anything. It is tried at some numbers that no formula is made for: what
 * comes to the same at all of them does so whatever is reported.
 */
public final class FormulaSense {
  private static final int TRIES = 6;
  private static final long SEED = 20_261_130;

  private FormulaSense() {}

  /** What is wrong with a formula, in words; empty if it depends on what is reported. */
  public static Optional<String> wrongWith(MeasureExpression formula) {
    Set<BigDecimal> results = new LinkedHashSet<>();
    boolean known = results(formula, results);
    if (!known) {
      return Optional.of("it divides by 0 whatever is reported");
    }
    if (formula.measures().isEmpty()) {
      return Optional.of("it names no measure");
    }
    return results.size() > 1
        ? Optional.empty()
        : Optional.of(
            "it comes to " + results.iterator().next().toPlainString() + " whatever is reported");
  }

  /** What is wrong with a rule, in words; empty if it depends on what is reported. */
  public static Optional<String> wrongWith(Comparison rule) {
    if (rule.measures().isEmpty()) {
      return Optional.of("it names no measure");
    }
    if (!results(rule.left(), new LinkedHashSet<>())
        || !results(rule.right(), new LinkedHashSet<>())) {
      return Optional.of("it divides by 0 whatever is reported");
    }
    Set<BigDecimal> differences = new LinkedHashSet<>();
    Set<Boolean> holds = new LinkedHashSet<>();
    Random random = new Random(SEED);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Map<String, BigDecimal> values = values(rule.measures(), random);
      Optional<BigDecimal> left = rule.left().evaluate(values);
      Optional<BigDecimal> right = rule.right().evaluate(values);
      if (left.isPresent() && right.isPresent()) {
        differences.add(plain(left.get().subtract(right.get())));
        holds.add(rule.holds(values).orElseThrow());
      }
    }
    return differences.size() > 1
        ? Optional.empty()
        : Optional.of(
            holds.contains(true)
                ? "it holds whatever is reported"
                : "it holds never, so that no report could be handed in");
  }

  /** Whether a formula gives fractions of what is counted whole. */
  public static boolean isFractional(MeasureExpression formula) {
    Set<BigDecimal> results = new LinkedHashSet<>();
    results(formula, results);
    return results.stream().anyMatch(result -> result.scale() > 0);
  }

  /** Whether any try gives a number. */
  private static boolean results(MeasureExpression formula, Set<BigDecimal> into) {
    Random random = new Random(SEED);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      formula
          .evaluate(values(formula.measures(), random))
          .ifPresent(result -> into.add(plain(result)));
    }
    return !into.isEmpty();
  }

  private static Map<String, BigDecimal> values(Set<String> measures, Random random) {
    Map<String, BigDecimal> values = new HashMap<>();
    measures.forEach(name -> values.put(name, BigDecimal.valueOf(101 + random.nextInt(89_000))));
    return values;
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
