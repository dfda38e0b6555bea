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
 * presumed. The union is clipped to the session, so early birds and late leavers add nothing.
 *
 * @param minutes minutes that count, rounded to the nearest
 * @param counted the kind of evidence that decides (of several of one grade the first in {@link
 *     Evidence}'s order); empty if there is none
 * @param minutesBy minutes that each kind would give alone; of several roll-calls or own words the
 *     newest
 */
public record Presence(int minutes, Optional<Evidence> counted, Map<Evidence, Integer> minutesBy) {

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
    Map<Evidence, Integer> minutesBy = new EnumMap<>(Evidence.class);
    byKind.forEach((kind, own) -> minutesBy.put(kind, minutes(session, own)));
    Optional<Evidence.Grade> best =
        byKind.keySet().stream().map(Evidence::grade).min(Enum::compareTo);
    List<Piece> counting =
        byKind.entrySet().stream()
            .filter(kind -> best.filter(kind.getKey().grade()::equals).isPresent())
            .flatMap(kind -> kind.getValue().stream())
            .toList();
    return new Presence(
        minutes(session, counting),
        byKind.keySet().stream()
            .filter(kind -> best.filter(kind.grade()::equals).isPresent())
            .findFirst(),
        minutesBy);
  }

  /** Whether so many minutes of a session make somebody present under a study file's threshold. */
  public static boolean isEnough(int minutes, int durationMinutes, double presentAtLeast) {
    // A share such as 0.7 of 60 is 42 to the reader, whatever binary fractions say.
    return minutes > 0 && minutes + 1e-9 >= presentAtLeast * durationMinutes;
  }

  /** Whether the kinds of evidence differ by more than so many minutes. */
  public boolean disagreesByMoreThan(int tolerance) {
    int least = minutesBy.values().stream().min(Integer::compare).orElse(0);
    int most = minutesBy.values().stream().max(Integer::compare).orElse(0);
    return most - least > tolerance;
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
