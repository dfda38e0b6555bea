package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrencesTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static List<LocalDate> days(String rule, String from, String to) {
    return Recurrences.between(
            rule, LocalTime.NOON, CHICAGO, LocalDate.parse(from), LocalDate.parse(to))
        .stream()
        .map(start -> start.atZone(CHICAGO).toLocalDate())
        .toList();
  }

  private static List<LocalDate> dates(String... texts) {
    return List.of(texts).stream().map(LocalDate::parse).toList();
  }

  @Test
  void staysAtNoonOverBothClockChanges() {
    // 2026: clocks forward on 8 March, back on 1 November.
    List<Instant> starts =
        Recurrences.between(
            "FREQ=MONTHLY;BYDAY=2TU",
            LocalTime.NOON,
            CHICAGO,
            LocalDate.parse("2026-02-01"),
            LocalDate.parse("2026-12-31"));
    assertThat(starts).hasSize(11);
    assertThat(starts)
        .allSatisfy(s -> assertThat(s.atZone(CHICAGO).toLocalTime()).isEqualTo(LocalTime.NOON));
    assertThat(starts.get(0)).isEqualTo("2026-02-10T18:00:00Z");
    assertThat(starts.get(1)).isEqualTo("2026-03-10T17:00:00Z");
    assertThat(starts.get(9)).isEqualTo("2026-11-10T18:00:00Z");
  }

  @Test
  void knowsTheNthAndTheLastWeekday() {
    assertThat(days("FREQ=MONTHLY;BYDAY=2TU", "2026-01-01", "2026-03-31"))
        .isEqualTo(dates("2026-01-13", "2026-02-10", "2026-03-10"));
    assertThat(days("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01", "2026-03-31"))
        .isEqualTo(dates("2026-01-30", "2026-02-27", "2026-03-27"));
  }

  @Test
  void knowsSeveralWeekdaysAndEveryOtherWeek() {
    assertThat(days("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-01", "2026-01-12"))
        .isEqualTo(dates("2026-01-01", "2026-01-05", "2026-01-08", "2026-01-12"));
    assertThat(days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-06", "2026-02-03"))
        .isEqualTo(dates("2026-01-06", "2026-01-20", "2026-02-03"));
  }

  @Test
  void knowsTheLastDayOfTheMonth() {
    assertThat(days("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-01", "2028-03-31"))
        .isEqualTo(dates("2028-01-31", "2028-02-29", "2028-03-31"));
  }

  @Test
  void countAndUntilEndASeries() {
    assertThat(days("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-01-06", "2026-12-31"))
        .isEqualTo(dates("2026-01-06", "2026-01-13"));
    assertThat(days("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120T235959", "2026-01-06", "2026-12-31"))
        .isEqualTo(dates("2026-01-06", "2026-01-13", "2026-01-20"));
  }

  @Test
  void leavesOutADayThatDoesNotFitTheRule() {
    // The series is counted from a Thursday, but only Tuesdays are sessions.
    assertThat(days("FREQ=WEEKLY;BYDAY=TU", "2026-01-01", "2026-01-10"))
        .isEqualTo(dates("2026-01-06"));
  }

  @Test
  void movesAStartThatTheClockChangeSkipsForwardByTheGap() {
    List<Instant> starts =
        Recurrences.between(
            "FREQ=WEEKLY;BYDAY=SU",
            LocalTime.of(2, 30),
            CHICAGO,
            LocalDate.parse("2026-03-08"),
            LocalDate.parse("2026-03-08"));
    // RFC 5545 section 3.3.5: interpreted with the offset before the gap.
    assertThat(starts).containsExactly(Instant.parse("2026-03-08T08:30:00Z"));
  }
}
