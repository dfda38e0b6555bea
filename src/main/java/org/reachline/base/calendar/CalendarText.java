package org.reachline.base.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.jspecify.annotations.Nullable;
import org.reachline.base.OneLine;

/**
 * Writes calendar text (RFC 5545). Every session is an event of its own with a UID that never
 * changes, because sites join a programme at different months: no two sites are invited to the same
 * stretch of the series. Times stand in the hub's zone with its rules beside them, so that a
 * calendar moves the session when the law moves the clocks.
 */
public final class CalendarText {
  /** What the text asks of the calendar (RFC 5546). */
  public enum Ask {
    /** Put it in, or bring it up to date. */
    REQUEST,
    /** Take it out. */
    CANCEL,
    /** For a feed: this is how it is. */
    PUBLISH
  }

  /**
   * One event as one person's calendar is to show it.
   *
   * @param uid stays the same for ever
   * @param sequence rises with every change
   * @param startsAt start
   * @param durationMinutes length
   * @param zone the host's zone
   * @param summary title
   * @param description text, may hold several lines
   * @param url the person's own way in, or null
   * @param cancelled whether it does not take place
   */
  public record Entry(
      String uid,
      int sequence,
      Instant startsAt,
      int durationMinutes,
      ZoneId zone,
      String summary,
      String description,
      String url,
      boolean cancelled) {
    /** The same at another time. */
    Entry startingAt(Instant start) {
      return new Entry(
          uid, sequence, start, durationMinutes, zone, summary, description, url, cancelled);
    }
  }

  /** Somebody with a mail address, whose name stands on one line. */
  public record Mailbox(String name, String email) {
    public Mailbox {
      name = OneLine.clean(name);
    }
  }

  private CalendarText() {}

  /** The text that goes with a mail: one event, from the organiser to one person. */
  public static String mail(
      Ask ask, Entry entry, Mailbox organiser, Mailbox attendee, Instant stampedAt) {
    return mail(ask, entry, null, organiser, attendee, stampedAt);
  }

  /**
   * The text that goes with a mail about one occurrence of a series.
   *
   * @param recurrenceAt the start that the series' rule gave the occurrence, its RECURRENCE-ID;
   *     null for an event that stands alone, or for a series as a whole
   */
  public static String mail(
      Ask ask,
      Entry entry,
      @Nullable Instant recurrenceAt,
      Mailbox organiser,
      Mailbox attendee,
      Instant stampedAt) {
    LocalTimes times = new LocalTimes();
    VEvent event = event(entry, recurrenceAt, stampedAt, times);
    addPeople(event, ask, organiser, attendee);
    return write(ask, List.of(event), times);
  }

  static void addPeople(VEvent event, Ask ask, Mailbox organiser, Mailbox attendee) {
    Organizer from = new Organizer(mailto(organiser));
    from.add(new Cn(organiser.name()));
    event.add(from);
    Attendee to = new Attendee(mailto(attendee));
    to.add(new Cn(attendee.name()));
    to.add(Role.REQ_PARTICIPANT);
    if (ask == Ask.REQUEST) {
      to.add(PartStat.NEEDS_ACTION);
      to.add(new Rsvp(true));
    }
    event.add(to);
  }

  /** The text of a feed: events that stand alone, and whole series as they were mailed. */
  public static String feed(
      List<Entry> entries, List<SeriesText.Series> series, Instant stampedAt) {
    LocalTimes times = new LocalTimes();
    List<VEvent> events = new ArrayList<>();
    entries.forEach(entry -> events.add(event(entry, null, stampedAt, times)));
    series.forEach(each -> events.addAll(SeriesText.events(each, stampedAt, times)));
    return write(Ask.PUBLISH, events, times);
  }

  static VEvent event(
      Entry entry, @Nullable Instant recurrenceAt, Instant stampedAt, LocalTimes times) {
    VEvent event = new VEvent(false);
    event.add(new Uid(entry.uid()));
    event.add(new DtStamp(stampedAt));
    if (recurrenceAt != null) {
      event.add(times.at(Property.RECURRENCE_ID, recurrenceAt, entry.zone()));
    }
    Instant end = entry.startsAt().plus(Duration.ofMinutes(entry.durationMinutes()));
    event.add(times.at(Property.DTSTART, entry.startsAt(), entry.zone()));
    event.add(times.at(Property.DTEND, end, entry.zone()));
    event.add(new Sequence(entry.sequence()));
    event.add(new Summary(entry.summary()));
    event.add(new Description(entry.description()));
    if (entry.url() != null) {
      event.add(new Location(entry.url()));
    }
    event.add(new Status(entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
    return event;
  }

  static String write(Ask ask, List<VEvent> events, LocalTimes times) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Reachline//ECHO sessions//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(new Method(ask.name()));
    times.zones().forEach(calendar::add);
    events.forEach(calendar::add);
    StringWriter text = new StringWriter();
    try {
      // The outputter folds long lines, as the standard asks.
      new CalendarOutputter(false).output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().stripTrailing() + "\r\n";
  }

  private static URI mailto(Mailbox mailbox) {
    try {
      // Signs such as % and ^ are good in an address and have to be written otherwise in a link.
      return new URI("mailto", mailbox.email(), null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
