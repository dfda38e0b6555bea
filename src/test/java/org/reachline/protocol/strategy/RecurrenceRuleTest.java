package org.reachline.protocol.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;

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
        "FREQ=HOURLY",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=2TU;COUNT=12",
        "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "BYDAY=2TU",
        "every month",
        "",
        "FREQ=MONTHLY;FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=MONTHLY;INTERVAL=0;BYDAY=2TU"
      })
  void refusesWhatHasAnEndOrIsNoRule(String rule) {
    assertThrows(IllegalArgumentException.class, () -> new RecurrenceRule(rule));
  }

  private static List<Plan> planned(List<Integer> months, int each) {
    List<ContactPlan> contacts =
        IntStream.range(0, each)
            .mapToObj(
                i ->
                    new ContactPlan(
                        "s" + i,
                        "Session",
                        months,
                        60,
                        ContactKind.SESSION,
                        ContactMode.VIDEO,
                        List.of(),
                        true,
                        Window.MONTH_ITSELF))
            .toList();
    return List.of(new Plan(Optional.empty(), Optional.empty(), contacts, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    // Every month has these.
    "FREQ=MONTHLY;BYDAY=2TU, 1 2 3 4 5 6 7 8 9 10 11 12, 1, ''",
    "FREQ=MONTHLY;BYMONTHDAY=-1, 1 2 3 4 5 6 7 8 9 10 11 12, 1, ''",
    "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU, 1 2 3 4 5 6 7 8 9 10 11 12, 1, ''",
    "FREQ=WEEKLY;BYDAY=TU, 1 2 3, 4, ''",
    "'FREQ=MONTHLY;BYDAY=1TH,3TH', 1 2 3, 2, ''",
    "'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 1 2 3, 1, ''",
    "FREQ=DAILY;INTERVAL=14, 1 2 3, 2, ''",
    // Intervals count from the first month with a session.
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU, 1 3 5, 1, ''",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU, -2 1 4, 1, ''",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU, 1 2, 1, no day in study month 2",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU, 1 3 4, 1, no day in study month 4",
    "FREQ=WEEKLY;INTERVAL=6;BYDAY=TU, 1 2 3 4 5 6, 1, no day in study month",
    "FREQ=DAILY;INTERVAL=40, 1 2 3 4 5 6, 1, no day in study month",
    // Where some month of the year has none, some site has none.
    "FREQ=MONTHLY;BYDAY=5MO, 1, 1, 'no day in study month 1, for which a session is planned'",
    "FREQ=MONTHLY;BYMONTHDAY=31, 1 2 3, 1, no day in study month",
    "FREQ=MONTHLY;BYMONTHDAY=30, 1, 1, where a site starts in February",
    "FREQ=MONTHLY;BYMONTHDAY=29, 1, 1, where a site starts in February",
    "'FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=2TU', 1 4 7 10, 1, where a site starts in February",
    "'FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,9,10,11,12', 1, 1, where a site starts in July",
    "'FREQ=MONTHLY;BYDAY=1TH,3TH', 1 2 3, 3, 'only 2 days in study month 1, for which 3 sessions'",
    "FREQ=MONTHLY;BYDAY=2TU, 1 2, 2, 'only one day in study month 1, for which 2 sessions'",
  })
  void saysWhichMonthOfAPlanItSkips(String rule, String months, int each, String said) {
    List<Integer> numbers = Arrays.stream(months.split(" ")).map(Integer::valueOf).toList();
    String skipped =
        RecurrenceRule.skippedBy(new RecurrenceRule(rule).rule(), planned(numbers, each));
    if (said.isEmpty()) {
      assertEquals(null, skipped);
    } else {
      assertTrue(skipped != null && skipped.contains(said), skipped);
    }
  }

  /** Six sessions planned in months 1 and 2, and a rule that gives every other month one. */
  @Test
  void aFileWhoseRuleSkipsAPlannedMonthIsRefusedWhenItComesInAndStaysReadableOnRecord()
      throws IOException {
    String text;
    try (var file = getClass().getResourceAsStream("/cases/studies/29c_rrule_interval2.yaml")) {
      text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    ReadResult incoming = StudyFileReader.read(text, "study.yaml");
    assertEquals(1, incoming.errors().size(), incoming.errors().toString());
    String error = incoming.errors().get(0).toString();
    assertTrue(error.contains("no day in study month 2"), error);
    assertTrue(error.contains("32:23"), error);
    assertEquals("broken-base", StudyFileReader.readOnRecord(text, "study.yaml").orThrow().slug());
    for (String forgiven :
        List.of(
            "rrule:freq=monthly;byday=2tu;",
            "FREQ=MONTHLY;BYDAY=1TH,3TH",
            "FREQ=MONTHLY; BYDAY=-2MO")) {
      String good = text.replace("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", forgiven);
      assertEquals(List.of(), StudyFileReader.read(good, "study.yaml").errors(), forgiven);
    }
  }
}
