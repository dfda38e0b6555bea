package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A month of the study as one site lives it. Months count from the site's own start, because sites
 * join over many months; month 1 begins on the start date, month 0 is the month before.
 *
 * @param number study month; 0 or less before the start
 * @param firstDay first day, in the site's zone
 * @param lastDay last day, in the site's zone; the next month begins on the day after
 */
public record StudyMonth(int number, LocalDate firstDay, LocalDate lastDay) {

  /** The study month of this number for a site that started on this day. */
  public static StudyMonth of(LocalDate startedOn, int number) {
    // Both ends are counted from the start, not from each other: a start on the 31st would drift
    // otherwise.
    return new StudyMonth(
        number, startedOn.plusMonths(number - 1L), startedOn.plusMonths(number).minusDays(1));
  }

  /** The study month in which a day falls. */
  public static StudyMonth at(LocalDate startedOn, LocalDate day) {
    int near =
        (int) ChronoUnit.MONTHS.between(startedOn.withDayOfMonth(1), day.withDayOfMonth(1)) + 1;
    StudyMonth month = of(startedOn, near);
    if (day.isBefore(month.firstDay)) {
      return of(startedOn, near - 1);
    }
    return day.isAfter(month.lastDay) ? of(startedOn, near + 1) : month;
  }

  /** Whether the day lies in this month. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(firstDay) && !day.isAfter(lastDay);
  }
}
