package org.reachline.studies.file;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reachline.base.calendar.Recurrences;

/**
 * When the sessions of a programme fall, as a recurrence rule of RFC 5545 without an end: the
 * study's months end it.
 *
 * @param text the rule, such as {@code FREQ=MONTHLY;BYDAY=2TU}; weekly rules may name several days
 */
public record RecurrenceRule(String text) {

  private static final Pattern WEEKDAY = Pattern.compile("MO|TU|WE|TH|FR|SA|SU");
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
    String weekStart = parts.remove("WKST");
    if (!parts.isEmpty()) {
      return "'" + parts.keySet().iterator().next() + "' is not used here";
    }
    if (interval != null && !INTERVAL.matcher(interval).matches()) {
      return "INTERVAL is '" + interval + "'";
    }
    if (weekStart != null && !WEEKDAY.matcher(weekStart).matches()) {
      return "WKST is '" + weekStart + "', which is no day of the week such as MO";
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
   * A rule of a version on record without a start of the week that is no day: it was let pass once,
   * and no calendar can read it.
   */
  static String withoutOddWeekStart(String text) {
    return Arrays.stream(text.split(";", -1))
        .filter(part -> !part.startsWith("WKST=") || WEEKDAY.matcher(part.substring(5)).matches())
        .collect(Collectors.joining(";"));
  }

  /**
   * The days of the series from one day to another, both included. Intervals count from the first
   * day's own week or month.
   */
  public List<LocalDate> datesBetween(LocalDate from, LocalDate to) {
    return Recurrences.days(text, from, to);
  }

  @Override
  public String toString() {
    return text;
  }
}
