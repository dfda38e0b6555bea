package org.reachline.sessions.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.RecurrenceId;
import org.reachline.base.calendar.ReplyTaker;

/**
 * The calendar text of a reply (RFC 5546 section 3.2.3): one event, one attendee, one answer.
 *
 * @param uid which event
 * @param attendee mail address of who answers, lower case
 * @param answer the answer, or empty if it is none that we know
 * @param sequence the revision that is answered
 * @param recurrenceAt which occurrence of a series, or empty for the whole
 * @param stamp when it was answered, by the answering program's clock
 */
record ReplyText(
    String uid,
    String attendee,
    Optional<Invitation.Answer> answer,
    int sequence,
    Optional<Instant> recurrenceAt,
    Instant stamp) {

  /** The reply, or empty if the text is something else or cannot be read. */
  static Optional<ReplyText> read(String text) {
    try {
      Calendar calendar = new CalendarBuilder().build(new StringReader(text));
      boolean reply =
          value(calendar.getProperty(Property.METHOD))
              .filter("REPLY"::equalsIgnoreCase)
              .isPresent();
      List<VEvent> events = calendar.getComponents(Component.VEVENT);
      if (!reply || events.size() != 1) {
        return Optional.empty();
      }
      return read(events.get(0));
    } catch (IOException | ParserException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same for a room whose event it answers. */
  ReplyTaker.Reply forRoom(String messageId, String from) {
    return new ReplyTaker.Reply(
        messageId,
        from.strip().toLowerCase(Locale.ROOT),
        attendee,
        uid,
        answer.map(Enum::name).orElse(null),
        sequence,
        stamp);
  }

  private static Optional<ReplyText> read(VEvent event) {
    List<Attendee> attendees = event.getProperties(Property.ATTENDEE);
    Optional<String> uid = value(event.getProperty(Property.UID));
    Optional<Instant> stamp =
        event.getDateTimeStamp() == null
            ? Optional.empty()
            : Optional.of(event.getDateTimeStamp().getDate());
    if (attendees.size() != 1 || uid.isEmpty() || stamp.isEmpty()) {
      return Optional.empty();
    }
    Attendee attendee = attendees.get(0);
    URI address = attendee.getCalAddress();
    if (address == null || !"mailto".equalsIgnoreCase(address.getScheme())) {
      return Optional.empty();
    }
    int sequence = value(event.getProperty(Property.SEQUENCE)).map(Integer::parseInt).orElse(0);
    return Optional.of(
        new ReplyText(
            uid.get(),
            address.getSchemeSpecificPart().toLowerCase(Locale.ROOT),
            answer(attendee),
            sequence,
            recurrenceAt(event),
            stamp.get()));
  }

  private static Optional<Instant> recurrenceAt(VEvent event) {
    Optional<RecurrenceId<Temporal>> place = event.getProperty(Property.RECURRENCE_ID);
    return place.map(p -> Instant.from(p.getDate()));
  }

  private static Optional<Invitation.Answer> answer(Attendee attendee) {
    Optional<Parameter> said = attendee.getParameter(Parameter.PARTSTAT);
    for (Invitation.Answer answer : Invitation.Answer.values()) {
      if (said.isPresent() && said.get().getValue().equalsIgnoreCase(answer.name())) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(Optional<? extends Property> property) {
    return property.map(Property::getValue);
  }
}
