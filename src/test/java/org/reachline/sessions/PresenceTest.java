package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PresenceTest {
  private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");
  private static final int MINUTES = 60;
  private static final Span SESSION = new Span(START, at(MINUTES));

  private static Instant at(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static Presence.Piece piece(Evidence evidence, int from, Integer to, String source) {
    return new Presence.Piece(at(from), to == null ? null : at(to), evidence, at(100), source);
  }

  private static Presence of(Presence.Piece... pieces) {
    return Presence.of(SESSION, List.of(pieces));
  }

  @Example
  void addsStaysWithoutCountingAnOverlapTwice() {
    assertThat(
            of(
                    piece(Evidence.HEARTBEAT, 0, 20, "a"),
                    piece(Evidence.HEARTBEAT, 10, 30, "b"),
                    piece(Evidence.IMPORT, 50, 60, "c"))
                .minutes())
        .isEqualTo(40);
  }

  @Example
  void clipsEarlyBirdsAndLateLeavers() {
    assertThat(of(piece(Evidence.IMPORT, -20, 90, "a")).minutes()).isEqualTo(60);
    assertThat(of(piece(Evidence.IMPORT, -20, -5, "a")).minutes()).isZero();
  }

  @Example
  void presumesTheRestOfTheSessionAfterTheJoinButton() {
    Presence presence = of(piece(Evidence.JOINED, 15, null, "button"));
    assertThat(presence.minutes()).isEqualTo(45);
    assertThat(presence.counted()).contains(Evidence.JOINED);
  }

  @Example
  void measuredMinutesSetThePresumedOnesAside() {
    Presence presence =
        of(piece(Evidence.JOINED, 0, null, "button"), piece(Evidence.IMPORT, 0, 12, "row 4"));
    assertThat(presence.minutes()).isEqualTo(12);
    assertThat(presence.counted()).contains(Evidence.IMPORT);
    assertThat(presence.minutesBy())
        .containsEntry(Evidence.JOINED, 60)
        .containsEntry(Evidence.IMPORT, 12);
    assertThat(presence.disagreesByMoreThan(10)).isTrue();
  }

  @Example
  void theNewestRollCallDecidesEvenIfItSaysAbsent() {
    Presence.Piece first =
        new Presence.Piece(at(0), at(60), Evidence.ROLL_CALL, at(61), "first look");
    Presence.Piece second =
        new Presence.Piece(at(0), at(0), Evidence.ROLL_CALL, at(70), "second look");
    assertThat(of(second, first, piece(Evidence.HEARTBEAT, 0, 60, "a")).minutes()).isZero();
    assertThat(of(first, second).minutes()).isZero();
    assertThat(of(first).minutes()).isEqualTo(60);
  }

  private static Presence.Piece left(int minute) {
    return piece(Evidence.LEFT, minute, minute, "left:" + minute);
  }

  @Example
  void aLivePageThatFellSilentCountsUntilOtherEvidenceDecides() {
    Presence.Piece joined = piece(Evidence.JOINED, 0, null, "button");
    Presence.Piece heard = piece(Evidence.HEARTBEAT, 0, 4, "a");
    Presence silent = of(joined, heard);
    assertThat(silent.minutes()).isEqualTo(60);
    assertThat(silent.silentMinutes()).isEqualTo(56);
    assertThat(silent.counted()).contains(Evidence.HEARTBEAT);
    assertThat(silent.minutesBy())
        .containsEntry(Evidence.HEARTBEAT, 4)
        .containsEntry(Evidence.JOINED, 60);
    assertThat(silent.disagreesByMoreThan(10)).isTrue();
    for (Evidence other : List.of(Evidence.IMPORT, Evidence.WEBHOOK, Evidence.ROLL_CALL)) {
      Presence decided = of(joined, heard, piece(other, 0, 25, "b"));
      assertThat(decided.minutes()).as(other.label()).isEqualTo(25);
      assertThat(decided.silentMinutes()).isZero();
    }
    // One's own word is other evidence, too; it cannot undo what was measured.
    assertThat(of(joined, heard, piece(Evidence.STATEMENT, 0, 30, "own")).minutes()).isEqualTo(30);
    assertThat(of(joined, heard, piece(Evidence.STATEMENT, 0, 1, "own")).minutes()).isEqualTo(4);
    // Heard to the end, nothing is open, and a word changes nothing.
    assertThat(
            of(piece(Evidence.HEARTBEAT, 0, 58, "a"), piece(Evidence.STATEMENT, 0, 30, "own"))
                .minutes())
        .isEqualTo(60);
  }

  @Example
  void aSilenceBetweenTwoSignsOfLifeCounts() {
    assertThat(of(piece(Evidence.HEARTBEAT, 0, 5, "a"), piece(Evidence.HEARTBEAT, 50, 60, "b")))
        .extracting(Presence::minutes, Presence::silentMinutes)
        .containsExactly(60, 45);
  }

  @Example
  void leftIsOnlyWhatSomebodyDid() {
    Presence.Piece joined = piece(Evidence.JOINED, 0, null, "button");
    Presence.Piece heard = piece(Evidence.HEARTBEAT, 0, 20, "a");
    assertThat(of(joined, heard, left(20)).minutes()).isEqualTo(20);
    assertThat(of(joined, left(20)).minutes()).isEqualTo(20);
    // Gone silent first, left later.
    assertThat(of(joined, heard, left(40)).minutes()).isEqualTo(40);
    // Come back by the button, or by the page.
    assertThat(of(joined, left(20), piece(Evidence.JOINED, 40, null, "button:2")).minutes())
        .isEqualTo(40);
    assertThat(of(joined, heard, left(20), piece(Evidence.HEARTBEAT, 40, 45, "b")).minutes())
        .isEqualTo(40);
    // Left on one device, heard on another.
    assertThat(of(joined, piece(Evidence.HEARTBEAT, 0, 30, "a"), left(20)).minutes()).isEqualTo(60);
    assertThat(of(left(20)).counted()).isEmpty();
  }

  @Property
  void silenceNeverTakesFromWhatWasHeard(@ForAll("heard") List<Presence.Piece> pieces) {
    Presence presence = Presence.of(SESSION, pieces);
    assertThat(presence.minutes())
        .isGreaterThanOrEqualTo(presence.minutesBy().getOrDefault(Evidence.HEARTBEAT, 0));
  }

  @Provide
  Arbitrary<List<Presence.Piece>> heard() {
    return pieces(Evidence.HEARTBEAT, Evidence.JOINED, Evidence.LEFT, Evidence.STATEMENT);
  }

  @Example
  void nobodyIsPresentWithoutEvidence() {
    assertThat(of().minutes()).isZero();
    assertThat(of().counted()).isEmpty();
  }

  @Example
  void presenceBeginsAtTheThreshold() {
    assertThat(Presence.isEnough(30, 60, 0.5)).isTrue();
    assertThat(Presence.isEnough(29, 60, 0.5)).isFalse();
    assertThat(Presence.isEnough(42, 60, 0.7)).isTrue();
    assertThat(Presence.isEnough(0, 60, 0.001)).isFalse();
  }

  /** Against a count of minutes one by one, which shares nothing with the arithmetic. */
  @Property
  void agreesWithCountingMinuteByMinute(@ForAll("measured") List<Presence.Piece> pieces) {
    BitSet there = new BitSet(MINUTES);
    for (int minute = 0; minute < MINUTES; minute++) {
      Instant middle = at(minute).plusSeconds(30);
      for (Presence.Piece p : pieces) {
        if (!middle.isBefore(p.from()) && middle.isBefore(p.to())) {
          there.set(minute);
        }
      }
    }
    assertThat(Presence.of(SESSION, pieces).minutes()).isEqualTo(there.cardinality());
  }

  @Property
  void orderAndRepetitionChangeNothing(
      @ForAll("anything") List<Presence.Piece> pieces, @ForAll Random chance) {
    List<Presence.Piece> disordered = new ArrayList<>(pieces);
    pieces.forEach(p -> disordered.addAll(chance.nextBoolean() ? List.of(p) : List.of(p, p)));
    java.util.Collections.shuffle(disordered, chance);
    assertThat(Presence.of(SESSION, disordered)).isEqualTo(Presence.of(SESSION, pieces));
  }

  @Property
  void cuttingAStayInPiecesChangesNothing(
      @ForAll("measured") List<Presence.Piece> pieces, @ForAll Random chance) {
    List<Presence.Piece> cut = new ArrayList<>();
    for (Presence.Piece p : pieces) {
      long seconds = p.to().getEpochSecond() - p.from().getEpochSecond();
      Instant middle = p.from().plusSeconds(seconds == 0 ? 0 : chance.nextLong(seconds));
      cut.add(
          new Presence.Piece(p.from(), middle, p.evidence(), p.recordedAt(), p.sourceId() + "/1"));
      cut.add(
          new Presence.Piece(middle, p.to(), p.evidence(), p.recordedAt(), p.sourceId() + "/2"));
    }
    java.util.Collections.shuffle(cut, chance);
    assertThat(Presence.of(SESSION, cut)).isEqualTo(Presence.of(SESSION, pieces));
  }

  @Property
  void neverExceedsTheSession(@ForAll("anything") List<Presence.Piece> pieces) {
    assertThat(Presence.of(SESSION, pieces).minutes()).isBetween(0, MINUTES);
  }

  @Provide
  Arbitrary<List<Presence.Piece>> measured() {
    return pieces(Evidence.WEBHOOK, Evidence.IMPORT);
  }

  @Provide
  Arbitrary<List<Presence.Piece>> anything() {
    return pieces(Evidence.values());
  }

  private static Arbitrary<List<Presence.Piece>> pieces(Evidence... kinds) {
    return Combinators.combine(
            Arbitraries.integers().between(-30, 80),
            Arbitraries.integers().between(0, 60),
            Arbitraries.of(kinds),
            Arbitraries.integers().between(0, 1000))
        .as(
            (from, length, kind, source) ->
                new Presence.Piece(
                    at(from),
                    at(from + length),
                    kind,
                    at(source),
                    source + "/" + from + "/" + length))
        .list()
        .ofMaxSize(12);
  }
}
