package org.reachline.sessions.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.Span;

class StretchesTest {
  private static final Instant START = Instant.parse("2026-01-13T18:00:00Z");
  private static final Span SESSION = new Span(START, START.plus(Duration.ofMinutes(60)));

  /** What was measured; what counts beside it while a page is silent is PresenceTest's. */
  private static int minutes(List<Integer> slots) {
    List<Presence.Piece> pieces =
        Stretches.of(slots).stream()
            .map(
                s -> new Presence.Piece(s.from(), s.to(), Evidence.HEARTBEAT, START, "" + s.from()))
            .toList();
    return Presence.of(SESSION, pieces).minutesBy().get(Evidence.HEARTBEAT);
  }

  /** Slots of somebody who was there from one minute to another. */
  private static List<Integer> stay(int fromMinute, int toMinute) {
    int from = Stretches.slotOf(START.plusSeconds(60L * fromMinute));
    int to = Stretches.slotOf(START.plusSeconds(60L * toMinute));
    return IntStream.range(from, to).boxed().toList();
  }

  @Example
  void aBeatEveryFifteenSecondsIsOneStretch() {
    assertThat(Stretches.of(stay(0, 30)))
        .containsExactly(new Span(START, START.plus(Duration.ofMinutes(30))));
  }

  @Example
  void whoWasAwayForLongerThanTheSilenceHasTwoStretches() {
    List<Integer> slots = new ArrayList<>(stay(0, 10));
    slots.addAll(stay(20, 30));
    assertThat(Stretches.of(slots)).hasSize(2);
    assertThat(minutes(slots)).isEqualTo(20);
  }

  @Example
  void aPageBehindAnotherWindowSpeaksOnceAMinuteAndCountsWhole() {
    List<Integer> slots =
        IntStream.rangeClosed(0, 59).mapToObj(m -> stay(m, m + 1).get(0)).toList();
    assertThat(minutes(slots)).isEqualTo(59);
  }

  @Example
  void nobodyHeardIsNoStretch() {
    assertThat(Stretches.of(List.of())).isEmpty();
  }

  /** A restart of the service swallows everybody's beats for up to two and a half minutes. */
  @Property(tries = 200)
  void aRestartInMidSessionTakesNothingAway(
      @ForAll @IntRange(min = 5, max = 50) int atMinute,
      @ForAll @IntRange(min = 1, max = 10) int lostSlots) {
    List<Integer> whole = stay(0, 60);
    int gone = whole.get(atMinute * 4);
    List<Integer> left =
        whole.stream().filter(slot -> slot < gone || slot >= gone + lostSlots).toList();
    assertThat(minutes(left)).isEqualTo(60);
  }

  /** Any order, any number of pages, any single lost beats: the same minutes. */
  @Property(tries = 200)
  void disorderDuplicatesAndLostBeatsGiveTheSameMinutes(@ForAll long seed) {
    Random chance = new Random(seed);
    int from = chance.nextInt(50);
    int to = from + 2 + chance.nextInt(60 - from - 1);
    List<Integer> whole = stay(from, Math.min(to, 60));
    List<Integer> heard = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      boolean end = i == 0 || i == whole.size() - 1;
      int times = end ? 1 + chance.nextInt(3) : chance.nextInt(3);
      // At most ten in a row get lost, so that no silence is longer than the allowed one.
      boolean longSilence = i >= 10 && Collections.disjoint(heard, whole.subList(i - 10, i));
      for (int n = 0; n < (longSilence ? Math.max(1, times) : times); n++) {
        heard.add(whole.get(i));
      }
    }
    Collections.shuffle(heard, chance);
    assertThat(minutes(heard)).isEqualTo(minutes(whole));
  }
}
