package org.reachline.protocol.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.protocol.Beside;
import org.reachline.protocol.BesideMethod;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/** Reads what an analysis wants beside its cluster-level answer. */
final class BesideReader {
  private static final int FEWEST_DRAWS = 99;
  private static final int MOST_DRAWS = 200_000;

  private BesideReader() {}

  /**
   * Reads the part of an analysis.
   *
   * @param outcome the measure that is compared; null if it is broken
   */
  static Beside read(YamlMap entry, Measure outcome) {
    List<BesideMethod> methods =
        new ArrayList<>(
            entry.list(
                "beside",
                false,
                "one of nb_gee, permutation",
                value -> method(YamlValue.toText(value))));
    refuseTwice(entry, "beside", methods);
    Optional<Integer> draws = entry.maybeInteger("permutation_draws", FEWEST_DRAWS, MOST_DRAWS);
    Optional<Integer> seed = entry.maybeInteger("permutation_seed", 0, Integer.MAX_VALUE);
    if (!methods.contains(BesideMethod.PERMUTATION)) {
      for (String property : List.of("permutation_draws", "permutation_seed")) {
        if (entry.has(property)) {
          entry.problem(
              property, "no permutation stands beside this analysis", "beside: [permutation]");
        }
      }
    }
    if (methods.contains(BesideMethod.NB_GEE)
        && outcome != null
        && outcome.type() != MeasureType.COUNT) {
      entry.problem(
          "beside",
          "'" + outcome.key() + "' is no count, and nb_gee compares counts",
          "an outcome of the type count, or no nb_gee");
    }
    return new Beside(
        methods, draws.orElse(Beside.NOTHING.draws()), seed.orElse(Beside.NOTHING.seed()));
  }

  /** Reports an entry of a list that stands in it twice. */
  static void refuseTwice(YamlMap entry, String property, List<? extends Enum<?>> list) {
    if (list.stream().distinct().count() < list.size()) {
      entry.refusal(property, "something in the list is said twice", "each of them once");
    }
  }

  private static BesideMethod method(String text) {
    for (BesideMethod method : BesideMethod.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(text)) {
        return method;
      }
    }
    return null;
  }
}
