package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.dose.StudyMonth;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.ledger.DoseLedger;

/** Puts what the ledger says was held beside the planned contacts, unit by unit. */
@ApplicationScoped
public class CoachingAccounts {
  @Inject Protocols protocols;
  @Inject Clock clock;
  @Inject DoseLedger ledger;
  @Inject ContactPosting posting;

  /**
   * One unit's coaching.
   *
   * @param enrolment the unit
   * @param monthNow study month of today, or null before a start date is set
   * @param accounts one per coaching strategy; empty before allocation or start
   */
  public record UnitAccount(Enrolment enrolment, Integer monthNow, List<DoseAccount> accounts) {}

  /** The coaching strategies of a study, in the order of its file. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.COACHING);
  }

  /** The account of one unit. */
  public UnitAccount of(Enrolment enrolment) {
    posting.catchUp(enrolment.study);
    return reckon(enrolment, ledger.deliveries(enrolment));
  }

  /** The accounts of these units of one study, in their order, with few queries for all. */
  public List<UnitAccount> of(Study study, Collection<Enrolment> enrolments) {
    posting.catchUp(study);
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    List<UnitAccount> accounts = new ArrayList<>();
    for (Enrolment enrolment : enrolments) {
      accounts.add(reckon(enrolment, deliveries.getOrDefault(enrolment.id, List.of())));
    }
    return accounts;
  }

  private UnitAccount reckon(Enrolment enrolment, List<Delivery> deliveries) {
    LocalDate start = enrolment.startedOn;
    if (start == null) {
      return new UnitAccount(enrolment, null, List.of());
    }
    LocalDate today = LocalDate.now(clock.withZone(enrolment.unit.zoneId()));
    int month = StudyMonth.at(start, today).number();
    StudyFile file = protocols.fileOf(enrolment.study);
    Optional<PlannedDose> dose = protocols.plannedDose(enrolment);
    List<DoseAccount> accounts = new ArrayList<>();
    if (dose.isPresent()) {
      for (Strategy strategy : file.listStrategies(StrategyKind.COACHING)) {
        accounts.add(DoseAccount.of(file, strategy.key(), dose.get(), start, deliveries, today));
      }
    }
    return new UnitAccount(enrolment, month, accounts);
  }
}
