package org.reachline.sessions.imports;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long somebody was there, as video services write it: {@code 01:02:03}, {@code 1h 2m 3s},
 * {@code 1 Std. 2 Min.}, {@code 1 heure 2 minutes}, {@code 62} or {@code 62,5}.
 */
final class ReportLengths {
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,3}):([0-5]\\d):([0-5]\\d)(?:[.,]\\d+)?");
  private static final Pattern SHORT_CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d)");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,6})(?:[.,](\\d{1,4}))?");
  private static final Pattern PART =
      Pattern.compile(
          "\\G(?:\\s|,|;|and|und|y|e|et)*(\\d{1,6}(?:[.,]\\d+)?)\\s?"
              + "(?:(h|hrs?|hours?|std|stunden?|horas?|heures?)"
              + "|(m|min|mins|minutes?|minuten|minutos?)"
              + "|(s|sec|secs|seconds?|sek|sekunden?|seg|segs|segundos?|secondes?))(?!\\p{L})\\.?");

  private ReportLengths() {}

  /**
   * A length; empty if the text is none.
   *
   * @param title title of its column, which may name the unit of a bare number
   * @param stay time between coming and leaving, if both are known: tells minutes from seconds
   */
  static Optional<Duration> of(String text, String title, Optional<Duration> stay) {
    String plain = CsvColumn.plain(text);
    Matcher clock = CLOCK.matcher(plain);
    if (clock.matches()) {
      return Optional.of(hms(clock.group(1), clock.group(2), clock.group(3)));
    }
    Matcher brief = SHORT_CLOCK.matcher(plain);
    if (brief.matches()) {
      // Hours and minutes, or minutes and seconds: only the stay can tell.
      return nearest(
          stay, hms(brief.group(1), brief.group(2), "0"), hms("0", brief.group(1), brief.group(2)));
    }
    Matcher number = NUMBER.matcher(plain);
    if (number.matches()) {
      return Optional.of(bare(plain.replace(',', '.'), CsvColumn.plain(title), stay));
    }
    if (plain.startsWith("pt")) {
      try {
        return Optional.of(Duration.parse(text.strip()));
      } catch (DateTimeException notIso) {
        return Optional.empty();
      }
    }
    return words(plain);
  }

  /** A length without a title or a stay beside it; a bare number is minutes. */
  static Optional<Duration> of(String text) {
    return of(text, "", Optional.empty());
  }

  private static Duration bare(String number, String title, Optional<Duration> stay) {
    double value = Double.parseDouble(number);
    Duration seconds = Duration.ofMillis(Math.round(value * 1000));
    Duration minutes = Duration.ofMillis(Math.round(value * 60_000));
    if (title.matches(".*\\b(sec|sek|seg).*")) {
      return seconds;
    }
    if (title.matches(".*\\b(hour|stunde|hora|heure).*")) {
      return minutes.multipliedBy(60);
    }
    return title.matches(".*\\bmin.*") ? minutes : nearest(stay, minutes, seconds).orElse(minutes);
  }

  private static Optional<Duration> nearest(Optional<Duration> stay, Duration... readings) {
    return stay.flatMap(
        known ->
            List.of(readings).stream()
                .min(Comparator.comparing((Duration reading) -> reading.minus(known).abs())));
  }

  private static Optional<Duration> words(String plain) {
    Matcher part = PART.matcher(plain);
    Duration total = Duration.ZERO;
    int end = 0;
    while (part.find()) {
      double value = Double.parseDouble(part.group(1).replace(',', '.'));
      int unit = part.group(2) != null ? 3600 : part.group(3) != null ? 60 : 1;
      total = total.plusMillis(Math.round(value * unit * 1000));
      end = part.end();
    }
    return end > 0 && plain.substring(end).isBlank() ? Optional.of(total) : Optional.empty();
  }

  private static Duration hms(String hours, String minutes, String seconds) {
    return Duration.ofHours(Long.parseLong(hours))
        .plusMinutes(Long.parseLong(minutes))
        .plusSeconds(Long.parseLong(seconds));
  }
}
