package org.reachline.protocol.file;

import java.util.List;
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
    List<BesideMethod> methods = entry.choices("beside", BesideMethod.class);
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
}
