package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.base.calendar.CalendarAnswer;
import org.reachline.base.calendar.Moment;
import org.reachline.base.calendar.ReplyTaker;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/**
 * Takes answers that calendar programs send by mail. A sender's address proves little, so a reply
 * must also name the event under the UID that only this person's calendar was given, and a time
 * that it was told. It counts wherever it answers; whatever does not fit is kept with the reason
 * and the sender's words, and changes nothing.
 */
@ApplicationScoped
class Replies {
  @Inject EventNames names;
  @Inject @Any Instance<ReplyTaker> rooms;
  @Inject Clock clock;

  /**
   * Takes one mail that arrived now, once.
   *
   * @param messageId the mail's own number
   * @param from mail address of its sender
   * @param calendar its calendar text
   * @return false if it answers nothing, or was read before
   */
  @Transactional
  public boolean take(String messageId, String from, String calendar) {
    List<CalendarAnswer> answers = List.of();
    String unread = null;
    try {
      answers = CalendarAnswer.readAll(calendar, "");
    } catch (CalendarAnswer.Unreadable e) {
      unread = e.getMessage();
    }
    String sender = from.strip().toLowerCase(Locale.ROOT);
    return take(new ReplyMail(messageId, sender, clock.instant(), answers, unread, null, false));
  }

  /** Takes one mail, once. @return false if it answers nothing, or was read before */
  @Transactional
  boolean take(ReplyMail mail) {
    boolean taken = false;
    int part = 0;
    for (CalendarAnswer answer : mail.answers()) {
      String number = mail.number() + (part++ == 0 ? "" : "#" + part);
      taken |= take(mail, number, answer);
    }
    return mail.answers().isEmpty() ? keepUnread(mail) : taken;
  }

  private boolean take(ReplyMail mail, String number, CalendarAnswer answer) {
    Optional<ReplyTaker> room = rooms.stream().filter(r -> r.names(answer.uid())).findFirst();
    if (room.isPresent()) {
      return room.get().take(new ReplyTaker.Arrived(number, mail.from(), mail.arrivedAt()), answer);
    }
    boolean ours = EventNames.read(answer.uid()).isPresent();
    if (CalendarReply.isKnown(number) || !ours && answer.whyNoAnswer().isPresent()) {
      return false;
    }
    CalendarReply reply = CalendarReply.of(number, mail);
    new ReplyJudgement(names, reply, answer, mail.arrivedAt()).pass();
    if (reply.comment == null && answer.whyNoAnswer().isPresent()) {
      reply.comment = mail.words();
    }
    reply.persist();
    return true;
  }

  /** A mail with an entry that cannot be read, or a letter of somebody who was invited. */
  private boolean keepUnread(ReplyMail mail) {
    Optional<Person> person = Person.findByEmail(mail.from());
    boolean letter =
        mail.words() != null
            && !mail.byItself()
            && person.filter(p -> Invitation.count("person", p) > 0).isPresent();
    if (mail.unread() == null && !letter || CalendarReply.isKnown(mail.number())) {
      return false;
    }
    CalendarReply reply = CalendarReply.of(mail.number(), mail);
    reply.person = person.orElse(null);
    reply.refused =
        mail.unread() == null
            ? "It is a letter in words, without an answer of a calendar program."
            : mail.unread();
    reply.comment = mail.words();
    reply.persist();
    return true;
  }

  /** A time that somebody proposes, in words; null if none. */
  static String proposal(Moment proposed, EchoSession session) {
    if (proposed == null) {
      return null;
    }
    ZoneId zone = session.program.zoneId();
    String when =
        proposed
            .in(zone)
            .filter(start -> !start.equals(session.startsAt))
            .map((Instant start) -> Formats.inWords(start, zone))
            .orElse(null);
    return when == null ? null : "Proposes another time: " + when + ".";
  }
}
