package org.reachline.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.design.RandomisedContrast;
import org.reachline.protocol.design.Require;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.Reporting;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;

/**
 * Everything that a study file says. Lists keep the order of the file.
 *
 * @param slug name of the study's folder and of its addresses
 * @param title the study's title
 * @param shortTitle what the study is called where there is little room, such as on a telephone
 * @param registryId number in a trial registry
 * @param simulated whether the study's data are simulated, to be said wherever they show
 * @param sources where the protocol's facts come from
 * @param assumptions what the file states without a source
 * @param eligibility what a site must bring to take part
 * @param siteTypes types of site that take part
 * @param parts parts that people play at a site
 * @param phases contiguous stretches of study months
 * @param factors what is varied by allocation; may be empty
 * @param arms what a unit can be allocated to
 * @param strategies what the study does for its sites
 * @param measures what sites report
 * @param checks what must hold within a report
 * @param reporting reporting calendar
 * @param allocation what is allocated, and how
 * @param analyses pre-registered comparisons
 */
public record StudyFile(
    String slug,
    String title,
    Optional<String> shortTitle,
    Optional<String> registryId,
    boolean simulated,
    List<String> sources,
    List<String> assumptions,
    List<String> eligibility,
    List<Term> siteTypes,
    List<Term> parts,
    List<Phase> phases,
    List<Factor> factors,
    List<Arm> arms,
    List<Strategy> strategies,
    List<Measure> measures,
    List<Check> checks,
    Reporting reporting,
    AllocationScheme allocation,
    List<Analysis> analyses) {

  public StudyFile {
    Require.text(slug, "slug");
    Require.text(title, "title");
    sources = List.copyOf(sources);
    assumptions = List.copyOf(assumptions);
    eligibility = List.copyOf(eligibility);
    siteTypes = List.copyOf(siteTypes);
    parts = List.copyOf(parts);
    phases = List.copyOf(phases);
    factors = List.copyOf(factors);
    arms = List.copyOf(arms);
    strategies = List.copyOf(strategies);
    measures = List.copyOf(measures);
    checks = List.copyOf(checks);
    analyses = List.copyOf(analyses);
    Require.that(!phases.isEmpty(), "a study needs a phase");
    Require.that(!arms.isEmpty(), "a study needs an arm");
  }

  /** The study month in which the first phase begins. */
  public int firstMonth() {
    return phases.get(0).fromMonth();
  }

  /** The study month in which the last phase ends. */
  public int lastMonth() {
    return phases.get(phases.size() - 1).toMonth();
  }

  /** The phase of a study month; empty outside the study. */
  public Optional<Phase> findPhase(int studyMonth) {
    return phases.stream().filter(phase -> phase.contains(studyMonth)).findFirst();
  }

  /** The phase of this key. */
  public Optional<Phase> findPhase(String key) {
    return phases.stream().filter(phase -> phase.key().equals(key)).findFirst();
  }

  /** The factor of this key. */
  public Optional<Factor> findFactor(String key) {
    return factors.stream().filter(factor -> factor.key().equals(key)).findFirst();
  }

  /** The arm of this key. */
  public Optional<Arm> findArm(String key) {
    return arms.stream().filter(arm -> arm.key().equals(key)).findFirst();
  }

  /** The strategy of this key. */
  public Optional<Strategy> findStrategy(String key) {
    return strategies.stream().filter(strategy -> strategy.key().equals(key)).findFirst();
  }

  /** The measure of this key. */
  public Optional<Measure> findMeasure(String key) {
    // Asked several times for each of the thousands of site-months of a comparison.
    for (Measure measure : measures) {
      if (measure.key().equals(key)) {
        return Optional.of(measure);
      }
    }
    return Optional.empty();
  }

  /** The analysis of this key. */
  public Optional<Analysis> findAnalysis(String key) {
    return analyses.stream().filter(analysis -> analysis.key().equals(key)).findFirst();
  }

  /** The strategies that a ledger delivers. */
  public List<Strategy> listStrategies(StrategyKind kind) {
    return strategies.stream().filter(strategy -> strategy.kind() == kind).toList();
  }

  /** The measures that sites of this type report, computed ones included. */
  public List<Measure> listMeasuresFor(String siteType) {
    return measures.stream().filter(measure -> measure.appliesTo(siteType)).toList();
  }

  /**
   * The comparisons that the allocation makes fair: one per factor level beside the reference, one
   * per pair of factors; without factors, each arm against the first. Empty if nothing is
   * randomised.
   */
  public List<RandomisedContrast> randomisedContrasts() {
    List<RandomisedContrast> contrasts = new ArrayList<>();
    if (allocation.method() == AllocationMethod.NONE) {
      return contrasts;
    }
    for (Factor factor : factors) {
      for (Term level : factor.levels().subList(1, factor.levels().size())) {
        contrasts.add(
            new RandomisedContrast(
                factor.label() + ": " + level.label() + " against " + factor.reference().label(),
                List.of(factor.key())));
      }
    }
    for (int first = 0; first < factors.size(); first++) {
      for (int second = first + 1; second < factors.size(); second++) {
        contrasts.add(
            new RandomisedContrast(
                "Interaction of "
                    + factors.get(first).label()
                    + " and "
                    + factors.get(second).label(),
                List.of(factors.get(first).key(), factors.get(second).key())));
      }
    }
    if (factors.isEmpty()) {
      for (Arm arm : arms.subList(1, arms.size())) {
        contrasts.add(
            new RandomisedContrast(arm.label() + " against " + arms.get(0).label(), List.of()));
      }
    }
    return List.copyOf(contrasts);
  }
}
