package org.reachline.reach.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.Measure;

/**
 * What sites of one type report: the measures they type, those that follow, and what must hold
 * between them. Pure: the study file decides everything.
 */
public final class MeasureSheet {
  private final List<Measure> measures;
  private final List<Measure> typed;
  private final List<Measure> computed;
  private final Map<String, Measure> byKey = new LinkedHashMap<>();
  private final List<Check> checks;

  private MeasureSheet(List<Measure> measures, List<Check> checks) {
    this.measures = measures;
    this.typed = measures.stream().filter(m -> m.computed().isEmpty()).toList();
    this.computed = measures.stream().filter(m -> m.computed().isPresent()).toList();
    measures.forEach(m -> byKey.put(m.key(), m));
    this.checks = checks;
  }

  /** The sheet of a site type, such as {@code jail}. */
  public static MeasureSheet of(StudyFile file, String siteType) {
    return new MeasureSheet(file.listMeasuresFor(siteType), file.checks());
  }

  /**
   * Something that a check of the study file found.
   *
   * @param measure key of the measure to look at first; one that is typed, if the rule names one
   * @param message the study file's words
   * @param blocks whether the report cannot be handed in; otherwise a warning to be confirmed
   */
  public record Finding(String measure, String message, boolean blocks) {}

  /** All measures of the type, in the order of the file. */
  public List<Measure> measures() {
    return measures;
  }

  /** Those that somebody types. */
  public List<Measure> typed() {
    return typed;
  }

  /** Those that follow from the others. */
  public List<Measure> computed() {
    return computed;
  }

  /** The measure of this key, if sites of the type report it. */
  public Optional<Measure> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * The values with those that follow from them. A computed measure whose parts are blank keeps the
   * value that was imported for it, if any; blank otherwise.
   */
  public Map<String, BigDecimal> complete(Map<String, BigDecimal> values) {
    Map<String, BigDecimal> all = new LinkedHashMap<>(values);
    // A formula may use another formula's result; each round settles at least one.
    for (int round = 0; round < computed().size(); round++) {
      for (Measure measure : computed()) {
        measure
            .computed()
            .flatMap(formula -> formula.evaluate(all))
            .ifPresent(value -> all.put(measure.key(), plain(value)));
      }
    }
    return all;
  }

  /** Measures that must be answered before the report can be handed in, and are blank. */
  public List<Measure> missing(Map<String, BigDecimal> values, Set<String> worded) {
    return typed().stream()
        .filter(m -> m.required() && !values.containsKey(m.key()) && !worded.contains(m.key()))
        .toList();
  }

  /** What does not hold between the values; a check that meets a blank says nothing. */
  public List<Finding> check(Map<String, BigDecimal> values) {
    Map<String, BigDecimal> all = complete(values);
    List<Finding> findings = new ArrayList<>();
    for (Measure measure : computed()) {
      BigDecimal value = all.get(measure.key());
      if (value != null && outside(measure, value)) {
        findings.add(
            new Finding(
                firstTyped(Set.of(measure.key())),
                measure.label() + " comes to " + value.toPlainString() + ", which cannot be.",
                true));
      }
    }
    for (Check check : checks) {
      if (!check.rule().holds(all).orElse(true)) {
        findings.add(
            new Finding(firstTyped(check.rule().measures()), check.message(), check.blocks()));
      }
    }
    return findings;
  }

  /** Whether a number lies outside a measure's limits. */
  static boolean outside(Measure measure, BigDecimal value) {
    return measure.least().filter(least -> value.compareTo(least) < 0).isPresent()
        || measure.most().filter(most -> value.compareTo(most) > 0).isPresent();
  }

  private String firstTyped(Set<String> keys) {
    for (String key : keys) {
      if (find(key).filter(m -> m.computed().isEmpty()).isPresent()) {
        return key;
      }
    }
    for (String key : keys) {
      Optional<String> part =
          find(key).flatMap(Measure::computed).map(f -> firstTyped(f.measures()));
      if (part.isPresent()) {
        return part.get();
      }
    }
    return keys.iterator().next();
  }

  /** Whether two sets of numbers say the same, however the numbers are written. */
  static boolean same(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(e -> e.getValue().compareTo(other.get(e.getKey())) == 0);
  }

  /** One number written one way: 3, not 3.0 and not 3E+0. */
  static BigDecimal plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
