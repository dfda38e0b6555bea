package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
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
    CalendarReply reply = new CalendarReply();
    reply.messageId = messageId;
    reply.from = from.strip().toLowerCase(Locale.ROOT);
    reply.receivedAt = clock.instant();
    reply.answer = read.get().answer().orElse(null);
    Optional<Invitation> invitation = find(reply, read.get());
    reply.refused = refusal(reply, read.get(), invitation);
    if (reply.refused == null) {
      Invitation answered = invitation.orElseThrow();
      answered.answer = reply.answer;
      answered.answeredAt = reply.receivedAt;
      answered.answerStamp = read.get().stamp();
    }
    reply.persist();
    return true;
  }

  private Optional<Invitation> find(CalendarReply reply, ReplyText text) {
    Optional<Long> sessionId = EventNames.sessionOf(text.uid());
    reply.session = sessionId.map(id -> EchoSession.<EchoSession>findById(id)).orElse(null);
    reply.person = Person.findByEmail(text.attendee()).orElse(null);
    if (reply.session == null || reply.person == null) {
      return Optional.empty();
    }
    return Invitation.find(reply.session, reply.person);
  }

  private String refusal(CalendarReply reply, ReplyText text, Optional<Invitation> invitation) {
    if (reply.session == null) {
      return "It names no session of ours.";
    }
    if (invitation.isEmpty()) {
      return "It answers for " + text.attendee() + ", who was not invited.";
    }
    if (!reply.from.equals(text.attendee())) {
      return "It answers for " + text.attendee() + " but was sent by " + reply.from + ".";
    }
    if (!names.of(reply.session, reply.person).equals(text.uid())) {
      return "It does not name the invitation that this person was given.";
    }
    if (invitation.get().withdrawn) {
      return "The invitation was taken back before.";
    }
    if (text.sequence() != invitation.get().sequence) {
      return text.sequence() < invitation.get().sequence
          ? "It answers an older invitation; the session has changed since."
          : "It answers an invitation that was never sent.";
    }
    if (reply.answer == null) {
      return "It says neither yes nor no nor perhaps.";
    }
    if (invitation.get().answerStamp != null
        && text.stamp().isBefore(invitation.get().answerStamp)) {
      return "A later answer came first.";
    }
    return null;
  }
}
