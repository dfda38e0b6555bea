package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Term;
import org.reachline.stats.Contrast;

/**
 * How an analysis's factors become columns of zeros and ones, and which combinations of their
 * coefficients are randomised contrasts. A study without factors compares each arm with the first.
 */
final class Factors {
  /**
   * Names that the models' tables and the formula language have for themselves, and the word that
   * stands for the reference in the keys of contrasts.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "events",
          "exposure",
          "stratum",
          "log_base_rate",
          "unit",
          "site",
          "block",
          "pair_of",
          "reference",
          "not",
          "and",
          "or",
          "in",
          "is",
          "missing");

  /** One level that is compared with the reference, and its column. */
  record Level(String column, String label, Predicate<Arm> holds) {}

  /** A factor: its levels beside the reference. */
  record Side(String label, String referenceLabel, List<Level> levels) {
    String versus(Level level) {
      return label.isEmpty()
          ? level.label() + " against " + referenceLabel
          : label + ": " + level.label() + " against " + referenceLabel;
    }
  }

  /** A contrast and how it is told. */
  record Told(String key, String label, EffectKind kind, Contrast contrast) {}

  private final List<Side> sides = new ArrayList<>();
  private final boolean interaction;

  private Factors(StudyFile file, Analysis analysis) {
    Set<String> taken = new HashSet<>(RESERVED);
    for (String key : analysis.factors()) {
      Factor factor = file.findFactor(key).orElseThrow();
      List<Term> others = factor.levels().subList(1, factor.levels().size());
      List<Level> levels = new ArrayList<>();
      for (Term level : others) {
        String name = others.size() == 1 ? key : key + level.key();
        levels.add(
            new Level(
                column(name, taken),
                level.label(),
                arm -> level.key().equals(arm.levels().get(key))));
      }
      sides.add(new Side(factor.label(), factor.reference().label(), levels));
    }
    if (sides.isEmpty()) {
      List<Level> levels = new ArrayList<>();
      for (Arm arm : file.arms().subList(1, file.arms().size())) {
        levels.add(
            new Level(
                column("arm" + arm.key(), taken), arm.label(), a -> a.key().equals(arm.key())));
      }
      sides.add(new Side("", file.arms().get(0).label(), levels));
    }
    interaction = analysis.interaction() && sides.size() == 2;
  }

  static Factors of(StudyFile file, Analysis analysis) {
    return new Factors(file, analysis);
  }

  List<Side> sides() {
    return sides;
  }

  boolean interaction() {
    return interaction;
  }

  /** Whether two arms have the same level of every factor of the analysis. */
  boolean sameCell(Arm one, Arm other) {
    return levels().stream().allMatch(l -> l.holds().test(one) == l.holds().test(other));
  }

  /** The levels whose columns enter, in order. */
  List<Level> levels() {
    return sides.stream().flatMap(side -> side.levels().stream()).toList();
  }

  /** The terms of the formula: each level, then the products. */
  List<String> terms() {
    List<String> terms = new ArrayList<>();
    levels().forEach(level -> terms.add(level.column()));
    if (interaction) {
      for (Level a : sides.get(0).levels()) {
        for (Level b : sides.get(1).levels()) {
          terms.add(product(a, b));
        }
      }
    }
    return terms;
  }

  /** Main effects (averaged evenly over the other factor), then the interaction. */
  List<Told> contrasts() {
    List<Told> told = new ArrayList<>();
    for (Side side : sides) {
      for (Level level : side.levels()) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(level.column(), 1.0);
        if (interaction) {
          List<Level> others = other(side).levels();
          for (Level o : others) {
            weights.put(product(side, level, o), 1.0 / (others.size() + 1));
          }
        }
        EffectKind kind = side.label().isEmpty() ? EffectKind.ARM : EffectKind.MAIN;
        told.add(told(level.column(), side.versus(level), kind, weights));
      }
    }
    if (interaction) {
      Side first = sides.get(0);
      Side second = sides.get(1);
      boolean single = first.levels().size() * second.levels().size() == 1;
      for (Level a : first.levels()) {
        for (Level b : second.levels()) {
          String label = "Interaction of " + first.label() + " and " + second.label();
          told.add(
              told(
                  product(a, b),
                  single ? label : label + ": " + a.label() + " and " + b.label(),
                  EffectKind.INTERACTION,
                  Map.of(product(a, b), 1.0)));
        }
      }
    }
    return told;
  }

  /** Each factor's effect within each level of the other; none without interaction. */
  List<Told> withinLevels() {
    List<Told> told = new ArrayList<>();
    if (!interaction) {
      return told;
    }
    for (Side side : sides) {
      Side other = other(side);
      for (Level level : side.levels()) {
        String versus = side.versus(level) + ", within " + other.label() + " ";
        told.add(
            told(
                level.column() + " within reference",
                versus + other.referenceLabel(),
                EffectKind.WITHIN_LEVEL,
                Map.of(level.column(), 1.0)));
        for (Level o : other.levels()) {
          told.add(
              told(
                  level.column() + " within " + o.column(),
                  versus + o.label(),
                  EffectKind.WITHIN_LEVEL,
                  Map.of(level.column(), 1.0, product(side, level, o), 1.0)));
        }
      }
    }
    return told;
  }

  private static Told told(String key, String label, EffectKind kind, Map<String, Double> weights) {
    return new Told(key, label, kind, new Contrast(key, weights));
  }

  private Side other(Side side) {
    return sides.get(side == sides.get(0) ? 1 : 0);
  }

  private String product(Side side, Level level, Level other) {
    return side == sides.get(0) ? product(level, other) : product(other, level);
  }

  private static String product(Level first, Level second) {
    return first.column() + ":" + second.column();
  }

  /** A name that a formula can hold; "sum" at its start would be read as a sum. */
  private static String column(String key, Set<String> taken) {
    String name = key.replaceAll("[^A-Za-z0-9_]", "_");
    if (!name.matches("[A-Za-z].*") || name.startsWith("sum")) {
      name = "f_" + name;
    }
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }
}
