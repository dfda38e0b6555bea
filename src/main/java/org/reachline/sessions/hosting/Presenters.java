package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * Who speaks when, and who was asked to speak twice at once. People of the study are told apart by
 * their keys; somebody from outside is known by the name as typed, without regard to case, spaces
 * and what follows a comma ("MD").
 */
@ApplicationScoped
class Presenters {
  /**
   * A stretch in which somebody speaks.
   *
   * @param name as typed
   * @param personId key of the person, or null for somebody from outside
   */
  record Booking(EchoSession session, String name, Long personId, Instant from, Instant to) {
    boolean clashesWith(Booking other) {
      boolean same =
          personId != null && other.personId != null
              ? personId.equals(other.personId)
              : Speakers.key(name).equals(Speakers.key(other.name));
      return same && from.isBefore(other.to) && other.from.isBefore(to);
    }
  }

  /**
   * Sentences that warn of people who speak in this session and, at the same minute, in another one
   * that is not cancelled. A warning is no refusal: two sessions may share a talk.
   */
  public List<String> clashes(EchoSession session) {
    if (session.state() == SessionState.CANCELLED || session.state() == SessionState.HELD) {
      return List.of();
    }
    List<EchoSession> around =
        EchoSession.list(
            "from EchoSession s join fetch s.program where s.id <> ?1 and s.state <> ?2"
                + " and s.startsAt > ?3 and s.startsAt < ?4 order by s.startsAt, s.ordinal",
            session.id,
            SessionState.CANCELLED,
            session.startsAt.minus(Duration.ofHours(12)),
            session.endsAt());
    List<Booking> others = around.stream().flatMap(s -> bookings(s).stream()).toList();
    Set<String> warnings = new LinkedHashSet<>();
    for (Booking mine : bookings(session)) {
      others.stream()
          .filter(mine::clashesWith)
          .forEach(other -> warnings.add(warning(mine, other, session)));
    }
    return List.copyOf(warnings);
  }

  private static String warning(Booking mine, Booking other, EchoSession here) {
    return mine.name()
        + " is also asked to speak at "
        + Formats.clockTime(other.from(), here.program.zoneId())
        + " in "
        + (other.session().program.id.equals(here.program.id)
            ? "session " + other.session().number
            : "another programme")
        + ".";
  }

  /** Who speaks in a session, by the plan of its agenda. */
  static List<Booking> bookings(EchoSession session) {
    List<Booking> bookings = new ArrayList<>();
    Instant at = session.startsAt;
    boolean talkSeen = false;
    for (AgendaItem item : session.agenda) {
      Instant end = at.plus(Duration.ofMinutes(item.minutes));
      String who = item.presenter;
      Long id = item.presenterId;
      if (item.kind == AgendaKind.DIDACTIC && !talkSeen) {
        talkSeen = true;
        id = who == null ? session.didacticPresenterId : id;
        who = who == null ? session.didacticPresenter : who;
      }
      if (who != null) {
        bookings.add(new Booking(session, who, id, at, end));
      }
      at = end;
    }
    if (!talkSeen && session.didacticPresenter != null) {
      // Without a talk in the agenda its speaker is taken for the whole session.
      bookings.add(
          new Booking(
              session,
              session.didacticPresenter,
              session.didacticPresenterId,
              session.startsAt,
              session.endsAt()));
    }
    return bookings;
  }
}
