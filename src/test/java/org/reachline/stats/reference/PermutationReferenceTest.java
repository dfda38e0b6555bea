package org.reachline.stats.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reachline.cli.fit.Fits;
import org.reachline.cli.fit.SpecReader;
import org.reachline.stats.permutation.RandomisationScheme;
import org.reachline.stats.permutation.RandomisationTest;
import org.reachline.stats.table.CsvTable;

/** The randomisation tests of the reference cases (R 4.2.2), through the fit command's reading. */
class PermutationReferenceTest {
  private static final Path HOME = Path.of("src/test/resources/reference");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode expected(String name, String id) throws Exception {
    for (JsonNode fit :
        JSON.readTree(HOME.resolve(name).resolve("expected.json").toFile()).get("fits")) {
      if (fit.get("id").asText().equals(id)) {
        return fit;
      }
    }
    throw new AssertionError("no fit " + id);
  }

  private static JsonNode answer(String name, String spec) throws Exception {
    Path home = HOME.resolve(name);
    return Fits.answer(
            SpecReader.read(JSON.readTree(spec)), CsvTable.read(home.resolve("data.csv")), home)
        .get("fits")
        .get("it");
  }

  @Test
  void meetsTheExactTestOfNpk() throws Exception {
    JsonNode answer =
        answer(
            "npk_exact_permutation",
            """
            {"fits": [{"id": "it", "kind": "permutation_exact", "formula": "yield ~ N + P + K", "within": "block"}]}
            """);
    int checked = 0;
    for (var factor : expected("npk_exact_permutation", "npk_exact").get("expected").properties()) {
      for (var e : factor.getValue().properties()) {
        double wanted = e.getValue().asDouble();
        double value = answer.get(factor.getKey()).get(e.getKey()).asDouble();
        assertEquals(
            wanted,
            value,
            1e-9 * Math.max(1, Math.abs(wanted)),
            factor.getKey() + " " + e.getKey());
        checked++;
      }
    }
    assertEquals(18, checked);
  }

  @Test
  void meetsTheTrialsSuppliedAllocations() throws Exception {
    JsonNode answer =
        answer(
            "trial_sim48",
            """
            {"fits": [{"id": "it", "kind": "permutation_monte_carlo", "cluster": "site_id",
              "formula": "new_total ~ stratum + log_base_rate", "offset": "log(adp/100)",
              "row_filter": "phase == 'intervention' and new_total not missing",
              "factors": ["high", "echo"], "within": ["stratum", "other_factors"],
              "statistics": ["log_ratio", "raw_residual"],
              "allocations": {"high": "allocations_high.csv", "echo": "allocations_echo.csv"}}]}
            """);
    JsonNode fit = expected("trial_sim48", "permutation_main_effects");
    List<String> wrong = new ArrayList<>();
    ObjectNode all = fit.get("expected").deepCopy();
    all.set("null_model", fit.get("null_model"));
    all.set("site_values", fit.get("site_values"));
    compare("", all, answer, wrong);
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static void compare(String path, JsonNode wanted, JsonNode found, List<String> wrong) {
    if (wanted.isObject()) {
      wanted
          .properties()
          .forEach(
              e -> {
                if (!e.getKey().equals("p_from_100000_other_draws")) {
                  compare(path + "/" + e.getKey(), e.getValue(), found.path(e.getKey()), wrong);
                }
              });
    } else if (wanted.isArray()) {
      for (int i = 0; i < wanted.size(); i++) {
        compare(path + "/" + i, wanted.get(i), found.path(i), wrong);
      }
    } else if (wanted.isNumber()) {
      double allowed = path.contains("count") ? 0 : 1e-6 * Math.max(1, Math.abs(wanted.asDouble()));
      if (!found.isNumber() || !(Math.abs(found.asDouble() - wanted.asDouble()) <= allowed)) {
        wrong.add(path + " is " + found + " instead of " + wanted);
      }
    } else if (!wanted.equals(found)) {
      wrong.add(path + " is " + found + " instead of " + wanted);
    }
  }

  @Test
  void drawsAgreeWithOtherDrawsWithinMonteCarloError() throws Exception {
    JsonNode answer =
        answer(
            "trial_sim48",
            """
            {"fits": [{"id": "it", "kind": "permutation_monte_carlo", "cluster": "site_id",
              "formula": "new_total ~ stratum + log_base_rate", "offset": "log(adp/100)",
              "row_filter": "phase == 'intervention' and new_total not missing",
              "factors": ["high", "echo"], "within": ["stratum", "other_factors"],
              "statistics": ["log_ratio", "raw_residual"], "draws": 100000, "seed": 20261122}]}
            """);
    int checked = 0;
    for (var e : expected("trial_sim48", "permutation_main_effects").get("expected").properties()) {
      double p = e.getValue().get("p_from_100000_other_draws").asDouble();
      double own = answer.get(e.getKey()).get("p_monte_carlo_plus1").asDouble();
      // Both are estimates from 100,000 draws.
      double error = Math.sqrt(2 * Math.max(p, 1e-5) * (1 - p) / 100_000);
      assertEquals(p, own, 3 * error, e.getKey());
      checked++;
    }
    assertEquals(4, checked);
  }

  @Test
  void visitsEveryAllocationOfTheSchemeOnce() {
    RandomisationScheme scheme =
        RandomisationScheme.WithinStrata.of(List.of("a", "a", "a", "b", "b", "b"));
    boolean[] observed = {true, false, false, true, true, false};
    Set<String> seen = new HashSet<>();
    scheme.visitAll(observed, a -> assertTrue(seen.add(Arrays.toString(a))));
    assertEquals(9, seen.size());
    assertEquals(9, scheme.count(observed));
  }

  @Test
  void swapsWithinPairsAsTheSignTestDoes() {
    // Five pairs, the treated always higher by its own amount: 2 of 32 swaps are as extreme.
    double[] values = {5, 1, 7, 2, 9, 4, 6, 3, 8, 2};
    boolean[] treated = {true, false, true, false, true, false, true, false, true, false};
    RandomisationScheme pairs =
        RandomisationScheme.WithinPairs.of(
            List.of("1", "1", "2", "2", "3", "3", "4", "4", "5", "5"));
    RandomisationTest.Result result = RandomisationTest.of(values, treated, 0.9).exact(pairs);
    assertEquals(32, result.allocations());
    assertEquals(2, result.countAbsGe());
    assertEquals(0.0625, result.pTwoSided());
  }

  @Test
  void leavesShiftsOutOfTheIntervalThatTheTestRejects() throws Exception {
    double[] values = {5, 1, 7, 2, 9, 4, 6, 3, 8, 2, 11, 4};
    boolean[] treated = {
      true, false, true, false, true, false, true, false, true, false, true, false
    };
    RandomisationScheme all = RandomisationScheme.WithinStrata.complete(12);
    var interval = RandomisationTest.of(values, treated, 0.95).exact(all).interval().orElseThrow();
    for (double inside : new double[] {0.999, -0.999}) {
      double middle = (interval.lower() + interval.upper()) / 2;
      double half = (interval.upper() - interval.lower()) / 2;
      assertTrue(pOfShift(values, treated, all, middle + inside * half) > 0.05);
      assertTrue(
          pOfShift(values, treated, all, middle + 1.001 * Math.signum(inside) * half) <= 0.05);
    }
  }

  private static double pOfShift(
      double[] values, boolean[] treated, RandomisationScheme all, double shift) {
    double[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] -= treated[i] ? shift : 0;
    }
    return RandomisationTest.of(shifted, treated, 0.95).exact(all).pTwoSided();
  }

  @Test
  void readsAllocationsThatConstrainedRandomisationLeft() {
    boolean[] observed = {true, true, false, false};
    RandomisationScheme four =
        new RandomisationScheme.Constrained(
            List.of(
                observed,
                new boolean[] {true, false, true, false},
                new boolean[] {false, true, false, true},
                new boolean[] {false, false, true, true}));
    RandomisationTest.Result result =
        RandomisationTest.of(new double[] {4, 5, 1, 2}, observed, 0.95).exact(four);
    assertEquals(0.5, result.pTwoSided());
    assertTrue(result.interval().isEmpty());
  }
}
