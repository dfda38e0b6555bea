package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortRuleTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static List<Instant> starts(String rule, String first, String to) {
    return CohortRule.of(rule)
        .starts(LocalDate.parse(first), LocalTime.of(19, 0), CHICAGO, LocalDate.parse(to));
  }

  // Days looked up in the calendar of 2026; clocks change on 8 March and 1 November, so that seven
  // in the evening is 01:00 UTC of the next day in winter and 00:00 in summer.
  @ParameterizedTest
  @CsvSource({
    "FREQ=MONTHLY;BYDAY=3TH;COUNT=4, 4, 2026-01-16T01:00:00Z, 2026-04-17T00:00:00Z",
    "'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3', 3, 2026-01-06T01:00:00Z, 2026-01-13T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261119, 11, 2026-01-16T01:00:00Z, 2026-11-20T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261118, 10, 2026-01-16T01:00:00Z, 2026-10-16T00:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261120T010000Z, 11, 2026-01-16T01:00:00Z, 2026-11-20T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261120T005959Z, 10, 2026-01-16T01:00:00Z, 2026-10-16T00:00:00Z",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TH;COUNT=3, 3, 2026-01-16T01:00:00Z, 2026-05-22T00:00:00Z",
    "FREQ=MONTHLY;BYDAY=-1FR, 12, 2026-01-31T01:00:00Z, 2026-12-26T01:00:00Z",
  })
  void endsWhereItsEndSaysAndKeepsLocalTimeOverClockChanges(
      String rule, int many, Instant first, Instant last) {
    List<Instant> starts = starts(rule, "2026-01-05", "2026-12-31");
    assertThat(starts).hasSize(many).startsWith(first).endsWith(last);
    assertThat(starts)
        .allSatisfy(
            s -> assertThat(s.atZone(CHICAGO).toLocalTime()).isEqualTo(LocalTime.of(19, 0)));
  }

  @Test
  void countsFromTheFirstDayOfTheSeries() {
    assertThat(starts("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-06-01", "2026-12-31"))
        .containsExactly(
            Instant.parse("2026-06-03T00:00:00Z"), Instant.parse("2026-06-10T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=MONTHLY;BYDAY=3TH;COUNT=0",
        "FREQ=MONTHLY;BYDAY=3TH;COUNT=4;UNTIL=20261231",
        "FREQ=MONTHLY;BYDAY=3TH;UNTIL=2026-12-31",
        "FREQ=DAILY;COUNT=5",
        "COUNT=5",
        "every Thursday",
      })
  void refusesWhatIsNoRule(String rule) {
    assertThatThrownBy(() -> CohortRule.of(rule)).isInstanceOf(IllegalArgumentException.class);
  }
}
