package org.reachline.base;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * What a clock on the wall means where the law moves the clocks: in spring an hour is left out, in
 * autumn one comes twice.
 */
public final class WallClock {
  private WallClock() {}

  /**
   * The instant of a day and time as people type them, to the minute.
   *
   * @param field where to note a time that the clocks left out
   * @param typed day and time on the clock of the place
   * @param known the instant that is on record or in a list and was typed again, or null; of an
   *     hour that comes twice it tells which one is meant, else it is the first
   * @return the instant, or null if there is none and the problem was noted
   */
  public static Instant instant(
      Problems problems, String field, LocalDateTime typed, ZoneId zone, Instant known) {
    LocalDateTime there = typed.truncatedTo(ChronoUnit.MINUTES);
    if (known != null
        && known.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).equals(there)) {
      return known.truncatedTo(ChronoUnit.MINUTES);
    }
    ZoneRules rules = zone.getRules();
    if (rules.getValidOffsets(there).isEmpty()) {
      ZoneOffsetTransition gap = rules.getTransition(there);
      problems.add(
          field,
          "There was no "
              + there.toLocalTime()
              + " in "
              + Formats.place(zone)
              + " on this day: the clocks went from "
              + gap.getDateTimeBefore().toLocalTime()
              + " to "
              + gap.getDateTimeAfter().toLocalTime()
              + ". Choose another time.");
      return null;
    }
    return there.atZone(zone).toInstant();
  }
}
