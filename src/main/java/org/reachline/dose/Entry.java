package org.reachline.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.studies.Enrolment;

/**
 * One part of a figure: a planned contact with what became of it, or an unplanned delivery.
 *
 * @param unit whose
 * @param strategy key of the strategy
 * @param line the planned contact; empty for an unplanned delivery
 * @param delivery what was given; empty while a planned contact was not held
 * @param studyMonth the month in which it stands
 */
public record Entry(
    Enrolment unit,
    String strategy,
    Optional<PlannedLine> line,
    Optional<Delivery> delivery,
    int studyMonth) {

  /** The parts of an account that belong to a set, by due date, the unplanned last. */
  public static List<Entry> of(Enrolment unit, DoseAccount account, EntrySet set) {
    List<Entry> entries = new ArrayList<>();
    for (PlannedLine line : account.lines()) {
      if (set.takes(line, account)) {
        int month =
            set.isByPlan() || line.delivery().isEmpty()
                ? line.planned().month().number()
                : month(unit, line.delivery().get());
        entries.add(new Entry(unit, account.strategy(), Optional.of(line), line.delivery(), month));
      }
    }
    if (set.takesBeside()) {
      for (Delivery d : account.beside()) {
        entries.add(
            new Entry(unit, account.strategy(), Optional.empty(), Optional.of(d), month(unit, d)));
      }
    }
    return entries;
  }

  private static int month(Enrolment unit, Delivery delivery) {
    return StudyMonth.at(unit.startedOn, delivery.day()).number();
  }

  /** What it adds to the plan. */
  public PlannedTotal planned() {
    return line.map(l -> l.planned().adds()).orElse(PlannedTotal.NONE);
  }

  /** What it adds to what was delivered: toward the dose, or unplanned. */
  public PlannedTotal adds() {
    return line.map(PlannedLine::delivered)
        .or(() -> delivery.map(d -> new PlannedTotal(1, d.minutes())))
        .orElse(PlannedTotal.NONE);
  }

  /** Everybody's minutes together. */
  public int personMinutes() {
    return delivery.map(Delivery::personMinutes).orElse(0);
  }

  /** Whether it is a counting contact that was held within its window. */
  public boolean onSchedule() {
    return line.filter(l -> l.counts() && l.state() == PlannedState.ON_TIME).isPresent();
  }

  /** Parts for which the plan meant it, if it was held. */
  public int partsPlanned() {
    return line.filter(l -> l.delivery().isPresent())
        .map(l -> l.planned().audience().size())
        .orElse(0);
  }

  /** Of {@link #partsPlanned()}, those of whom somebody was there. */
  public int partsReached() {
    return line.filter(l -> l.delivery().isPresent())
        .map(
            l ->
                (int)
                    l.planned().audience().stream()
                        .filter(l.delivery().orElseThrow().people()::containsKey)
                        .count())
        .orElse(0);
  }
}
