package org.reachline.studies.dose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reachline.studies.file.Phase;
import org.reachline.studies.file.StudyFile;

/**
 * An account by study month and phase. A contact stands in the month in which it was held, which is
 * not always the month it was planned for.
 *
 * @param months every month up to the last one with a plan, a delivery or today
 * @param phases one per phase of the study that has such a month
 */
public record DoseByMonth(List<Month> months, List<PhaseSum> phases) {

  /**
   * One study month.
   *
   * @param delivered what counted in it
   * @param beside what was given beside the plan in it
   * @param cumulative what counted up to its end
   * @param plannedCumulative what was planned up to its end
   */
  public record Month(
      int number,
      PlannedTotal delivered,
      PlannedTotal beside,
      PlannedTotal cumulative,
      PlannedTotal plannedCumulative) {}

  /** One phase's sums; {@code key} is the phase's in the study file. */
  public record PhaseSum(String key, String label, PlannedTotal delivered, PlannedTotal beside) {}

  public DoseByMonth {
    months = List.copyOf(months);
    phases = List.copyOf(phases);
  }

  /** The account, month by month. */
  public static DoseByMonth of(StudyFile study, DoseAccount account, LocalDate startedOn) {
    Map<Integer, PlannedTotal> planned = new TreeMap<>();
    Map<Integer, PlannedTotal> delivered = new TreeMap<>();
    Map<Integer, PlannedTotal> beside = new TreeMap<>();
    for (PlannedLine line : account.lines()) {
      planned.merge(line.planned().month().number(), line.planned().adds(), PlannedTotal::plus);
      if (line.delivery().isPresent()) {
        Delivery d = line.delivery().get();
        delivered.merge(
            StudyMonth.at(startedOn, d.day()).number(), line.delivered(), PlannedTotal::plus);
      }
    }
    for (Delivery d : account.beside()) {
      beside.merge(
          StudyMonth.at(startedOn, d.day()).number(),
          new PlannedTotal(1, d.minutes()),
          PlannedTotal::plus);
    }
    TreeMap<Integer, PlannedTotal> all = new TreeMap<>(planned);
    all.putAll(delivered);
    all.putAll(beside);
    List<Month> months = new ArrayList<>();
    PlannedTotal sum = PlannedTotal.NONE;
    PlannedTotal plan = PlannedTotal.NONE;
    if (!all.isEmpty()) {
      for (int m = Math.min(1, all.firstKey()); m <= all.lastKey(); m++) {
        PlannedTotal own = delivered.getOrDefault(m, PlannedTotal.NONE);
        sum = sum.plus(own);
        plan = plan.plus(planned.getOrDefault(m, PlannedTotal.NONE));
        months.add(new Month(m, own, beside.getOrDefault(m, PlannedTotal.NONE), sum, plan));
      }
    }
    return new DoseByMonth(months, phases(study, months));
  }

  private static List<PhaseSum> phases(StudyFile study, List<Month> months) {
    List<PhaseSum> sums = new ArrayList<>();
    for (Phase phase : study.phases()) {
      List<Month> own = months.stream().filter(m -> phase.contains(m.number())).toList();
      if (!own.isEmpty()) {
        sums.add(
            new PhaseSum(
                phase.key(),
                phase.label(),
                own.stream().map(Month::delivered).reduce(PlannedTotal.NONE, PlannedTotal::plus),
                own.stream().map(Month::beside).reduce(PlannedTotal.NONE, PlannedTotal::plus)));
      }
    }
    return sums;
  }
}
