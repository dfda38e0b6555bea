package org.reachline.stats.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Distributions;
import org.reachline.stats.Multiplicity;
import org.reachline.stats.cluster.CovariateBalance;
import org.reachline.stats.cluster.IntraclassCorrelation;
import org.reachline.stats.cluster.MinimisedAllocation;
import org.reachline.stats.cluster.SampleSize;
import org.reachline.stats.model.GaussHermite;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** Every number of reference/numerics, made with R 4.2.2 (versions in the file). */
class NumericsReferenceTest {
  private static final Path HOME = Path.of("src/test/resources/reference/numerics");

  private static JsonNode expected() throws Exception {
    return new ObjectMapper().readTree(HOME.resolve("expected.json").toFile());
  }

  private static Table csv(String name) throws Exception {
    return CsvTable.read(HOME.resolve(name));
  }

  @Test
  void knowsEveryPartOfTheCase() throws Exception {
    Set<String> parts = new TreeSet<>();
    expected().fieldNames().forEachRemaining(parts::add);
    // One test below for each; a part that nobody checks would show here.
    assertEquals(
        new TreeSet<>(
            List.of(
                "case",
                "versions",
                "special_functions",
                "gauss_hermite",
                "p_values",
                "p_adjusted",
                "icc",
                "hayes_bennett",
                "covariate_constrained",
                "minimisation")),
        parts);
  }

  @Test
  void meetsTheSpecialFunctions() throws Exception {
    Table table = csv("special_functions.csv");
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (int i = 0; i < table.rows(); i++) {
      String fn = table.column("fn").word(i);
      double a = table.column("a").number(i);
      double b = table.column("b").number(i);
      double c = table.column("c").number(i);
      double wanted = table.column("value").number(i);
      boolean quantile = fn.matches("q(norm|t|chisq|f)");
      if (quantile && !(a >= 1e-6 && a <= 1 - 1e-6)) {
        continue;
      }
      double value = function(fn, a, b, c);
      double size = Math.abs(wanted);
      double allowed = quantile ? 1e-8 * Math.max(1, size) : Math.max(1e-11 * size, 1e-14);
      checked++;
      if (!(Math.abs(value - wanted) <= allowed)) {
        wrong.add("%s(%s, %s, %s) = %.17g, not %.17g".formatted(fn, a, b, c, value, wanted));
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    assertTrue(checked >= 400, "only " + checked + " values were checked");
  }

  private static double function(String fn, double a, double b, double c) {
    return switch (fn) {
      case "pnorm" -> Distributions.normal(a);
      case "pnorm_upper" -> Distributions.normalUpper(a);
      case "qnorm" -> Distributions.normalQuantile(a);
      case "pt" -> Distributions.t(a, b);
      case "pt_upper" -> Distributions.tUpper(a, b);
      case "qt" -> Distributions.tQuantile(a, b);
      case "pchisq" -> Distributions.chiSquared(a, b);
      case "pchisq_upper" -> Distributions.chiSquaredUpper(a, b);
      case "qchisq" -> Distributions.chiSquaredQuantile(a, b);
      case "pf_upper" -> Distributions.fUpper(a, b, c);
      case "qf" -> Distributions.fQuantile(a, b, c);
      case "dnbinom_log" -> Distributions.negativeBinomialLog(a, b, c);
      case "pnbinom" -> Distributions.negativeBinomial(a, b, c);
      case "dpois_log" -> Distributions.poissonLog(a, b);
      case "ppois" -> Distributions.poisson(a, b);
      case "pbeta" -> Distributions.beta(a, b, c);
      case "lgamma" -> Distributions.logGamma(a);
      case "digamma" -> Distributions.digamma(a);
      case "trigamma" -> Distributions.trigamma(a);
      default -> throw new AssertionError("nobody checks " + fn);
    };
  }

  @Test
  void meetsTheGaussHermiteRules() throws Exception {
    Table table = csv("gauss_hermite.csv");
    for (int row = 0; row < table.rows(); row++) {
      GaussHermite rule = GaussHermite.of((int) table.column("n").number(row));
      int i = (int) table.column("i").number(row) - 1;
      double weight = table.column("weight").number(row);
      assertEquals(table.column("node").number(row), rule.nodes()[i], 1e-12);
      assertEquals(weight, rule.weights()[i], 1e-10 * weight);
    }
    assertEquals(101, table.rows());
  }

  @Test
  void meetsTheAdjustedPValues() throws Exception {
    Map<String, Double> p = new LinkedHashMap<>();
    expected()
        .get("p_values")
        .properties()
        .forEach(e -> p.put(e.getKey(), e.getValue().asDouble()));
    int checked = 0;
    for (var method : expected().get("p_adjusted").properties()) {
      Map<String, Double> adjusted =
          Multiplicity.valueOf(method.getKey().toUpperCase(Locale.ROOT)).adjust(p);
      for (var value : method.getValue().properties()) {
        assertEquals(
            value.getValue().asDouble(),
            adjusted.get(value.getKey()),
            1e-9,
            method.getKey() + value.getKey());
        checked++;
      }
    }
    assertEquals(36, checked);
  }

  @Test
  void meetsTheIntraclassCorrelation() throws Exception {
    Table table = csv("icc_oneway.csv");
    int[] rows = IntStream.range(0, table.rows()).toArray();
    List<String> groups = Arrays.stream(rows).mapToObj(table.column("g")::word).toList();
    IntraclassCorrelation icc =
        IntraclassCorrelation.anova(groups, table.column("y").numbers(rows), 0.95).get();
    JsonNode e = expected().get("icc");
    assertEquals(e.get("msb").asDouble(), icc.betweenMeanSquare(), 1e-7);
    assertEquals(e.get("msw").asDouble(), icc.withinMeanSquare(), 1e-8);
    assertEquals(e.get("n0").asDouble(), icc.n0(), 1e-8);
    assertEquals(e.get("icc_anova").asDouble(), icc.icc(), 1e-9);
    assertEquals(e.get("cv_cluster_size").asDouble(), icc.sizeVariation(), 1e-9);
    assertEquals(e.get("deff_eldridge").asDouble(), icc.designEffect(), 1e-8);
    assertEquals(e.get("deff_kish_equal").asDouble(), icc.equalSizeDesignEffect(), 1e-8);
    assertTrue(icc.interval().orElseThrow().contains(icc.icc()));
    assertEquals(8, e.size(), "a number of the case that nobody checks");
  }

  @Test
  void meetsHayesAndBennett() throws Exception {
    for (JsonNode e : expected().get("hayes_bennett")) {
      double n =
          SampleSize.clustersPerArm(
              e.get("lambda0").asDouble(),
              e.get("lambda1").asDouble(),
              e.get("person_time_per_cluster").asDouble(),
              e.get("k_cv").asDouble(),
              e.get("alpha_two_sided").asDouble(),
              e.get("power").asDouble());
      assertEquals(e.get("clusters_per_arm_real").asDouble(), n, 1e-7);
      assertEquals(e.get("clusters_per_arm").asInt(), (int) Math.ceil(n));
      assertEquals(8, e.size(), "a number of the case that nobody checks");
    }
  }

  @Test
  void meetsTheConstrainedAllocations() throws Exception {
    Table table = csv("constrained_sites.csv");
    int[] rows = IntStream.range(0, table.rows()).toArray();
    double[][] covariates = {
      table.column("log_adp").numbers(rows),
      table.column("base_rate").numbers(rows),
      table.column("rural").numbers(rows)
    };
    CovariateBalance.Constrained c = CovariateBalance.enumerate(covariates, 0.10);
    JsonNode e = expected().get("covariate_constrained");
    double[] scores =
        c.all().stream().mapToDouble(CovariateBalance.Scored::score).sorted().toArray();
    assertEquals(e.get("allocations").asInt(), scores.length);
    assertEquals(e.get("score_min").asDouble(), scores[0], 1e-9);
    assertEquals(e.get("score_max").asDouble(), scores[scores.length - 1], 1e-8);
    assertEquals(
        e.get("score_mean").asDouble(), Arrays.stream(scores).average().orElseThrow(), 1e-9);
    double median = (scores[scores.length / 2 - 1] + scores[scores.length / 2]) / 2;
    assertEquals(e.get("score_median").asDouble(), median, 1e-9);
    assertEquals(e.get("cutoff_value").asDouble(), c.cutoff(), 1e-9);
    assertEquals(e.get("accepted").asInt(), c.accepted().size());
    double least = 1;
    double most = 0;
    for (int i : rows) {
      for (int j = 0; j < i; j++) {
        least = Math.min(least, c.sameArm()[i][j]);
        most = Math.max(most, c.sameArm()[i][j]);
      }
    }
    assertEquals(e.get("pair_same_arm_frequency_min").asDouble(), least, 1e-9);
    assertEquals(e.get("pair_same_arm_frequency_max").asDouble(), most, 1e-9);
    assertEquals(e.get("pairs_always_together").asInt(), c.pairsWithFrequency(1));
    assertEquals(e.get("pairs_always_apart").asInt(), c.pairsWithFrequency(0));
    int at = 0;
    for (JsonNode first : e.get("first_8_in_lexicographic_order")) {
      CovariateBalance.Scored scored = c.all().get(at++);
      List<String> names =
          Arrays.stream(scored.arm1()).mapToObj(table.column("site")::word).toList();
      List<String> wanted = new ArrayList<>();
      first.get("arm1").forEach(site -> wanted.add(site.asText()));
      assertEquals(wanted, names);
      assertEquals(first.get("score").asDouble(), scored.score(), 1e-8);
    }
    assertEquals(15, e.size(), "a number of the case that nobody checks");
  }

  @Test
  void meetsTheMinimisedAllocations() throws Exception {
    JsonNode e = expected().get("minimisation");
    List<String> arms = new ArrayList<>();
    e.get("arms_in_order").forEach(arm -> arms.add(arm.asText()));
    double[] weights = new double[e.get("weights").size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = e.get("weights").get(i).asDouble();
    }
    MinimisedAllocation allocation = new MinimisedAllocation(arms, weights);
    Table table = csv("minimisation.csv");
    for (int row = 0; row < table.rows(); row++) {
      String given =
          allocation.next(
              table.column("size").word(row),
              table.column("region").word(row),
              table.column("moud").word(row));
      assertEquals(table.column("expected_arm").word(row), given, "site " + (row + 1));
    }
    assertEquals(24, table.rows());
  }
}
