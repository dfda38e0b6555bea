package org.reachline.studies.file;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * When the sessions of a programme fall, as a recurrence rule of RFC 5545 without an end: the
 * study's months end it.
 *
 * @param text the rule, such as {@code FREQ=MONTHLY;BYDAY=2TU}; weekly rules may name several days
 */
public record RecurrenceRule(String text) {

  private static final Pattern WEEKDAYS =
      Pattern.compile("(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*");
  private static final Pattern NTH_WEEKDAY = Pattern.compile("([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)");
  private static final Pattern DAY_OF_MONTH = Pattern.compile("[1-9]|1[0-9]|2[0-8]|-1");
  private static final Pattern INTERVAL = Pattern.compile("[1-9]|1[0-2]");

  public RecurrenceRule {
    Require.text(text, "rule");
    String wrong = wrongWith(text);
    Require.that(wrong == null, wrong);
  }

  /** What is wrong with a rule, in words; null if nothing is. */
  static String wrongWith(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";", -1)) {
      String[] halves = part.split("=", -1);
      if (halves.length != 2 || parts.put(halves[0], halves[1]) != null) {
        return "'" + part + "' cannot be read";
      }
    }
    String frequency = parts.remove("FREQ");
    String interval = parts.remove("INTERVAL");
    String day = parts.remove("BYDAY");
    String dayOfMonth = parts.remove("BYMONTHDAY");
    parts.remove("WKST");
    if (!parts.isEmpty()) {
      return "'" + parts.keySet().iterator().next() + "' is not used here";
    }
    if (interval != null && !INTERVAL.matcher(interval).matches()) {
      return "INTERVAL is '" + interval + "'";
    }
    if ("WEEKLY".equals(frequency)) {
      boolean good = day != null && dayOfMonth == null && WEEKDAYS.matcher(day).matches();
      return good ? null : "a weekly rule needs BYDAY with days such as TU or MO,TH";
    }
    if ("MONTHLY".equals(frequency)) {
      boolean byDay = day != null && dayOfMonth == null && NTH_WEEKDAY.matcher(day).matches();
      boolean byDate =
          day == null && dayOfMonth != null && DAY_OF_MONTH.matcher(dayOfMonth).matches();
      return byDay || byDate
          ? null
          : "a monthly rule needs BYDAY such as 2TU or -1FR, or BYMONTHDAY from 1 to 28";
    }
    return "FREQ must be WEEKLY or MONTHLY";
  }

  /**
   * The days of the series from one day to another, both included. Intervals count from the first
   * day's own week or month.
   */
  public List<LocalDate> datesBetween(LocalDate from, LocalDate to) {
    Map<String, String> parts = parts();
    int interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
    List<LocalDate> dates = new ArrayList<>();
    if (parts.get("FREQ").equals("WEEKLY")) {
      LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      for (LocalDate week = monday; !week.isAfter(to); week = week.plusWeeks(interval)) {
        for (DayOfWeek day : DayOfWeek.values()) {
          if (parts.get("BYDAY").contains(twoLetters(day))) {
            dates.add(week.with(TemporalAdjusters.nextOrSame(day)));
          }
        }
      }
    } else {
      LocalDate first = from.withDayOfMonth(1);
      for (LocalDate month = first; !month.isAfter(to); month = month.plusMonths(interval)) {
        dates.add(dayOf(month, parts));
      }
    }
    return dates.stream().filter(date -> !date.isBefore(from) && !date.isAfter(to)).toList();
  }

  private static LocalDate dayOf(LocalDate month, Map<String, String> parts) {
    String date = parts.get("BYMONTHDAY");
    if (date != null) {
      return date.equals("-1")
          ? month.with(TemporalAdjusters.lastDayOfMonth())
          : month.withDayOfMonth(Integer.parseInt(date));
    }
    String rule = parts.get("BYDAY");
    int nth = Integer.parseInt(rule.substring(0, rule.length() - 2));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (rule.endsWith(twoLetters(day))) {
        return month.with(TemporalAdjusters.dayOfWeekInMonth(nth, day));
      }
    }
    throw new IllegalStateException(rule);
  }

  private static String twoLetters(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  private Map<String, String> parts() {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";")) {
      parts.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    }
    return parts;
  }

  @Override
  public String toString() {
    return text;
  }
}
