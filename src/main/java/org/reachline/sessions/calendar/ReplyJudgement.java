package org.reachline.sessions.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.calendar.CalendarAnswer;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/**
 * What becomes of one answer: for which sessions it counts, and why not for others. An answer to a
 * series as a whole counts for each of its sessions by itself, so that a yes that was given before
 * one of them was moved is no yes for the moved one.
 */
final class ReplyJudgement {
  private static final String TAKEN_BACK = "The invitation was taken back before.";
  private static final String OVER = "The session was over when this was answered.";

  private final EventNames names;
  private final CalendarReply reply;
  private final CalendarAnswer answer;
  private final Instant given;
  private final Optional<CalendarAnswer.Attendee> who;

  ReplyJudgement(EventNames names, CalendarReply reply, CalendarAnswer answer, Instant arrivedAt) {
    this.names = names;
    this.reply = reply;
    this.answer = answer;
    this.given = answer.givenAt(arrivedAt);
    this.who = answer.by(reply.from);
  }

  /** Writes the answer where it counts, and into the reply what became of it. */
  void pass() {
    reply.comment = answer.comment();
    reply.person = who.flatMap(one -> Person.findByEmail(one.email())).orElse(null);
    reply.answer = who.flatMap(one -> answer(one.answer())).orElse(null);
    List<Invitation> named = named();
    reply.session = named.isEmpty() ? null : named.get(0).session;
    if (reply.session != null) {
      reply.note = Replies.proposal(answer.proposed(), reply.session);
    }
    reply.refused = stranger(named);
    if (reply.refused == null) {
      answer(named.stream().filter(i -> i.person.equals(reply.person)).toList());
    }
  }

  private static Optional<Invitation.Answer> answer(String said) {
    return Stream.of(Invitation.Answer.values())
        .filter(known -> known.name().equals(said))
        .findFirst();
  }

  /** Everybody's invitations to the session that is named, or one person's to the series. */
  private List<Invitation> named() {
    EventNames.Named named = EventNames.read(answer.uid()).orElse(null);
    if (named == null) {
      return List.of();
    }
    if (!named.series()) {
      EchoSession session = EchoSession.findById(named.id());
      return session == null ? List.of() : Invitation.listForSession(session);
    }
    InvitationSeries series = InvitationSeries.findById(named.id());
    List<Invitation> all = series == null ? List.of() : series.invitations();
    List<Invitation> meant = all.stream().filter(this::isMeant).toList();
    return meant.isEmpty() ? all : meant;
  }

  private boolean isMeant(Invitation invitation) {
    EchoSession session = invitation.session;
    boolean later =
        answer.andLater()
            && answer.place() != null
            && answer
                .place()
                .in(session.program.zoneId())
                .filter(from -> from.isBefore(session.recurrenceAt))
                .isPresent();
    return later
        || answer.place() == null
        || session.recurrenceAt != null
            && answer.place().names(session.recurrenceAt, session.program.zoneId());
  }

  /** Why it comes from nobody whose answer counts here, a sentence; null if it may. */
  private String stranger(List<Invitation> named) {
    if (named.isEmpty()) {
      return isEndedSeries() ? TAKEN_BACK : "It names no session of ours.";
    }
    if (answer.whyNoAnswer().isPresent()) {
      return answer.whyNoAnswer().get();
    }
    if (who.isEmpty()) {
      return "It does not say who answers.";
    }
    List<Invitation> own = named.stream().filter(i -> i.person.equals(reply.person)).toList();
    if (own.isEmpty()) {
      return "It answers for " + who.get().email() + ", who was not invited.";
    }
    if (!reply.from.equals(who.get().email())) {
      return "It answers for " + who.get().email() + " but was sent by " + reply.from + ".";
    }
    if (!names.of(own.get(0)).equals(answer.uid())) {
      return "It does not name the invitation that this person was given.";
    }
    if (isInSeries(own.get(0)) && own.stream().noneMatch(this::isMeant)) {
      return "It answers for “"
          + answer.place().text()
          + "”, a day on which the series has no session.";
    }
    return reply.answer == null ? CalendarAnswer.whyNone(who.get()) : null;
  }

  /** A series whose sessions were all taken back, and told anew under another name. */
  private boolean isEndedSeries() {
    return EventNames.read(answer.uid())
        .filter(EventNames.Named::series)
        .map(named -> InvitationSeries.<InvitationSeries>findById(named.id()))
        .filter(series -> series.person.equals(reply.person))
        .isPresent();
  }

  private static boolean isInSeries(Invitation invitation) {
    return invitation.series != null;
  }

  private void answer(List<Invitation> own) {
    Map<Invitation, String> refused = new LinkedHashMap<>();
    List<Invitation> counted = new ArrayList<>();
    int newest = own.stream().mapToInt(i -> i.sequence).max().orElse(0);
    for (Invitation invitation : own) {
      String why = refusal(invitation, newest);
      if (why == null) {
        counted.add(invitation);
      } else {
        refused.put(invitation, why);
      }
    }
    counted.forEach(invitation -> invitation.take(reply.answer, given, reply.receivedAt));
    if (counted.isEmpty()) {
      reply.refused = mostTelling(refused.values().stream().distinct().toList());
      return;
    }
    reply.session = counted.get(0).session;
    // What is over or was taken back needs no answer, so nothing is said of it.
    String others =
        refused.entrySet().stream()
            .filter(one -> !one.getValue().equals(OVER) && !one.getValue().equals(TAKEN_BACK))
            .map(one -> "Session " + one.getKey().session.number + ": " + one.getValue())
            .collect(Collectors.joining(" "));
    if (!others.isEmpty()) {
      String sum = "It counts for " + counted.size() + " of " + own.size() + " sessions. ";
      reply.note = (reply.note == null ? "" : reply.note + " ") + sum + others;
    }
  }

  private static String mostTelling(List<String> reasons) {
    return reasons.stream()
        .filter(why -> !why.equals(OVER) && !why.equals(TAKEN_BACK))
        .findFirst()
        .orElse(reasons.get(0));
  }

  /** Why it does not count for one session, a sentence; null if it does. */
  private String refusal(Invitation invitation, int newest) {
    if (invitation.withdrawn) {
      return TAKEN_BACK;
    }
    if (invitation.isOverAt(given)) {
      return OVER;
    }
    boolean whole = isInSeries(invitation) && answer.place() == null;
    Integer sequence = answer.sequence();
    if (sequence != null && sequence > (whole ? newest : invitation.sequence)) {
      return "It answers an invitation that was never sent.";
    }
    // A series as a whole is told once, without a number for each session: then time decides.
    boolean byTime = whole || sequence == null;
    boolean older =
        byTime
            ? invitation.movedAt != null && given.isBefore(invitation.movedAt)
            : sequence < invitation.askedSequence;
    if (older) {
      return byTime
          ? "It was answered before the session was moved."
          : "It answers an older invitation; the session has changed since.";
    }
    return invitation.answer != null && given.isBefore(invitation.answerGivenAt())
        ? "A later answer came first."
        : null;
  }
}
