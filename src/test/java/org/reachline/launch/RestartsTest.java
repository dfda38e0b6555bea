package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private final Restarts restarts = new Restarts();

  @Test
  void pausesDoubleUpToAMinute() {
    List<Long> pauses = new ArrayList<>();
    Instant now = NOON;
    for (int i = 0; i < Restarts.AN_HOUR_AT_MOST; i++) {
      Instant next = restarts.next(now);
      pauses.add(Duration.between(now, next).toSeconds());
      now = next;
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
  }

  @Test
  void anHourSeesTenTriesAtMost() {
    List<Instant> tries = new ArrayList<>();
    Instant now = NOON;
    while (now.isBefore(NOON.plus(Duration.ofHours(5)))) {
      now = restarts.next(now);
      tries.add(now);
    }
    for (int i = Restarts.AN_HOUR_AT_MOST; i < tries.size(); i++) {
      assertThat(tries.get(i)).isAfterOrEqualTo(tries.get(i - 10).plus(Duration.ofHours(1)));
    }
    assertThat(tries).as("it is never given up for good").hasSizeGreaterThan(40);
  }

  @Test
  void childThatRanForLongIsStartedAgainAtOnce() {
    restarts.next(NOON);
    restarts.next(NOON.plusSeconds(10));
    Instant nextDay = NOON.plus(Duration.ofDays(1));
    assertThat(restarts.next(nextDay)).isEqualTo(nextDay.plusSeconds(1));
    assertThat(restarts.withinTheHour(nextDay)).isEqualTo(1);
  }
}
