package org.reachline.base.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RecurrenceId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes calendar text (RFC 5545). Every session is an event of its own with a UID that never
 * changes, because sites join a programme at different months: no two sites are invited to the same
 * stretch of the series. Times stand in the hub's zone with its rules beside them, so that a
 * calendar moves the session when the law moves the clocks.
 */
public final class CalendarText {
  private static final TimeZoneRegistry ZONES =
      TimeZoneRegistryFactory.getInstance().createRegistry();

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
      boolean cancelled) {}

  /** Somebody with a mail address. */
  public record Mailbox(String name, String email) {}

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
      Instant recurrenceAt,
      Mailbox organiser,
      Mailbox attendee,
      Instant stampedAt) {
    VEvent event = event(entry, stampedAt);
    if (recurrenceAt != null) {
      event.add(new RecurrenceId<>(recurrenceAt.atZone(entry.zone())));
    }
    addPeople(event, ask, organiser, attendee);
    return write(ask, List.of(event), Set.of(entry.zone()));
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
    Set<ZoneId> zones = new LinkedHashSet<>();
    entries.forEach(entry -> zones.add(entry.zone()));
    series.forEach(each -> zones.add(each.whole().zone()));
    List<VEvent> events = new ArrayList<>();
    entries.forEach(entry -> events.add(event(entry, stampedAt)));
    series.forEach(each -> events.addAll(SeriesText.events(each, stampedAt)));
    return write(Ask.PUBLISH, events, zones);
  }

  static VEvent event(Entry entry, Instant stampedAt) {
    ZonedDateTime start = entry.startsAt().atZone(entry.zone());
    VEvent event = new VEvent(false);
    event.add(new Uid(entry.uid()));
    event.add(new DtStamp(stampedAt));
    event.add(new DtStart<>(start));
    event.add(new DtEnd<>(start.plus(Duration.ofMinutes(entry.durationMinutes()))));
    event.add(new Sequence(entry.sequence()));
    event.add(new Summary(entry.summary()));
    event.add(new Description(entry.description()));
    if (entry.url() != null) {
      event.add(new Location(entry.url()));
    }
    event.add(new Status(entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
    return event;
  }

  static String write(Ask ask, List<VEvent> events, Set<ZoneId> zones) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Reachline//ECHO sessions//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(new Method(ask.name()));
    for (ZoneId zone : zones) {
      calendar.add(ZONES.getTimeZone(zone.getId()).getVTimeZone());
    }
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
    return URI.create("mailto:" + mailbox.email());
  }
}
