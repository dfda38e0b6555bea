package org.reachline.protocol.strategy;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The calendar of an ECHO strategy: one series for all sites, each of which joins at its own study
 * month.
 *
 * @param rule recurrence rule of RFC 5545 without an end, such as {@code FREQ=MONTHLY;BYDAY=2TU}
 * @param time when a session begins in the hub's zone
 * @param zone the hub's time zone
 * @param agenda stretches of every session, in order
 */
public record Programme(RecurrenceRule rule, LocalTime time, ZoneId zone, List<AgendaSlot> agenda) {

  public Programme {
    agenda = List.copyOf(agenda);
  }
}
