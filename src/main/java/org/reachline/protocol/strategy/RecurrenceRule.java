package org.reachline.protocol.strategy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reachline.base.calendar.Rule;
import org.reachline.protocol.design.Require;

/**
 * When the sessions of a programme fall, as a recurrence rule of RFC 5545 without an end: the
 * study's months end it.
 *
 * @param rule the rule, such as {@code FREQ=MONTHLY;BYDAY=2TU}
 */
public record RecurrenceRule(Rule rule) {
  /** Months of the calendar in which a site may start, over a leap year and three others. */
  private static final int STARTS = 48;

  private static final YearMonth FIRST_START = YearMonth.of(2026, 1);

  public RecurrenceRule {
    Require.that(
        rule.end().isNever(), "leave COUNT and UNTIL out: the study's months end the series");
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with words for the typist
   */
  public RecurrenceRule(String text) {
    this(Rule.of(text));
  }

  /** The rule as the standard spells it. */
  public String text() {
    return rule.text();
  }

  /** What is wrong with a rule, in words; null if nothing is. */
  public static @Nullable String wrongWith(String text) {
    try {
      new RecurrenceRule(text);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /**
   * A rule of a version on record without a start of the week that is no day: it was let pass once,
   * and no calendar can read it.
   */
  public static String withoutOddWeekStart(String text) {
    return Arrays.stream(text.split(";", -1))
        .filter(part -> !part.startsWith("WKST=") || part.matches("WKST=(MO|TU|WE|TH|FR|SA|SU)"))
        .collect(Collectors.joining(";"));
  }

  /**
   * The days of the series from one day to another, both included. Intervals count from the first
   * day's own week or month.
   */
  public List<LocalDate> datesBetween(LocalDate from, LocalDate to) {
    return rule.days(from, from, to);
  }

  /**
   * In which month of a plan a rule gives fewer days than sessions are planned, in words; null if
   * in none. Asked for sites that start in any month of the year; intervals count from the first
   * month with a session.
   */
  public static @Nullable String skippedBy(Rule rule, Collection<Plan> plans) {
    for (Plan plan : plans) {
      Map<Integer, Integer> planned = new TreeMap<>();
      plan.contacts()
          .forEach(line -> line.months().forEach(month -> planned.merge(month, 1, Integer::sum)));
      for (int i = 0; i < STARTS && !planned.isEmpty(); i++) {
        String skipped = skippedBy(rule, planned, FIRST_START.plusMonths(i));
        if (skipped != null) {
          return skipped;
        }
      }
    }
    return null;
  }

  private static @Nullable String skippedBy(
      Rule rule, Map<Integer, Integer> planned, YearMonth start) {
    List<Integer> months = List.copyOf(planned.keySet());
    YearMonth first = start.plusMonths(months.get(0) - 1L);
    YearMonth last = start.plusMonths(months.get(months.size() - 1) - 1L);
    Map<YearMonth, Long> days =
        rule.days(first.atDay(1), first.atDay(1), last.atEndOfMonth()).stream()
            .collect(Collectors.groupingBy(YearMonth::from, Collectors.counting()));
    for (Map.Entry<Integer, Integer> line : planned.entrySet()) {
      int month = line.getKey();
      int wanted = line.getValue();
      long given = days.getOrDefault(start.plusMonths(month - 1L), 0L);
      if (given < wanted) {
        return "it gives %s in study month %d, for which %s planned, where a site starts in %s"
            .formatted(
                given == 0 ? "no day" : given == 1 ? "only one day" : "only " + given + " days",
                month,
                wanted == 1 ? "a session is" : wanted + " sessions are",
                start.getMonth().getDisplayName(TextStyle.FULL, Locale.US));
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text();
  }
}
