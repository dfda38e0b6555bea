package org.reachline.sessions.imports;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as video services write them, in English, German, Spanish, French and Portuguese. Their
 * lists mostly carry no zone, write the month first or the day first, as the account is set, and
 * sometimes no day at all: of the readings of a text the day nearest to the session is meant.
 *
 * @param zone zone in which the list was written
 * @param near start of the session
 * @param afternoon whether a clock of twelve hours without am and pm shows the afternoon
 */
record ReportTimes(ZoneId zone, Instant near, boolean afternoon) {
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<!\\d)(\\d{1,4})([./-])\\s?(\\d{1,2})\\2\\s?(\\d{4}|\\d{2})(?![\\d:])\\.?");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|[.ºª])?\\s(?:de\\s)?(\\p{L}{3,10})\\.?,?"
              + "(?:\\s(?:de\\s|del\\s)?(\\d{4}|\\d{2}))?(?![\\d:])");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(?<!\\p{L})(\\p{L}{3,10})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s(\\d{4}))?(?![\\d:])");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?::|h)(\\d{2})(?:(?::|m)(\\d{2})s?)?(?:[.,]\\d{1,9})?(?!\\d)");
  private static final Pattern DOTTED = Pattern.compile("^(\\d{1,2})\\.(\\d{2})(?:\\.(\\d{2}))?$");
  private static final Pattern HALF =
      Pattern.compile("(?<=[\\d\\s])([ap])\\.?\\s?m\\b\\.?|(上午|午前|오전)|(下午|午後|오후)");
  private static final Pattern OFFSET =
      Pattern.compile(
          "\\(?\\b(?:gmt|utc)\\s?([+-]\\d{1,2})(?::?(\\d{2}))?\\)?|(?<=\\d|\\s)([+-]\\d{2}):?(\\d{2})$");
  private static final Map<String, Integer> NAMED_OFFSETS =
      Map.of(
          "utc", 0, "gmt", 0, "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6,
          "pst", -8, "pdt", -7);

  /** How the names of months begin. Longer beginnings stand before shorter ones of other months. */
  private static final List<Map.Entry<String, Integer>> MONTHS =
      List.of(
          Map.entry("juin", 6),
          Map.entry("juil", 7),
          Map.entry("jan", 1),
          Map.entry("ene", 1),
          Map.entry("feb", 2),
          Map.entry("fev", 2),
          Map.entry("mar", 3),
          Map.entry("mrz", 3),
          Map.entry("apr", 4),
          Map.entry("abr", 4),
          Map.entry("avr", 4),
          Map.entry("may", 5),
          Map.entry("mai", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("ago", 8),
          Map.entry("aou", 8),
          Map.entry("sep", 9),
          Map.entry("set", 9),
          Map.entry("oct", 10),
          Map.entry("okt", 10),
          Map.entry("out", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12),
          Map.entry("dez", 12),
          Map.entry("dic", 12));

  /** What may stand around a time and says nothing. */
  private static final Pattern FILLERS =
      Pattern.compile(
          "at|um|uhr|den|de|del|a|as|las|el|le|h|"
              + "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
              + "(?:mo|di|mi|do|fr|sa|so)|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
              + "lun(?:es|di)?|mar(?:tes|di)?|mie(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sab(?:ado)?|"
              + "dom(?:ingo)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?|"
              + "(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?|seg|ter|qua|qui|sex");

  /** A time that clocks of the zone never showed. */
  static final class LeftOut extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The instants that a text may mean: none if it is no time, two in the hour that comes twice when
   * clocks are set back.
   *
   * @throws LeftOut if the clocks of the zone left this time out
   */
  List<Instant> candidates(String text) throws LeftOut {
    String plain =
        CsvColumn.plain(text).replaceFirst("^(\\d{1,2})-(\\p{L}{3,10})-(\\d{2,4})", "$1 $2 $3");
    Optional<Instant> whole = withZone(text);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    ZoneId there = zone;
    Matcher offset = OFFSET.matcher(plain);
    if (offset.find()) {
      there =
          offset.group(1) == null
              ? offset(offset.group(3), offset.group(4))
              : offset(offset.group(1), offset.group(2));
      plain = offset.replaceFirst(" ").strip();
    }
    Matcher named = Pattern.compile("\\(?\\b(\\p{L}{3})\\)?$").matcher(plain);
    if (named.find() && NAMED_OFFSETS.containsKey(named.group(1))) {
      there = ZoneOffset.ofHours(NAMED_OFFSETS.get(named.group(1)));
      plain = plain.substring(0, named.start()).strip();
    }
    List<LocalDateTime> readings = readings(plain, near.atZone(there).toLocalDate());
    if (readings.isEmpty()) {
      return List.of();
    }
    ZoneId meant = there;
    LocalDateTime session = near.atZone(meant).toLocalDateTime();
    LocalDateTime nearest =
        readings.stream()
            .min(Comparator.comparing(r -> Duration.between(session, r).abs()))
            .orElseThrow();
    List<ZoneOffset> offsets = meant.getRules().getValidOffsets(nearest);
    if (offsets.isEmpty()) {
      throw new LeftOut();
    }
    return offsets.stream().map(nearest::toInstant).sorted().toList();
  }

  /** The instant that a text means, nearest to the session; empty if it is no time. */
  static Optional<Instant> instant(String text, ZoneId zone, Instant near) {
    try {
      return new ReportTimes(zone, near, false)
          .candidates(text).stream()
              .min(Comparator.comparing(r -> Duration.between(near, r).abs()));
    } catch (LeftOut e) {
      return Optional.empty();
    }
  }

  /** Whether a cell holds a time of day, with or without a date. */
  static boolean isLikeTime(String cell) {
    String plain = CsvColumn.plain(cell);
    return withZone(cell).isPresent()
        || CLOCK.matcher(plain).find()
            && !readings(stripped(plain), LocalDate.of(2026, 1, 1), false).isEmpty();
  }

  private static String stripped(String plain) {
    String text = OFFSET.matcher(plain).replaceFirst(" ").strip();
    return text.replaceFirst("\\(?\\b(?:utc|gmt|[ecmp][sd]t)\\)?$", "").strip();
  }

  private static Optional<Instant> withZone(String text) {
    String iso = text.strip().replaceFirst("(\\d) (\\d{1,2}:)", "$1T$2").replace(" UTC", "Z");
    try {
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeException notIso) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String hours, String minutes) {
    try {
      int h = Integer.parseInt(hours);
      int m = minutes == null ? 0 : Integer.parseInt(minutes);
      return ZoneOffset.ofHoursMinutes(h, h < 0 ? -m : m);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private List<LocalDateTime> readings(String plain, LocalDate session) {
    return readings(plain, session, afternoon);
  }

  /** Every day and time that the text can be read as; a time alone is of the days around. */
  private static List<LocalDateTime> readings(String text, LocalDate session, boolean afternoon) {
    List<LocalDate> days = new ArrayList<>();
    String rest = takeDate(text, session, days);
    if (rest == null) {
      rest = text;
      for (int d = -1; d <= 1; d++) {
        days.add(session.plusDays(d));
      }
    }
    Optional<LocalTime> time = time(rest, afternoon);
    return time.isEmpty() ? List.of() : days.stream().map(d -> d.atTime(time.get())).toList();
  }

  /** Notes the days that a date in the text can be; returns the text without it, or null. */
  private static String takeDate(String text, LocalDate session, List<LocalDate> days) {
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.find()) {
      int a = Integer.parseInt(numbers.group(1));
      int b = Integer.parseInt(numbers.group(3));
      int c = Integer.parseInt(numbers.group(4));
      if (numbers.group(1).length() == 4) {
        add(days, a, b, c);
      } else {
        int year = numbers.group(4).length() == 2 ? 2000 + c : c;
        add(days, year, b, a);
        if (!numbers.group(2).equals(".")) {
          add(days, year, a, b);
        }
        if (numbers.group(4).length() == 2 && numbers.group(1).length() == 2) {
          add(days, 2000 + a, b, c);
        }
      }
      return without(text, numbers);
    }
    for (Pattern words : List.of(DAY_MONTH, MONTH_DAY)) {
      Matcher date = words.matcher(text);
      int at = 0;
      while (date.find(at)) {
        boolean dayFirst = words == DAY_MONTH;
        Integer month = month(date.group(dayFirst ? 2 : 1));
        if (month != null) {
          int day = Integer.parseInt(date.group(dayFirst ? 1 : 2));
          if (date.group(3) == null) {
            for (int y = -1; y <= 1; y++) {
              add(days, session.getYear() + y, month, day);
            }
          } else {
            int year = Integer.parseInt(date.group(3));
            add(days, year < 100 ? 2000 + year : year, month, day);
          }
          return without(text, date);
        }
        at = date.start() + 1;
      }
    }
    return null;
  }

  private static String without(String text, Matcher found) {
    return (text.substring(0, found.start()) + " " + text.substring(found.end())).strip();
  }

  private static void add(List<LocalDate> days, int year, int month, int day) {
    try {
      days.add(LocalDate.of(year, month, day));
    } catch (DateTimeException noSuchDay) {
      // Then the numbers are to be read the other way round.
    }
  }

  private static Integer month(String word) {
    return MONTHS.stream()
        .filter(m -> word.startsWith(m.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Optional<LocalTime> time(String text, boolean afternoon) {
    String rest = text;
    Boolean pm = null;
    Matcher half = HALF.matcher(rest);
    if (half.find()) {
      pm = half.group(3) != null || "p".equals(half.group(1));
      rest = without(rest, half);
    }
    Matcher clock = CLOCK.matcher(rest);
    if (!clock.find()) {
      clock = DOTTED.matcher(rest.replaceAll("\\s?uhr$", "").replaceAll("^[,\\s]+", ""));
      if (!clock.find()) {
        return Optional.empty();
      }
      rest = "";
    } else {
      rest = without(rest, clock);
    }
    for (String word : rest.split("[\\s,;T]+")) {
      String bare = word.replaceAll("^[t.]+$", "").replaceAll("\\.$", "");
      if (!bare.isEmpty() && !FILLERS.matcher(bare).matches()) {
        return Optional.empty();
      }
    }
    int hour = Integer.parseInt(clock.group(1));
    int minute = Integer.parseInt(clock.group(2));
    int second = clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3));
    if (pm != null) {
      if (hour > 12) {
        // "13:05 PM", as some accounts write it.
        hour = pm && hour < 24 ? hour : 99;
      } else {
        hour = hour % 12 + (pm ? 12 : 0);
      }
    } else if (afternoon && hour < 12) {
      hour += 12;
    }
    return hour > 23 || minute > 59 || second > 59
        ? Optional.empty()
        : Optional.of(LocalTime.of(hour, minute, second));
  }
}
