package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reachline.base.Words;
import org.reachline.studies.file.AgendaKind;

/**
 * Who speaks when, and who was asked to speak twice at once. People are known by their names as
 * typed, without regard to case, spaces and what follows a comma ("MD").
 */
@ApplicationScoped
public class Presenters {
  /**
   * A stretch in which somebody speaks.
   *
   * @param name as typed
   */
  record Booking(EchoSession session, String name, Instant from, Instant to) {
    boolean clashesWith(Booking other) {
      return key(name).equals(key(other.name))
          && from.isBefore(other.to)
          && other.from.isBefore(to);
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
                + " and s.startsAt > ?3 and s.startsAt < ?4 order by s.startsAt, s.id",
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
        + Words.clockTime(other.from(), here.program.zoneId())
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
      if (item.kind == AgendaKind.DIDACTIC && !talkSeen) {
        talkSeen = true;
        who = who == null ? session.didacticPresenter : who;
      }
      if (who != null) {
        bookings.add(new Booking(session, who, at, end));
      }
      at = end;
    }
    if (!talkSeen && session.didacticPresenter != null) {
      // Without a talk in the agenda its speaker is taken for the whole session.
      bookings.add(
          new Booking(session, session.didacticPresenter, session.startsAt, session.endsAt()));
    }
    return bookings;
  }

  private static String key(String name) {
    return name.replaceAll(",.*", "")
        .replaceAll("(?i)\\b(dr|prof)\\.?\\s", "")
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
