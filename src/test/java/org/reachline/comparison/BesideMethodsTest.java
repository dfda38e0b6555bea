package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.reachline.comparison.methods.BesideAnswer;
import org.reachline.comparison.methods.BesideGee;
import org.reachline.comparison.methods.BesidePermutation;
import org.reachline.comparison.methods.ClusterComparison;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.MissingMonths;
import org.reachline.comparison.months.MonthState;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.stats.Rarity;

/** The methods beside the cluster-level analysis, held to R's numbers for the same data. */
class BesideMethodsTest {
  private static final Offset<Double> NEAR = within(1e-6);
  private static final StudyFile FILE = Sim48.file();
  private static final Analysis ANALYSIS = FILE.analyses().get(0);

  private static ClusterComparison compare(List<SiteMonth> rows) {
    return ClusterComparison.of(FILE, ANALYSIS, UnitTotals.of(FILE, ANALYSIS, rows));
  }

  private static BesideAnswer gee(List<SiteMonth> rows) {
    return BesideGee.of(FILE, ANALYSIS, compare(rows).used(), rows);
  }

  private static MissingMonths missing(List<SiteMonth> rows) {
    return MissingMonths.of(FILE, ANALYSIS, compare(rows), rows);
  }

  /** Reports of these site-months never came. */
  private static List<SiteMonth> without(Predicate<SiteMonth> lost) {
    return Sim48.rows().stream()
        .map(
            r ->
                lost.test(r)
                    ? new SiteMonth(
                        r.unit(),
                        r.site(),
                        r.siteType(),
                        r.studyMonth(),
                        r.phase(),
                        r.arm(),
                        r.stratum(),
                        r.pair(),
                        MonthState.MISSING,
                        Map.of(),
                        Map.of())
                    : r)
        .toList();
  }

  @Test
  void estimatingEquationsMeetRWithSmallSampleErrors() {
    BesideAnswer answer = gee(Sim48.rows());
    // expected.json, itt_gee_nb_exchangeable, Liang and Zeger's moments; KC with t on 48 - 10.
    JsonNode expected =
        Sim48.fit("itt_gee_nb_exchangeable").get("expected_by_convention").get("df");
    List<String> names =
        List.of("high_main_averaged_over_echo", "echo_main_averaged_over_high", "interaction");
    assertThat(answer.contrasts()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonNode e = expected.get("contrasts").get(names.get(i));
      Effect effect = answer.contrasts().get(i);
      assertThat(effect.estimate()).as(names.get(i)).isCloseTo(e.get("estimate").asDouble(), NEAR);
      assertThat(effect.se()).as(names.get(i)).isCloseTo(e.get("se_kc").asDouble(), NEAR);
      assertThat(effect.pValue()).as(names.get(i)).isCloseTo(e.get("p_t_kc").asDouble(), NEAR);
      assertThat(effect.lower())
          .isCloseTo(Math.exp(e.get("ci_t_kc").get(0).asDouble()), within(1e-5));
      assertThat(effect.df()).isEqualTo(38);
    }
    assertThat(answer.cautions()).noneMatch(c -> c.contains("z tests"));
    assertThat(answer.note()).contains("most power");
  }

  @Test
  void randomisationTestMeetsRsStatisticAndItsP() {
    BesideAnswer answer = BesidePermutation.of(FILE, ANALYSIS, compare(Sim48.rows()).used());
    JsonNode expected = Sim48.fit("permutation_main_effects").get("expected");
    assertThat(answer.contrasts()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode e = expected.get(i == 0 ? "high_log_ratio" : "echo_log_ratio");
      Effect effect = answer.contrasts().get(i);
      assertThat(effect.estimate()).isCloseTo(e.get("observed").asDouble(), NEAR);
      // 9,999 draws against R's 100,000 others: within three Monte Carlo errors.
      double p = e.get("p_from_100000_other_draws").asDouble();
      assertThat(effect.pValue()).isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / 9999)));
      assertThat(effect.lower()).isLessThan(effect.value());
      assertThat(effect.upper()).isGreaterThan(effect.value());
      assertThat(effect.method()).contains("9999 allocations drawn with seed 20261122");
    }
    assertThat(answer.note()).contains("An interaction has no such test");
  }

  @Test
  void fewUnitsAreToldInWords() {
    List<SiteMonth> few =
        Sim48.rows().stream().filter(r -> r.stratum().equals(Optional.of("L0"))).toList();
    BesideAnswer answer = gee(few);
    assertThat(answer.note()).contains("with 8 read the analysis above first");
    BesideAnswer permuted = BesidePermutation.of(FILE, ANALYSIS, compare(few).used());
    assertThat(permuted.contrasts()).hasSize(2);
    assertThat(permuted.contrasts().get(0).method()).contains("all 36 allocations");
    assertThat(permuted.contrasts().get(0).pValue()).isGreaterThanOrEqualTo(1 / 36.0);
  }

  @Test
  void boundsHoldTheAnswerBetweenThem() {
    MissingMonths none = missing(Sim48.rows());
    assertThat(none.missing()).isZero();
    assertThat(none.bounds()).isEmpty();
    assertThat(none.words()).contains("No month of the compared units is missing");
    MissingMonths some =
        missing(without(r -> r.phase().equals("intervention") && r.studyMonth() % 12 == 3));
    assertThat(some.missing()).isEqualTo(48);
    assertThat(some.bounds()).hasSize(2);
    for (MissingMonths.Bound bound : some.bounds()) {
      assertThat(bound.best().value()).isGreaterThan(bound.asReported());
      assertThat(bound.worst().value()).isLessThan(bound.asReported());
    }
    assertThat(some.words()).contains("48 site-months are missing");
  }

  @Test
  void saysWhenMissingMonthsCouldTurnTheAnswer() {
    MissingMonths much =
        missing(without(r -> r.phase().equals("intervention") && r.studyMonth() % 12 > 3));
    assertThat(much.bounds())
        .extracting(MissingMonths.Bound::words)
        .containsOnly("The missing months could turn the direction of this contrast.");
    MissingMonths one = missing(without(r -> r.unit().equals("J01") && r.studyMonth() == 20));
    assertThat(one.bounds().get(0).words()).contains("the direction of this contrast stays");
  }

  /** The same reports with another count of the outcome. */
  private static List<SiteMonth> counting(ToIntFunction<SiteMonth> count) {
    return Sim48.rows().stream()
        .map(
            r -> {
              Map<String, BigDecimal> values = new LinkedHashMap<>(r.values());
              values.computeIfPresent(
                  "new_total", (same, old) -> BigDecimal.valueOf(count.applyAsInt(r)));
              return new SiteMonth(
                  r.unit(),
                  r.site(),
                  r.siteType(),
                  r.studyMonth(),
                  r.phase(),
                  r.arm(),
                  r.stratum(),
                  r.pair(),
                  r.state(),
                  values,
                  Map.of());
            })
        .toList();
  }

  private static int reported(SiteMonth row) {
    return row.values().get("new_total").intValue();
  }

  @Test
  void whereEventsAreFewTheMethodThatHoldsIsAskedToo() {
    List<SiteMonth> rows = counting(r -> reported(r) > 12 ? 1 : 0);
    List<UnitTotals> used = compare(rows).used();
    Question question = Question.asRegistered(FILE, ANALYSIS);
    Rarity rarity = Cautions.rarity(question, used).orElseThrow();
    double mean = used.stream().mapToDouble(u -> u.phase().events()).average().orElseThrow();
    assertThat(rarity.eventsPerCluster()).isEqualTo(mean).isLessThan(10);
    assertThat(Cautions.ofRareOutcome(rarity, 0.5))
        .startsWith("Rare outcome: %.1f events are expected per unit".formatted(mean))
        .contains("Read the estimating equations with Mancl-DeRouen errors first");
    BesideAnswer first = BesideGee.whereEventsAreFew(FILE, ANALYSIS, used, rows);
    assertThat(first.contrasts()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Effect md = first.contrasts().get(i);
      assertThat(md.method()).contains("Mancl-DeRouen");
      // The widest of the corrections.
      assertThat(md.se()).isGreaterThan(gee(rows).contrasts().get(i).se());
    }
    assertThat(Cautions.rarity(question, compare(Sim48.rows()).used())).isEmpty();
  }

  @Test
  void aLevelWithoutEventsHasNoErrorAnywhere() {
    List<SiteMonth> rows =
        counting(
            r ->
                r.phase().equals("intervention") && r.arm().orElseThrow().startsWith("HI")
                    ? 0
                    : reported(r));
    ClusterComparison answer = compare(rows);
    Effect high = answer.contrasts().get(0);
    assertThat(high.pValue()).isNull();
    assertThat(high.lower()).isNull();
    assertThat(high.cautions()).anyMatch(c -> c.contains("no event in the 24 clusters"));
    Effect echo = answer.contrasts().get(1);
    assertThat(echo.pValue()).as("averaged over the empty level").isNull();
    assertThat(gee(rows).notEstimable()).contains("no finite estimate");
    Effect permuted = BesidePermutation.of(FILE, ANALYSIS, answer.used()).contrasts().get(0);
    assertThat(permuted.pValue()).isLessThan(0.05);
    assertThat(permuted.lower()).isNull();
    assertThat(permuted.cautions()).anyMatch(c -> c.contains("has no event at all"));
  }
}
