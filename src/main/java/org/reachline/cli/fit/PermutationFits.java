package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.stats.Interval;
import org.reachline.stats.Nearest;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.Formula;
import org.reachline.stats.permutation.RandomisationTest;
import org.reachline.stats.permutation.TrialPermutation;
import org.reachline.stats.permutation.TrialPermutation.Statistic;
import org.reachline.stats.permutation.TrialPermutation.Units;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** The kinds permutation_exact and permutation_monte_carlo. */
final class PermutationFits {
  private static final String OTHERS = "other_factors";

  private PermutationFits() {}

  /**
   * Tests every factor with every statistic.
   *
   * @param home the folder in which allocation files are looked up
   */
  static Outcome<ObjectNode> permutation(FitSpec spec, Table data, Path home) {
    FitSpec.Permutation wanted = spec.permutation();
    boolean exact = spec.kind().equals("permutation_exact");
    List<String> statistics =
        wanted.statistics().isEmpty() ? List.of("difference_in_means") : wanted.statistics();
    boolean usesNull = statistics.stream().anyMatch(s -> !s.equals("difference_in_means"));
    if (spec.formula() == null) {
      throw new UnusableQuestion(
          usesNull
              ? "name the null model as formula, such as y ~ stratum"
              : "name outcome and factors as formula, such as y ~ a + b");
    }
    List<String> factors = wanted.factors();
    if (factors.isEmpty()) {
      if (usesNull) {
        throw new UnusableQuestion("name the factors to test; the formula is the null model");
      }
      factors = List.copyOf(Formula.parse(spec.formula()).names());
    }
    ObjectNode node = AnswerJson.object();
    Outcome<Units> last = null;
    Set<String> ofUnits = new LinkedHashSet<>();
    List<String> cautions = new ArrayList<>();
    for (String factor : factors) {
      last = units(spec, factor, factors, usesNull, data);
      if (!last.isAnswered()) {
        return last.map(units -> node);
      }
      Units units = last.get();
      ofUnits.addAll(units.cautions());
      if (usesNull && !node.has("null_model")) {
        describe(node, units, statistics);
      }
      for (String statistic : statistics) {
        ObjectNode one = test(spec, exact, factor, statistic, units, home, cautions);
        boolean plain = statistics.size() == 1 && !usesNull;
        node.set(plain ? factor : factor + "_" + statistic, one);
      }
    }
    node.put("scheme", last.get().scheme().inWords());
    List<String> all = new ArrayList<>(cautions);
    ofUnits.forEach(c -> all.add(c.startsWith("rare outcome") ? 0 : all.size(), c));
    AnswerJson.close(node, last.rows(), List.of(), Map.of(), all);
    return new Outcome.Answered<>(node, last.rows());
  }

  private static Outcome<Units> units(
      FitSpec spec, String factor, List<String> factors, boolean usesNull, Table data) {
    FitSpec.Permutation wanted = spec.permutation();
    List<String> within = new ArrayList<>();
    for (String column : wanted.within()) {
      if (column.equals(OTHERS)) {
        factors.stream().filter(other -> !other.equals(factor)).forEach(within::add);
      } else {
        within.add(column);
      }
    }
    TrialPermutation question =
        TrialPermutation.of(factor)
            .pairs(wanted.pairs())
            .rows(spec.rowFilter())
            .levels(spec.levels())
            .confidence(spec.confidence());
    if (usesNull) {
      question.nullModel(spec.formula(), spec.offset());
    } else {
      question.outcome(Formula.parse(spec.formula()).response().orElseThrow().text());
    }
    boolean block =
        spec.cluster() != null && within.isEmpty() && varies(data, spec.cluster(), factor);
    if (block) {
      within.add(spec.cluster());
    } else {
      question.cluster(spec.cluster());
    }
    return question.within(within).units(data);
  }

  /** A cluster within which the factor varies is a block: units are its rows. */
  private static boolean varies(Table data, String cluster, String factor) {
    Column home = data.column(cluster);
    Column level = data.column(factor);
    Map<String, String> seen = new HashMap<>();
    for (int row = 0; row < data.rows(); row++) {
      String word = level.word(row);
      String first =
          home.isMissing(row) || word == null ? null : seen.putIfAbsent(home.word(row), word);
      if (first != null && !first.equals(word)) {
        return true;
      }
    }
    return false;
  }

  private static void describe(ObjectNode node, Units units, List<String> statistics) {
    AnswerJson.put(node.putObject("null_model"), "coefficients", units.nullCoefficients());
    ObjectNode values = node.putObject("site_values");
    AnswerJson.names(values.putArray("site"), units.names());
    for (String name : statistics) {
      ArrayNode array = values.putArray(name);
      for (double value : units.values().get(statistic(name))) {
        array.add(value);
      }
    }
  }

  private static Statistic statistic(String name) {
    try {
      return Statistic.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new UnusableQuestion(
          "there is no statistic %s; known are difference_in_means, log_ratio, raw_residual%s"
              .formatted(
                  name,
                  Nearest.hint(name, List.of("difference_in_means", "log_ratio", "raw_residual"))));
    }
  }

  private static ObjectNode test(
      FitSpec spec,
      boolean exact,
      String factor,
      String name,
      Units units,
      Path home,
      List<String> cautions) {
    RandomisationTest test = units.test(statistic(name), spec.confidence());
    FitSpec.Permutation wanted = spec.permutation();
    String file = wanted.allocations().get(factor);
    RandomisationTest.Result result;
    if (file != null) {
      List<boolean[]> drawn = allocations(home.resolve(file), units.names());
      result = test.against(drawn, "%d allocations given in %s".formatted(drawn.size(), file));
    } else if (exact) {
      result = test.exact(units.scheme());
    } else {
      result = test.monteCarlo(units.scheme(), wanted.draws(), wanted.seed());
    }
    ObjectNode node = AnswerJson.object();
    AnswerJson.put(
        node,
        name.equals("difference_in_means") ? "observed_diff_in_means" : "observed",
        result.observed());
    node.put("allocations", result.allocations());
    node.put("count_abs_ge", result.countAbsGe());
    AnswerJson.put(
        node, result.exact() ? "p_two_sided_exact" : "p_monte_carlo_plus1", result.pTwoSided());
    AnswerJson.put(node, "p_one_sided_ge", result.pOneSided());
    AnswerJson.put(
        node,
        result.exact() ? "mean_of_permutation_distribution" : "mean_of_statistics",
        result.mean());
    AnswerJson.put(
        node, result.exact() ? "sd_of_permutation_distribution" : "sd_of_statistics", result.sd());
    if (!result.exact()) {
      ArrayNode first = node.putArray("statistic_first_10");
      for (int i = 0; i < Math.min(10, result.statistics().length); i++) {
        first.add(result.statistics()[i]);
      }
      if (file == null) {
        node.put("seed", wanted.seed());
      }
    }
    Optional<Interval> interval =
        result.interval().filter(i -> !name.equals("log_ratio") || units.hasRatio());
    interval.ifPresent(i -> AnswerJson.interval(node, "ci_by_inversion", i));
    if (name.equals("log_ratio")) {
      AnswerJson.put(node, "exp_observed", Math.exp(result.observed()));
      interval.ifPresent(i -> AnswerJson.interval(node, "ci_exp_by_inversion", i.map(Math::exp)));
    }
    result.cautions().forEach(c -> cautions.add("%s %s: %s".formatted(factor, name, c)));
    return node;
  }

  private static List<boolean[]> allocations(Path file, List<String> units) {
    Table table;
    try {
      table = CsvTable.read(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "cannot read the allocations in " + file.getFileName(), unreadable);
    }
    List<boolean[]> drawn = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      boolean[] treated = new boolean[units.size()];
      for (int u = 0; u < treated.length; u++) {
        double cell = table.column(units.get(u)).number(row);
        if (cell != 0 && cell != 1) {
          throw new NotEstimableException(
              "an allocation of %s is neither 0 nor 1".formatted(units.get(u)));
        }
        treated[u] = cell == 1;
      }
      drawn.add(treated);
    }
    return drawn;
  }
}
