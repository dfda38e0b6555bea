package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WallClockTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private final Problems problems = new Problems();

  private Instant read(String typed, Instant known) {
    return WallClock.instant(problems, "time", LocalDateTime.parse(typed), CHICAGO, known);
  }

  @Test
  void readsAnOrdinaryTimeToTheMinute() {
    assertThat(read("2026-07-01T14:30:59", null)).isEqualTo(Instant.parse("2026-07-01T19:30:00Z"));
    assertThat(problems.any()).isFalse();
  }

  @Test
  void refusesATimeThatTheClocksLeftOutAndSaysWhichHour() {
    assertThat(read("2026-03-08T02:30", null)).isNull();
    assertThat(problems.of("time"))
        .isEqualTo(
            "There was no 02:30 in Chicago on this day: the clocks went from 02:00 to 03:00."
                + " Choose another time.");
    assertThat(read("2026-03-08T03:00", null)).isEqualTo(Instant.parse("2026-03-08T08:00:00Z"));
  }

  @Test
  void takesTheFirstOfTwoLikeHoursUnlessTheInstantWasKnown() {
    Instant second = Instant.parse("2026-11-01T07:30:00Z");
    assertThat(read("2026-11-01T01:30", null)).isEqualTo(Instant.parse("2026-11-01T06:30:00Z"));
    assertThat(read("2026-11-01T01:30", second)).isEqualTo(second);
    assertThat(read("2026-11-01T01:45", second))
        .as("another time was typed")
        .isEqualTo(Instant.parse("2026-11-01T06:45:00Z"));
  }
}
