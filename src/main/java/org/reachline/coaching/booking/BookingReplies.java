package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.calendar.ReplyTaker;
import org.reachline.people.Person;

/**
 * Takes answers to bookings. A sender's address proves little, so a reply must also name the UID
 * that only the two sides were given. An answer frees nothing by itself: a decline is told to the
 * other side, and the time stays booked until somebody moves or cancels it.
 */
@ApplicationScoped
public class BookingReplies implements ReplyTaker {
  private static final Pattern UID =
      Pattern.compile("coaching-booking-(\\d{1,18})(-[\\w-]{1,60})?@[\\w.:\\[\\]-]{1,255}");

  @Inject BookingLetters letters;
  @Inject Clock clock;

  @Override
  public boolean names(String uid) {
    return booking(uid).isPresent();
  }

  private static Optional<Booking> booking(String uid) {
    Matcher name = UID.matcher(uid);
    return name.matches()
        ? Booking.findByIdOptional(Long.valueOf(name.group(1)))
        : Optional.empty();
  }

  @Override
  @Transactional
  public boolean take(Reply text) {
    if (BookingReply.count("messageId", text.messageId()) > 0) {
      return false;
    }
    Booking b = booking(text.uid()).orElseThrow();
    BookingReply reply = new BookingReply();
    reply.booking = b;
    reply.person = Person.findByEmail(text.attendee()).filter(p -> isSide(b, p)).orElse(null);
    reply.answer =
        Arrays.stream(BookingReply.Answer.values())
            .filter(a -> a.name().equals(text.answer()))
            .findFirst()
            .orElse(null);
    reply.sequence = text.sequence();
    reply.answeredAt = text.stamp();
    reply.receivedAt = clock.instant();
    reply.messageId = text.messageId();
    reply.refused = refusal(b, reply, text);
    Optional<BookingReply> before =
        reply.refused != null
            ? Optional.empty()
            : BookingReply.listNow(b).stream()
                .filter(r -> r.person.id.equals(reply.person.id))
                .findFirst();
    reply.persist();
    boolean news = before.map(r -> r.answer != reply.answer).orElse(true);
    if (reply.refused == null && news && reply.answer == BookingReply.Answer.DECLINED) {
      letters.tellOfDecline(b, reply);
    }
    return true;
  }

  private static boolean isSide(Booking b, Person person) {
    return person.id.equals(b.person.id) || person.id.equals(b.slot.coach.id);
  }

  private static String refusal(Booking b, BookingReply reply, Reply text) {
    if (reply.person == null) {
      return "It answers for " + text.attendee() + ", who is not part of the booking.";
    }
    if (!text.from().equals(text.attendee())) {
      return "It answers for " + text.attendee() + " but was sent by " + text.from() + ".";
    }
    if (!b.uid().equals(text.uid())) {
      return "It does not name the entry that this person was given.";
    }
    if (!b.isOpen()) {
      return "The booking was " + (b.isStanding() ? "held" : "cancelled") + " before.";
    }
    if (text.sequence() != b.sequence) {
      return "It answers another version of the entry; the booking has changed since.";
    }
    if (reply.answer == null) {
      return "It says neither yes nor no nor perhaps.";
    }
    boolean overtaken =
        BookingReply.listNow(b).stream()
            .anyMatch(
                r ->
                    r.person.id.equals(reply.person.id) && reply.answeredAt.isBefore(r.answeredAt));
    return overtaken ? "A later answer came first." : null;
  }
}
