package org.reachline.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long somebody was in a session, from everything that is known. Pure arithmetic: the order in
 * which the evidence arrived, and how often, makes no difference.
 *
 * <p>The best grade of evidence counts. The host's newest roll-call stands alone; without one, the
 * union of what was measured; without that, the person's newest own word; without that, what is
 * presumed: who came was there until they said that they left. The union is clipped to the session,
 * so early birds and late leavers add nothing.
 *
 * <p>A live page that falls silent measures nothing any more: a telephone that goes into the video
 * app puts the browser to sleep. So where the live page alone has measured, what is presumed counts
 * beside it, until a video room, a list, the person's own word or the host says otherwise.
 *
 * @param minutes minutes that count, rounded to the nearest
 * @param counted the kind of evidence that decides (of several of one grade the first in {@link
 *     Evidence}'s order); empty if there is none
 * @param minutesBy minutes that each kind would give alone; of several roll-calls or own words the
 *     newest, as it was said; of the live page those in which it was heard
 * @param silentMinutes of the minutes that count, those in which the live page was silent
 */
public record Presence(
    int minutes, Optional<Evidence> counted, Map<Evidence, Integer> minutesBy, int silentMinutes) {

  /**
   * One piece of evidence.
   *
   * @param from since when
   * @param to until when; null if nobody saw the leaving: then until the session's end
   * @param evidence how we know
   * @param recordedAt when it was written down; tells the newest of several roll-calls
   * @param sourceId what tells it from other pieces of the same kind
   */
  public record Piece(
      Instant from, Instant to, Evidence evidence, Instant recordedAt, String sourceId) {
    public Piece {
      if (to != null && to.isBefore(from)) {
        throw new IllegalArgumentException("a stay must not end before it begins");
      }
    }
  }

  /** A page that was heard so lately is not silent. */
  private static final int SILENCE_MINUTES = 3;

  /** A page may be heard once more while somebody leaves. */
  private static final Duration BEAT = Duration.ofSeconds(30);

  private static final Comparator<Piece> NEWEST =
      Comparator.comparing(Piece::recordedAt).thenComparing(Piece::sourceId);

  /** What the pieces say about a session of this span. */
  public static Presence of(Span session, Collection<Piece> pieces) {
    Map<Evidence, List<Piece>> byKind = new EnumMap<>(Evidence.class);
    for (Piece piece : pieces) {
      byKind.computeIfAbsent(piece.evidence(), kind -> new ArrayList<>()).add(piece);
    }
    // Words correct earlier words; what was measured adds up.
    for (Evidence word : List.of(Evidence.ROLL_CALL, Evidence.STATEMENT)) {
      byKind.computeIfPresent(
          word, (kind, said) -> List.of(said.stream().max(NEWEST).orElseThrow()));
    }
    List<Piece> leavings =
        Optional.ofNullable(byKind.remove(Evidence.LEFT)).orElseGet(ArrayList::new);
    List<Piece> heard = byKind.getOrDefault(Evidence.HEARTBEAT, List.of());
    List<Piece> presumed = presumed(byKind.getOrDefault(Evidence.JOINED, List.of()), leavings);
    byKind.computeIfPresent(Evidence.JOINED, (kind, own) -> presumed);

    Map<Evidence, Integer> minutesBy = new EnumMap<>(Evidence.class);
    byKind.forEach(
        (kind, own) ->
            minutesBy.put(
                kind,
                kind == Evidence.ROLL_CALL || kind == Evidence.STATEMENT
                    ? minutes(reaching(session, own.get(0)), own)
                    : minutes(session, own)));
    Optional<Evidence.Grade> best =
        byKind.keySet().stream().map(Evidence::grade).min(Enum::compareTo);
    List<Evidence> deciding =
        byKind.keySet().stream()
            .filter(kind -> best.filter(kind.grade()::equals).isPresent())
            .toList();
    if (deciding.equals(List.of(Evidence.HEARTBEAT))) {
      List<Piece> comings = new ArrayList<>(presumed);
      comings.addAll(presumed(comingsOf(heard), leavings));
      return ofLivePage(session, heard, comings, byKind.get(Evidence.STATEMENT), minutesBy);
    }
    List<Piece> counting = deciding.stream().flatMap(kind -> byKind.get(kind).stream()).toList();
    return new Presence(minutes(session, counting), deciding.stream().findFirst(), minutesBy, 0);
  }

  /** What a live page says by itself, beside the person's own word if there is one. */
  private static Presence ofLivePage(
      Span session,
      List<Piece> heard,
      List<Piece> presumed,
      List<Piece> stated,
      Map<Evidence, Integer> minutesBy) {
    int measured = minutes(session, heard);
    List<Piece> all = new ArrayList<>(heard);
    all.addAll(presumed);
    int atMost = minutes(session, all);
    boolean silent = atMost - measured > SILENCE_MINUTES;
    if (silent && stated != null) {
      // A word of one's own is better than what is presumed, and cannot undo what was measured.
      int said = minutes(session, stated);
      return new Presence(
          Math.max(measured, said),
          Optional.of(said > measured ? Evidence.STATEMENT : Evidence.HEARTBEAT),
          minutesBy,
          0);
    }
    return new Presence(
        atMost, Optional.of(Evidence.HEARTBEAT), minutesBy, silent ? atMost - measured : 0);
  }

  /**
   * When a live page tells that somebody was there: as it began to be heard, and as it was heard
   * last. Somebody who left on one device and stayed on another is heard long after leaving.
   */
  private static List<Piece> comingsOf(List<Piece> heard) {
    List<Piece> comings = new ArrayList<>();
    for (Piece p : heard) {
      Instant last = p.to().minus(BEAT);
      for (Instant at : List.of(p.from(), last.isBefore(p.from()) ? p.from() : last)) {
        comings.add(new Piece(at, null, p.evidence(), p.recordedAt(), p.sourceId()));
      }
    }
    return comings;
  }

  /** Each coming lasts until its own end, the next time the person said that they left, or on. */
  private static List<Piece> presumed(List<Piece> comings, List<Piece> leavings) {
    return comings.stream()
        .map(
            came -> {
              Instant end =
                  leavings.stream()
                      .map(Piece::from)
                      .filter(left -> left.isAfter(came.from()))
                      .min(Comparator.naturalOrder())
                      .filter(left -> came.to() == null || left.isBefore(came.to()))
                      .orElse(came.to());
              return new Piece(
                  came.from(), end, came.evidence(), came.recordedAt(), came.sourceId());
            })
        .toList();
  }

  /** Whether so many minutes of a session make somebody present under a study file's threshold. */
  public static boolean isEnough(int minutes, int durationMinutes, double presentAtLeast) {
    // A share such as 0.7 of 60 is 42 to the reader, whatever binary fractions say.
    return minutes > 0 && minutes + 1e-9 >= presentAtLeast * durationMinutes;
  }

  /** Whether a host has said what holds: then nothing is open, whatever else is known. */
  public boolean isSettled() {
    return counted.filter(Evidence.ROLL_CALL::equals).isPresent();
  }

  /** Whether the kinds of evidence differ by more than so many minutes. */
  public boolean disagreesByMoreThan(int tolerance) {
    List<Integer> said = new ArrayList<>(minutesBy.values());
    if (silentMinutes > 0) {
      said.add(minutes);
    }
    int least = said.stream().min(Integer::compare).orElse(0);
    int most = said.stream().max(Integer::compare).orElse(0);
    return most - least > tolerance;
  }

  /** The session as long as somebody says; what they say may reach beyond an early closing. */
  private static Span reaching(Span session, Piece word) {
    boolean further = word.to() != null && word.to().isAfter(session.to());
    return further ? new Span(session.from(), word.to()) : session;
  }

  private static int minutes(Span session, List<Piece> pieces) {
    List<Span> stays = new ArrayList<>();
    for (Piece piece : pieces) {
      Instant from = piece.from().isBefore(session.from()) ? session.from() : piece.from();
      Instant to =
          piece.to() == null || piece.to().isAfter(session.to()) ? session.to() : piece.to();
      if (from.isBefore(to)) {
        stays.add(new Span(from, to));
      }
    }
    stays.sort(Comparator.comparing(Span::from));
    Duration total = Duration.ZERO;
    Instant covered = session.from();
    for (Span stay : stays) {
      Instant from = stay.from().isBefore(covered) ? covered : stay.from();
      if (from.isBefore(stay.to())) {
        total = total.plus(Duration.between(from, stay.to()));
        covered = stay.to();
      }
    }
    return (int) total.plusSeconds(30).toMinutes();
  }
}
