package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Sets what the ledger says against the plan. Board, site page, ledger, entries, comparison,
 * exports and contamination all ask here, so that a dose is one figure wherever it is read.
 */
@ApplicationScoped
public class UnitAccounts {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject Clock clock;

  /**
   * One unit's accounts of these strategies, in their order. Before allocation nothing is planned
   * and whatever was given counts as unplanned; empty before a start date is set.
   */
  public List<DoseAccount> of(
      Enrolment unit, Collection<Strategy> strategies, CountingChoice counting) {
    return of(unit, ledger.deliveries(unit), strategies, counting);
  }

  /** The same of many units of one study, by key of the unit, with one look at the ledger. */
  public Map<Long, List<DoseAccount>> of(
      Study study,
      Collection<Enrolment> units,
      Collection<Strategy> strategies,
      CountingChoice counting) {
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    Map<Long, List<DoseAccount>> accounts = new LinkedHashMap<>();
    for (Enrolment unit : units) {
      accounts.put(
          unit.id, of(unit, deliveries.getOrDefault(unit.id, List.of()), strategies, counting));
    }
    return accounts;
  }

  /** The same of deliveries that were read already. */
  public List<DoseAccount> of(
      Enrolment unit,
      Collection<Delivery> deliveries,
      Collection<Strategy> strategies,
      CountingChoice counting) {
    if (unit.startedOn == null) {
      return List.of();
    }
    StudyFile file = protocols.fileOf(unit.study);
    Optional<PlannedDose> planned = protocols.plannedDose(unit, counting);
    PlannedDose dose = planned.orElseGet(() -> PlannedDose.none(counting));
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    return strategies.stream()
        .map(
            strategy ->
                DoseAccount.of(
                    file,
                    strategy.key(),
                    dose,
                    unit.startedOn,
                    unit.withdrawnOn,
                    deliveries,
                    today))
        .toList();
  }
}
