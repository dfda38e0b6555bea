package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.base.calendar.ReplyTaker;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/**
 * Takes answers that calendar programs send by mail. A sender's address proves little, so a reply
 * must also name the event under the UID that only this person's calendar was given, and the
 * revision that it was given last. Whatever does not fit is kept with the reason and changes
 * nothing.
 */
@ApplicationScoped
public class Replies {
  @Inject EventNames names;
  @Inject @Any Instance<ReplyTaker> rooms;
  @Inject Clock clock;

  /**
   * Takes one mail, once.
   *
   * @param messageId the mail's own number
   * @param from mail address of its sender
   * @param calendar its calendar text
   * @return false if it is no reply, or was read before
   */
  @Transactional
  public boolean take(String messageId, String from, String calendar) {
    Optional<ReplyText> read = ReplyText.read(calendar);
    if (read.isEmpty() || CalendarReply.count("messageId", messageId) > 0) {
      return false;
    }
    Optional<ReplyTaker> room = rooms.stream().filter(r -> r.names(read.get().uid())).findFirst();
    if (room.isPresent()) {
      return room.get().take(read.get().forRoom(messageId, from));
    }
    CalendarReply reply = new CalendarReply();
    reply.messageId = messageId;
    reply.from = from.strip().toLowerCase(Locale.ROOT);
    reply.receivedAt = clock.instant();
    reply.answer = read.get().answer().orElse(null);
    List<Invitation> asked = find(reply, read.get());
    reply.refused = refusal(reply, read.get(), asked);
    if (reply.refused == null) {
      for (Invitation answered : asked) {
        answered.answer = reply.answer;
        answered.answeredAt = reply.receivedAt;
        answered.answerStamp = read.get().stamp();
      }
    }
    reply.persist();
    return true;
  }

  /** The invitations that are answered: one, or all open ones of a series. */
  private static List<Invitation> find(CalendarReply reply, ReplyText text) {
    Optional<EventNames.Named> named = EventNames.read(text.uid());
    reply.person = Person.findByEmail(text.attendee()).orElse(null);
    if (named.isPresent() && named.get().series()) {
      return findInSeries(reply, text, named.get().id());
    }
    reply.session = named.map(n -> EchoSession.<EchoSession>findById(n.id())).orElse(null);
    return reply.session == null || reply.person == null
        ? List.of()
        : Invitation.find(reply.session, reply.person).stream().toList();
  }

  private static List<Invitation> findInSeries(CalendarReply reply, ReplyText text, long id) {
    InvitationSeries series = InvitationSeries.findById(id);
    List<Invitation> all = series == null ? List.of() : series.invitations();
    reply.session = all.isEmpty() ? null : all.get(0).session;
    if (reply.session == null || !series.person.equals(reply.person)) {
      return List.of();
    }
    List<Invitation> asked =
        all.stream()
            .filter(
                i ->
                    text.recurrenceAt().isEmpty()
                        ? !i.withdrawn
                        : i.session.recurrenceAt.equals(text.recurrenceAt().get()))
            .toList();
    reply.session = asked.isEmpty() ? reply.session : asked.get(0).session;
    return asked;
  }

  private String refusal(CalendarReply reply, ReplyText text, List<Invitation> asked) {
    if (reply.session == null) {
      return "It names no session of ours.";
    }
    if (asked.isEmpty()) {
      return "It answers for " + text.attendee() + ", who was not invited.";
    }
    if (!reply.from.equals(text.attendee())) {
      return "It answers for " + text.attendee() + " but was sent by " + reply.from + ".";
    }
    if (!names.of(asked.get(0)).equals(text.uid())) {
      return "It does not name the invitation that this person was given.";
    }
    if (asked.stream().anyMatch(i -> i.withdrawn)) {
      return "The invitation was taken back before.";
    }
    boolean wholeSeries = asked.get(0).series != null && text.recurrenceAt().isEmpty();
    // A series as a whole is told once; only its sessions are told anew.
    int told = wholeSeries ? 0 : asked.get(0).sequence;
    if (text.sequence() != told) {
      return text.sequence() < told
          ? "It answers an older invitation; the session has changed since."
          : "It answers an invitation that was never sent.";
    }
    if (reply.answer == null) {
      return "It says neither yes nor no nor perhaps.";
    }
    boolean overtaken =
        asked.stream().anyMatch(i -> i.answerStamp != null && text.stamp().isBefore(i.answerStamp));
    return overtaken ? "A later answer came first." : null;
  }
}
