package org.reachline.base.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.fortuna.ical4j.model.Recur;

/**
 * Starts of a series by a recurrence rule of RFC 5545. The rule runs on local time, so that a
 * session stays at noon over a clock change; a local time that a change skips is moved forward by
 * the gap, one that occurs twice is its first occurrence, as RFC 5545 section 3.3.5 says.
 */
public final class Recurrences {
  private Recurrences() {}

  /**
   * The starts from one day to another, both included.
   *
   * @param rule such as {@code FREQ=MONTHLY;BYDAY=2TU}
   * @param from first day in the zone; the rule counts its intervals from here
   * @param to last day in the zone
   */
  public static List<Instant> between(
      String rule, LocalTime time, ZoneId zone, LocalDate from, LocalDate to) {
    return local(rule, from.atTime(time), to).stream()
        .map(start -> start.atZone(zone).toInstant())
        .toList();
  }

  /** The days from one day to another, both included, by the same rule. */
  public static List<LocalDate> days(String rule, LocalDate from, LocalDate to) {
    return local(rule, from.atStartOfDay(), to).stream().map(LocalDateTime::toLocalDate).toList();
  }

  private static List<LocalDateTime> local(String rule, LocalDateTime seed, LocalDate to) {
    if (to.isBefore(seed.toLocalDate())) {
      return List.of();
    }
    return new Recur<LocalDateTime>(rule)
        .getDates(seed, seed, to.atTime(LocalTime.MAX)).stream()
            .filter(start -> !start.isBefore(seed) && !start.toLocalDate().isAfter(to))
            .sorted()
            .toList();
  }
}
