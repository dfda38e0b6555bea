package org.reachline.studies;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A month of a unit's own calendar. Months count from the site's own start, because sites join over
 * more than a year: month 1 begins on the start date, month 0 is the one before.
 *
 * @param number 1 for the first month; 0 and below lie before the start
 * @param firstDay first day, in the site's zone
 * @param lastDay last day, included
 */
public record StudyMonth(int number, LocalDate firstDay, LocalDate lastDay) {

  /** Study month {@code number} of a unit that started on this day. */
  public static StudyMonth of(LocalDate startedOn, int number) {
    // Counted from the start date itself, so that a start on the 31st does not drift to the 28th.
    return new StudyMonth(
        number, startedOn.plusMonths(number - 1L), startedOn.plusMonths(number).minusDays(1));
  }

  /** The study month in which a day lies. */
  public static StudyMonth at(LocalDate startedOn, LocalDate day) {
    int guess = (int) ChronoUnit.MONTHS.between(startedOn, day);
    for (int number = guess; number <= guess + 2; number++) {
      StudyMonth month = of(startedOn, number);
      if (month.contains(day)) {
        return month;
      }
    }
    throw new IllegalStateException("no study month holds " + day + " from " + startedOn);
  }

  /** Whether a day lies in this month. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(firstDay) && !day.isAfter(lastDay);
  }
}
