package org.reachline.dose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.dose.Spread;
import org.reachline.studies.Enrolment;

/**
 * What entries come to.
 *
 * @param lines how many entries
 * @param planned what was planned, as far as it counts
 * @param added what was delivered toward the dose, and unplanned if the set holds that
 * @param personMinutes everybody's minutes
 * @param onSchedule counting contacts held within their window
 * @param partsReached parts of whom somebody was there
 * @param partsPlanned parts for which the held contacts were meant
 */
public record EntrySums(
    int lines,
    PlannedTotal planned,
    PlannedTotal added,
    int personMinutes,
    int onSchedule,
    int partsReached,
    int partsPlanned) {

  /** The sums of one unit. */
  public record OfUnit(Enrolment unit, EntrySums sums) {}

  /** What these entries come to. */
  public static EntrySums of(Collection<Entry> entries) {
    PlannedTotal planned = PlannedTotal.NONE;
    PlannedTotal added = PlannedTotal.NONE;
    for (Entry entry : entries) {
      planned = planned.plus(entry.planned());
      added = added.plus(entry.adds());
    }
    return new EntrySums(
        entries.size(),
        planned,
        added,
        sum(entries, Entry::personMinutes),
        sum(entries, e -> e.onSchedule() ? 1 : 0),
        sum(entries, Entry::partsReached),
        sum(entries, Entry::partsPlanned));
  }

  /** Unit by unit, those without an entry too: a median is over all of them. */
  public static List<OfUnit> byUnit(List<Enrolment> units, List<Entry> entries) {
    Map<Long, List<Entry>> own = new HashMap<>();
    entries.forEach(e -> own.computeIfAbsent(e.unit().id, id -> new ArrayList<>()).add(e));
    return units.stream()
        .map(unit -> new OfUnit(unit, of(own.getOrDefault(unit.id, List.of()))))
        .toList();
  }

  static Spread spread(List<OfUnit> units, ToIntFunction<EntrySums> figure) {
    return Spread.of(units.stream().mapToInt(unit -> figure.applyAsInt(unit.sums())));
  }

  private static int sum(Collection<Entry> entries, ToIntFunction<Entry> figure) {
    return entries.stream().mapToInt(figure).sum();
  }
}
