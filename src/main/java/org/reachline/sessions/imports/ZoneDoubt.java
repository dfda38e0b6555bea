package org.reachline.sessions.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.Span;

/**
 * That hardly anybody on a list was in the session, or that in another zone they were there for
 * much longer: then the zone is asked for before anything is saved.
 *
 * @param there how many participants' stays touch the session
 * @param of how many participants there are
 * @param suggestions readings under which more of them were there, best first
 */
record ZoneDoubt(int there, int of, List<Suggestion> suggestions) {
  /**
   * Another way to read the list.
   *
   * @param zone zone in which it would have been written
   * @param afternoon whether its clock of twelve hours would show the afternoon
   * @param there how many participants' stays would touch the session
   */
  public record Suggestion(ZoneId zone, boolean afternoon, int there) {
    /** Place of the zone, for people. */
    public String place() {
      return Formats.place(zone);
    }
  }

  /** Zones in which hubs' accounts are. */
  private static final List<String> USUAL =
      List.of(
          "America/New_York",
          "America/Chicago",
          "America/Denver",
          "America/Phoenix",
          "America/Los_Angeles",
          "America/Anchorage",
          "Pacific/Honolulu",
          "UTC",
          "Europe/London",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Asia/Kolkata");

  private static final int MOST_SUGGESTIONS = 3;
  private static final int WORTH_ASKING_MINUTES = 10;

  /** How many participants touch the session, and for how many minutes together. */
  private record Touch(int people, int minutes) {}

  /**
   * Whether there is a doubt.
   *
   * @param session the session by plan
   * @param people stays of each participant
   * @param clock how the list was read
   * @param likely zones that the study knows, likeliest first
   */
  static Optional<ZoneDoubt> of(
      Span session,
      Collection<List<ParticipantList.Stay>> people,
      ParticipantList.Clock clock,
      List<ZoneId> likely) {
    if (people.isEmpty()) {
      return Optional.empty();
    }
    Touch now = touch(session, people, Duration.ZERO);
    ZoneOffset own = clock.zone().getRules().getOffset(session.from());
    List<ZoneId> zones = new ArrayList<>(likely);
    USUAL.forEach(name -> zones.add(ZoneId.of(name)));
    Set<Duration> tried = new HashSet<>(Set.of(Duration.ZERO));
    List<Suggestion> better = new ArrayList<>();
    List<Touch> touches = new ArrayList<>();
    for (ZoneId zone : zones) {
      ZoneOffset other = zone.getRules().getOffset(session.from());
      Duration shift = Duration.ofSeconds(own.getTotalSeconds() - other.getTotalSeconds());
      if (tried.add(shift)) {
        touches.add(touch(session, people, shift));
        better.add(
            new Suggestion(zone, clock.afternoon(), touches.get(touches.size() - 1).people()));
      }
    }
    if (!clock.afternoon()) {
      touches.add(touch(session, people, Duration.ofHours(12)));
      better.add(new Suggestion(clock.zone(), true, touches.get(touches.size() - 1).people()));
    }
    List<Suggestion> suggestions =
        better.stream()
            .filter(s -> isMuchBetter(touches.get(better.indexOf(s)), now))
            .sorted(
                Comparator.comparing((Suggestion s) -> -touches.get(better.indexOf(s)).minutes()))
            .limit(MOST_SUGGESTIONS)
            .toList();
    ZoneDoubt doubt = new ZoneDoubt(now.people(), people.size(), suggestions);
    return doubt.isHardlyAnybody() || !suggestions.isEmpty()
        ? Optional.of(doubt)
        : Optional.empty();
  }

  /** Whether fewer than half of the participants touch the session. */
  public boolean isHardlyAnybody() {
    return there * 2 < of;
  }

  private static boolean isMuchBetter(Touch other, Touch now) {
    return other.minutes() >= 2 * now.minutes()
        && other.minutes() >= now.minutes() + WORTH_ASKING_MINUTES;
  }

  private static Touch touch(
      Span session, Collection<List<ParticipantList.Stay>> people, Duration shift) {
    int touching = 0;
    int minutes = 0;
    for (List<ParticipantList.Stay> stays : people) {
      List<Presence.Piece> pieces = stays.stream().map(stay -> piece(stay, shift)).toList();
      int there = Presence.of(session, pieces).minutes();
      touching += there > 0 ? 1 : 0;
      minutes += there;
    }
    return new Touch(touching, minutes);
  }

  private static Presence.Piece piece(ParticipantList.Stay stay, Duration shift) {
    Instant to = stay.to() == null ? null : stay.to().plus(shift);
    return new Presence.Piece(
        stay.from().plus(shift), to, Evidence.IMPORT, Instant.EPOCH, "row " + stay.row());
  }
}
