package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.base.Formats;
import org.reachline.base.PublicAddress;
import org.reachline.base.calendar.CalendarText;
import org.reachline.base.outbox.MailAccount;
import org.reachline.base.outbox.Outbox;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionChanged;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Study;

/**
 * Tells people and their calendars of sessions. The first time a host says so; from then on every
 * change of what was told goes out by itself, in the transaction of the change: an update with a
 * higher SEQUENCE under the same UID, a cancellation as CANCEL.
 */
@ApplicationScoped
class SessionInvitations {
  @Inject Audience audience;
  @Inject Outbox outbox;
  @Inject JoinLinks links;
  @Inject EventNames names;
  @Inject SeriesMails series;
  @Inject Clock clock;

  @Inject PublicAddress here;

  @Inject MailAccount account;

  /**
   * Invites to every planned session that is still to come, of those programmes of a study that are
   * somebody's to run; answers how many letters.
   */
  @Transactional
  public int inviteToAll(Study study, Predicate<EchoProgram> mine) {
    List<EchoSession> toCome =
        EchoSession.listForStudy(study).stream()
            .filter(session -> mine.test(session.program))
            .filter(session -> session.state() == SessionState.PLANNED)
            .filter(session -> session.startsAt.isAfter(clock.instant()))
            .toList();
    int letters = 0;
    for (EchoProgram program : EchoProgram.listForStudy(study)) {
      letters +=
          series.invite(program, toCome.stream().filter(s -> s.program.equals(program)).toList());
    }
    for (EchoSession session : toCome) {
      letters += publish(session);
    }
    return letters;
  }

  /** What was told once is kept up to date. */
  void follow(@Observes SessionChanged change) {
    if (change.session().publishedAs != null) {
      publish(change.session(), change.reason());
    }
  }

  /** Tells everybody concerned how the session now is; answers how many letters that took. */
  @Transactional
  public int publish(EchoSession session) {
    return publish(session, null);
  }

  private int publish(EchoSession session, String reason) {
    if (!session.endsAt().isAfter(clock.instant()) || session.state() == SessionState.HELD) {
      return 0;
    }
    String facts = facts(session);
    if (session.publishedAs != null && !session.publishedAs.equals(facts)) {
      session.sequence++;
    }
    session.publishedAs = facts;
    Map<Long, Invitation> told = new HashMap<>();
    Invitation.listForSession(session).forEach(i -> told.put(i.person.id, i));
    Set<Long> expected = new HashSet<>();
    int letters = 0;
    if (session.state() != SessionState.CANCELLED) {
      for (Audience.Expected e : audience.expected(session)) {
        expected.add(e.person().id);
        letters += invite(session, e.person(), told.get(e.person().id), facts, reason);
      }
    }
    List<Invitation> gone =
        told.values().stream()
            .filter(i -> !i.withdrawn && !expected.contains(i.person.id))
            .toList();
    gone.forEach(
        invitation -> {
          noteWithdrawn(invitation);
          send(invitation, CalendarText.Ask.CANCEL, "Cancelled: ", "");
        });
    return letters + gone.size();
  }

  private int invite(
      EchoSession session, Person person, Invitation known, String facts, String reason) {
    boolean update = known != null && !known.withdrawn;
    if (update && known.toldAs.equals(facts)) {
      return 0;
    }
    String moved = update ? moved(known, session, reason) : "";
    Invitation invitation = known == null ? new Invitation() : known;
    if (known == null) {
      invitation.session = session;
      invitation.person = person;
      invitation.uidDomain = names.domain();
      invitation.sequence = session.sequence;
      invitation.askedSequence = session.sequence;
    } else {
      raise(invitation);
      if (known.withdrawn || !start(known.toldAs).equals(start(facts))) {
        invitation.askAnew(clock.instant());
      }
    }
    invitation.toldAs = facts;
    invitation.withdrawn = false;
    invitation.persist();
    send(invitation, CalendarText.Ask.REQUEST, update ? "Changed: " : "Invitation: ", moved);
    return 1;
  }

  /** Notes that a session is taken back from somebody; the letter is the caller's. */
  void noteWithdrawn(Invitation invitation) {
    raise(invitation);
    invitation.toldAs = facts(invitation.session);
    invitation.withdrawn = true;
  }

  /** Calendars ignore a second word under the same number. */
  private static void raise(Invitation invitation) {
    invitation.sequence = Math.max(invitation.session.sequence, invitation.sequence + 1);
  }

  private void send(Invitation invitation, CalendarText.Ask ask, String prefix, String moved) {
    EchoSession session = invitation.session;
    Person person = invitation.person;
    String calendar =
        CalendarText.mail(
            ask,
            entry(invitation, ask == CalendarText.Ask.CANCEL),
            invitation.series == null ? null : session.recurrenceAt,
            new CalendarText.Mailbox(session.program.name, account.address()),
            new CalendarText.Mailbox(person.name, person.email),
            clock.instant());
    outbox.take(
        new Outbox.Mail(
            key(session) + "/" + person.id + "/" + invitation.sequence,
            person.email,
            prefix + title(session),
            text(session, person, ask, moved),
            calendar,
            ask.name()));
  }

  /**
   * Notes that a person is told of a session as part of a series; the letter is the caller's.
   *
   * @return what is noted
   */
  Invitation tell(EchoSession session, Person person, InvitationSeries series) {
    if (session.publishedAs == null) {
      session.publishedAs = facts(session);
    }
    Optional<Invitation> known = Invitation.find(session, person);
    Invitation invitation = known.orElseGet(Invitation::new);
    if (known.isPresent()) {
      // It was taken back once. The series has a new name, so no older answer can be meant.
      raise(invitation);
      invitation.askAnew(null);
    } else {
      invitation.session = session;
      invitation.person = person;
      invitation.uidDomain = series.uidDomain;
      invitation.sequence = session.sequence;
      invitation.askedSequence = session.sequence;
    }
    invitation.series = series;
    invitation.toldAs = session.publishedAs;
    invitation.withdrawn = false;
    invitation.persist();
    return invitation;
  }

  /** The session as a calendar shows it that was told of it. */
  CalendarText.Entry entry(Invitation invitation, boolean cancelled) {
    return entry(
        names.of(invitation),
        invitation.session,
        invitation.person,
        invitation.sequence,
        cancelled);
  }

  /** The session as this person's feed shows it. */
  CalendarText.Entry entry(EchoSession session, Person person, int sequence, boolean cancelled) {
    return entry(names.of(session, person), session, person, sequence, cancelled);
  }

  /** A session as the feed of somebody shows it who was told of it and is not expected any more. */
  CalendarText.Entry gone(Invitation invitation) {
    EchoSession session = invitation.session;
    return new CalendarText.Entry(
        names.of(invitation),
        invitation.sequence,
        session.startsAt,
        session.durationMinutes,
        session.program.zoneId(),
        "Session " + session.number,
        NOT_EXPECTED,
        null,
        true);
  }

  private CalendarText.Entry entry(
      String uid, EchoSession session, Person person, int sequence, boolean cancelled) {
    String link = here.url() + links.path(session, person);
    return new CalendarText.Entry(
        uid,
        sequence,
        session.startsAt,
        session.durationMinutes,
        session.program.zoneId(),
        title(session),
        cancelled ? reason(session) : "Your own way in: " + link,
        cancelled ? null : link,
        cancelled);
  }

  /** From when the person knows it, and why; empty where they know the time already. */
  private static String moved(Invitation known, EchoSession session, String reason) {
    Instant before = Instant.parse(start(known.toldAs));
    return before.equals(session.startsAt)
        ? ""
        : Formats.moved(before, known.person.zoneId(), reason);
  }

  private String text(EchoSession session, Person person, CalendarText.Ask ask, String moved) {
    StringBuilder text = new StringBuilder();
    text.append("Dear ").append(person.name).append(",\n\n");
    text.append(title(session)).append('\n');
    text.append(Formats.inWords(session.startsAt, person.zoneId()));
    text.append(", ").append(Formats.asHours(session.durationMinutes)).append('\n');
    if (!session.program.zoneId().equals(person.zoneId())) {
      text.append("For the hub: ");
      text.append(Formats.inWords(session.startsAt, session.program.zoneId())).append('\n');
    }
    text.append(moved).append('\n');
    if (ask == CalendarText.Ask.CANCEL) {
      return text.append(reason(session)).append('\n').toString();
    }
    text.append("Join, from ").append(session.program.opensBeforeMinutes);
    text.append(" minutes before (your own link, please do not pass it on):\n");
    text.append(here.url()).append(links.path(session, person)).append("\n");
    text.append("Host: ").append(session.program.hostInWords()).append('\n');
    if (session.program.phone != null) {
      text.append("By telephone: ").append(session.program.phoneInWords()).append('\n');
    }
    text.append("\nSay whether you will come:\n");
    text.append(here.url()).append(links.answerPath(session, person)).append('\n');
    return text.toString();
  }

  /** The letter that reminds one person of one session. */
  Outbox.Mail reminder(Invitation invitation, String when) {
    EchoSession session = invitation.session;
    return new Outbox.Mail(
        key(session) + "/" + invitation.person.id + "/" + start(facts(session)) + "/" + when,
        invitation.person.email,
        "Reminder, " + when + ": " + title(session),
        text(session, invitation.person, CalendarText.Ask.REQUEST, ""),
        null,
        null);
  }

  private static String reason(EchoSession session) {
    return session.state() == SessionState.CANCELLED
        ? "This session does not take place. " + session.cancelReason()
        : NOT_EXPECTED;
  }

  private static final String NOT_EXPECTED = "You are not expected in this session any more.";

  static String title(EchoSession session) {
    String talk = session.didacticTitle == null ? "" : ": " + session.didacticTitle;
    return session.program.name + " " + session.number + talk;
  }

  /** How keys of letters begin that are of one session. */
  static final String KEY = "echo-session-";

  /** Names a session in the keys of letters. */
  static String key(EchoSession session) {
    return KEY + session.id;
  }

  private static String start(String facts) {
    return facts.substring(0, facts.indexOf('|'));
  }

  private static String facts(EchoSession session) {
    return String.join(
        "|",
        session.startsAt.toString(),
        Integer.toString(session.durationMinutes),
        session.state() == SessionState.CANCELLED ? "cancelled" : "on",
        title(session));
  }
}
