package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.DoseLedger;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.StudyVersionCheck;

/** Says which flags a new version of a study file would raise or end, before it is loaded. */
@ApplicationScoped
class FlagsBefore {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject Clock clock;

  void tell(@Observes StudyVersionCheck version) {
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(version.study());
    for (Enrolment unit : Enrolment.listForStudy(version.study())) {
      Optional<Arm> arm = protocols.armOf(unit);
      Optional<PlannedDose> now = protocols.plannedDose(unit);
      Optional<PlannedDose> next = protocols.plannedDoseUnder(unit, version.next());
      if (!unit.isActive() || arm.isEmpty() || now.isEmpty() || next.isEmpty()) {
        continue;
      }
      List<Delivery> own = deliveries.getOrDefault(unit.id, List.of());
      Map<String, Finding> before = findings(version.now(), arm.get(), unit, now.get(), own);
      Map<String, Finding> after = findings(version.next(), arm.get(), unit, next.get(), own);
      after.forEach(
          (key, finding) -> {
            if (!before.containsKey(key)) {
              version
                  .before()
                  .add(unit.unit.code + ": a flag would be raised. " + finding.explanation());
            }
          });
      before.forEach(
          (key, finding) -> {
            if (!after.containsKey(key)) {
              version
                  .before()
                  .add(unit.unit.code + ": a flag would no longer hold. " + finding.explanation());
            }
          });
    }
  }

  private Map<String, Finding> findings(
      StudyFile file, Arm arm, Enrolment unit, PlannedDose dose, List<Delivery> own) {
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    Levels levels = new Levels(file);
    Arm ownArm = file.findArm(arm.key()).orElse(arm);
    Levels.Unit known = new Levels.Unit(unit.id, unit.unit.code, ownArm, unit.startedOn);
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (Strategy strategy : file.strategies()) {
      DoseAccount account = DoseAccount.of(file, strategy.key(), dose, unit.startedOn, own, today);
      Findings.ofIntake(levels, known, new Intake(strategy, account, List.of(), List.of()))
          .forEach(finding -> findings.put(finding.key(), finding));
    }
    return findings;
  }
}
