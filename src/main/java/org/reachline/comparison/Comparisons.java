package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.reachline.comparison.methods.Association;
import org.reachline.comparison.methods.BesideAnswer;
import org.reachline.comparison.methods.BesideGee;
import org.reachline.comparison.methods.BesidePermutation;
import org.reachline.comparison.methods.ClusterComparison;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.MissingMonths;
import org.reachline.comparison.methods.Model;
import org.reachline.comparison.methods.PairChange;
import org.reachline.comparison.methods.PairedArms;
import org.reachline.comparison.methods.PairedComparison;
import org.reachline.comparison.months.PhaseRows;
import org.reachline.comparison.months.PhaseTotal;
import org.reachline.comparison.months.Rows;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.SiteMonths;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.AnalysisKind;
import org.reachline.protocol.BesideMethod;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.stats.Rarity;
import org.reachline.studies.Study;

/** Answers a question from the ledgers as they stand now. Who may ask is settled before. */
@ApplicationScoped
class Comparisons {
  @Inject SiteMonths siteMonths;
  @Inject Clock clock;
  @Inject Amendments amendments;

  /**
   * The answer for somebody who may see arms.
   *
   * @param counting the rules by which dose is told; effects do not depend on them
   */
  ArmAnswer compare(Study study, Question question, CountingChoice counting) {
    StudyFile file = question.file();
    Analysis analysis = question.analysis();
    SiteMonths.Joined joined = siteMonths.join(study, counting);
    List<SiteMonth> rows = joined.rows();
    List<UnitTotals> units = UnitTotals.of(file, analysis, rows);
    List<Amendment> amended = amendments.of(study, question.registered().key(), true);
    List<String> cautions = new ArrayList<>(Cautions.ofAmendments(amended));
    cautions.addAll(Cautions.ofQuestion(question));

    List<Effect> contrasts;
    List<Effect> withinLevels = List.of();
    List<PairChange> pairs = List.of();
    PairedArms pairedArms = null;
    Model model = null;
    List<BesideAnswer> beside = new ArrayList<>();
    BesideAnswer first = null;
    MissingMonths missingMonths = null;
    String notEstimable;
    Map<String, String> leftOut;
    if (analysis.kind() == AnalysisKind.CLUSTER_ANCOVA) {
      ClusterComparison answer = ClusterComparison.of(file, analysis, units);
      contrasts = answer.contrasts();
      withinLevels = answer.withinLevels();
      model = answer.model();
      notEstimable = answer.notEstimable();
      leftOut = answer.unitsLeftOut();
      cautions.addAll(answer.cautions());
      if (notEstimable == null) {
        Optional<Rarity> rare = Cautions.rarity(question, answer.used());
        if (rare.isPresent()) {
          cautions.add(0, Cautions.ofRareOutcome(rare.get(), analysis.continuity()));
          first = BesideGee.whereEventsAreFew(file, analysis, answer.used(), rows);
        }
        for (BesideMethod method : analysis.beside().methods()) {
          if (method == BesideMethod.PERMUTATION) {
            beside.add(BesidePermutation.of(file, analysis, answer.used()));
          } else if (first == null) {
            beside.add(BesideGee.of(file, analysis, answer.used(), rows));
          }
        }
        missingMonths = MissingMonths.of(file, analysis, answer, rows);
      }
    } else {
      PairedComparison answer = PairedComparison.of(file, analysis, units);
      contrasts = answer.effect() == null ? List.of() : List.of(answer.effect());
      pairs = answer.pairs();
      pairedArms = answer.arms();
      notEstimable = answer.notEstimable();
      leftOut = answer.unitsLeftOut();
      cautions.addAll(answer.cautions());
    }
    List<Rows.LeftOut> unitsLeftOut = new ArrayList<>();
    leftOut.forEach((unit, why) -> unitsLeftOut.add(new Rows.LeftOut(unit, why)));
    joined
        .notStarted()
        .forEach(unit -> unitsLeftOut.add(new Rows.LeftOut(unit, "no start date yet")));

    List<PhaseRows> phases = new ArrayList<>();
    phases.add(PhaseRows.of(file, analysis, analysis.phase(), rows, true));
    analysis
        .baselinePhase()
        .ifPresent(baseline -> phases.add(PhaseRows.of(file, analysis, baseline, rows, true)));
    boolean interim = phases.get(0).notOver() > 0;
    cautions.addAll(Cautions.ofInterim(interim, phases.get(0).notOver(), question.phaseLabel()));
    cautions.addAll(Cautions.ofUnits(units.size() - leftOut.size()));
    cautions.addAll(Cautions.ofRows(phases));

    Describe describe = Describe.of(question, rows, units);
    List<Association> associations = new ArrayList<>(Association.growth(file, analysis, units));
    associations.addAll(Association.withDose(file, analysis, units, joined.doses(), counting));
    return new ArmAnswer(
        Asked.of(study, question, clock.instant(), interim, amended),
        question.isExploratory()
            ? analysis.title() + " Here: " + question.outcomeLabel() + ", " + question.phaseLabel()
            : analysis.title(),
        file.allocation().method() != AllocationMethod.NONE && file.arms().size() > 1,
        first,
        contrasts,
        withinLevels,
        pairedArms,
        pairs,
        model,
        notEstimable,
        beside,
        missingMonths,
        describe.arms(),
        describe.factors(),
        describe.all(),
        DoseLine.of(study, file, joined.doses(), counting),
        associations,
        new Rows(units.size() - leftOut.size(), unitsLeftOut, phases),
        Trajectory.byArm(file, analysis, rows),
        cautions);
  }

  /** The answer for somebody blinded: everybody together. */
  PooledAnswer pool(Study study, Question question) {
    StudyFile file = question.file();
    Analysis analysis = question.analysis();
    List<SiteMonth> rows = siteMonths.of(study);
    List<PhaseRows> phases = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (Phase phase : file.phases()) {
      phases.add(PhaseRows.of(file, analysis, phase.key(), rows, false));
      groups.add(Describe.pooled(question, rows, phase));
    }
    PhaseRows compared =
        phases.stream().filter(p -> p.phase().equals(analysis.phase())).findFirst().orElseThrow();
    boolean interim = compared.notOver() > 0;
    List<Amendment> amended = amendments.of(study, question.registered().key(), false);
    List<String> cautions = new ArrayList<>(Cautions.ofAmendments(amended));
    if (question.isExploratory()) {
      cautions.addAll(Cautions.ofQuestion(question));
    }
    cautions.addAll(Cautions.ofInterim(interim, compared.notOver(), question.phaseLabel()));
    cautions.addAll(Cautions.ofRows(phases));
    return new PooledAnswer(
        Asked.of(study, question, clock.instant(), interim, amended),
        true,
        PooledAnswer.NOTE,
        groups,
        phases,
        Trajectory.pooled(file, analysis, rows),
        cautions);
  }

  /** Counts and rates of arms and levels, which describe and do not compare. */
  private record Describe(Question question, List<SiteMonth> lost, List<UnitTotals> units) {
    static Describe of(Question question, List<SiteMonth> rows, List<UnitTotals> units) {
      return new Describe(question, lost(question, question.analysis().phase(), rows), units);
    }

    private static List<SiteMonth> lost(Question question, String phase, List<SiteMonth> rows) {
      return rows.stream()
          .filter(row -> row.phase().equals(phase))
          .filter(row -> PhaseRows.isLost(question.file(), question.analysis(), row))
          .toList();
    }

    List<Group> arms() {
      return question.file().arms().stream()
          .map(arm -> ofArms(arm.key(), arm.label(), arm.order(), arm::equals))
          .toList();
    }

    List<ArmAnswer.FactorGroups> factors() {
      return question.analysis().factors().stream()
          .map(key -> question.file().findFactor(key).orElseThrow())
          .map(f -> new ArmAnswer.FactorGroups(f.key(), f.label(), levels(f)))
          .toList();
    }

    private List<Group> levels(Factor factor) {
      return factor.levels().stream()
          .map(
              (Term level) ->
                  ofArms(
                      level.key(),
                      level.label(),
                      null,
                      arm -> level.key().equals(arm.levels().get(factor.key()))))
          .toList();
    }

    /** Everybody, those who wait for their arm among them. */
    Group all() {
      return group("all", "All units", null, arm -> true);
    }

    private Group ofArms(String key, String label, Integer order, Predicate<Arm> belongs) {
      return group(
          key,
          label,
          order,
          arm -> arm.flatMap(question.file()::findArm).filter(belongs).isPresent());
    }

    private Group group(
        String key, String label, Integer order, Predicate<Optional<String>> belongs) {
      Analysis analysis = question.analysis();
      List<PhaseTotal> totals =
          units.stream().filter(unit -> belongs.test(unit.arm())).map(UnitTotals::phase).toList();
      int missed = (int) lost.stream().filter(row -> belongs.test(row.arm())).count();
      return Group.of(key, label, order, totals, missed, analysis.confidence());
    }

    static Group pooled(Question question, List<SiteMonth> rows, Phase phase) {
      Analysis analysis = Question.inPhase(question.analysis(), phase.key(), Optional.empty());
      List<PhaseTotal> totals =
          UnitTotals.of(question.file(), analysis, rows).stream().map(UnitTotals::phase).toList();
      int missed = lost(question, phase.key(), rows).size();
      return Group.of(phase.key(), phase.label(), null, totals, missed, analysis.confidence());
    }
  }
}
