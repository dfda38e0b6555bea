package org.reachline.sessions.imports;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and lengths as video services write them. Their lists carry no zone and write the month
 * first or the day first, as the account is set: of two readings the one nearest to the session is
 * meant.
 */
final class ReportTimes {
  private static final List<DateTimeFormatter> FORMATS =
      List.of(
              "M/d/[uuuu][uu][,] h:mm[:ss] a",
              "M/d/[uuuu][uu][,] H:mm[:ss]",
              "d/M/[uuuu][uu][,] h:mm[:ss] a",
              "d/M/[uuuu][uu][,] H:mm[:ss]",
              "d.M.[uuuu][uu][,] H:mm[:ss]",
              "d-M-uuuu[,] h:mm[:ss] a",
              "d-M-uuuu[,] H:mm[:ss]",
              "M-d-uuuu[,] h:mm[:ss] a",
              "M-d-uuuu[,] H:mm[:ss]",
              "uuuu-M-d[,][ ]['T']h:mm[:ss] a",
              "uuuu-M-d[,][ ]['T']H:mm[:ss][.SSS]",
              "uuuu/M/d[,] h:mm[:ss] a",
              "uuuu/M/d[,] H:mm[:ss]",
              "[MMMM][MMM] d, uuuu[,] h:mm[:ss] a",
              "[MMMM][MMM] d, uuuu[,] H:mm[:ss]",
              "d [MMMM][MMM] uuuu[,] h:mm[:ss] a",
              "d [MMMM][MMM] uuuu[,] H:mm[:ss]")
          .stream()
          .map(
              pattern ->
                  new DateTimeFormatterBuilder()
                      .parseCaseInsensitive()
                      .appendPattern(pattern)
                      .toFormatter(Locale.US))
          .toList();
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})");
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(\\d+) ?h(?:(?:ou)?rs?)?)?[ ,]*(?:(\\d+) ?m(?:in(?:ute)?s?)?)?"
              + "[ ,]*(?:(\\d+) ?s(?:ec(?:ond)?s?)?)?",
          Pattern.CASE_INSENSITIVE);

  /** "12:00pm", "12:00 p.m." */
  private static final Pattern HALF_DAY =
      Pattern.compile("(?<=\\d)\\s*([ap])\\.?\\s?m\\.?$", Pattern.CASE_INSENSITIVE);

  private ReportTimes() {}

  /** The instant that a text means, in a zone, nearest to another; empty if it is no time. */
  static Optional<Instant> instant(String text, ZoneId zone, Instant near) {
    // Newer services put a narrow no-break space before AM and PM.
    String spaced = text.replaceAll("[\\s\\u202f\\u00a0]+", " ").strip();
    String plain = HALF_DAY.matcher(spaced).replaceAll(" $1m");
    List<Instant> readings = new ArrayList<>();
    try {
      readings.add(Instant.parse(plain));
    } catch (DateTimeException notIso) {
      for (DateTimeFormatter format : FORMATS) {
        try {
          readings.add(LocalDateTime.parse(plain, format).atZone(zone).toInstant());
        } catch (DateTimeException other) {
          // The next format may fit.
        }
      }
    }
    return readings.stream().min(Comparator.comparing(r -> Duration.between(near, r).abs()));
  }

  /** A length such as {@code 01:02:03}, {@code 1h 2m 3s} or {@code 62}; empty if it is none. */
  static Optional<Duration> duration(String text) {
    String plain = text.strip();
    Matcher clock = CLOCK.matcher(plain);
    Matcher words = WORDS.matcher(plain);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    if (plain.matches("\\d{1,5}")) {
      return Optional.of(Duration.ofMinutes(Long.parseLong(plain)));
    }
    if (plain.matches("\\d{1,5}\\.\\d{1,4}")) {
      return Optional.of(Duration.ofSeconds(Math.round(Double.parseDouble(plain) * 60)));
    }
    if (clock.matches()) {
      return Optional.of(hms(clock));
    }
    return words.matches() ? Optional.of(hms(words)) : Optional.empty();
  }

  private static Duration hms(Matcher parts) {
    return Duration.ofHours(number(parts.group(1)))
        .plusMinutes(number(parts.group(2)))
        .plusSeconds(number(parts.group(3)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
