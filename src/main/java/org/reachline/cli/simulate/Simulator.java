package org.reachline.cli.simulate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.protocol.measure.ReportingInterval;

/**
 * Makes up a trial. Pure: what it gives follows from the study file, the truths, the seed and the
 * date.
 */
public final class Simulator {

  private Simulator() {}

  /**
   * A trial as it stands when a day begins, by universal time: nothing has been delivered or
   * reported on that day or later.
   *
   * @throws IllegalArgumentException if the truths do not fit the study file, in words
   */
  public static SimulatedTrial simulate(StudyFile study, Truths truths, long seed, LocalDate asOf) {
    requireFit(study, truths);
    UnitSimulator.Made made = new UnitSimulator(study, truths, seed, asOf).make();
    DeliverySimulator delivery = new DeliverySimulator(study, truths, seed, asOf, made);
    delivery.make();
    return new SimulatedTrial(
        study.measures().stream().map(Measure::key).toList(),
        made.sites(),
        made.people(),
        made.units(),
        delivery.sessions(),
        delivery.attendance(),
        delivery.contacts(),
        new ReportSimulator(study, truths, seed, asOf, made).make());
  }

  /** Whether an arm has all these levels and is this arm, where one is named. */
  static boolean fits(Arm arm, Map<String, String> levels, java.util.Optional<String> armKey) {
    return arm.levels().entrySet().containsAll(levels.entrySet())
        && armKey.filter(key -> !key.equals(arm.key())).isEmpty();
  }

  private static void requireFit(StudyFile study, Truths truths) {
    require(
        study.reporting().every() == ReportingInterval.MONTH,
        "the simulator makes monthly reports, and this study reports per phase");
    String lead = study.allocation().siteType();
    require(
        truths.siteTypes().containsKey(lead),
        "the truths say nothing of the site type '" + lead + "'");
    int units = truths.waves().stream().mapToInt(Truths.Wave::units).sum();
    require(
        units == truths.siteTypes().get(lead).count(),
        "the waves start "
            + units
            + " units, but there are "
            + truths.siteTypes().get(lead).count()
            + " sites of type '"
            + lead
            + "'");
    Set<String> measures =
        study.measures().stream()
            .filter(measure -> measure.computed().isEmpty() && measure.type() != MeasureType.TEXT)
            .map(Measure::key)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    require(
        measures.equals(new java.util.TreeSet<>(truths.measures().keySet())),
        "the truths are of "
            + new java.util.TreeSet<>(truths.measures().keySet())
            + ", but sites report "
            + measures);
    Set<String> strategies = truths.delivery().keySet();
    study.strategies().stream()
        .filter(strategy -> strategy.plans().stream().anyMatch(plan -> !plan.contacts().isEmpty()))
        .forEach(
            strategy ->
                require(
                    strategies.contains(strategy.key()),
                    "the truths say nothing of the delivery of '" + strategy.key() + "'"));
    List<String> phases = study.phases().stream().map(phase -> phase.key()).toList();
    truths
        .measures()
        .values()
        .forEach(
            truth -> {
              if (truth instanceof Truths.CountTruth count) {
                count.effects().forEach(effect -> requireEffect(study, phases, effect));
              }
            });
  }

  private static void requireEffect(StudyFile study, List<String> phases, Truths.Effect effect) {
    require(
        phases.contains(effect.phase()),
        "an effect is of the phase '" + effect.phase() + "', which is not there");
    require(
        study.arms().stream().anyMatch(arm -> fits(arm, effect.levels(), effect.arm())),
        "an effect is of "
            + effect.levels()
            + effect.arm().map(a -> " " + a).orElse("")
            + ", which no arm has");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
