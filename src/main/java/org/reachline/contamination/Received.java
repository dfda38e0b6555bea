package org.reachline.contamination;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Staffing;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Prescribed beside received, site by site and strategy by strategy, as it is now; by the same rule
 * as flags are raised.
 */
@ApplicationScoped
class Received {
  @Inject Intakes intakes;
  @Inject Protocols protocols;
  @Inject Clock clock;

  /**
   * One unit.
   *
   * @param arm its arm
   * @param cells one per strategy of the study
   */
  public record Row(Enrolment unit, Arm arm, List<Cell> cells) {}

  /**
   * One strategy at one unit.
   *
   * @param prescribed whether the arm is to get anything of it: contacts, or people put in place
   * @param account what the ledger holds
   * @param beside everything unplanned that was received: the ledger's part and what was seen
   * @param seen the part of it that the ledger does not hold
   * @param staff people put in place, part by part, planned beside there today
   * @param flagged whether a flag holds
   */
  public record Cell(
      Strategy strategy,
      boolean prescribed,
      DoseAccount account,
      List<Delivery> beside,
      List<Delivery> seen,
      List<Intake.Staffed> staff,
      boolean flagged) {

    /** Unplanned contacts and sessions that were received. */
    public int besideContacts() {
      return Intake.contacts(beside);
    }

    /** Their minutes. */
    public int besideMinutes() {
      return Intake.minutes(beside);
    }

    /** Contacts and sessions that were seen and are no line of the ledger. */
    public int seenContacts() {
      return Intake.contacts(seen);
    }

    /** Their minutes. */
    public int seenMinutes() {
      return Intake.minutes(seen);
    }

    /** Change projects where no coaching is planned. */
    public int projects() {
      return seen.size() - seenContacts();
    }
  }

  /**
   * The allocated units that have started, those with a flag first, then by code; of flags as they
   * are on record, so somebody has to look before.
   */
  public PanacheQuery<Enrolment> units(Study study) {
    StudyFile file = protocols.fileOf(study);
    boolean allAlike =
        file.allocation().method() == AllocationMethod.NONE && file.arms().size() == 1;
    return Enrolment.find(
        "from Enrolment e join fetch e.unit where e.study = ?1 and e.startedOn is not null and"
            + " (e.armKey in ?2 or (e.armKey is null and ?3 = true)) order by case when exists"
            + " (select f.id from ContaminationFlag f, FlagState s where f.enrolment = e and s.flag"
            + " = f and s.holds = true and s.key.step = (select max(x.key.step) from FlagState x"
            + " where x.flag = f)) then 0 else 1 end, e.unit.code, e.ordinal",
        study,
        file.arms().stream().map(Arm::key).toList(),
        allAlike);
  }

  /** The rows of these units, in their order, after this look. */
  public List<Row> rows(Study study, List<Enrolment> units, ContaminationWatch.Looked looked) {
    Set<String> flagged = new HashSet<>();
    for (Finding finding : looked.now().values()) {
      flagged.add(finding.enrolmentId() + "/" + finding.strategy());
    }
    Intakes.Gathered gathered = intakes.of(study, units, false);
    List<Row> rows = new ArrayList<>();
    for (Enrolment unit : units) {
      Levels.Unit known = gathered.units().get(unit.id);
      LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
      List<Cell> cells = new ArrayList<>();
      for (Intake intake : gathered.byUnit().get(unit.id)) {
        Strategy strategy = intake.strategy();
        cells.add(
            new Cell(
                strategy,
                gathered.levels().prescribes(strategy, known.arm()),
                intake.account(),
                intake.beside(),
                intake.seen(),
                intake.staffed(planned(strategy, known.arm()), today),
                flagged.contains(unit.id + "/" + strategy.key())));
      }
      rows.add(new Row(unit, known.arm(), cells));
    }
    return rows;
  }

  private static Map<String, BigDecimal> planned(Strategy strategy, Arm arm) {
    Map<String, BigDecimal> planned = new LinkedHashMap<>();
    for (Staffing s : strategy.findPlan(arm).map(Plan::staffing).orElse(List.of())) {
      planned.merge(s.part(), BigDecimal.valueOf(s.fullTimeEquivalent()), BigDecimal::add);
    }
    return planned;
  }
}
