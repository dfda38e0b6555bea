package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.comparison.methods.Association;
import org.reachline.comparison.months.MonthRows;
import org.reachline.comparison.months.MonthState;
import org.reachline.comparison.months.PhaseRows;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.SiteMonths;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * Every design that the reader of study files lets through gets an answer in numbers or in words,
 * whatever was reported. What the contrasts are worth is held elsewhere.
 */
class OddDesignsTest {
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  /** What a study file says of its design; the analysis's own lines stand in {@code asks}. */
  record Design(String name, String factors, String arms, String allocation, String asks) {
    @Override
    public String toString() {
      return name;
    }

    StudyFile file(String more) {
      return StudyFileReader.read(
              """
              format: 1
              slug: odd
              title: An odd design
              simulated: true
              site_types: [{key: jail, label: Jail}]
              phases:
                - {key: before, label: Before, from: -2, to: 0}
                - {key: after, label: After, from: 1, to: 3}
              %s
              arms: [%s]
              strategies: [{key: help, label: Help, kind: activity, plans: [{contacts: []}]}]
              measures:
                - {key: adp, label: ADP, type: number, nature: stock, unit: people, min: 0}
                - {key: started, label: Started, type: count, nature: flow, unit: people}
              reporting: {every: month, due_after_days: 9, late_after_days: 9, lock: on_approval}
              allocation: {unit: site, site_type: jail, %s}
              analyses:
                - {key: a, label: A, title: "Which?", outcome: started, phase: after, baseline_phase: before, %s%s}
              """
                  .formatted(factors, arms, allocation, asks, more),
              "odd.yaml")
          .orThrow();
    }
  }

  /** What came of a unit's month: population and count, null where left blank. */
  interface Reported {
    Integer[] of(int unit, int month, String arm);
  }

  record Data(String name, int unitsPerArm, Reported reported) {}

  private static final String ANCOVA =
      "kind: cluster_ancova, beside: [nb_gee, permutation], permutation_draws: 99, ";

  /** A name that the models have for a column of their own. */
  private static final String ODD_NAME = "reference";

  private static final String PER_100 = "exposure: {measure: adp, per: 100}";
  private static final String LIST = "method: uploaded_list";
  private static final String STRATA = ", strata: [{key: S, label: Small}, {key: L, label: Large}]";
  private static final String PAIRS =
      ", pairs: [{key: P0, label: One}, {key: P1, label: Two}, {key: P2, label: Three}]";

  static Stream<Design> designs() {
    String two = "{key: A, label: A}, {key: B, label: B}";
    String three = two + ", {key: C, label: C}";
    List<Design> designs = new ArrayList<>();
    designs.add(new Design("one arm", "", "{key: A, label: A}", LIST, ANCOVA));
    designs.add(new Design("one arm, observed", "", "{key: A, label: A}", "method: none", ANCOVA));
    designs.add(new Design("two arms", "", two, LIST + STRATA, ANCOVA));
    designs.add(new Design("three arms", "", three, LIST + STRATA, ANCOVA));
    designs.add(
        new Design("five", "", three + ", {key: D, label: D}, {key: E, label: E}", LIST, ANCOVA));
    designs.add(new Design("pairs as units", "", two, LIST + PAIRS, ANCOVA));
    designs.add(
        new Design(
            "pairs",
            "",
            three,
            LIST + PAIRS,
            "kind: paired_change, treatment_arm: B, comparison_arm: A, "));
    designs.add(factorial("dose", 2, "echo", 2));
    designs.add(factorial("dose", 3, "echo", 2));
    for (String key :
        List.of("unit", "site", "block", "pair_of", "events", "not", "sum", "log", "in", "or")) {
      designs.add(factorial(key, 2, ODD_NAME, 2));
    }
    designs.add(factorial("stratum", 2, ODD_NAME, 3));
    return designs.stream();
  }

  /** Every combination of two factors' levels, with their interaction. */
  private static Design factorial(String one, int levels, String other, int others) {
    List<String> arms = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      for (int j = 0; j < others; j++) {
        arms.add(
            "{key: A%d%d, label: A%d%d, levels: {%s: l%d, %s: l%d}}"
                .formatted(i, j, i, j, one, i, other, j));
      }
    }
    return new Design(
        one + " x " + other,
        "factors: [%s, %s]".formatted(factor(one, levels), factor(other, others)),
        String.join(", ", arms),
        LIST + STRATA,
        ANCOVA + "factors: [%s, %s], interaction: true, ".formatted(one, other));
  }

  private static String factor(String key, int levels) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      terms.add("{key: l%d, label: L%d}".formatted(i, i));
    }
    return "{key: %s, label: %s, levels: [%s]}".formatted(key, key, String.join(", ", terms));
  }

  private static Integer[] some(int unit, int month) {
    return new Integer[] {100 + 10 * unit, 3 + (7 * unit + 5 * month + 20) % 6};
  }

  private static List<Data> data() {
    Reported some = (unit, month, arm) -> some(unit, month);
    return List.of(
        new Data("nobody enrolled", 0, some),
        new Data("one unit per arm", 1, some),
        new Data("three units per arm", 3, some),
        new Data("all blank", 3, (unit, month, arm) -> new Integer[] {null, null}),
        new Data("no counts", 3, (unit, month, arm) -> new Integer[] {100, null}),
        new Data("one below 0", 3, (u, m, arm) -> u == 1 ? new Integer[] {100, -3} : some(u, m)),
        new Data("all zero", 3, (unit, month, arm) -> new Integer[] {100, 0}),
        new Data("empty jails", 3, (unit, month, arm) -> new Integer[] {0, 4}),
        new Data("all the same", 3, (unit, month, arm) -> new Integer[] {100, 4}),
        new Data(
            "nothing before", 3, (u, m, arm) -> m < 1 ? new Integer[] {null, null} : some(u, m)),
        new Data("one month", 3, (u, m, arm) -> m != 1 ? new Integer[] {null, null} : some(u, m)),
        new Data(
            "a zero arm",
            3,
            (u, m, arm) -> arm.startsWith("A") ? new Integer[] {90, 0} : some(u, m)),
        new Data(
            "gaps", 3, (u, m, arm) -> (u + m) % 3 == 0 ? new Integer[] {100, null} : some(u, m)));
  }

  private static List<SiteMonth> rows(StudyFile file, Data data) {
    List<SiteMonth> rows = new ArrayList<>();
    List<Term> strata = file.allocation().strata();
    List<Term> pairs = file.allocation().pairs();
    int unit = 0;
    for (Arm arm : file.arms()) {
      for (int i = 0; i < data.unitsPerArm(); i++, unit++) {
        for (int month = -2; month <= 3; month++) {
          Integer[] reported = data.reported().of(unit, month, arm.key());
          Map<String, BigDecimal> values = new LinkedHashMap<>();
          put(values, "adp", reported[0]);
          put(values, "started", reported[1]);
          rows.add(
              new SiteMonth(
                  "U" + unit,
                  "U" + unit,
                  "jail",
                  month,
                  month < 1 ? "before" : "after",
                  Optional.of(arm.key()),
                  strata.isEmpty() ? Optional.empty() : Optional.of(strata.get(i % 2).key()),
                  // The last pair of each arm was never written down.
                  pairs.isEmpty() || i == 2 ? Optional.empty() : Optional.of(pairs.get(i).key()),
                  MonthState.REPORTED,
                  values,
                  Map.of()));
        }
      }
    }
    return rows;
  }

  private static void put(Map<String, BigDecimal> values, String measure, Integer value) {
    if (value != null) {
      values.put(measure, BigDecimal.valueOf(value));
    }
  }

  private static ArmAnswer ask(StudyFile file, List<SiteMonth> rows) {
    Comparisons comparisons = new Comparisons();
    comparisons.clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    comparisons.amendments =
        new Amendments() {
          @Override
          public List<Amendment> of(Study study, String analysis, boolean withWords) {
            return List.of();
          }
        };
    comparisons.siteMonths =
        new SiteMonths() {
          @Override
          public Joined join(Study study, CountingChoice counting) {
            return new Joined(rows, List.of(), List.of());
          }
        };
    Study study = new Study();
    study.slug = file.slug();
    study.current = new StudyVersion();
    return comparisons.compare(
        study, Question.asRegistered(file, file.analyses().get(0)), CountingChoice.OF_THE_FILE);
  }

  private static List<String> variants(Design design) {
    if (design.name().contains(ODD_NAME)) {
      return List.of(PER_100 + ", adjust: [stratum, baseline_rate]");
    }
    List<String> variants = new ArrayList<>();
    boolean ancova = design.asks().contains("cluster_ancova");
    for (String exposure : List.of("", "exposure: {measure: adp, per: 100}, ")) {
      for (String continuity : List.of("continuity: 0.5", "continuity: 0")) {
        variants.add(exposure + continuity);
        if (ancova) {
          variants.add(exposure + continuity + ", adjust: [baseline_rate]");
        }
        if (ancova && design.allocation().contains("strata")) {
          variants.add(exposure + continuity + ", adjust: [stratum, baseline_rate]");
        }
      }
    }
    return variants;
  }

  @ParameterizedTest
  @MethodSource("designs")
  void answersWhateverWasReported(Design design) throws Exception {
    for (String variant : variants(design)) {
      StudyFile file = design.file(variant);
      for (Data data : data()) {
        String which = design + ", " + variant + ", " + data.name();
        ArmAnswer answer;
        try {
          answer = ask(file, rows(file, data));
        } catch (RuntimeException failed) {
          throw new AssertionError(which, failed);
        }
        assertThat(answer.contrasts().isEmpty())
            .as(which + ": " + answer.notEstimable())
            .isEqualTo(answer.notEstimable() != null);
        answer
            .beside()
            .forEach(
                b ->
                    assertThat(b.contrasts().isEmpty())
                        .as(which)
                        .isEqualTo(b.notEstimable() != null));
        assertThat(JSON.writeValueAsString(answer)).as(which).doesNotContain("NaN", "Infinity");
        assertThat(answer.arms().stream().mapToDouble(Group::events).sum())
            .as(which)
            .isCloseTo(answer.overall().events(), within(1e-9));
      }
    }
  }

  private static final Design OBSERVED =
      new Design("observed", "", "{key: A, label: A}", "method: none", ANCOVA);

  @Test
  void saysThatOneArmHasNothingToBeComparedWith() {
    Design design = new Design("one", "", "{key: A, label: A}", LIST, ANCOVA);
    ArmAnswer answer = ask(design.file(PER_100), rows(design.file(PER_100), data().get(2)));
    assertThat(answer.notEstimable()).startsWith("This study has one arm");
    assertThat(answer.randomised()).isFalse();
    assertThat(answer.overall().units()).isEqualTo(3);
  }

  @Test
  void countsUnitsThatWaitForTheirArmAmongAll() {
    StudyFile file =
        designs()
            .filter(d -> d.name().equals("two arms"))
            .findFirst()
            .get()
            .file("continuity: 0.5");
    List<SiteMonth> rows =
        rows(file, data().get(2)).stream()
            .map(
                r ->
                    new SiteMonth(
                        r.unit(),
                        r.site(),
                        r.siteType(),
                        r.studyMonth(),
                        r.phase(),
                        r.unit().equals("U0") ? Optional.empty() : r.arm(),
                        r.stratum(),
                        r.pair(),
                        r.state(),
                        r.values(),
                        r.delivered()))
            .toList();
    ArmAnswer answer = ask(file, rows);
    assertThat(answer.arms()).extracting(Group::units).containsExactly(2, 3);
    assertThat(answer.overall().units()).isEqualTo(6);
  }

  @Test
  void lendsNoCountOfAMonthThatHasNothingToDivideBy() {
    StudyFile file = OBSERVED.file(PER_100);
    Data emptied =
        new Data(
            "emptied", 1, (u, m, arm) -> m == 2 ? new Integer[] {0, 50} : new Integer[] {100, 4});
    List<SiteMonth> rows = rows(file, emptied);
    ArmAnswer answer = ask(file, rows);
    assertThat(answer.overall().events()).isEqualTo(8);
    assertThat(answer.overall().months()).isEqualTo(2);
    assertThat(answer.overall().rate()).isEqualTo(4);
    PhaseRows after = answer.rows().phases().get(0);
    assertThat(after.used()).isEqualTo(2);
    assertThat(after.noExposure()).isEqualTo(1);
    assertThat(after.lost()).isZero();
    assertThat(answer.cautions())
        .anyMatch(c -> c.startsWith("After: 1 site-month reports 0 of what the rate is divided"));
    Trajectory.Point emptyMonth = answer.trajectory().lines().get(0).points().get(4);
    assertThat(emptyMonth.studyMonth()).isEqualTo(2);
    assertThat(emptyMonth.rate()).isNull();
    // The methods over months take the same ones.
    List<UnitTotals> units = UnitTotals.of(file, file.analyses().get(0), rows);
    MonthRows months = MonthRows.of(file, file.analyses().get(0), units, rows);
    assertThat(months.counted().stream().mapToDouble(MonthRows.Month::events).sum()).isEqualTo(8);
    assertThat(months.missing()).isEmpty();
    assertThat(months.unplaced()).isZero();
  }

  @Test
  void countsInGrowthOnlyUnitsThatEnterIt() {
    StudyFile file =
        designs().filter(d -> d.name().equals("two arms")).findFirst().get().file("continuity: 0");
    Data oneSilent =
        new Data(
            "one without events",
            3,
            (u, m, arm) -> u == 0 && m < 1 ? new Integer[] {100, 0} : some(u, m));
    assertThat(ask(file, rows(file, oneSilent)).associations())
        .extracting(Association::units)
        .containsExactly(2, 3);
  }

  @Test
  void tellsTheMeanOfWhatCannotBeSummed() {
    StudyFile file = OBSERVED.file(PER_100);
    List<SiteMonth> rows = rows(file, data().get(1));
    ArmAnswer counted = ask(file, rows);
    assertThat(counted.asked().summed()).isTrue();
    assertThat(counted.overall().mean()).isCloseTo(counted.overall().events() / 3, within(1e-12));
    assertThat(counted.asked().rateUnit()).isEqualTo("per 100 ADP and month");
    // People in custody stand at the month's end; months of them do not add up.
    StudyFile pairs =
        designs().filter(d -> d.name().equals("pairs")).findFirst().get().file("continuity: 0");
    Question stock = Question.of(pairs, pairs.analyses().get(0), "adp", null);
    assertThat(stock.isSummed()).isFalse();
  }

  @Test
  void lowersNoAbbreviation() {
    assertThat(Question.withinASentence("Average daily population"))
        .isEqualTo("average daily population");
    assertThat(Question.withinASentence("ADP")).isEqualTo("ADP");
    assertThat(Question.withinASentence("A")).isEqualTo("A");
    assertThat(Question.withinASentence("")).isEmpty();
  }
}
