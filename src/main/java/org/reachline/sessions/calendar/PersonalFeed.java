package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.calendar.CalendarText;
import org.reachline.base.calendar.FeedSource;
import org.reachline.base.calendar.Rule;
import org.reachline.base.calendar.SeriesText;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Study;

/**
 * Everything in one person's calendar. What was mailed stands under the names under which it was
 * mailed, a series with its RECURRENCE-IDs, so that a calendar that has both shows each session
 * once. What a session is called, and why it was cancelled, is told only to who is expected in it
 * now: a feed is read long after somebody's work changed.
 */
@ApplicationScoped
class PersonalFeed {
  private static final Duration KEPT = Duration.ofDays(90);

  @Inject SessionInvitations invitations;
  @Inject SeriesMails letters;
  @Inject Audience audience;
  @Inject @Any Instance<FeedSource> others;

  /** The feed as text. */
  String of(Person person, Instant now) {
    Instant oldest = now.minus(KEPT);
    List<CalendarText.Entry> entries = new ArrayList<>();
    others.forEach(room -> entries.addAll(room.entriesOf(person.id, oldest)));
    Map<Long, Invitation> told = new HashMap<>();
    Invitation.listForPerson(person).forEach(i -> told.put(i.session.id, i));
    Set<Long> mine = new HashSet<>();
    for (Study study : Study.listByTitle()) {
      List<EchoSession> sessions =
          EchoSession.listForStudy(study).stream()
              .filter(session -> session.startsAt.isAfter(oldest) || told.containsKey(session.id))
              .toList();
      mine.addAll(audience.expecting(person.id, sessions));
      for (EchoSession session : sessions) {
        Invitation invitation = told.get(session.id);
        if (mine.contains(session.id)
            && session.startsAt.isAfter(oldest)
            && (invitation == null || invitation.series == null)) {
          boolean cancelled = session.state() == SessionState.CANCELLED;
          entries.add(
              invitation == null
                  ? invitations.entry(session, person, session.sequence, cancelled)
                  : invitations.entry(invitation, cancelled));
        }
      }
    }
    return CalendarText.feed(entries, series(person, mine, oldest), now);
  }

  private List<SeriesText.Series> series(Person person, Set<Long> mine, Instant oldest) {
    return InvitationSeries.listForPerson(person).stream()
        .map(series -> series(series, mine, oldest))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A series with all its sessions, those taken back as cancelled; empty if it is long over or
   * nothing of it is the person's any more.
   */
  private Optional<SeriesText.Series> series(
      InvitationSeries series, Set<Long> mine, Instant oldest) {
    List<Invitation> told = series.invitations();
    Optional<Rule> rule = audience.rule(series.program);
    if (rule.isEmpty()
        || told.stream().noneMatch(i -> i.session.startsAt.isAfter(oldest))
        || told.stream().noneMatch(i -> mine.contains(i.session.id))) {
      return Optional.empty();
    }
    return Optional.of(
        new SeriesText.Series(
            rule.get(),
            letters.whole(series, told.get(0).session, 0, ""),
            told.stream()
                .sorted(Comparator.comparing(i -> i.session.recurrenceAt))
                .map(
                    i ->
                        new SeriesText.Occurrence(
                            i.session.recurrenceAt,
                            mine.contains(i.session.id)
                                ? invitations.entry(i, i.withdrawn)
                                : invitations.gone(i)))
                .toList()));
  }
}
