package org.reachline.base.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a series falls: a recurrence rule of RFC 5545 (section 3.3.10) by days. It runs on local
 * time, so that a session stays at noon over a clock change; a local time that a change skips is
 * moved forward by the gap, one that occurs twice is its first occurrence, as section 3.3.5 says.
 * The days follow from the definition: of each period, those that every part of the rule names.
 *
 * @param text the rule without its end, spelled as the standard spells it
 * @param frequency what a period is
 * @param interval every how many periods
 * @param weekStart first day of a week
 * @param months 1 to 12; empty: every month
 * @param monthDays 1 to 31, or -31 to -1 from the month's end; empty: every day
 * @param weekdays days of the week; empty: every day
 * @param positions which days of a period, 1 the first, -1 the last; empty: all of them
 * @param end where it ends by itself
 */
public record Rule(
    String text,
    Frequency frequency,
    int interval,
    DayOfWeek weekStart,
    Set<Integer> months,
    Set<Integer> monthDays,
    List<Weekday> weekdays,
    List<Integer> positions,
    RuleEnd end) {

  /** What a period of a rule is. */
  public enum Frequency {
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    private LocalDate periodOf(LocalDate day, DayOfWeek weekStart) {
      return switch (this) {
        case DAILY -> day;
        case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
        case MONTHLY -> day.withDayOfMonth(1);
        case YEARLY -> day.withDayOfYear(1);
      };
    }

    private ChronoUnit unit() {
      return switch (this) {
        case DAILY -> ChronoUnit.DAYS;
        case WEEKLY -> ChronoUnit.WEEKS;
        case MONTHLY -> ChronoUnit.MONTHS;
        case YEARLY -> ChronoUnit.YEARS;
      };
    }
  }

  /**
   * A day of the week.
   *
   * @param nth which one of its month or year, -1 the last; 0: every one
   */
  public record Weekday(int nth, DayOfWeek day) {}

  public Rule {
    months = Set.copyOf(months);
    monthDays = Set.copyOf(monthDays);
    weekdays = List.copyOf(weekdays);
    positions = List.copyOf(positions);
  }

  /**
   * Reads a rule as people type it.
   *
   * @throws IllegalArgumentException with words for the typist, what to write instead among them
   */
  public static Rule of(String typed) {
    return RuleReader.read(typed);
  }

  /** The rule with its end, as the standard spells it. */
  public String whole() {
    return text + end.text();
  }

  /** The same rule without its end. */
  public Rule endless() {
    return with(interval, RuleEnd.NEVER);
  }

  /** The same rule in every period. */
  Rule every() {
    return with(1, end);
  }

  private Rule with(int periods, RuleEnd newEnd) {
    return new Rule(
        text, frequency, periods, weekStart, months, monthDays, weekdays, positions, newEnd);
  }

  /**
   * The days from one to another, both included, whatever the rule's end.
   *
   * @param anchor a day of the period from which intervals are counted, forward and backward
   */
  public List<LocalDate> days(LocalDate anchor, LocalDate from, LocalDate to) {
    ChronoUnit unit = frequency.unit();
    LocalDate first = frequency.periodOf(anchor, weekStart);
    LocalDate least = frequency.periodOf(from, weekStart);
    long between = unit.between(first, least);
    LocalDate period = first.plus(Math.floorDiv(between, interval) * (long) interval, unit);
    List<LocalDate> days = new ArrayList<>();
    for (; !period.isAfter(to); period = period.plus(interval, unit)) {
      for (LocalDate day : daysOf(period)) {
        if (!day.isBefore(from) && !day.isAfter(to)) {
          days.add(day);
        }
      }
    }
    return days;
  }

  /**
   * The starts from one day to another, both included, none after the rule's end.
   *
   * @param anchor first day of the series: intervals and the end are counted from it
   */
  public List<Instant> starts(
      LocalDate anchor, LocalTime time, ZoneId zone, LocalDate from, LocalDate to) {
    // The number of starts is counted from the first, whatever stretch is asked for.
    LocalDate counted = end.count() == null ? from : anchor;
    return days(anchor, counted, to).stream()
        .limit(end.count() == null ? Long.MAX_VALUE : end.count())
        .filter(day -> !day.isBefore(from))
        .map(day -> day.atTime(time).atZone(zone))
        .takeWhile(start -> !end.isBefore(start))
        .map(start -> start.toInstant())
        .toList();
  }

  /** The starts from a first day on, by which the rule is counted too. */
  public List<Instant> starts(LocalTime time, ZoneId zone, LocalDate first, LocalDate to) {
    return starts(first, time, zone, first, to);
  }

  private List<LocalDate> daysOf(LocalDate period) {
    LocalDate next = period.plus(1, frequency.unit());
    List<LocalDate> named = period.datesUntil(next, Period.ofDays(1)).filter(this::names).toList();
    if (positions.isEmpty()) {
      return named;
    }
    Set<LocalDate> chosen = new TreeSet<>();
    for (int position : positions) {
      int index = position > 0 ? position - 1 : named.size() + position;
      if (index >= 0 && index < named.size()) {
        chosen.add(named.get(index));
      }
    }
    return List.copyOf(chosen);
  }

  private boolean names(LocalDate day) {
    return (months.isEmpty() || months.contains(day.getMonthValue()))
        && (monthDays.isEmpty()
            || monthDays.contains(day.getDayOfMonth())
            || monthDays.contains(day.getDayOfMonth() - day.lengthOfMonth() - 1))
        && (weekdays.isEmpty() || weekdays.stream().anyMatch(weekday -> isOn(weekday, day)));
  }

  private boolean isOn(Weekday weekday, LocalDate day) {
    if (day.getDayOfWeek() != weekday.day()) {
      return false;
    }
    // A number counts within the month, and within the year where no month is named.
    boolean ofYear = frequency == Frequency.YEARLY && months.isEmpty();
    int at = ofYear ? day.getDayOfYear() : day.getDayOfMonth();
    int length = ofYear ? day.lengthOfYear() : day.lengthOfMonth();
    return weekday.nth() == 0
        || weekday.nth() == (at - 1) / 7 + 1
        || weekday.nth() == -((length - at) / 7 + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
