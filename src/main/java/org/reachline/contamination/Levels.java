package org.reachline.contamination;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationUnit;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Strategy;

/**
 * What differs between the arms of a study, and from which day on. Where nothing differs, nothing
 * can be carried over: a study with one arm has no contamination, a strategy that every arm gets
 * alike has no coaches who mix levels.
 */
record Levels(StudyFile file) {

  /** A unit as far as contamination goes: its arm, and the day on which its months begin. */
  record Unit(long id, String code, Arm arm, LocalDate startedOn) {
    /** The first day under the arm's own strategies in a stepped design; empty in others. */
    Optional<LocalDate> step() {
      return arm.crossesOverInMonth().map(month -> StudyMonth.of(startedOn, month).firstDay());
    }
  }

  /** Whether units were allocated to anything that could be mixed up. */
  boolean areCompared() {
    return file.arms().size() > 1;
  }

  /** Whether units are people, who share those who treat them by design. */
  boolean unitsArePeople() {
    return file.allocation().unit() == AllocationUnit.PARTICIPANT;
  }

  /** Whether an arm is to get anything of a strategy: contacts, or people put in place. */
  boolean prescribes(Strategy strategy, Arm arm) {
    return strategy
        .findPlan(arm)
        .filter(plan -> !plan.contacts().isEmpty() || !plan.staffing().isEmpty())
        .isPresent();
  }

  /** Whether two arms are to get different things of a strategy. */
  boolean differ(Strategy strategy, Arm one, Arm other) {
    return !contents(strategy, one).equals(contents(strategy, other));
  }

  private static List<Object> contents(Strategy strategy, Arm arm) {
    Optional<Plan> plan = strategy.findPlan(arm);
    return List.of(
        plan.map(Plan::contacts).orElse(List.of()), plan.map(Plan::staffing).orElse(List.of()));
  }

  /** Whether any two arms are to get different things of a strategy. */
  boolean vary(Strategy strategy) {
    Arm first = file.arms().get(0);
    return file.arms().stream().anyMatch(arm -> differ(strategy, first, arm));
  }

  /** The first day of a stepped unit under a strategy that comes with the step; else empty. */
  Optional<LocalDate> step(Strategy strategy, Unit unit) {
    return vary(strategy) ? unit.step() : Optional.empty();
  }

  /**
   * Whether what is given to one unit on a day is something that another one is not to get then: it
   * prescribes the strategy differently or, in a stepped design, is past its step while the other
   * one is not.
   */
  boolean carries(Strategy strategy, Unit from, Unit to, LocalDate day) {
    if (from.step().isEmpty() && to.step().isEmpty()) {
      return differ(strategy, from.arm(), to.arm());
    }
    return vary(strategy) && isTreated(from, day) && !isTreated(to, day);
  }

  /** Whether a unit is under its arm's strategies on a day. */
  boolean isTreated(Unit unit, LocalDate day) {
    return !treatedFrom(unit).isAfter(day);
  }

  /** The first day on which a unit is under its arm's strategies; the end of time for controls. */
  LocalDate treatedFrom(Unit unit) {
    boolean control =
        file.strategies().stream().noneMatch(s -> vary(s) && prescribes(s, unit.arm()));
    return unit.step().orElse(control ? LocalDate.MAX : LocalDate.MIN);
  }

  /** What people read of the level that an arm has of a strategy. */
  String label(Strategy strategy, Arm arm) {
    Optional<Factor> factor = strategy.factor().flatMap(file::findFactor);
    if (factor.isEmpty()) {
      return arm.label();
    }
    return factor.get().label()
        + " "
        + factor.get().levels().stream()
            .filter(l -> l.key().equals(arm.levels().get(factor.get().key())))
            .map(l -> l.label())
            .findFirst()
            .orElse("not set");
  }
}
