package org.reachline.sessions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.calendar.Recurrences;
import org.reachline.studies.file.RecurrenceRule;

/**
 * When the sessions of a further programme fall: a rule of RFC 5545 that may have an end, which the
 * study file's own rule never has.
 *
 * @param base the rule without its end
 * @param count how many starts it gives, or null
 * @param untilDay last day in the programme's zone, or null
 * @param untilAt last instant, or null
 */
record CohortRule(String base, Integer count, LocalDate untilDay, Instant untilAt) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with words for the typist if it is none that is used here
   */
  static CohortRule of(String text) {
    List<String> rest = new ArrayList<>();
    Integer count = null;
    LocalDate day = null;
    Instant at = null;
    int ends = 0;
    for (String part : text.strip().split(";", -1)) {
      if (part.startsWith("COUNT=")) {
        ends++;
        count = count(part.substring(6));
      } else if (part.startsWith("UNTIL=")) {
        ends++;
        String end = part.substring(6);
        try {
          day = end.contains("T") ? null : LocalDate.parse(end, DAY);
          at = end.contains("T") ? Instant.from(INSTANT.parse(end)) : null;
        } catch (DateTimeException e) {
          throw new IllegalArgumentException(
              "UNTIL is '" + end + "'; a day such as 20271231, or 20271231T180000Z, is needed", e);
        }
      } else {
        rest.add(part);
      }
    }
    if (ends > 1) {
      throw new IllegalArgumentException("a rule has one end: COUNT or UNTIL");
    }
    return new CohortRule(new RecurrenceRule(String.join(";", rest)).text(), count, day, at);
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException("COUNT is '" + text + "'; 1 to 999 is possible");
    }
    return Integer.parseInt(text);
  }

  /**
   * The starts from the first day of the series to another day, both included.
   *
   * @param first from here intervals and starts are counted
   */
  List<Instant> starts(LocalDate first, LocalTime time, ZoneId zone, LocalDate to) {
    return Recurrences.between(base, time, zone, first, to).stream()
        .limit(count == null ? Long.MAX_VALUE : count)
        .filter(s -> untilDay == null || !s.atZone(zone).toLocalDate().isAfter(untilDay))
        .filter(s -> untilAt == null || !s.isAfter(untilAt))
        .toList();
  }
}
