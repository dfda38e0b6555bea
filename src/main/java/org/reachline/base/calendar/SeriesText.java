package org.reachline.base.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * Writes a series as one recurring event: the rule with its end and its exceptions, and every
 * occurrence that differs (each has its own way in, and some were moved) under its RECURRENCE-ID.
 */
public final class SeriesText {

  /**
   * One occurrence.
   *
   * @param recurrenceAt the start that the rule gives it
   * @param entry how it is now; its UID is the series'
   */
  public record Occurrence(Instant recurrenceAt, CalendarText.Entry entry) {}

  private SeriesText() {}

  /**
   * The starts that a rule gives between two of them, both included, whatever its end.
   *
   * @param first a start of the series; the rule counts from here
   */
  public static List<Instant> starts(Rule rule, ZoneId zone, Instant first, Instant last) {
    ZonedDateTime from = first.atZone(zone);
    LocalDate to = last.atZone(zone).toLocalDate();
    LocalTime time = from.toLocalTime();
    return rule.endless().starts(time, zone, from.toLocalDate(), to);
  }

  /**
   * A whole series as one person's calendar is to show it.
   *
   * @param rule its end is not looked at: the last occurrence ends the series
   * @param whole title and words of the series; its UID, sequence and zone are used
   * @param occurrences at least one, by their places in the series; each is a start of the rule
   */
  public record Series(Rule rule, CalendarText.Entry whole, List<Occurrence> occurrences) {
    public Series {
      occurrences = List.copyOf(occurrences);
    }

    /** Whether the rule still gives every occurrence; a study file that was changed may not. */
    public boolean isRegular() {
      List<Instant> starts =
          starts(
              rule,
              whole.zone(),
              occurrences.get(0).recurrenceAt(),
              occurrences.get(occurrences.size() - 1).recurrenceAt());
      return occurrences.stream().allMatch(o -> starts.contains(o.recurrenceAt()));
    }
  }

  /** The text that asks one person for a whole series. */
  public static String request(
      Series series,
      CalendarText.Mailbox organiser,
      CalendarText.Mailbox attendee,
      Instant stampedAt) {
    LocalTimes times = new LocalTimes();
    List<VEvent> events = events(series, stampedAt, times);
    events.forEach(
        event -> CalendarText.addPeople(event, CalendarText.Ask.REQUEST, organiser, attendee));
    return CalendarText.write(CalendarText.Ask.REQUEST, events, times);
  }

  /** The text that takes several occurrences of a series back at once, each by its place. */
  public static String cancel(
      List<Occurrence> occurrences,
      CalendarText.Mailbox organiser,
      CalendarText.Mailbox attendee,
      Instant stampedAt) {
    LocalTimes times = new LocalTimes();
    List<VEvent> events = new ArrayList<>();
    for (Occurrence occurrence : occurrences) {
      VEvent event =
          CalendarText.event(occurrence.entry(), occurrence.recurrenceAt(), stampedAt, times);
      CalendarText.addPeople(event, CalendarText.Ask.CANCEL, organiser, attendee);
      events.add(event);
    }
    return CalendarText.write(CalendarText.Ask.CANCEL, events, times);
  }

  /** The recurring event and its occurrences; these alone if the rule does not give them. */
  static List<VEvent> events(Series series, Instant stampedAt, LocalTimes times) {
    List<VEvent> events = new ArrayList<>();
    if (series.isRegular()) {
      events.add(master(series, stampedAt, times));
    }
    for (Occurrence occurrence : series.occurrences()) {
      events.add(
          CalendarText.event(occurrence.entry(), occurrence.recurrenceAt(), stampedAt, times));
    }
    return events;
  }

  private static VEvent master(Series all, Instant stampedAt, LocalTimes times) {
    CalendarText.Entry series = all.whole();
    List<Occurrence> occurrences = all.occurrences();
    Instant first = occurrences.get(0).recurrenceAt();
    Instant last = occurrences.get(occurrences.size() - 1).recurrenceAt();
    VEvent master = CalendarText.event(series.startingAt(first), null, stampedAt, times);
    master.add(LocalTimes.rule(all.rule(), last));
    Set<Instant> held = new HashSet<>();
    occurrences.forEach(occurrence -> held.add(occurrence.recurrenceAt()));
    List<Instant> left =
        starts(all.rule(), series.zone(), first, last).stream()
            .filter(place -> !held.contains(place))
            .toList();
    if (!left.isEmpty()) {
      master.add(times.at(Property.EXDATE, left, series.zone()));
    }
    return master;
  }
}
