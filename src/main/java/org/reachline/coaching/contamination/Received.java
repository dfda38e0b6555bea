package org.reachline.coaching.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.coaching.ContactPosting;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.ledger.DoseLedger;

/** Prescribed beside received, site by site and strategy by strategy, as it is now. */
@ApplicationScoped
public class Received {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject ContactPosting posting;
  @Inject ContaminationWatch watch;
  @Inject Clock clock;

  /**
   * One unit.
   *
   * @param arm its arm
   * @param cells one per strategy of the study
   */
  public record Row(Enrolment unit, Arm arm, List<Cell> cells) {
    /** Whether a flag holds for one of its strategies. */
    public boolean isFlagged() {
      return cells.stream().anyMatch(Cell::flagged);
    }
  }

  /**
   * One strategy at one unit.
   *
   * @param flagged whether a flag holds
   */
  public record Cell(Strategy strategy, DoseAccount account, boolean flagged) {
    /** Whether the arm prescribes anything of it. */
    public boolean isPrescribed() {
      return !account.lines().isEmpty();
    }
  }

  /** All allocated units that have started, those with a flag first, then by code. */
  public List<Row> rows(Study study) {
    posting.catchUp(study);
    Set<String> flagged = new HashSet<>();
    for (ContaminationWatch.Standing s : watch.look(study)) {
      if (s.finding() != null && s.finding().enrolmentId() != null) {
        flagged.add(s.finding().enrolmentId() + "/" + s.finding().strategy());
      }
    }
    StudyFile file = protocols.fileOf(study);
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    List<Row> rows = new ArrayList<>();
    for (Enrolment unit : Enrolment.listForStudy(study)) {
      Optional<PlannedDose> dose = protocols.plannedDose(unit);
      if (dose.isEmpty()) {
        continue;
      }
      LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
      List<Delivery> own = deliveries.getOrDefault(unit.id, List.of());
      List<Cell> cells = new ArrayList<>();
      for (Strategy strategy : file.strategies()) {
        cells.add(
            new Cell(
                strategy,
                DoseAccount.of(file, strategy.key(), dose.get(), unit.startedOn, own, today),
                flagged.contains(unit.id + "/" + strategy.key())));
      }
      rows.add(new Row(unit, protocols.armOf(unit).orElseThrow(), cells));
    }
    rows.sort(
        (a, b) ->
            a.isFlagged() != b.isFlagged()
                ? Boolean.compare(b.isFlagged(), a.isFlagged())
                : a.unit().unit.code.compareTo(b.unit().unit.code));
    return rows;
  }
}
