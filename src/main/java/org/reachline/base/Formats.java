package org.reachline.base;

import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Dates, times and numbers as people read them. Templates call these on the value itself: {@code
 * {session.startsAt.inWords(me.zone)}}.
 */
@TemplateExtension
public final class Formats {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.US);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.US);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.US);

  private Formats() {}

  /** {@code 22 November 2026}. */
  public static String inWords(LocalDate date) {
    return date.format(DAY);
  }

  /** {@code 22 Nov 2026}, for tables. */
  public static String shortly(LocalDate date) {
    return date.format(SHORT_DAY);
  }

  /** {@code November 2026}. */
  public static String inWords(YearMonth month) {
    return month.format(MONTH);
  }

  /** {@code Tuesday 24 November 2026, 14:00 CST (Chicago)}: always with the zone. */
  public static String inWords(Instant instant, ZoneId zone) {
    ZonedDateTime there = instant.atZone(zone);
    return there.format(WEEKDAY) + ", " + clockTime(instant, zone);
  }

  /** {@code 24 Nov 2026, 14:00 CST}, for tables. */
  public static String shortly(Instant instant, ZoneId zone) {
    ZonedDateTime there = instant.atZone(zone);
    return there.format(SHORT_DAY) + ", " + there.format(TIME) + " " + there.format(ZONE);
  }

  /**
   * What a letter says below a new time: when it was before, and why it is not any more.
   *
   * @param reason in the mover's words, or null
   */
  public static String moved(Instant before, ZoneId zone, String reason) {
    return "Before, it was "
        + inWords(before, zone)
        + ".\n"
        + (reason == null || reason.isBlank() ? "" : "Why: " + reason.strip() + "\n");
  }

  /** {@code 14:00 CST (Chicago)}. */
  public static String clockTime(Instant instant, ZoneId zone) {
    ZonedDateTime there = instant.atZone(zone);
    return there.format(TIME) + " " + there.format(ZONE) + " (" + place(zone) + ")";
  }

  /** The zone's place in words: {@code Chicago}. */
  public static String place(ZoneId zone) {
    String id = zone.getId();
    int slash = id.lastIndexOf('/');
    return slash < 0
        ? zone.getDisplayName(TextStyle.SHORT, Locale.US)
        : id.substring(slash + 1).replace('_', ' ');
  }

  /** Minutes as {@code 1 h 30 min}, {@code 45 min}, {@code 0 min}. */
  public static String asHours(Integer minutes) {
    int hours = minutes / 60;
    int rest = minutes % 60;
    if (hours == 0) {
      return rest + " min";
    }
    return rest == 0 ? hours + " h" : hours + " h " + rest + " min";
  }

  /** A key as words: {@code community_provider} becomes {@code Community provider}. */
  @TemplateExtension(matchName = TemplateExtension.METHOD_NAME)
  public static String fromKey(String key) {
    String words = key.replace('_', ' ').replace('-', ' ').strip();
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** {@code 186,000}. */
  public static String grouped(long number) {
    return String.format(Locale.US, "%,d", number);
  }

  /** {@code 3,100}. */
  public static String grouped(int number) {
    return grouped((long) number);
  }
}
