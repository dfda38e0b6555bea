package org.reachline.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.studies.Enrolment;

/**
 * An account by phase and study month, by month alone and cumulatively. What was given stands in
 * the month in which it was given, which is not always the month it was planned for; whether a
 * planned contact was on schedule stands in the month it was planned for.
 *
 * @param months every month up to the last one with a plan or a delivery
 * @param phases one per phase of the study that has such a month; last, if there is any, what lies
 *     in no phase, so that the phases add up to the whole
 */
public record AccountPeriods(List<Month> months, List<PhaseSum> phases) {

  /**
   * Sums of the entries of one stretch of time.
   *
   * @param planned planned contacts that count
   * @param counted what counts toward the dose
   * @param beside what was given unplanned
   * @param given everything that was given, for person-minutes
   * @param settled planned contacts whose time has come, for punctuality
   * @param held planned contacts that were held, for the parts reached
   */
  public record Sums(
      EntrySums planned,
      EntrySums counted,
      EntrySums beside,
      EntrySums given,
      EntrySums settled,
      EntrySums held) {}

  /** One study month, and all up to its end. */
  public record Month(int number, Sums own, Sums soFar) {}

  /**
   * What lies before the first phase or after the last one, in place of a phase's key: no phase can
   * be called so.
   */
  public static final String OUTSIDE = "outside the phases";

  /** One phase; {@code key} is the study file's, or {@link #OUTSIDE}. */
  public record PhaseSum(String key, String label, Sums own) {}

  public AccountPeriods {
    months = List.copyOf(months);
    phases = List.copyOf(phases);
  }

  /** The account by phase and month. */
  public static AccountPeriods of(StudyFile study, Enrolment unit, DoseAccount account) {
    Stretches all = new Stretches(unit, account);
    TreeSet<Integer> numbers = all.months();
    List<Month> months = new ArrayList<>();
    if (!numbers.isEmpty()) {
      for (int m = Math.min(1, numbers.first()); m <= numbers.last(); m++) {
        int number = m;
        months.add(new Month(m, all.sums(n -> n == number), all.sums(n -> n <= number)));
      }
    }
    List<PhaseSum> phases = new ArrayList<>();
    for (Phase phase : study.phases()) {
      if (months.stream().anyMatch(m -> phase.contains(m.number()))) {
        phases.add(new PhaseSum(phase.key(), phase.label(), all.sums(phase::contains)));
      }
    }
    IntPredicate outside = number -> study.findPhase(number).isEmpty();
    if (all.months().stream().anyMatch(outside::test)) {
      phases.add(new PhaseSum(OUTSIDE, "Outside the phases", all.sums(outside)));
    }
    return new AccountPeriods(months, phases);
  }

  /** The entries of each set, found once. */
  private static final class Stretches {
    private final Enrolment unit;
    private final DoseAccount account;
    private final List<Entry> planned;
    private final List<Entry> counted;
    private final List<Entry> beside;
    private final List<Entry> given;
    private final List<Entry> settled;
    private final List<Entry> held;

    Stretches(Enrolment unit, DoseAccount account) {
      this.unit = unit;
      this.account = account;
      planned = entries(EntrySet.PLANNED);
      counted = entries(EntrySet.COUNTED);
      beside = entries(EntrySet.BESIDE);
      given = entries(EntrySet.GIVEN);
      settled = entries(EntrySet.SETTLED);
      held = entries(EntrySet.HELD);
    }

    private List<Entry> entries(EntrySet set) {
      return Entry.of(unit, account, set);
    }

    TreeSet<Integer> months() {
      TreeSet<Integer> months = new TreeSet<>();
      entries(EntrySet.ALL).forEach(e -> months.add(e.studyMonth()));
      given.forEach(e -> months.add(e.studyMonth()));
      return months;
    }

    Sums sums(IntPredicate month) {
      return new Sums(
          sum(planned, month),
          sum(counted, month),
          sum(beside, month),
          sum(given, month),
          sum(settled, month),
          sum(held, month));
    }

    private static EntrySums sum(List<Entry> entries, IntPredicate month) {
      return EntrySums.of(entries.stream().filter(e -> month.test(e.studyMonth())).toList());
    }
  }
}
