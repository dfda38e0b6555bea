package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.ledger.DoseLedger;

/** Puts what the ledger says was done beside what was planned of this room's strategies. */
@ApplicationScoped
public class ActivityAccounts {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject Clock clock;

  /** The strategies that this room delivers, in the order of the study file. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.ACTIVITY);
  }

  /** One unit's accounts, one per strategy; empty before allocation or start. */
  public List<DoseAccount> of(Enrolment unit) {
    return reckon(unit, ledger.deliveries(unit));
  }

  /** The accounts of these units of one study, by key of the unit, with one look at the ledger. */
  Map<Long, List<DoseAccount>> of(Study study, Collection<Enrolment> units) {
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    Map<Long, List<DoseAccount>> accounts = new LinkedHashMap<>();
    for (Enrolment unit : units) {
      accounts.put(unit.id, reckon(unit, deliveries.getOrDefault(unit.id, List.of())));
    }
    return accounts;
  }

  private List<DoseAccount> reckon(Enrolment unit, List<Delivery> deliveries) {
    Optional<PlannedDose> dose = protocols.plannedDose(unit);
    if (dose.isEmpty()) {
      return List.of();
    }
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    StudyFile file = protocols.fileOf(unit.study);
    return strategies(unit.study).stream()
        .map(s -> DoseAccount.of(file, s.key(), dose.get(), unit.startedOn, deliveries, today))
        .toList();
  }

  /**
   * Staff put in place at a unit, planned beside there.
   *
   * @param withPlan whether the reader may know what is planned
   * @param activities what was logged for the unit
   */
  List<Staff> staff(Enrolment unit, boolean withPlan, Collection<Activity> activities) {
    return Staff.of(
        strategies(unit.study),
        withPlan ? protocols.armOf(unit) : Optional.empty(),
        activities,
        LocalDate.now(clock.withZone(unit.unit.zoneId())));
  }
}
