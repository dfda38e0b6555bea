package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.UnitAccounts;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Puts what the ledger says was done beside what was planned of this room's strategies. */
@ApplicationScoped
class ActivityAccounts {
  @Inject Protocols protocols;
  @Inject UnitAccounts accounts;
  @Inject Clock clock;

  /** The strategies that this room delivers, in the order of the study file. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.ACTIVITY);
  }

  /** One unit's accounts, one per strategy; empty before allocation or start. */
  public List<DoseAccount> of(Enrolment unit) {
    return protocols.armOf(unit).isEmpty()
        ? List.of()
        : accounts.of(unit, strategies(unit.study), CountingChoice.OF_THE_FILE);
  }

  /** The accounts of these units of one study, by key of the unit, with one look at the ledger. */
  Map<Long, List<DoseAccount>> of(Study study, Collection<Enrolment> units) {
    Map<Long, List<DoseAccount>> all =
        accounts.of(study, units, strategies(study), CountingChoice.OF_THE_FILE);
    units.stream()
        .filter(unit -> protocols.armOf(unit).isEmpty())
        .forEach(unit -> all.put(unit.id, List.of()));
    return all;
  }

  /**
   * Staff put in place at a unit, planned beside there.
   *
   * @param withPlan whether the reader may know what is planned
   * @param activities what was logged for the unit
   */
  List<StaffInPlace> staff(Enrolment unit, boolean withPlan, Collection<Activity> activities) {
    return StaffInPlace.of(
        strategies(unit.study),
        withPlan ? protocols.armOf(unit) : Optional.empty(),
        activities,
        LocalDate.now(clock.withZone(unit.unit.zoneId())));
  }
}
