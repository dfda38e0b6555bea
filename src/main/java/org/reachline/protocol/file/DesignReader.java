package org.reachline.protocol.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Suggestions;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.design.Term;

/** Reads phases, factors and arms. */
final class DesignReader {

  static final int FIRST_MONTH = -120;
  static final int LAST_MONTH = 240;

  /** More arms than any trial has; a list of all combinations of many factors would fill memory. */
  private static final int MOST_ARMS = 256;

  private final Section<Phase> phases;
  private final Section<Factor> factors;
  private final Section<Arm> arms;

  DesignReader(YamlMap root) {
    phases = Section.read(root, "phases", "phase", true, Section.KeyStyle.CODE, this::phase);
    StudyReader.notEmpty(root, "phases", phases);
    requireContiguous();
    factors = Section.read(root, "factors", "factor", false, Section.KeyStyle.CODE, this::factor);
    arms = Section.read(root, "arms", "arm", true, Section.KeyStyle.CODE, this::arm);
    StudyReader.notEmpty(root, "arms", arms);
    requireEveryCombination(root);
  }

  Section<Phase> phases() {
    return phases;
  }

  Section<Factor> factors() {
    return factors;
  }

  Section<Arm> arms() {
    return arms;
  }

  /**
   * Whether a study month lies in a phase, or might: nothing is said while a phase is broken, and a
   * month in a gap between phases is the gap's mistake.
   */
  boolean mayHaveMonth(int month) {
    if (!phases.complete() || phases.items().isEmpty()) {
      return true;
    }
    Phase first = phases.items().get(0);
    Phase last = phases.items().get(phases.items().size() - 1);
    return first.fromMonth() <= month && month <= last.toMonth();
  }

  /** The study's months, for messages. */
  String months() {
    List<Phase> read = phases.read();
    return read.get(0).fromMonth() + " to " + read.get(read.size() - 1).toMonth();
  }

  private Phase phase(YamlMap entry, String key) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    Integer from = entry.integer("from", FIRST_MONTH, LAST_MONTH);
    Integer to = entry.integer("to", FIRST_MONTH, LAST_MONTH);
    if (from != null && to != null && from > to) {
      entry.problem(
          "to",
          "the phase ends in month " + to + ", before it begins",
          "month " + from + " or later");
      return null;
    }
    return key == null || label == null || from == null || to == null
        ? null
        : new Phase(key, label, from, to);
  }

  private void requireContiguous() {
    for (int index = 1; index < phases.items().size(); index++) {
      Phase previous = phases.items().get(index - 1);
      Phase phase = phases.items().get(index);
      if (previous == null || phase == null || phase.fromMonth() == previous.toMonth() + 1) {
        continue;
      }
      boolean overlap = phase.fromMonth() <= previous.toMonth();
      phases
          .entries()
          .get(index)
          .problem(
              "from",
              overlap
                  ? "phase '"
                      + phase.key()
                      + "' begins in month "
                      + phase.fromMonth()
                      + ", but '"
                      + previous.key()
                      + "' lasts until month "
                      + previous.toMonth()
                  : "no phase covers the months between '"
                      + previous.key()
                      + "' and '"
                      + phase.key()
                      + "'",
              "month " + (previous.toMonth() + 1));
    }
  }

  private Factor factor(YamlMap entry, String key) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    Section<Term> levels = Section.terms(entry, "levels", "level", true);
    if (levels.entries().size() < 2 && entry.isList("levels")) {
      entry.problem(
          "levels",
          "the factor has " + levels.entries().size() + " level",
          "two or more, the reference first");
      return null;
    }
    return key == null || label == null || !levels.complete()
        ? null
        : new Factor(key, label, levels.items());
  }

  private Arm arm(YamlMap entry, String key) {
    int order = orderOf(entry);
    String label = entry.words("label", Section.LONGEST_LABEL);
    Map<String, String> levels = levels(entry);
    Optional<Integer> crossover =
        entry.maybeInteger("crosses_over_in_month", FIRST_MONTH, LAST_MONTH);
    crossover
        .filter(month -> !mayHaveMonth(month))
        .ifPresent(
            month ->
                entry.problem(
                    "crosses_over_in_month",
                    "month " + month + " lies in no phase",
                    "a month from " + months()));
    return key == null || label == null
        ? null
        : drawn(new Arm(key, label, order, levels, crossover));
  }

  /** By its factors, where there are two with two levels each. */
  private Arm drawn(Arm arm) {
    List<Factor> two = factors.items();
    if (two.size() != 2 || two.stream().anyMatch(f -> f == null || f.levels().size() != 2)) {
      return arm;
    }
    int[] other =
        two.stream()
            .mapToInt(f -> f.reference().key().equals(arm.levels().get(f.key())) ? 0 : 1)
            .toArray();
    return new Arm(
        arm.key(),
        arm.label(),
        arm.order(),
        arm.levels(),
        arm.crossesOverInMonth(),
        9 + 2 * other[0] + other[1]);
  }

  private static int orderOf(YamlMap entry) {
    String path = entry.path();
    return Integer.parseInt(path.substring(path.lastIndexOf('[') + 1, path.length() - 1));
  }

  private Map<String, String> levels(YamlMap entry) {
    Map<String, String> levels = new LinkedHashMap<>();
    if (factors.entries().isEmpty()) {
      if (entry.has("levels")) {
        entry.problem(
            "levels", "the file declares no factors", "no 'levels', or factors that have them");
      }
      return levels;
    }
    YamlMap map = entry.map("levels");
    if (map == null) {
      return levels;
    }
    map.ownKeys(Shape.CODE);
    for (String factorKey : factors.keys()) {
      if (factorKey == null) {
        continue;
      }
      String level = map.code(factorKey);
      Factor factor = factors.find(factorKey);
      if (level != null && factor != null && !factor.hasLevel(level)) {
        List<String> keys = factor.levels().stream().map(Term::key).toList();
        map.problem(
            factorKey,
            "the factor '"
                + factorKey
                + "' has no level '"
                + level
                + "'"
                + Suggestions.nearest(level, keys)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(""),
            "one of " + String.join(", ", keys));
      } else if (level != null) {
        levels.put(factorKey, level);
      }
    }
    if (!factors.keys().contains(null)) {
      map.done();
    }
    return levels;
  }

  private void requireEveryCombination(YamlMap root) {
    if (factors.entries().isEmpty()
        || arms.entries().isEmpty()
        || !factors.complete()
        || !arms.complete()) {
      return;
    }
    long needed = 1;
    for (Factor factor : factors.items()) {
      needed = Math.min(needed * factor.levels().size(), Integer.MAX_VALUE);
    }
    if (needed > MOST_ARMS) {
      root.problem(
          "factors",
          "the factors have more than " + MOST_ARMS + " combinations of levels",
          "fewer factors or levels");
      return;
    }
    Map<Map<String, String>, Arm> byLevels = new LinkedHashMap<>();
    for (int index = 0; index < arms.items().size(); index++) {
      Arm arm = arms.items().get(index);
      Arm twin = byLevels.putIfAbsent(arm.levels(), arm);
      if (twin != null) {
        arms.entries()
            .get(index)
            .problem(
                "levels",
                "the arm has the same levels as '" + twin.key() + "'",
                "levels of its own");
      }
    }
    for (Map<String, String> combination : combinations()) {
      if (!byLevels.containsKey(combination)) {
        List<String> words = new ArrayList<>();
        combination.forEach((factor, level) -> words.add(factor + " " + level));
        root.problem(
            "arms",
            "no arm has " + String.join(" and ", words),
            "one arm for each combination of levels");
      }
    }
  }

  private List<Map<String, String>> combinations() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Factor factor : factors.items()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (Term level : factor.levels()) {
          Map<String, String> more = new LinkedHashMap<>(combination);
          more.put(factor.key(), level.key());
          longer.add(more);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
