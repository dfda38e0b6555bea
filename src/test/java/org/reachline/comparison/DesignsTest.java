package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.comparison.methods.ClusterComparison;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.EffectKind;
import org.reachline.comparison.months.MonthState;
import org.reachline.comparison.months.PhaseRows;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Term;

/** Other designs than the 2x2, on the rows of the simulated trial. */
class DesignsTest {
  private static final StudyFile SIM = Sim48.file();

  private static StudyFile file(List<Factor> factors, List<Arm> arms, AllocationScheme scheme) {
    return new StudyFile(
        SIM.slug(),
        SIM.title(),
        SIM.shortTitle(),
        SIM.registryId(),
        true,
        SIM.sources(),
        SIM.assumptions(),
        SIM.eligibility(),
        SIM.siteTypes(),
        SIM.parts(),
        SIM.phases(),
        factors,
        arms,
        SIM.strategies(),
        SIM.measures(),
        SIM.checks(),
        SIM.reporting(),
        scheme,
        SIM.analyses());
  }

  private static Analysis analysis(List<String> factors, boolean interaction) {
    Analysis a = SIM.analyses().get(0);
    return new Analysis(
        a.key(),
        a.label(),
        a.title(),
        a.kind(),
        a.outcome(),
        a.exposure(),
        a.phase(),
        a.baselinePhase(),
        factors,
        interaction,
        a.adjust(),
        a.continuity(),
        Optional.empty(),
        Optional.empty(),
        a.confidence(),
        a.beside());
  }

  private static Arm arm(String key, int order, Map<String, String> levels) {
    return new Arm(key, "Arm " + key, order, levels, Optional.empty());
  }

  /** The simulated rows with arms dealt anew, by place of the unit in the data. */
  private static List<SiteMonth> dealt(List<String> arms) {
    Map<String, String> byUnit = new LinkedHashMap<>();
    Sim48.rows().forEach(r -> byUnit.putIfAbsent(r.unit(), arms.get(byUnit.size() % arms.size())));
    return Sim48.rows().stream()
        .map(
            row ->
                new SiteMonth(
                    row.unit(),
                    row.site(),
                    row.siteType(),
                    row.studyMonth(),
                    row.phase(),
                    Optional.of(byUnit.get(row.unit())),
                    row.stratum(),
                    row.pair(),
                    row.state(),
                    row.values(),
                    row.delivered()))
        .toList();
  }

  private static ClusterComparison compare(
      StudyFile file, Analysis analysis, List<SiteMonth> rows) {
    return ClusterComparison.of(file, analysis, UnitTotals.of(file, analysis, rows));
  }

  @Test
  void comparesEachOfThreeArmsWithTheFirst() {
    List<Arm> arms = List.of(arm("A", 0, Map.of()), arm("B", 1, Map.of()), arm("C", 2, Map.of()));
    List<SiteMonth> rows = dealt(List.of("A", "B", "C", "C", "B", "A", "C"));
    Analysis asked = analysis(List.of(), false);
    ClusterComparison answer = compare(file(List.of(), arms, SIM.allocation()), asked, rows);
    assertThat(answer.contrasts())
        .extracting(Effect::label)
        .containsExactly("Arm B against Arm A", "Arm C against Arm A");
    assertThat(answer.contrasts()).extracting(Effect::kind).containsOnly(EffectKind.ARM);
    assertThat(answer.withinLevels()).isEmpty();
    // Another reference says the same the other way round.
    List<Arm> turned = List.of(arm("B", 0, Map.of()), arm("A", 1, Map.of()), arm("C", 2, Map.of()));
    ClusterComparison other = compare(file(List.of(), turned, SIM.allocation()), asked, rows);
    assertThat(other.contrasts().get(0).estimate())
        .isCloseTo(-answer.contrasts().get(0).estimate(), within(1e-12));
    assertThat(other.contrasts().get(0).se())
        .isCloseTo(answer.contrasts().get(0).se(), within(1e-12));
  }

  @Test
  void averagesAMainEffectEvenlyOverTheLevelsOfTheOtherFactor() {
    Factor dose =
        new Factor(
            "sum-dose",
            "Dose",
            List.of(new Term("0", "none"), new Term("1", "some"), new Term("2", "much")));
    Factor echo = new Factor("echo", "ECHO", List.of(new Term("n", "no"), new Term("y", "yes")));
    List<Arm> arms =
        List.of(
            arm("0n", 0, Map.of("sum-dose", "0", "echo", "n")),
            arm("0y", 1, Map.of("sum-dose", "0", "echo", "y")),
            arm("1n", 2, Map.of("sum-dose", "1", "echo", "n")),
            arm("1y", 3, Map.of("sum-dose", "1", "echo", "y")),
            arm("2n", 4, Map.of("sum-dose", "2", "echo", "n")),
            arm("2y", 5, Map.of("sum-dose", "2", "echo", "y")));
    ClusterComparison answer =
        compare(
            file(List.of(dose, echo), arms, SIM.allocation()),
            analysis(List.of("sum-dose", "echo"), true),
            dealt(List.of("0n", "1y", "2n", "0y", "1n", "2y", "2y")));
    assertThat(answer.contrasts())
        .extracting(Effect::label)
        .containsExactly(
            "Dose: some against none",
            "Dose: much against none",
            "ECHO: yes against no",
            "Interaction of Dose and ECHO: some and yes",
            "Interaction of Dose and ECHO: much and yes");
    assertThat(answer.contrasts().get(1).estimate())
        .isCloseTo(mean(answer, "Dose: much against none, within ECHO", 2), within(1e-12));
    assertThat(answer.contrasts().get(2).estimate())
        .isCloseTo(mean(answer, "ECHO: yes against no, within Dose", 3), within(1e-12));
  }

  private static double mean(ClusterComparison answer, String label, int expected) {
    List<Double> effects =
        answer.withinLevels().stream()
            .filter(effect -> effect.label().startsWith(label))
            .map(Effect::estimate)
            .toList();
    assertThat(effects).hasSize(expected);
    return effects.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void givesNoContrastWhereNothingWasRandomised() {
    AllocationScheme s = SIM.allocation();
    AllocationScheme none =
        new AllocationScheme(
            s.unit(), s.siteType(), s.partnerType(), AllocationMethod.NONE, s.strata(), s.pairs());
    ClusterComparison answer =
        compare(file(SIM.factors(), SIM.arms(), none), SIM.analyses().get(0), Sim48.rows());
    assertThat(answer.contrasts()).isEmpty();
    assertThat(answer.notEstimable()).startsWith("Nothing was randomised in this study");
  }

  @Test
  void refusesToCompareUnitsThatCrossOverWithinThePhase() {
    List<Arm> stepped =
        SIM.arms().stream()
            .map(
                arm ->
                    new Arm(
                        arm.key(),
                        arm.label(),
                        arm.order(),
                        arm.levels(),
                        Optional.of(14 + arm.order())))
            .toList();
    ClusterComparison answer =
        compare(
            file(SIM.factors(), stepped, SIM.allocation()), SIM.analyses().get(0), Sim48.rows());
    assertThat(answer.contrasts()).isEmpty();
    assertThat(answer.notEstimable()).startsWith("Units cross over during this phase");
  }

  @Test
  void accountsForEverySiteMonthOnce() {
    Analysis asked = SIM.analyses().get(0);
    List<SiteMonth> rows =
        Sim48.rows().stream()
            .map(
                row ->
                    new SiteMonth(
                        row.unit(),
                        row.site(),
                        row.unit().equals("J02") ? "community_provider" : row.siteType(),
                        row.studyMonth(),
                        row.phase(),
                        row.unit().equals("J01") ? Optional.empty() : row.arm(),
                        row.stratum(),
                        row.pair(),
                        MonthState.values()[row.studyMonth() % MonthState.values().length],
                        row.values(),
                        row.delivered()))
            .toList();
    PhaseRows account = PhaseRows.of(SIM, asked, "intervention", rows, true);
    assertThat(account.planned()).isEqualTo(576);
    assertThat(account.notAsked()).isEqualTo(12);
    assertThat(account.notAllocated()).isPositive();
    assertThat(
            account.used()
                + account.notOver()
                + account.missing()
                + account.draft()
                + account.blank()
                + account.noExposure()
                + account.notAllocated()
                + account.withdrawn()
                + account.notAsked())
        .isEqualTo(576);
  }
}
