package org.reachline.stats.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.JointTest;
import org.reachline.stats.Multiplicity;
import org.reachline.stats.cluster.ClusterRates;
import org.reachline.stats.cluster.CovariateBalance;
import org.reachline.stats.model.Correction;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.model.Glmm;
import org.reachline.stats.model.MomentConvention;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** What reference/trial_sim48 derives from several fits (R 4.2.2). */
class DerivedReferenceTest {
  private static final Path HOME = Path.of("src/test/resources/reference/trial_sim48");
  private static final String FORMULA = "new_total ~ high * echo + stratum + log_base_rate";
  private static final String ROWS = "phase == 'intervention' and new_total not missing";

  private static JsonNode expected(String id) throws Exception {
    for (JsonNode fit :
        new ObjectMapper().readTree(HOME.resolve("expected.json").toFile()).get("fits")) {
      if (fit.get("id").asText().equals(id)) {
        return fit.get("expected");
      }
    }
    throw new AssertionError("no fit " + id);
  }

  @Test
  void meetsTheJointTestsAndMultiplicity() throws Exception {
    Table trial = CsvTable.read(HOME.resolve("data.csv"));
    Contrast high =
        new Contrast("high_main_averaged_over_echo", Map.of("high", 1.0, "high:echo", 0.5));
    Contrast echo =
        new Contrast("echo_main_averaged_over_high", Map.of("echo", 1.0, "high:echo", 0.5));
    Contrast both = new Contrast("interaction", Map.of("high:echo", 1.0));
    GeeAnswer answer =
        Gee.poisson()
            .formula(FORMULA)
            .offset("log(adp/100)")
            .cluster("site_id")
            .wave("month")
            .rows(ROWS)
            .convention(MomentConvention.GEEPACK)
            .contrast(high)
            .contrast(echo)
            .contrast(both)
            .jointTest("all", List.of(high, echo, both))
            .fit(trial)
            .get();
    JsonNode e = expected("joint_and_multiplicity");
    for (String kind : List.of("robust", "kc", "md")) {
      JointTest test =
          answer.jointTests().get("all").get(Correction.valueOf(kind.toUpperCase(Locale.ROOT)));
      relative(e.get("wald_chi2_3df").get(kind), test.chiSquared(), 2e-6);
      relative(e.get("p_chi2").get(kind), test.pChiSquared(), 1e-4);
      relative(e.get("p_F_3_K_minus_p").get(kind), test.pF(), 1e-4);
    }
    Map<String, Double> p = new LinkedHashMap<>();
    for (var entry : e.get("p_t_kc").properties()) {
      p.put(entry.getKey(), answer.estimate(entry.getKey()).orElseThrow().pValue().orElseThrow());
      relative(entry.getValue(), p.get(entry.getKey()), 1e-4);
    }
    for (Multiplicity method :
        List.of(Multiplicity.HOLM, Multiplicity.HOCHBERG, Multiplicity.BONFERRONI)) {
      Map<String, Double> adjusted = method.adjust(p);
      for (var entry : e.get(method.name().toLowerCase(Locale.ROOT)).properties()) {
        relative(entry.getValue(), adjusted.get(entry.getKey()), 1e-4);
      }
    }
    double lambda = e.get("lambda").asDouble();
    double icc =
        Glmm.poisson()
            .formula(FORMULA)
            .offset("log(adp/100)")
            .cluster("site_id")
            .rows(ROWS)
            .fit(trial)
            .get()
            .logNormalIcc(meanCount(trial));
    assertEquals(lambda, meanCount(trial), 1e-8);
    relative(e.get("icc_poisson_nakagawa_lognormal"), icc, 1e-4);
    assertEquals(10, e.size(), "a number of the case that nobody checks");
  }

  private static double meanCount(Table trial) {
    double sum = 0;
    int n = 0;
    for (int row = 0; row < trial.rows(); row++) {
      if (trial.column("phase").word(row).equals("intervention")
          && !trial.column("new_total").isMissing(row)) {
        sum += trial.column("new_total").number(row);
        n++;
      }
    }
    return sum / n;
  }

  private static void relative(JsonNode wanted, double value, double tolerance) {
    assertEquals(wanted.asDouble(), value, tolerance * Math.abs(wanted.asDouble()));
  }

  @Test
  void meetsTheBalanceScore() throws Exception {
    Table trial = CsvTable.read(HOME.resolve("data.csv"));
    Table sites =
        ClusterRates.of("log((sum new_total + 0.5)/(sum adp/100)) ~ arm + log_base_rate")
            .cluster("site_id")
            .rows(ROWS)
            .sum(trial)
            .table();
    List<String> arms = new ArrayList<>();
    double[][] covariates = new double[2][sites.rows()];
    for (int site = 0; site < sites.rows(); site++) {
      arms.add(sites.column("arm").word(site));
      covariates[0][site] = sites.column("log_base_rate").number(site);
      covariates[1][site] = Math.log(sites.column("sum_of_adp").number(site) / 100);
    }
    assertEquals(
        expected("balance_score").get("score").asDouble(),
        CovariateBalance.score(arms, covariates),
        1e-8);
    assertEquals(1, expected("balance_score").size());
  }
}
