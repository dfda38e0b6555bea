package org.reachline.comparison.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.reachline.comparison.Sim48;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;

class ClusterComparisonTest {
  private static final Offset<Double> NEAR = within(1e-6);
  private static final StudyFile FILE = Sim48.file();
  private static final Analysis ANALYSIS = FILE.findAnalysis("cluster_level_ancova").orElseThrow();

  private static ClusterComparison compare(List<SiteMonth> rows) {
    return ClusterComparison.of(FILE, ANALYSIS, UnitTotals.of(FILE, ANALYSIS, rows));
  }

  private static List<SiteMonth> only(Predicate<SiteMonth> keep) {
    return Sim48.rows().stream().filter(keep).toList();
  }

  private static List<SiteMonth> changed(UnaryOperator<SiteMonth> change) {
    return Sim48.rows().stream().map(change).toList();
  }

  @Test
  void meetsEveryCoefficientThatRFinds() {
    Model model = compare(Sim48.rows()).model();
    JsonNode expected = Sim48.expected();
    Map<String, Double> coefficients = new LinkedHashMap<>();
    expected
        .get("coefficients")
        .properties()
        .forEach(field -> coefficients.put(field.getKey(), field.getValue().asDouble()));
    assertThat(model.coefficients().keySet())
        .containsExactlyInAnyOrderElementsOf(coefficients.keySet());
    coefficients.forEach(
        (name, value) -> {
          assertThat(model.coefficients().get(name)).as(name).isCloseTo(value, NEAR);
          assertThat(model.se().get(name))
              .as("se of " + name)
              .isCloseTo(expected.get("se").get(name).asDouble(), NEAR);
        });
    assertThat(model.sigma()).isCloseTo(expected.get("sigma").asDouble(), NEAR);
    assertThat(model.df()).isEqualTo(expected.get("df").asInt());
  }

  @Test
  void meetsEveryRandomisedContrastThatRFinds() {
    ClusterComparison answer = compare(Sim48.rows());
    assertThat(answer.contrasts())
        .extracting(Effect::label)
        .containsExactly(
            "Coaching dose: high against low",
            "ECHO: offered against not offered",
            "Interaction of Coaching dose and ECHO");
    meets("high_main_averaged_over_echo", answer.contrasts().get(0));
    meets("echo_main_averaged_over_high", answer.contrasts().get(1));
    meets("interaction", answer.contrasts().get(2));
    assertThat(answer.withinLevels())
        .extracting(Effect::label)
        .containsExactly(
            "Coaching dose: high against low, within ECHO not offered",
            "Coaching dose: high against low, within ECHO offered",
            "ECHO: offered against not offered, within Coaching dose low",
            "ECHO: offered against not offered, within Coaching dose high");
    meets("simple_high_without_echo", answer.withinLevels().get(0));
    meets("simple_high_with_echo", answer.withinLevels().get(1));
    meets("simple_echo_at_low", answer.withinLevels().get(2));
    meets("simple_echo_at_high", answer.withinLevels().get(3));
    assertThat(answer.used()).hasSize(48);
    assertThat(answer.unitsLeftOut()).isEmpty();
  }

  private static void meets(String name, Effect effect) {
    JsonNode expected = Sim48.expected().get("contrasts").get(name);
    assertThat(effect.estimate()).as(name).isCloseTo(expected.get("estimate").asDouble(), NEAR);
    assertThat(effect.value()).as(name).isCloseTo(expected.get("exp_estimate").asDouble(), NEAR);
    assertThat(effect.se()).as(name).isCloseTo(expected.get("se_model").asDouble(), NEAR);
    assertThat(effect.pValue()).as(name).isCloseTo(expected.get("p_t_model").asDouble(), NEAR);
    assertThat(effect.df()).as(name).isEqualTo(expected.get("df").asDouble());
    double lower = expected.get("ci_t_model").get(0).asDouble();
    double upper = expected.get("ci_t_model").get(1).asDouble();
    assertThat(effect.estimateLower()).as(name).isCloseTo(lower, NEAR);
    assertThat(effect.estimateUpper()).as(name).isCloseTo(upper, NEAR);
    assertThat(effect.lower()).as(name).isCloseTo(Math.exp(lower), NEAR);
    assertThat(effect.upper()).as(name).isCloseTo(Math.exp(upper), NEAR);
  }

  @Test
  void saysWhichArmHasNoData() {
    ClusterComparison answer = compare(only(row -> !row.arm().equals(Optional.of("HI-EC"))));
    assertThat(answer.contrasts()).isEmpty();
    assertThat(answer.notEstimable())
        .isEqualTo(
            "No unit of the arm “High-dose coaching and ECHO” has data, and every contrast needs"
                + " it.");
  }

  @Test
  void saysThatTooFewUnitsHaveData() {
    ClusterComparison two = compare(only(row -> List.of("J01", "J02").contains(row.unit())));
    assertThat(two.contrasts()).isEmpty();
    assertThat(two.notEstimable()).startsWith("No unit of the arm");
    // One unit of each arm, each in the same stratum: four units for four arms and the baseline.
    List<String> oneEach = List.of("J01", "J02", "J03", "J04");
    List<SiteMonth> rows = only(row -> oneEach.contains(row.unit()));
    assertThat(rows.stream().map(SiteMonth::arm).distinct()).hasSize(4);
    ClusterComparison four = compare(rows);
    assertThat(four.contrasts()).isEmpty();
    assertThat(four.notEstimable())
        .containsAnyOf("more units are needed", "too few units in some strata");
  }

  @Test
  void saysThatNothingWasCounted() {
    ClusterComparison answer =
        compare(changed(row -> with(row, "new_total", BigDecimal.ZERO, row.arm())));
    assertThat(answer.notEstimable())
        .isEqualTo("No unit reported a single event in this phase, so rates cannot be compared.");
    assertThat(compare(List.of()).notEstimable())
        .isEqualTo("No unit has data for this comparison yet.");
  }

  @Test
  void leavesOutUnitsThatCannotEnterAndSaysWhy() {
    ClusterComparison answer =
        compare(
            changed(
                row ->
                    switch (row.unit()) {
                      case "J01" -> with(row, "new_total", null, Optional.empty());
                      case "J02" ->
                          row.phase().equals("baseline")
                              ? with(row, "new_total", null, row.arm())
                              : row;
                      case "J03" ->
                          row.phase().equals("intervention")
                              ? with(row, "adp", null, row.arm())
                              : row;
                      default -> row;
                    }));
    assertThat(answer.unitsLeftOut())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "J01", "not allocated yet",
                "J02", "no complete month in the baseline",
                "J03", "no complete month in the phase"));
    assertThat(answer.used()).hasSize(45);
    assertThat(answer.contrasts()).hasSize(3);
    assertThat(answer.model().df()).isEqualTo(35);
  }

  @Test
  void doesNotBlameAFactorOnItsStratum() {
    // Every high-dose unit in one stratum, every low-dose unit in another: nothing can tell them
    // apart, so nothing is said of the dose.
    ClusterComparison answer =
        compare(
            changed(
                row ->
                    new SiteMonth(
                        row.unit(),
                        row.site(),
                        row.siteType(),
                        row.studyMonth(),
                        row.phase(),
                        row.arm(),
                        Optional.of(row.arm().orElseThrow().startsWith("HI") ? "L0" : "S0"),
                        row.pair(),
                        row.state(),
                        row.values(),
                        row.delivered())));
    assertThat(answer.contrasts()).isEmpty();
    assertThat(answer.notEstimable()).contains("cannot be told apart");
  }

  private static SiteMonth with(
      SiteMonth row, String measure, BigDecimal value, Optional<String> arm) {
    Map<String, BigDecimal> values = new LinkedHashMap<>(row.values());
    values.remove(measure);
    if (value != null) {
      values.put(measure, value);
    }
    return new SiteMonth(
        row.unit(),
        row.site(),
        row.siteType(),
        row.studyMonth(),
        row.phase(),
        arm,
        row.stratum(),
        row.pair(),
        row.state(),
        values,
        row.delivered());
  }
}
