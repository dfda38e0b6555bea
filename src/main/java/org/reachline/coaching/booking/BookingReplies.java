package org.reachline.coaching.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.Formats;
import org.reachline.base.calendar.CalendarAnswer;
import org.reachline.base.calendar.ReplyTaker;
import org.reachline.people.Person;

/**
 * Takes answers to bookings. A sender's address proves little, so a reply must also name the UID
 * that only the two sides were given. An answer frees nothing by itself: a decline is told to the
 * other side, and the time stays booked until somebody moves or cancels it.
 */
@ApplicationScoped
class BookingReplies implements ReplyTaker {
  private static final Pattern UID =
      Pattern.compile("coaching-booking-(\\d{1,18})(-[\\w-]{1,60})?@[\\w.:\\[\\]-]{1,255}");

  @Inject BookingMails letters;

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
  public boolean take(Arrived mail, CalendarAnswer answer) {
    if (BookingReply.count("messageId", mail.number()) > 0) {
      return false;
    }
    Booking b = booking(answer.uid()).orElseThrow();
    Optional<CalendarAnswer.Attendee> who = answer.by(mail.from());
    BookingReply reply = new BookingReply();
    reply.booking = b;
    reply.person =
        who.flatMap(one -> Person.findByEmail(one.email())).filter(p -> isSide(b, p)).orElse(null);
    reply.answer =
        Arrays.stream(BookingReply.Answer.values())
            .filter(a -> who.filter(one -> one.answer().equals(a.name())).isPresent())
            .findFirst()
            .orElse(null);
    reply.sequence = answer.sequence() == null ? b.sequence : answer.sequence();
    reply.answeredAt = answer.givenAt(mail.at());
    reply.receivedAt = mail.at();
    reply.messageId = mail.number();
    reply.comment = answer.comment();
    reply.note = proposal(answer, b);
    reply.refused = refusal(b, reply, answer, mail);
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

  private static String proposal(CalendarAnswer answer, Booking b) {
    ZoneId zone = b.slot.coach.zoneId();
    return Optional.ofNullable(answer.proposed())
        .flatMap(proposed -> proposed.in(zone))
        .filter(start -> !start.equals(b.slot.startsAt))
        .map(start -> "Proposes another time: " + Formats.inWords(start, zone) + ".")
        .orElse(null);
  }

  private static String refusal(
      Booking b, BookingReply reply, CalendarAnswer answer, Arrived mail) {
    if (answer.whyNoAnswer().isPresent()) {
      return answer.whyNoAnswer().get();
    }
    Optional<CalendarAnswer.Attendee> who = answer.by(mail.from());
    if (who.isEmpty()) {
      return "It does not say who answers.";
    }
    if (reply.person == null) {
      return "It answers for " + who.get().email() + ", who is not part of the booking.";
    }
    if (!mail.from().equals(who.get().email())) {
      return "It answers for " + who.get().email() + " but was sent by " + mail.from() + ".";
    }
    if (!b.uid().equals(answer.uid())) {
      return "It does not name the entry that this person was given.";
    }
    if (!b.isOpen()) {
      return "The booking was " + (b.isStanding() ? "held" : "cancelled") + " before.";
    }
    boolean another =
        answer.sequence() == null ? isOlder(b, reply) : !answer.sequence().equals(b.sequence);
    if (another) {
      return "It answers another version of the entry; the booking has changed since.";
    }
    if (reply.answer == null) {
      return CalendarAnswer.whyNone(who.get());
    }
    boolean overtaken =
        BookingReply.listNow(b).stream()
            .anyMatch(
                r ->
                    r.person.id.equals(reply.person.id) && reply.answeredAt.isBefore(r.answeredAt));
    return overtaken ? "A later answer came first." : null;
  }

  /** An answer without a number: whether it was given before the booking was moved. */
  private static boolean isOlder(Booking b, BookingReply reply) {
    return b.movedAt != null && reply.answeredAt.isBefore(b.movedAt);
  }
}
