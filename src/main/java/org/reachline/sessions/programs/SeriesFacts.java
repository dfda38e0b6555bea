package org.reachline.sessions.programs;

import static org.reachline.base.input.FreeText.Readers.CALENDAR;
import static org.reachline.base.input.FreeText.Readers.ECHO;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Line;
import org.reachline.base.facts.TrailKey;

/**
 * What is said of a further programme when it is added.
 *
 * @param strategy key of the ECHO strategy that it delivers
 * @param name another one than the study's other programmes have
 * @param hub the hub as people call it, or null
 * @param rule rule of RFC 5545, with COUNT, UNTIL or without an end
 * @param time when a session begins, such as {@code 14:30}
 * @param zone the hub's time zone
 * @param startsOn first day; intervals and COUNT are counted from it
 */
public record SeriesFacts(
    @NotNull String strategy,
    @NotNull @Size(max = 120) @Line(CALENDAR) String name,
    @Size(max = 120) @Line(ECHO) String hub,
    @NotNull String rule,
    @NotNull LocalTime time,
    @NotNull ZoneId zone,
    @NotNull @TrailKey("from") LocalDate startsOn) {

  /** What follows from these fields. */
  public static final FactSheet<SeriesFacts> SHEET = FactSheet.of(SeriesFacts.class);
}
