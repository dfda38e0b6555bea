package org.reachline.base.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.Suggestions;
import org.reachline.base.calendar.Rule.Frequency;
import org.reachline.base.calendar.Rule.Weekday;

/**
 * Reads a recurrence rule as hubs type it: the prefix {@code RRULE:}, lower case, spaces and a
 * semicolon at the end are forgiven. What is refused is refused with what to write instead.
 */
final class RuleReader {
  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final Pattern WEEKDAY = Pattern.compile("([+-]?)(\\d{0,2})([A-Z]{2})");
  private static final Set<String> PARTS =
      Set.of(
          "FREQ",
          "INTERVAL",
          "WKST",
          "BYMONTH",
          "BYMONTHDAY",
          "BYDAY",
          "BYSETPOS",
          "COUNT",
          "UNTIL");

  /** Weekdays fall on every day of every month within as many years. */
  private static final int YEARS_LOOKED_AT = 28;

  private final Map<String, String> parts = new LinkedHashMap<>();

  private RuleReader(String typed) {
    String plain = typed.toUpperCase(Locale.ROOT).replaceAll("\\s+", "");
    String rule = plain.replaceFirst("^RRULE:", "").replaceFirst(";+$", "");
    for (String part : rule.split(";", -1)) {
      String[] halves = part.split("=", -1);
      if (halves.length != 2 || halves[0].isEmpty() || halves[1].isEmpty()) {
        throw wrong("'" + part + "' cannot be read; a rule is such as FREQ=MONTHLY;BYDAY=2TU");
      }
      if (parts.put(halves[0], halves[1]) != null) {
        throw wrong(halves[0] + " stands there twice; write all of it once, such as BYDAY=1TH,3TH");
      }
    }
    parts.keySet().forEach(RuleReader::requireKnown);
  }

  static Rule read(String typed) {
    return new RuleReader(typed).read();
  }

  private Rule read() {
    Frequency frequency = frequency();
    int interval = interval();
    DayOfWeek weekStart = weekStart();
    Set<Integer> months =
        numbers("BYMONTH", n -> n >= 1 && n <= 12, "write months as 1 to 12, such as BYMONTH=3,9");
    Set<Integer> monthDays =
        numbers(
            "BYMONTHDAY",
            n -> n != 0 && Math.abs(n) <= 31,
            "write days as 1 to 31, or -1 for the last, such as BYMONTHDAY=1,15");
    List<Weekday> weekdays =
        Arrays.stream(parts.getOrDefault("BYDAY", "").split(",", -1))
            .filter(day -> parts.containsKey("BYDAY"))
            .map(day -> weekday(day, frequency, months.isEmpty()))
            .toList();
    Set<Integer> positions =
        numbers(
            "BYSETPOS",
            n -> n != 0 && Math.abs(n) <= 366,
            "write which of the days, 1 for the first, -1 for the last");
    if (frequency == Frequency.WEEKLY && !monthDays.isEmpty()) {
      throw wrong(
          "a weekly rule knows no days of the month; write FREQ=MONTHLY;BYMONTHDAY="
              + parts.get("BYMONTHDAY"));
    }
    if (weekdays.isEmpty() && monthDays.isEmpty() && frequency != Frequency.DAILY) {
      throw wrong(
          switch (frequency) {
            case WEEKLY -> "a weekly rule needs its days; write BYDAY=TU, or BYDAY=MO,TH for two";
            case MONTHLY ->
                "a monthly rule needs its day; write BYDAY=2TU for the second Tuesday, BYDAY=-1FR"
                    + " for the last Friday, or BYMONTHDAY=15";
            default -> "a yearly rule needs its days; write such as BYMONTH=3,9;BYDAY=2TU";
          });
    }
    if (!positions.isEmpty() && (frequency == Frequency.DAILY || frequency == Frequency.WEEKLY)) {
      // Programs disagree on the first week, and the day can be named.
      throw wrong("BYSETPOS counts days of a month or year; name the day instead, BYDAY=TU");
    }
    RuleEnd end = end();
    String text =
        parts.entrySet().stream()
            .filter(part -> !part.getKey().equals("COUNT") && !part.getKey().equals("UNTIL"))
            .sorted(Comparator.comparing(part -> !part.getKey().equals("FREQ")))
            .map(part -> part.getKey() + "=" + part.getValue())
            .collect(Collectors.joining(";"));
    Rule rule =
        new Rule(
            text,
            frequency,
            interval,
            weekStart,
            months,
            monthDays,
            weekdays,
            List.copyOf(positions),
            end);
    requireSomeDay(rule);
    return rule;
  }

  private Frequency frequency() {
    String said = parts.get("FREQ");
    if (said == null) {
      throw wrong("FREQ is missing; begin with FREQ=WEEKLY, FREQ=MONTHLY, FREQ=YEARLY or DAILY");
    }
    return Stream.of(Frequency.values())
        .filter(f -> f.name().equals(said))
        .findFirst()
        .orElseThrow(() -> wrong("FREQ is '" + said + "'; write DAILY, WEEKLY, MONTHLY or YEARLY"));
  }

  private int interval() {
    String said = parts.getOrDefault("INTERVAL", "1");
    if (!said.matches("[1-9][0-9]?")) {
      throw wrong("INTERVAL is '" + said + "'; write a whole number from 1 to 99");
    }
    return Integer.parseInt(said);
  }

  private DayOfWeek weekStart() {
    String said = parts.getOrDefault("WKST", "MO");
    if (!DAYS.contains(said)) {
      throw wrong("WKST is '" + said + "', which is no day of the week such as MO");
    }
    return day(said);
  }

  private Set<Integer> numbers(String part, IntPredicate allowed, String instead) {
    Set<Integer> numbers = new TreeSet<>();
    if (parts.containsKey(part)) {
      for (String one : parts.get(part).split(",", -1)) {
        boolean good = one.matches("[+-]?\\d{1,3}") && allowed.test(Integer.parseInt(one));
        if (!good) {
          throw wrong(part + " has '" + one + "'; " + instead);
        }
        numbers.add(Integer.parseInt(one));
      }
    }
    return numbers;
  }

  private static Weekday weekday(String one, Frequency frequency, boolean everyMonth) {
    Matcher day = WEEKDAY.matcher(one);
    if (!day.matches() || !DAYS.contains(day.group(3)) || hasSignAlone(day)) {
      throw wrong(
          "BYDAY has '" + one + "'; write days such as TU, 2TU for the second, -1FR for the last");
    }
    if (day.group(2).isEmpty()) {
      return new Weekday(0, day(day.group(3)));
    }
    int nth = Integer.parseInt(day.group(2));
    if (frequency == Frequency.WEEKLY || frequency == Frequency.DAILY) {
      throw wrong(
          "BYDAY has '"
              + one
              + "', which counts within a month; write FREQ=MONTHLY, or BYDAY="
              + day.group(3));
    }
    int most = frequency == Frequency.YEARLY && everyMonth ? 53 : 5;
    if (nth < 1 || nth > most) {
      throw wrong(
          "BYDAY has '"
              + one
              + "'; a number is 1 to "
              + most
              + ", or -1 for the last, such as -1"
              + day.group(3));
    }
    return new Weekday(day.group(1).equals("-") ? -nth : nth, day(day.group(3)));
  }

  private static boolean hasSignAlone(Matcher day) {
    return !day.group(1).isEmpty() && day.group(2).isEmpty();
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(DAYS.indexOf(name) + 1);
  }

  private RuleEnd end() {
    String count = parts.get("COUNT");
    String until = parts.get("UNTIL");
    if (count != null && until != null) {
      throw wrong("a rule has one end: COUNT or UNTIL");
    }
    if (count != null) {
      return RuleEnd.count(count);
    }
    return until == null ? RuleEnd.NEVER : RuleEnd.until(until);
  }

  private static void requireKnown(String part) {
    if (PARTS.contains(part)) {
      return;
    }
    throw wrong(
        switch (part) {
          case "BYHOUR", "BYMINUTE", "BYSECOND" ->
              "leave " + part + " out: the time of day is said beside the rule";
          case "BYWEEKNO", "BYYEARDAY" ->
              part + " is not used here; write BYMONTH and BYDAY, such as BYMONTH=3,9;BYDAY=2TU";
          default ->
              "'"
                  + part
                  + "' is no part of a rule."
                  + Suggestions.didYouMean(part, PARTS)
                  + " Write FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS or WKST";
        });
  }

  /** Whatever interval: from which period it is counted, the rule does not say. */
  private static void requireSomeDay(Rule rule) {
    LocalDate first = LocalDate.of(2024, 1, 1);
    if (rule.every().days(first, first, first.plusYears(YEARS_LOOKED_AT)).isEmpty()) {
      throw wrong("no day is ever all of this (" + rule.text() + "); leave one of its parts out");
    }
  }

  private static IllegalArgumentException wrong(String words) {
    return new IllegalArgumentException(words);
  }
}
