package org.reachline.stats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** Too little data is an answer in words, never NaN and never a stack trace. */
class DegenerateDataTest {

  private static Table csv(String... lines) throws Exception {
    return CsvTable.read(new StringReader(String.join("\n", lines)));
  }

  /** Sites of three months each; counts per site. */
  private static Table sites(int[][] counts, int... arms) {
    int n = counts.length * 3;
    String[] site = new String[n];
    double[] arm = new double[n];
    double[] y = new double[n];
    double[] month = new double[n];
    for (int s = 0; s < counts.length; s++) {
      for (int m = 0; m < 3; m++) {
        site[3 * s + m] = "s" + s;
        arm[3 * s + m] = arms[s];
        month[3 * s + m] = m + 1;
        y[3 * s + m] = counts[s][m];
      }
    }
    return Table.of(
        Column.ofWords("site", site),
        Column.ofNumbers("arm", arm),
        Column.ofNumbers("month", month),
        Column.ofNumbers("y", y));
  }

  private static Gee gee() {
    return Gee.poisson().formula("y ~ arm").cluster("site").contrast(Contrast.of("arm"));
  }

  @Test
  void oneClusterPerArmLeavesNoRobustErrorAndNoP() {
    Table two = sites(new int[][] {{3, 4, 5}, {7, 9, 8}}, 0, 1);
    GeeAnswer answer = gee().correlation(WorkingCorrelation.INDEPENDENCE).fit(two).get();
    assertEquals(List.of(Correction.NAIVE), List.copyOf(answer.covariances().keySet()));
    assertTrue(answer.estimate("arm").isEmpty());
    assertTrue(answer.contrasts().get("arm").get(Correction.NAIVE).interval().isEmpty());
    assertTrue(answer.cautions().get(0).startsWith("2 clusters for 2 coefficients"));
  }

  @Test
  void aClusterThatAloneIsAnArmIsNamed() {
    Table table =
        sites(new int[][] {{3, 4, 5}, {7, 9, 8}, {2, 1, 2}, {5, 3, 6}, {4, 4, 1}}, 1, 0, 0, 0, 0);
    GeeAnswer answer = gee().fit(table).get();
    for (Correction kind : Correction.values()) {
      boolean naive = kind == Correction.NAIVE;
      assertEquals(naive, answer.se(kind, "arm").isPresent(), kind + " of arm");
      assertTrue(answer.se(kind, "(Intercept)").isPresent(), kind + " of the intercept");
      assertEquals(naive, answer.contrasts().get("arm").containsKey(kind), kind + " contrast");
    }
    assertTrue(
        answer.cautions().stream().anyMatch(c -> c.startsWith("cluster s0 alone fixes arm")),
        answer.cautions().toString());
  }

  @Test
  void allZerosInAnArmHaveNoRatio() {
    Table table = sites(new int[][] {{0, 0, 0}, {0, 0, 0}, {3, 1, 2}, {5, 2, 0}}, 0, 0, 1, 1);
    for (Outcome<?> outcome :
        List.of(
            Glm.poisson().formula("y ~ arm").fit(table),
            Glm.negativeBinomial().formula("y ~ arm").fit(table),
            gee().fit(table),
            Glmm.poisson().formula("y ~ arm").cluster("site").fit(table),
            Glmm.negativeBinomial().formula("y ~ arm").cluster("site").fit(table))) {
      assertFalse(outcome.isAnswered());
      assertTrue(outcome.reason().contains("an arm without any event"), outcome.reason());
      assertEquals(12, outcome.rows().used());
    }
  }

  @Test
  void allZerosEverywhereHaveNoRatio() {
    Table table = sites(new int[][] {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, 0, 0, 1);
    assertTrue(gee().fit(table).reason().startsWith("every outcome is zero in the 9 rows"));
  }

  @Test
  void separationHasNoOdds() throws Exception {
    Table table = csv("y,x,site", "0,1,a", "0,2,a", "0,3,b", "1,4,b", "1,5,c", "1,6,c");
    assertTrue(
        Glm.binomial().formula("y ~ x").fit(table).reason().startsWith("separation"),
        Glm.binomial().formula("y ~ x").fit(table).reason());
    assertTrue(
        Gee.binomial()
            .formula("y ~ x")
            .cluster("site")
            .fit(table)
            .reason()
            .startsWith("separation"));
    assertTrue(
        Glmm.binomial()
            .formula("y ~ x")
            .cluster("site")
            .fit(table)
            .reason()
            .startsWith("separation"));
    Table all = csv("y,n,x", "4,4,0", "5,5,1");
    assertEquals(
        "every trial is an event, so no odds can be estimated",
        Glm.binomial().formula("y ~ x").trials("n").fit(all).reason());
  }

  @Test
  void zeroVarianceIsSaid() {
    Table table = sites(new int[][] {{4, 4, 4}, {4, 4, 4}, {4, 4, 4}, {4, 4, 4}}, 0, 0, 1, 1);
    assertEquals(
        "the outcome does not vary about the model (zero variance)", gee().fit(table).reason());
    Ols.Answer ols = Ols.of("y ~ arm").contrast(Contrast.of("arm")).fit(table).get();
    Estimate arm = ols.contrasts().get("arm");
    assertTrue(arm.interval().isEmpty());
    assertTrue(ols.cautions().get(0).startsWith("the residual variance is zero"));
  }

  @Test
  void countsNoMoreUnevenThanPoissonHaveNoTheta() {
    Table table = sites(new int[][] {{4, 5, 4}, {5, 4, 5}, {6, 7, 6}, {7, 6, 7}}, 0, 0, 1, 1);
    Glm.Answer nb = Glm.negativeBinomial().formula("y ~ arm").fit(table).get();
    Glm.Answer poisson = Glm.poisson().formula("y ~ arm").fit(table).get();
    assertEquals(poisson.coefficients(), nb.coefficients());
    assertEquals(poisson.logLikelihood(), nb.logLikelihood());
    assertTrue(nb.theta().isEmpty());
    assertTrue(nb.cautions().get(0).contains("theta has no finite estimate"));
    GlmmAnswer mixed = Glmm.negativeBinomial().formula("y ~ arm").cluster("site").fit(table).get();
    assertTrue(mixed.theta().isEmpty());
    assertTrue(mixed.cautions().get(0).contains("theta has no finite estimate"));
    GeeAnswer answer =
        Gee.negativeBinomial()
            .formula("y ~ arm")
            .cluster("site")
            .correlation(WorkingCorrelation.INDEPENDENCE)
            .fit(table)
            .get();
    assertEquals(Family.Kind.POISSON, answer.family().kind());
    assertTrue(answer.cautions().get(0).contains("fitted with Poisson variance"));
  }

  @Test
  void clustersThatDoNotDifferHaveAZeroSpread() {
    Table table =
        sites(
            new int[][] {{1, 9, 4}, {9, 1, 4}, {4, 9, 1}, {4, 1, 9}, {9, 4, 1}, {1, 4, 9}},
            0,
            1,
            0,
            1,
            0,
            1);
    GlmmAnswer answer = Glmm.poisson().formula("y ~ arm").cluster("site").fit(table).get();
    Glm.Answer glm = Glm.poisson().formula("y ~ arm").fit(table).get();
    assertEquals(0, answer.sdRandom());
    assertTrue(answer.seLogSd().isEmpty());
    assertEquals(
        glm.coefficients().get("(Intercept)"), answer.coefficients().get("(Intercept)"), 1e-6);
    assertEquals(
        glm.covariance().standardErrors().get("arm"),
        answer.covariance().standardErrors().get("arm"),
        1e-6);
    assertEquals(glm.logLikelihood(), answer.logLikelihood(), 1e-6);
    assertTrue(answer.cautions().get(0).contains("estimated as zero"));
  }

  @Test
  void oneClusterSaysNothingAboutOthers() {
    Table one = sites(new int[][] {{3, 4, 9}}, 0);
    assertEquals(
        "1 cluster; nothing can be said about others",
        Gee.poisson().formula("y ~ month").cluster("site").fit(one).reason());
    assertEquals(
        "1 cluster; the spread between clusters cannot be estimated",
        Glmm.poisson().formula("y ~ month").cluster("site").fit(one).reason());
  }

  @Test
  void stepsThatRunOutAreSaid() {
    // The best line runs below zero at small x, where no Poisson mean can be.
    Table table =
        Table.of(Column.ofNumbers("y", 0, 0, 0, 0, 9), Column.ofNumbers("x", 1, 2, 3, 4, 5));
    Outcome<Glm.Answer> outcome = Glm.poisson().link(Link.IDENTITY).formula("y ~ x").fit(table);
    assertFalse(outcome.isAnswered());
    assertTrue(outcome.reason().contains("press against"), outcome.reason());
  }

  @Test
  void equationsThatDoNotConvergeAreSaid() throws Exception {
    // Exposures that have nothing to do with the counts: each step lowers the mean and raises phi.
    Table table =
        csv(
            "site,y,n",
            "a,15,39",
            "a,17,14",
            "a,24,5",
            "b,2,7",
            "b,1,49",
            "b,1,24",
            "c,1,14",
            "c,0,35",
            "c,2,13");
    Gee question =
        Gee.poisson()
            .formula("y ~ 1")
            .offset("log(n)")
            .cluster("site")
            .convention(MomentConvention.GEEPACK);
    assertTrue(question.fit(table).reason().contains("did not converge"));
    question.correlation(WorkingCorrelation.INDEPENDENCE);
    assertTrue(question.fit(table).isAnswered());
  }

  @Test
  void anImpossibleWorkingCorrelationIsSaid() {
    // Within each site a high month follows low ones so regularly that alpha falls below -1/2.
    Table table =
        sites(
            new int[][] {{0, 0, 30}, {0, 30, 0}, {30, 0, 0}, {0, 0, 30}, {30, 0, 0}, {0, 30, 0}},
            0,
            1,
            0,
            1,
            0,
            1);
    Outcome<GeeAnswer> outcome = gee().fit(table);
    assertTrue(outcome.reason().contains("use independence"), outcome.reason());
  }

  @Test
  void oneRowPerClusterIsFittedAsIndependence() throws Exception {
    Table table = csv("y,x,site", "3,0,a", "5,1,b", "2,0,c", "9,1,d", "4,1,e");
    GeeAnswer answer = Gee.poisson().formula("y ~ x").cluster("site").fit(table).get();
    assertEquals(WorkingCorrelation.INDEPENDENCE, answer.structure());
    assertTrue(
        answer.cautions().stream().anyMatch(c -> c.startsWith("every cluster has one row")),
        answer.cautions().toString());
  }

  @Test
  void dependentColumnsAreNamedAndLeftOut() throws Exception {
    Table table = csv("y,a,b,site", "3,0,0,p", "5,1,2,p", "2,0,0,q", "9,1,2,r", "4,1,2,s");
    Glm.Answer answer = Glm.poisson().formula("y ~ a + b").fit(table).get();
    assertEquals(List.of("b"), answer.aliased());
    assertEquals(List.of("(Intercept)", "a"), List.copyOf(answer.coefficients().keySet()));
    assertTrue(answer.cautions().get(0).endsWith("depend on other columns: b"));
    Gee gee =
        Gee.poisson()
            .formula("y ~ a + b")
            .cluster("site")
            .correlation(WorkingCorrelation.INDEPENDENCE);
    assertEquals(List.of("b"), gee.fit(table).get().aliased());
  }

  @Test
  void missingValuesAreCountedByVariable() throws Exception {
    Table table =
        csv("y,x,n,site", "3,0,10,a", "NA,1,10,a", ",,10,b", "2,0,0,b", "1,1,9,c", "4,0,9,c");
    Outcome<Glm.Answer> outcome =
        Glm.binomial().formula("y ~ x").trials("n").cluster("site").fit(table);
    assertEquals(Map.of("y", 2, "x", 1, "n (no trials)", 1), outcome.rows().missingByVariable());
    assertEquals(3, outcome.rows().used());
    assertEquals(1, outcome.rows().clustersLeftOut());
  }

  @Test
  void impossibleOutcomesAreRefused() throws Exception {
    Table table = csv("y,n,x", "3,2,0", "1,5,1", "-1,5,0");
    assertThrows(
        UnusableQuestion.class, () -> Glm.binomial().formula("y ~ x").trials("n").fit(table));
    assertThrows(UnusableQuestion.class, () -> Glm.poisson().formula("y ~ x").fit(table));
    assertThrows(UnusableQuestion.class, () -> Glm.poisson().formula("y ~ nowhere").fit(table));
    assertThrows(UnusableQuestion.class, () -> Gee.poisson().formula("y ~ x").fit(table));
  }

  @Test
  void twoRowsOfOneClusterAtOneTimeHaveNoAr1() throws Exception {
    Table table = csv("y,x,site,m", "3,0,a,1", "5,1,a,1", "2,0,b,1", "9,1,b,2");
    Gee question =
        Gee.poisson()
            .formula("y ~ x")
            .cluster("site")
            .wave("m")
            .correlation(WorkingCorrelation.AR1);
    assertThrows(UnusableQuestion.class, () -> question.fit(table));
  }
}
