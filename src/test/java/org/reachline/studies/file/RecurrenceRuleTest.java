package org.reachline.studies.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceRuleTest {

  // Days looked up in the calendar of 2025; 1 January was a Wednesday.
  @ParameterizedTest
  @CsvSource({
    "FREQ=MONTHLY;BYDAY=2TU, 2025-01-01, 2025-04-30, 2025-01-14 2025-02-11 2025-03-11 2025-04-08",
    "FREQ=MONTHLY;BYDAY=-1FR, 2025-01-01, 2025-03-31, 2025-01-31 2025-02-28 2025-03-28",
    "FREQ=MONTHLY;BYMONTHDAY=15, 2025-01-16, 2025-03-31, 2025-02-15 2025-03-15",
    "FREQ=MONTHLY;BYMONTHDAY=-1, 2025-01-01, 2025-02-28, 2025-01-31 2025-02-28",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO, 2025-01-01, 2025-05-31, 2025-01-06 2025-03-03 2025-05-05",
    "'FREQ=WEEKLY;BYDAY=MO,TH', 2025-01-01, 2025-01-12, 2025-01-02 2025-01-06 2025-01-09",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE, 2025-01-01, 2025-02-01, 2025-01-01 2025-01-15 2025-01-29",
  })
  void fallsOnTheDaysThatItNames(String rule, LocalDate from, LocalDate to, String days) {
    List<LocalDate> expected = Arrays.stream(days.split(" ")).map(LocalDate::parse).toList();
    assertEquals(expected, new RecurrenceRule(rule).datesBetween(from, to));
  }

  @Test
  void fallsOnNoDayOfAnEmptyStretch() {
    RecurrenceRule rule = new RecurrenceRule("FREQ=MONTHLY;BYDAY=2TU");
    assertEquals(
        List.of(), rule.datesBetween(LocalDate.of(2025, 1, 15), LocalDate.of(2025, 1, 31)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=DAILY", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=5MO", "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=2TU;COUNT=12", "FREQ=MONTHLY;BYMONTHDAY=31", "BYDAY=2TU", "every month",
        "FREQ=MONTHLY;FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY;INTERVAL=0;BYDAY=2TU"
      })
  void refusesWhatHasAnEndOrCannotFallInEveryMonth(String rule) {
    assertThrows(IllegalArgumentException.class, () -> new RecurrenceRule(rule));
  }
}
