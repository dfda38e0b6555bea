package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Formats;
import org.reachline.base.PublicAddress;
import org.reachline.base.calendar.CalendarText;
import org.reachline.base.calendar.FeedSource;
import org.reachline.base.outbox.MailAccount;
import org.reachline.base.outbox.Outbox;
import org.reachline.people.Person;

/**
 * Tells both sides and their calendars of a booking: one event with a UID that never changes and a
 * SEQUENCE that rises. The site's entry names no planned contact, because that would tell its dose;
 * the coach's leads to the filled-in form.
 */
@ApplicationScoped
class BookingMails implements FeedSource {
  @Inject Outbox outbox;
  @Inject Clock clock;

  @Inject PublicAddress here;

  @Inject MailAccount account;

  /** Puts a new booking into both calendars. */
  void invite(Booking b) {
    for (Person person : List.of(b.slot.coach, b.person)) {
      send(b, person, CalendarText.Ask.REQUEST, "Booked: ", "", null);
    }
  }

  /**
   * Moves the booking in both calendars.
   *
   * @param before when it was
   * @param former who coached then; another coach has nothing to compare with
   */
  void move(Booking b, Instant before, Person former, String reason) {
    for (Person person : List.of(b.slot.coach, b.person)) {
      boolean knows = person.id.equals(b.person.id) || person.id.equals(former.id);
      String moved = knows ? Formats.moved(before, person.zoneId(), reason) : "";
      send(b, person, CalendarText.Ask.REQUEST, "Moved: ", moved, null);
    }
  }

  /** Takes the booking out of a person's calendar. */
  void cancel(Booking b, Person person, String reason) {
    send(b, person, CalendarText.Ask.CANCEL, "Cancelled: ", "", reason);
  }

  /** Tells the other side that somebody declined; the time stays booked. */
  void tellOfDecline(Booking b, BookingReply reply) {
    boolean byCoach = reply.person.id.equals(b.slot.coach.id);
    Person other = byCoach ? b.person : b.slot.coach;
    String text =
        "Dear "
            + other.name
            + ",\n\n"
            + reply.person.name
            + " declined the coaching of "
            + Formats.inWords(b.slot.startsAt, other.zoneId())
            + " in their calendar.\nThe time stays booked until one of you moves or cancels it:\n"
            + here.url()
            + "/studies/"
            + b.slot.study.slug
            + "/coaching/"
            + b.site.code
            + "/bookings/"
            + b.id
            + "\n";
    outbox.take(
        new Outbox.Mail(
            "coaching-booking-" + b.id + "@reachline/declined/" + reply.id,
            other.email,
            "Declined by " + reply.person.name + ": coaching",
            text,
            null,
            null));
  }

  private void send(
      Booking b, Person person, CalendarText.Ask ask, String prefix, String moved, String reason) {
    boolean gone = ask == CalendarText.Ask.CANCEL;
    // Whoever leaves a booking that goes on is told under the next number too.
    int sequence = gone && b.isStanding() ? b.sequence + 1 : b.sequence;
    CalendarText.Entry entry = entry(b, person, sequence, gone, reason);
    StringBuilder text = new StringBuilder("Dear ").append(person.name).append(",\n\n");
    text.append(entry.summary()).append('\n');
    text.append(Formats.inWords(b.slot.startsAt, person.zoneId()));
    text.append(", ").append(Formats.asHours(b.slot.minutes)).append(", ");
    text.append(b.slot.mode.label().toLowerCase(Locale.ROOT)).append('\n');
    text.append(moved).append('\n');
    text.append(entry.description()).append('\n');
    outbox.take(
        new Outbox.Mail(
            "coaching-booking-" + b.id + "@reachline/" + person.id + "/" + sequence,
            person.email,
            prefix + entry.summary(),
            text.toString(),
            CalendarText.mail(
                ask,
                entry,
                new CalendarText.Mailbox("Reachline coaching", account.address()),
                new CalendarText.Mailbox(person.name, person.email),
                clock.instant()),
            ask.name()));
  }

  private CalendarText.Entry entry(
      Booking b, Person person, int sequence, boolean gone, String reason) {
    boolean coach = person.id.equals(b.slot.coach.id);
    String address =
        here.url() + "/studies/" + b.slot.study.slug + "/coaching/" + b.site.code + "/";
    StringBuilder words = new StringBuilder();
    if (gone) {
      words.append("This contact does not take place. ").append(reason);
    } else {
      if (b.topic != null) {
        words.append("Topic: ").append(b.topic).append('\n');
      }
      if (coach) {
        words.append("With ").append(b.person.name).append(", ").append(b.site.name);
        words.append("\nLog it when it is over: ");
        words.append(address).append("log?booking=").append(b.id).append('\n');
      } else {
        words.append("With ").append(b.slot.coach.name).append('\n');
      }
      words.append("Move or cancel it: ").append(address).append("bookings/").append(b.id);
    }
    return new CalendarText.Entry(
        b.uid(),
        sequence,
        b.slot.startsAt,
        b.slot.minutes,
        b.slot.coach.zoneId(),
        coach ? "Coaching with " + b.site.name : "Coaching with " + b.slot.coach.name,
        words.toString(),
        null,
        gone);
  }

  @Override
  public List<CalendarText.Entry> entriesOf(long personId, Instant from) {
    return Booking.listForPerson(personId, from).stream()
        .map(
            b -> {
              Person person = b.person.id == personId ? b.person : b.slot.coach;
              return entry(b, person, b.sequence, !b.isStanding(), b.cancelReason);
            })
        .toList();
  }
}
