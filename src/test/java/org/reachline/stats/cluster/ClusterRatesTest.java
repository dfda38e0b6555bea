package org.reachline.stats.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.model.Ols;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

class ClusterRatesTest {
  private static final String FORMULA =
      "log((sum new_total + 0.5)/(sum adp/100)) ~ high*echo + stratum + log_base_rate";

  static Table csv(String... lines) throws Exception {
    return CsvTable.read(new StringReader(String.join("\n", lines)));
  }

  @Test
  void meetsTheSimulatedTrialsAncova() throws Exception {
    Table trial = CsvTable.read(Path.of("src/test/resources/reference/trial_sim48/data.csv"));
    Ols.Answer answer =
        ClusterRates.of(FORMULA)
            .cluster("site_id")
            .rows("phase == 'intervention' and new_total not missing")
            .contrast(new Contrast("high", Map.of("high", 1.0, "high:echo", 0.5)))
            .fit(trial)
            .get();
    // R 4.2.2: lm() on one row per site, reference/trial_sim48/expected.json cluster_level_ancova
    assertEquals(0.2302302947, answer.contrasts().get("high").value(), 1e-9);
    Estimate high = answer.contrasts().get("high");
    assertEquals(0.09662301913, high.se().orElseThrow(), 1e-10);
    assertEquals(0.02228871462, high.pValue().orElseThrow(), 1e-10);
    assertEquals(0.03462721868, high.interval().orElseThrow().lower(), 1e-9);
    assertEquals(1.258889892, high.ratio().value(), 1e-9);
    assertEquals(38, answer.df());
    assertEquals(0.333580094, answer.sigma(), 1e-9);
    assertEquals(48, answer.rows().clusters());
  }

  @Test
  void countsAMonthWithoutReportNeitherAboveNorBelow() throws Exception {
    Table table =
        csv("site,arm,y,n", "a,0,3,100", "a,0,,100", "b,0,5,100", "c,1,9,100", "d,1,6,50");
    var sums = ClusterRates.of("log((sum y + 0.5)/(sum n/100)) ~ arm").cluster("site").sum(table);
    assertEquals(100, sums.table().column("sum_of_n").number(0));
    assertEquals(Map.of("y", 1), sums.account().missingByVariable());
  }

  @Test
  void takesSiteLevelOutcomesAndSumsOnTheRight() throws Exception {
    Table table =
        csv(
            "site,arm,y,n,score",
            "a,0,3,100,5",
            "a,0,4,100,5",
            "b,1,9,50,8",
            "c,0,2,80,6",
            "d,1,3,70,9");
    Ols.Answer answer =
        ClusterRates.of("score ~ arm + log(sum(n))").rows("one row per site").fit(table).get();
    assertEquals(4, answer.rows().clusters());
    assertTrue(answer.coefficients().containsKey("log(sum_of_n)"));
    // A column whose name begins with sum is not a sum.
    Table other = csv("site,arm,summer", "a,0,3", "a,0,3", "b,1,9", "c,0,4", "d,1,7");
    Ols.Answer plain = ClusterRates.of("summer ~ arm").cluster("site").fit(other).get();
    assertEquals(4.5, plain.coefficients().get("arm"), 1e-12);
  }

  @Test
  void saysThatOneClusterPerArmLeavesNoInterval() throws Exception {
    Table table = csv("site,arm,y,n", "a,0,3,100", "a,0,4,100", "b,1,9,100");
    Ols.Answer answer =
        ClusterRates.of("log((sum y + 0.5)/(sum n/100)) ~ arm")
            .cluster("site")
            .contrast(Contrast.of("arm"))
            .fit(table)
            .get();
    Estimate arm = answer.contrasts().get("arm");
    assertTrue(arm.interval().isEmpty());
    assertTrue(arm.pValue().isEmpty());
    assertFalse(arm.cautions().isEmpty());
    assertTrue(
        answer.cautions().stream().anyMatch(c -> c.startsWith("2 rows for 2 coefficients")),
        answer.cautions().toString());
  }

  @Test
  void saysThatNoRowPassesTheFilter() throws Exception {
    Table table = csv("site,arm,y,n", "a,0,3,100", "b,1,9,100");
    Outcome<Ols.Answer> outcome =
        ClusterRates.of("log((sum y + 0.5)/sum n) ~ arm")
            .cluster("site")
            .rows("arm > 7")
            .fit(table);
    assertEquals("no row passes the filter", outcome.reason());
  }

  @Test
  void refusesACovariateThatVariesWithinACluster() throws Exception {
    Table table = csv("site,arm,y,n", "a,0,3,100", "a,1,9,100");
    ClusterRates question = ClusterRates.of("log((sum y + 0.5)/sum n) ~ arm").cluster("site");
    assertThrows(UnusableQuestion.class, () -> question.fit(table));
  }
}
