package org.reachline.base.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A time as another calendar program wrote it: in UTC, on the clock of a zone that we know, of one
 * whose rules it sent along, on no zone's clock, or as a mere day.
 *
 * @param text as it was written
 * @param day the day, or null if it cannot be read
 * @param time the day with its time, or null if it is a mere day
 * @param at the instant, or null if it is on the clock of the series
 */
public record Moment(
    String text, @Nullable LocalDate day, @Nullable LocalDateTime time, @Nullable Instant at) {
  private static final int MOST = 40;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  /** Whether it names this start of a series whose own clock is that of a zone. */
  public boolean names(Instant start, ZoneId zone) {
    if (at != null && at.equals(start)) {
      return true;
    }
    LocalDateTime local = start.atZone(zone).toLocalDateTime();
    return time == null
        ? local.toLocalDate().equals(day)
        : time.atZone(zone).toInstant().equals(start) && !isUtc();
  }

  /** The instant, on a zone's clock where it names none itself; empty for a mere day. */
  public Optional<Instant> in(ZoneId zone) {
    if (at != null) {
      return Optional.of(at);
    }
    return time == null ? Optional.empty() : Optional.of(time.atZone(zone).toInstant());
  }

  private boolean isUtc() {
    return text.endsWith("Z");
  }

  /** Reads a time; the calendar's own zones are those that it sent along. */
  static Moment of(CalendarLines.Line line, CalendarLines.Block calendar) {
    String text = line.value().strip();
    String zone = line.parameter("TZID");
    try {
      if (text.matches("\\d{8}")) {
        return new Moment(text, LocalDate.parse(text, DAY), null, null);
      }
      LocalDateTime time = LocalDateTime.parse(text.replaceFirst("[zZ]$", ""), TIME);
      Instant at =
          text.matches(".*[zZ]")
              ? time.toInstant(ZoneOffset.UTC)
              : instant(time, zone, calendar).orElse(null);
      return new Moment(text.toUpperCase(java.util.Locale.ROOT), time.toLocalDate(), time, at);
    } catch (DateTimeException e) {
      return new Moment(text.length() > MOST ? text.substring(0, MOST) : text, null, null, null);
    }
  }

  private static Optional<Instant> instant(
      LocalDateTime time, String zone, CalendarLines.Block calendar) {
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    return known(zone)
        .map(id -> time.atZone(id).toInstant())
        .or(() -> offset(time, zone, calendar).map(time::toInstant));
  }

  /** Some programs put an address before the name of a zone. */
  private static Optional<ZoneId> known(String name) {
    String[] parts = name.split("/");
    for (int from = 0; from < parts.length; from++) {
      String rest = String.join("/", Arrays.copyOfRange(parts, from, parts.length));
      if (ZoneId.getAvailableZoneIds().contains(rest)) {
        return Optional.of(ZoneId.of(rest));
      }
    }
    return Optional.empty();
  }

  /** The offset by the rules that were sent along: that of the newest change before. */
  private static Optional<ZoneOffset> offset(
      LocalDateTime time, String zone, CalendarLines.Block calendar) {
    Map<LocalDateTime, ZoneOffset> changes = new TreeMap<>();
    for (CalendarLines.Block rules : calendar.blocks("VTIMEZONE")) {
      if (rules.line("TZID").filter(id -> id.value().strip().equals(zone)).isPresent()) {
        for (CalendarLines.Block change : rules.blocks()) {
          changes.putAll(changes(time, change));
        }
      }
    }
    return changes.entrySet().stream()
        .filter(change -> !change.getKey().isAfter(time))
        .reduce((earlier, later) -> later)
        .map(Map.Entry::getValue);
  }

  private static Map<LocalDateTime, ZoneOffset> changes(
      LocalDateTime time, CalendarLines.Block change) {
    Map<LocalDateTime, ZoneOffset> changes = new TreeMap<>();
    try {
      LocalDateTime first =
          LocalDateTime.parse(change.line("DTSTART").orElseThrow().value().strip(), TIME);
      ZoneOffset offset = ZoneOffset.of(change.line("TZOFFSETTO").orElseThrow().value().strip());
      changes.put(first, offset);
      for (CalendarLines.Line rule : change.lines("RRULE")) {
        LocalDate to = time.toLocalDate();
        List<LocalDate> days =
            Rule.of(rule.value()).days(first.toLocalDate(), to.minusYears(2), to);
        days.forEach(day -> changes.put(day.atTime(first.toLocalTime()), offset));
      }
    } catch (DateTimeException
        | IllegalArgumentException
        | java.util.NoSuchElementException unread) {
      return Map.of();
    }
    return changes;
  }
}
