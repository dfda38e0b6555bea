package org.reachline.stats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/** Intervals and predictions of mixed models, checked against what they are made of. */
class GlmmFacesTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference");

  private static Table epil() throws Exception {
    return CsvTable.read(REFERENCE.resolve("epil/data.csv"));
  }

  private static Glmm question() {
    return Glmm.poisson().formula("y ~ trt + lbase").cluster("subject");
  }

  @Test
  void profileLimitsLoseJustTheChiSquaredQuantile() throws Exception {
    GlmmAnswer top = question().profileIntervals().fit(epil()).get();
    Interval interval = top.profileIntervals().get("trtprogabide");
    for (double limit : new double[] {interval.lower(), interval.upper()}) {
      Table held = epil();
      double[] offset = new double[held.rows()];
      for (int row = 0; row < offset.length; row++) {
        offset[row] = held.column("trt").word(row).equals("progabide") ? limit : 0;
      }
      GlmmAnswer at =
          Glmm.poisson()
              .formula("y ~ lbase")
              .offset("held")
              .cluster("subject")
              .fit(held.with(Column.ofNumbers("held", offset)))
              .get();
      assertEquals(3.841458821, 2 * (top.logLikelihood() - at.logLikelihood()), 1e-6);
    }
    Interval sd = top.profileIntervals().get("sd_random");
    assertTrue(sd.lower() < top.sdRandom() && top.sdRandom() < sd.upper());
  }

  @Test
  void predictsMeansOfTypicalAndAverageClusters() throws Exception {
    GlmmAnswer answer = question().fit(epil()).get();
    Table rows =
        Table.of(Column.ofWords("trt", "placebo", "progabide"), Column.ofNumbers("lbase", 0, 0));
    double intercept = answer.coefficients().get("(Intercept)");
    GlmmPredictions.Prediction placebo = answer.predictions().mean("placebo", rows, 0);
    assertEquals(Math.exp(intercept), placebo.typical().value(), 1e-12);
    double sd = answer.sdRandom();
    assertEquals(Math.exp(intercept + sd * sd / 2), placebo.average().value(), 1e-12);
    double se = answer.covariance().standardErrors().get("(Intercept)");
    assertEquals(
        Math.exp(intercept - 1.959963985 * se),
        placebo.typical().interval().orElseThrow().lower(),
        1e-8);
    Estimate growth = answer.predictions().growth("change", rows, 0, 1);
    assertEquals(Math.expm1(answer.coefficients().get("trtprogabide")), growth.value(), 1e-12);
    double seTrt = answer.covariance().standardErrors().get("trtprogabide");
    double upper = answer.coefficients().get("trtprogabide") + 1.959963985 * seTrt;
    assertEquals(Math.expm1(upper), growth.interval().orElseThrow().upper(), 1e-8);
  }

  @Test
  void averagesProbabilitiesOverClusters() throws Exception {
    Table ohio = CsvTable.read(REFERENCE.resolve("ohio/data.csv"));
    GlmmAnswer answer = Glmm.binomial().formula("resp ~ age * smoke").cluster("id").fit(ohio).get();
    Table row = Table.of(Column.ofNumbers("age", 0), Column.ofNumbers("smoke", 0));
    GlmmPredictions.Prediction p = answer.predictions().mean("p", row, 0);
    // A large spread pulls the average proportion towards a half; the raw proportion is 0.16.
    assertTrue(p.typical().value() < 0.05);
    assertEquals(0.16, p.average().value(), 0.03);
    assertTrue(p.average().interval().orElseThrow().contains(p.average().value()));
  }

  @Test
  void warnsWhenTooFewNodesBendTheSpread() throws Exception {
    Table ohio = CsvTable.read(REFERENCE.resolve("ohio/data.csv"));
    GlmmAnswer rough =
        Glmm.binomial().formula("resp ~ age * smoke").cluster("id").nodes(1).fit(ohio).get();
    assertTrue(rough.cautions().stream().anyMatch(c -> c.endsWith("use more nodes")));
    GlmmAnswer fine = question().nodes(25).fit(epil()).get();
    assertTrue(fine.cautions().stream().noneMatch(c -> c.endsWith("use more nodes")));
  }

  @Test
  void thetaOfAFixedNegativeBinomialTendsToPoisson() throws Exception {
    Glm.Answer nb = Glm.negativeBinomial().theta(1e9).formula("y ~ trt + lbase").fit(epil()).get();
    Glm.Answer poisson = Glm.poisson().formula("y ~ trt + lbase").fit(epil()).get();
    assertEquals(poisson.logLikelihood(), nb.logLikelihood(), 1e-4);
    assertEquals(poisson.coefficients().get("lbase"), nb.coefficients().get("lbase"), 1e-7);
  }

  @Test
  void theIdentityLinkGivesDifferencesOfMeans() {
    Table table =
        Table.of(
            Column.ofNumbers("y", 2, 4, 6, 9, 11, 13), Column.ofNumbers("x", 0, 0, 0, 1, 1, 1));
    Glm.Answer answer =
        Glm.poisson()
            .link(Link.IDENTITY)
            .formula("y ~ x")
            .contrast(Contrast.of("x"))
            .fit(table)
            .get();
    assertEquals(4, answer.coefficients().get("(Intercept)"), 1e-10);
    assertEquals(7, answer.coefficients().get("x"), 1e-10);
    // The variance of a Poisson mean is mean/n: 4/3 + 11/3.
    assertEquals(Math.sqrt(5), answer.contrasts().get("x").se().orElseThrow(), 1e-9);
    Glm.Answer risk =
        Glm.binomial()
            .link(Link.LOG)
            .formula("e ~ x")
            .trials("n")
            .fit(
                Table.of(
                    Column.ofNumbers("e", 2, 6),
                    Column.ofNumbers("n", 20, 20),
                    Column.ofNumbers("x", 0, 1)))
            .get();
    assertEquals(Math.log(3), risk.coefficients().get("x"), 1e-9);
  }

  @Test
  void levelsCanBeStatedForPredictions() throws Exception {
    GlmmAnswer answer =
        question().levels(Map.of("trt", List.of("progabide", "placebo"))).fit(epil()).get();
    assertTrue(answer.coefficients().containsKey("trtplacebo"));
    assertEquals(OptionalDouble.empty(), answer.theta());
  }
}
