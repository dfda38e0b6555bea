package org.reachline.base.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.fortuna.ical4j.model.DateList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;

/**
 * Writes a series as one recurring event: the rule with its end and its exceptions, and every
 * occurrence that differs (each has its own way in, and some were moved) under its RECURRENCE-ID.
 */
public final class SeriesText {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * One occurrence.
   *
   * @param recurrenceAt the start that the rule gives it
   * @param entry how it is now; its UID is the series'
   */
  public record Occurrence(Instant recurrenceAt, CalendarText.Entry entry) {}

  private SeriesText() {}

  /**
   * The starts that a rule without an end gives between two of them, both included.
   *
   * @param first a start of the series; the rule counts from here
   */
  public static List<Instant> starts(String rule, ZoneId zone, Instant first, Instant last) {
    ZonedDateTime from = first.atZone(zone);
    LocalDate to = last.atZone(zone).toLocalDate();
    return Recurrences.between(rule, from.toLocalTime(), zone, from.toLocalDate(), to);
  }

  /**
   * A whole series as one person's calendar is to show it.
   *
   * @param rule without an end, such as {@code FREQ=MONTHLY;BYDAY=2TU}
   * @param whole title and words of the series; its UID, sequence and zone are used
   * @param occurrences at least one, by their places in the series; each is a start of the rule
   */
  public record Series(String rule, CalendarText.Entry whole, List<Occurrence> occurrences) {
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
    List<VEvent> events = events(series, stampedAt);
    events.forEach(
        event -> CalendarText.addPeople(event, CalendarText.Ask.REQUEST, organiser, attendee));
    return CalendarText.write(CalendarText.Ask.REQUEST, events, Set.of(series.whole().zone()));
  }

  /** The recurring event and its occurrences; these alone if the rule does not give them. */
  static List<VEvent> events(Series series, Instant stampedAt) {
    List<VEvent> events = new ArrayList<>();
    if (series.isRegular()) {
      events.add(master(series, stampedAt));
    }
    for (Occurrence occurrence : series.occurrences()) {
      VEvent event = CalendarText.event(occurrence.entry(), stampedAt);
      event.add(new RecurrenceId<>(occurrence.recurrenceAt().atZone(series.whole().zone())));
      events.add(event);
    }
    return events;
  }

  private static VEvent master(Series all, Instant stampedAt) {
    CalendarText.Entry series = all.whole();
    String rule = all.rule();
    List<Occurrence> occurrences = all.occurrences();
    Instant first = occurrences.get(0).recurrenceAt();
    Instant last = occurrences.get(occurrences.size() - 1).recurrenceAt();
    VEvent master = CalendarText.event(series, stampedAt);
    master.removeAll(Property.DTSTART, Property.DTEND);
    ZonedDateTime start = first.atZone(series.zone());
    master.add(new DtStart<>(start));
    master.add(new DtEnd<>(start.plusMinutes(series.durationMinutes())));
    // The end is in UTC because the start has a zone: RFC 5545 section 3.3.10.
    master.add(new RRule<ZonedDateTime>(rule + ";UNTIL=" + UTC.format(last)));
    Set<Instant> held = new HashSet<>();
    occurrences.forEach(occurrence -> held.add(occurrence.recurrenceAt()));
    List<ZonedDateTime> left =
        starts(rule, series.zone(), first, last).stream()
            .filter(place -> !held.contains(place))
            .map(place -> place.atZone(series.zone()))
            .toList();
    if (!left.isEmpty()) {
      // The zone is not taken from the times by itself; without it no calendar leaves a day out.
      ParameterList zone = new ParameterList(List.of(new TzId(series.zone().getId())));
      master.add(new ExDate<>(zone, new DateList<>(left)));
    }
    return master;
  }
}
