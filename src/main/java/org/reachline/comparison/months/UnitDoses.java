package org.reachline.comparison.months;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.UnitAccounts;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * What every unit received, read from the one ledger of delivered dose and reckoned as everywhere
 * else: a comparison has no rule of its own for what counts.
 */
@ApplicationScoped
class UnitDoses {
  @Inject Protocols protocols;
  @Inject UnitAccounts accounts;

  /**
   * The doses of a study.
   *
   * @param doses by unit and strategy
   * @param counted what counts, by key of the unit, with the day on which it was held
   */
  record Received(List<UnitDose> doses, Map<Long, List<Piece>> counted) {

    /** What counts of what a unit got in a period, by strategy. */
    Map<String, Delivered> inPeriod(Enrolment unit, ReportPeriod period) {
      Map<String, Delivered> sums = new LinkedHashMap<>();
      for (Piece piece : counted.getOrDefault(unit.id, List.of())) {
        if (!piece.heldOn().isBefore(period.from()) && !piece.heldOn().isAfter(period.to())) {
          sums.merge(piece.strategy(), piece.amount(), Delivered::plus);
        }
      }
      return sums;
    }
  }

  /** One delivery that fulfils a planned contact. */
  record Piece(String strategy, LocalDate heldOn, Delivered amount) {}

  /** The doses of these units; those without a start date have none. */
  Received of(Study study, StudyFile file, List<Enrolment> units, CountingChoice counting) {
    Map<Long, List<DoseAccount>> all = accounts.of(study, units, file.strategies(), counting);
    Map<Long, List<Piece>> counted = new HashMap<>();
    List<UnitDose> doses = new ArrayList<>();
    for (Enrolment unit : units) {
      Optional<String> arm = protocols.armOf(unit).map(Arm::key);
      List<Piece> pieces = new ArrayList<>();
      for (DoseAccount account : all.get(unit.id)) {
        pieces.addAll(pieces(account));
        doses.add(
            new UnitDose(
                unit.unit.code,
                arm,
                account.strategy(),
                amount(account.delivered()),
                amount(account.extra()),
                account.planned(),
                account.dueByNow()));
      }
      counted.put(unit.id, pieces);
    }
    return new Received(doses, counted);
  }

  private static List<Piece> pieces(DoseAccount account) {
    List<Piece> pieces = new ArrayList<>();
    for (PlannedLine line : account.lines()) {
      Optional<Delivery> held = line.delivery();
      held.ifPresent(
          d -> pieces.add(new Piece(account.strategy(), d.day(), amount(line.delivered()))));
    }
    return pieces;
  }

  private static Delivered amount(PlannedTotal total) {
    return new Delivered(total.contacts(), total.minutes());
  }
}
