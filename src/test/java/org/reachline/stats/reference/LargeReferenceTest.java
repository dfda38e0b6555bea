package org.reachline.stats.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reachline.stats.model.Correction;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.model.Glm;
import org.reachline.stats.model.Glmm;
import org.reachline.stats.model.GlmmAnswer;
import org.reachline.stats.model.MomentConvention;
import org.reachline.stats.model.WorkingCorrelation;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** The 186,000 rows of reference/large_3100x60 (R 4.2.2; packages in the file). */
public class LargeReferenceTest {
  private static final Path HOME = Path.of("src/test/resources/reference/large_3100x60");
  private static final String FORMULA = "new_total ~ high * echo + stratum + log_base_rate";
  private static final String OFFSET = "log(adp/100)";

  private static JsonNode expected;
  private static Table table;

  @BeforeAll
  static void reads() throws Exception {
    expected = new ObjectMapper().readTree(HOME.resolve("expected.json").toFile()).get("expected");
    table = withBaseRate(CsvTable.read(HOME.resolve("data.csv.gz")));
  }

  /** log_base_rate = log((sum of baseline new_total + 0.5) / (sum of baseline adp / 100)). */
  public static Table withBaseRate(Table data) {
    Map<String, double[]> sums = new HashMap<>();
    for (int row = 0; row < data.rows(); row++) {
      if (data.column("phase").word(row).equals("baseline")
          && !data.column("new_total").isMissing(row)) {
        double[] sum = sums.computeIfAbsent(data.column("site_id").word(row), s -> new double[2]);
        sum[0] += data.column("new_total").number(row);
        sum[1] += data.column("adp").number(row) / 100;
      }
    }
    double[] rate = new double[data.rows()];
    for (int row = 0; row < rate.length; row++) {
      double[] sum = sums.get(data.column("site_id").word(row));
      rate[row] = sum == null ? Double.NaN : Math.log((sum[0] + 0.5) / sum[1]);
    }
    return data.with(Column.ofNumbers("log_base_rate", rate));
  }

  @Test
  void knowsEveryPartOfTheCase() {
    Set<String> parts = new TreeSet<>();
    expected.fieldNames().forEachRemaining(parts::add);
    assertEquals(
        new TreeSet<>(
            List.of(
                "glm_poisson",
                "gee_poisson_independence_geepack",
                "gee_poisson_exchangeable_geepack",
                "glm_nb",
                "glmm_nb2_laplace_glmmTMB",
                "glmm_poisson_laplace_glmmTMB")),
        parts);
  }

  /** Compares every number of the part; theta 1 of the Poisson mixed model says nothing. */
  private static void meets(
      String part, Map<String, Object> found, double absolute, double relative) {
    List<String> wrong = new ArrayList<>();
    for (var entry : expected.get(part).properties()) {
      Object value = found.get(entry.getKey());
      if (entry.getValue().isArray()) {
        assertEquals(0, entry.getValue().size());
      } else if (value instanceof Map<?, ?> byName) {
        for (var e : entry.getValue().properties()) {
          double own = (Double) byName.get(e.getKey());
          compare(
              wrong,
              part + " " + entry.getKey() + " " + e.getKey(),
              e.getValue().asDouble(),
              own,
              entry.getKey().startsWith("se") ? relative * e.getValue().asDouble() : absolute);
        }
      } else if (value == null) {
        wrong.add(part + " " + entry.getKey() + " is not checked");
      } else {
        double wanted = entry.getValue().asDouble();
        compare(
            wrong,
            part + " " + entry.getKey(),
            wanted,
            (Double) value,
            tolerance(entry.getKey(), wanted, relative));
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static double tolerance(String key, double wanted, double relative) {
    return switch (key) {
      // Ten digits are all the file has.
      case "loglik", "deviance" -> 1e-9 * Math.abs(wanted);
      case "phi", "alpha" -> 1e-6;
      default -> Math.max(relative, 1e-5) * Math.abs(wanted);
    };
  }

  private static void compare(
      List<String> wrong, String what, double wanted, double own, double allowed) {
    if (!(Math.abs(own - wanted) <= allowed)) {
      wrong.add("%s is %.12g instead of %.12g".formatted(what, own, wanted));
    }
  }

  @Test
  void meetsTheGeneralisedLinearModels() {
    Glm.Answer poisson = Glm.poisson().formula(FORMULA).offset(OFFSET).fit(table).get();
    meets(
        "glm_poisson",
        Map.of(
            "coefficients", poisson.coefficients(),
            "se", poisson.covariance().standardErrors(),
            "deviance", poisson.deviance()),
        1e-6,
        1e-6);
    Glm.Answer nb = Glm.negativeBinomial().formula(FORMULA).offset(OFFSET).fit(table).get();
    meets(
        "glm_nb",
        Map.of(
            "coefficients", nb.coefficients(),
            "theta", nb.theta().orElseThrow().value(),
            "loglik", nb.logLikelihood()),
        1e-6,
        1e-6);
  }

  @Test
  void meetsTheEstimatingEquations() {
    for (WorkingCorrelation structure :
        List.of(WorkingCorrelation.INDEPENDENCE, WorkingCorrelation.EXCHANGEABLE)) {
      GeeAnswer gee =
          Gee.poisson()
              .formula(FORMULA)
              .offset(OFFSET)
              .cluster("site_id")
              .wave("month")
              .correlation(structure)
              .convention(MomentConvention.GEEPACK)
              .fit(table)
              .get();
      meets(
          "gee_poisson_" + structure.name().toLowerCase(Locale.ROOT) + "_geepack",
          Map.of(
              "coefficients", gee.coefficients(),
              "se_robust", gee.covariances().get(Correction.ROBUST).standardErrors(),
              "phi", gee.phi(),
              "alpha", gee.alpha().orElse(0)),
          1e-6,
          1e-6);
    }
  }

  @Test
  void meetsTheMixedModels() {
    for (boolean nb : new boolean[] {false, true}) {
      GlmmAnswer glmm =
          (nb ? Glmm.negativeBinomial() : Glmm.poisson())
              .formula(FORMULA)
              .offset(OFFSET)
              .cluster("site_id")
              .nodes(1)
              .fit(table)
              .get();
      meets(
          nb ? "glmm_nb2_laplace_glmmTMB" : "glmm_poisson_laplace_glmmTMB",
          Map.of(
              "coefficients", glmm.coefficients(),
              "se", glmm.covariance().standardErrors(),
              "sd_random", glmm.sdRandom(),
              "theta", glmm.theta().orElse(1),
              "loglik", glmm.logLikelihood()),
          // The case's own note says that glmmTMB's values have converged to about 1e-5. That is
          // added to the 1e-5 of the tolerance where it is needed: at its NB values the likelihood
          // is 5e-6 lower than at ours, and one coefficient is 1.25e-5 away.
          nb ? 2e-5 : 1e-5,
          1e-4);
    }
  }
}
