package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.base.PublicAddress;
import org.reachline.base.calendar.CalendarText;
import org.reachline.base.calendar.Rule;
import org.reachline.base.calendar.SeriesText;
import org.reachline.base.outbox.MailAccount;
import org.reachline.base.outbox.Outbox;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.programs.CohortsChanged;
import org.reachline.sessions.programs.SeriesEnds;

/**
 * Asks a person for all sessions of a programme that they are expected in by one letter with one
 * recurring event, and takes the whole back by one. Sites join at different months, so each person
 * has a series of their own. What changes for one session afterwards goes out as that occurrence.
 */
@ApplicationScoped
class SeriesMails {
  @Inject Audience audience;
  @Inject SessionInvitations invitations;
  @Inject EventNames names;
  @Inject JoinLinks links;
  @Inject Outbox outbox;
  @Inject Clock clock;

  @Inject PublicAddress here;

  @Inject MailAccount account;

  /**
   * Invites everybody who is expected in at least two of these sessions and does not know of them:
   * was told of none, or had them taken back.
   *
   * @param sessions planned sessions to come, of one programme
   * @return how many letters were written
   */
  @Transactional
  public int invite(EchoProgram program, List<EchoSession> sessions) {
    Optional<Rule> rule = audience.rule(program);
    if (rule.isEmpty()) {
      return 0;
    }
    int letters = 0;
    for (Map.Entry<Person, List<EchoSession>> one : untold(sessions).entrySet()) {
      List<EchoSession> regular = regular(rule.get(), program.zoneId(), one.getValue());
      if (regular.size() >= 2) {
        send(program, one.getKey(), rule.get(), regular);
        letters++;
      }
    }
    return letters;
  }

  private Map<Person, List<EchoSession>> untold(List<EchoSession> sessions) {
    Map<Person, List<EchoSession>> untold = new LinkedHashMap<>();
    List<EchoSession> inSeries =
        sessions.stream()
            .filter(session -> session.recurrenceAt != null)
            .sorted(Comparator.comparing(session -> session.recurrenceAt))
            .toList();
    Map<Long, List<Audience.Expected>> expected = audience.expectedIn(inSeries);
    for (EchoSession session : inSeries) {
      List<Long> told =
          Invitation.listForSession(session).stream()
              .filter(i -> !i.withdrawn)
              .map(i -> i.person.id)
              .toList();
      for (Audience.Expected e : expected.get(session.id)) {
        if (!told.contains(e.person().id)) {
          untold.computeIfAbsent(e.person(), p -> new ArrayList<>()).add(session);
        }
      }
    }
    return untold;
  }

  /**
   * Those that the rule gives, counted from the first at the usual time; a changed rule leaves
   * others alone, and so does a first one in an hour that the clocks left out.
   */
  private static List<EchoSession> regular(Rule rule, ZoneId zone, List<EchoSession> sessions) {
    LocalTime usual =
        sessions.stream()
            .map(session -> time(session, zone))
            .collect(Collectors.groupingBy(t -> t, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElseThrow();
    Instant first =
        sessions.stream()
            .filter(session -> time(session, zone).equals(usual))
            .findFirst()
            .orElseThrow()
            .recurrenceAt;
    Instant last = sessions.get(sessions.size() - 1).recurrenceAt;
    List<Instant> starts = SeriesText.starts(rule, zone, first, last);
    return sessions.stream().filter(session -> starts.contains(session.recurrenceAt)).toList();
  }

  private static LocalTime time(EchoSession session, ZoneId zone) {
    return session.recurrenceAt.atZone(zone).toLocalTime();
  }

  private void send(EchoProgram program, Person person, Rule rule, List<EchoSession> sessions) {
    InvitationSeries series = new InvitationSeries();
    series.program = program;
    series.person = person;
    series.uidDomain = names.domain();
    series.persist();
    List<SeriesText.Occurrence> occurrences = new ArrayList<>();
    for (EchoSession session : sessions) {
      Invitation invitation = invitations.tell(session, person, series);
      occurrences.add(
          new SeriesText.Occurrence(session.recurrenceAt, invitations.entry(invitation, false)));
    }
    CalendarText.Entry whole = whole(series, sessions.get(0), 0, "");
    outbox.take(
        new Outbox.Mail(
            "echo-series-" + series.id,
            person.email,
            "Invitation: " + program.name + ", " + sessions.size() + " sessions",
            text(program, person, sessions),
            SeriesText.request(
                new SeriesText.Series(rule, whole, occurrences),
                organiser(program),
                attendee(person),
                clock.instant()),
            CalendarText.Ask.REQUEST.name()));
  }

  private String text(EchoProgram program, Person person, List<EchoSession> sessions) {
    StringBuilder text = new StringBuilder();
    text.append("Dear ").append(person.name).append(",\n\n");
    text.append("you are invited to ").append(sessions.size()).append(" sessions of ");
    text.append(program.name).append(". Host: ").append(program.hostInWords()).append(".\n");
    if (program.phone != null) {
      text.append("By telephone: ").append(program.phoneInWords()).append('\n');
    }
    text.append("\nEach session has its own link, for you alone (please do not pass it on): ");
    text.append("to join, and to say whether you will come.\n");
    for (EchoSession session : sessions) {
      text.append('\n').append(SessionInvitations.title(session)).append('\n');
      text.append(Formats.inWords(session.startsAt, person.zoneId())).append(", ");
      text.append(Formats.asHours(session.durationMinutes)).append('\n');
      text.append("  Join: ").append(here.url()).append(links.path(session, person)).append('\n');
      text.append("  Will you come? ").append(here.url());
      text.append(links.answerPath(session, person)).append('\n');
    }
    return text.toString();
  }

  /**
   * Takes a whole series out of each calendar by one CANCEL without RECURRENCE-ID. Where some of it
   * was held already that would take the past out too: then each session to come is cancelled by a
   * letter of its own, when it is cancelled itself.
   */
  void follow(@Observes SeriesEnds end) {
    Instant now = clock.instant();
    for (InvitationSeries series : InvitationSeries.listForProgram(end.program())) {
      List<Invitation> all = series.invitations();
      boolean allToCome =
          all.stream()
              .allMatch(
                  i ->
                      i.session.state() != SessionState.HELD
                          && i.session.state() != SessionState.OPEN
                          && i.session.startsAt.isAfter(now));
      List<Invitation> open = all.stream().filter(i -> !i.withdrawn).toList();
      if (allToCome && open.size() >= 2) {
        takeBack(series, open, "None of the sessions takes place. " + end.reason());
      }
    }
  }

  /**
   * Takes sessions out of the calendars of people who are not expected in them any more: for each
   * person and series by one CANCEL, of the whole where none of it is left and nothing was held.
   *
   * @param toCome sessions to come, of one programme; one alone is left to a letter of its own
   * @param change why, so that people learn where their site is now
   */
  void takeBackFromOthers(EchoProgram program, List<EchoSession> toCome, CohortsChanged change) {
    Map<Long, List<Audience.Expected>> expected = audience.expectedIn(toCome);
    for (InvitationSeries series : InvitationSeries.listForProgram(program)) {
      List<Invitation> told = series.invitations();
      List<Invitation> open = told.stream().filter(i -> !i.withdrawn).toList();
      List<Invitation> gone =
          open.stream()
              .filter(i -> expected.containsKey(i.session.id))
              .filter(
                  i ->
                      expected.get(i.session.id).stream()
                          .noneMatch(e -> e.person().equals(series.person)))
              .toList();
      boolean nothingHeld =
          told.stream().allMatch(i -> i.session.startsAt.isAfter(clock.instant()));
      if (gone.size() >= 2 && gone.size() == open.size() && nothingHeld) {
        String words = "You are not expected in these sessions any more.";
        takeBack(series, open, words + whereNow(series, change));
      } else if (gone.size() >= 2) {
        takeBackSome(series, gone, whereNow(series, change));
      }
    }
  }

  /** Which placement holds for the site of a person, a sentence; empty if it was not placed. */
  private static String whereNow(InvitationSeries series, CohortsChanged change) {
    boolean placed =
        Affiliation.listForPerson(series.person).stream()
            .anyMatch(a -> a.holdsOn(change.from()) && change.sites().contains(a.site.id));
    return placed && !series.program.equals(change.into())
        ? " Your site is in “"
            + change.into().name
            + "” from "
            + Formats.inWords(change.from())
            + " on."
        : "";
  }

  /** Takes some sessions of a series back: one letter, one CANCEL that names each by its place. */
  private void takeBackSome(InvitationSeries series, List<Invitation> gone, String whereNow) {
    List<SeriesText.Occurrence> occurrences = new ArrayList<>();
    Person person = series.person;
    StringBuilder text = new StringBuilder();
    text.append("Dear ").append(person.name).append(",\n\nyou are not expected in these ");
    text.append(gone.size()).append(" sessions any more.").append(whereNow).append('\n');
    for (Invitation invitation : gone) {
      invitations.noteWithdrawn(invitation);
      occurrences.add(
          new SeriesText.Occurrence(
              invitation.session.recurrenceAt, invitations.entry(invitation, true)));
      text.append('\n').append(SessionInvitations.title(invitation.session)).append('\n');
      text.append(Formats.inWords(invitation.session.startsAt, person.zoneId())).append('\n');
    }
    Invitation first = gone.get(0);
    outbox.take(
        new Outbox.Mail(
            "echo-series-" + series.id + "/" + first.session.id + "/" + first.sequence,
            person.email,
            "Cancelled: " + series.program.name + ", " + gone.size() + " sessions",
            text.toString(),
            SeriesText.cancel(
                occurrences, organiser(series.program), attendee(person), clock.instant()),
            CalendarText.Ask.CANCEL.name()));
  }

  private void takeBack(InvitationSeries series, List<Invitation> open, String words) {
    int sequence = 1 + open.stream().mapToInt(i -> i.sequence).max().orElse(0);
    for (Invitation invitation : open) {
      invitation.sequence = sequence;
      invitation.withdrawn = true;
    }
    series.ended = true;
    Person person = series.person;
    outbox.take(
        new Outbox.Mail(
            "echo-series-" + series.id + "/cancelled",
            person.email,
            "Cancelled: " + series.program.name + ", all sessions",
            "Dear " + person.name + ",\n\n" + series.program.name + "\n" + words + "\n",
            CalendarText.mail(
                CalendarText.Ask.CANCEL,
                whole(series, open.get(0).session, sequence, words),
                organiser(series.program),
                attendee(person),
                clock.instant()),
            CalendarText.Ask.CANCEL.name()));
  }

  /** The title and words of a series as its people know it. */
  CalendarText.Entry whole(InvitationSeries series, EchoSession first, int sequence, String words) {
    return new CalendarText.Entry(
        names.of(series),
        sequence,
        first.recurrenceAt,
        first.durationMinutes,
        series.program.zoneId(),
        series.program.name,
        words.isEmpty() ? "Host: " + series.program.hostInWords() : words,
        null,
        !words.isEmpty());
  }

  private CalendarText.Mailbox organiser(EchoProgram program) {
    return new CalendarText.Mailbox(program.name, account.address());
  }

  private static CalendarText.Mailbox attendee(Person person) {
    return new CalendarText.Mailbox(person.name, person.email);
  }
}
