package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  private static List<Instant> starts(String rule, String time, String from, String to) {
    return Rule.of(rule)
        .starts(LocalTime.parse(time), CHICAGO, LocalDate.parse(from), LocalDate.parse(to));
  }

  private static List<LocalDate> days(String rule, String from, String to) {
    LocalDate first = LocalDate.parse(from);
    return Rule.of(rule).days(first, first, LocalDate.parse(to));
  }

  // Days looked up in the calendar of 2026; 1 January was a Thursday.
  @ParameterizedTest
  @CsvSource({
    "FREQ=MONTHLY;BYDAY=2TU, 2026-03-31, 2026-01-13 2026-02-10 2026-03-10",
    "FREQ=MONTHLY;BYDAY=-1FR, 2026-03-31, 2026-01-30 2026-02-27 2026-03-27",
    "FREQ=MONTHLY;BYDAY=-2MO, 2026-03-31, 2026-01-19 2026-02-16 2026-03-23",
    "'FREQ=MONTHLY;BYDAY=1TH,3TH', 2026-02-28, 2026-01-01 2026-01-15 2026-02-05 2026-02-19",
    "'FREQ=MONTHLY;BYMONTHDAY=1,15', 2026-02-28, 2026-01-01 2026-01-15 2026-02-01 2026-02-15",
    "FREQ=MONTHLY;BYMONTHDAY=-1, 2026-03-31, 2026-01-31 2026-02-28 2026-03-31",
    "'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 2026-03-31, 2026-01-30 2026-02-27 2026-03-31",
    "'FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2', 2026-02-28, 2026-01-06 2026-02-05",
    "FREQ=MONTHLY;BYDAY=5FR, 2026-06-30, 2026-01-30 2026-05-29",
    "'FREQ=WEEKLY;BYDAY=MO,TH', 2026-01-12, 2026-01-01 2026-01-05 2026-01-08 2026-01-12",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU, 2026-02-03, 2026-01-13 2026-01-27",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU, 2026-02-03, 2026-01-11 2026-01-25",
    "FREQ=DAILY;INTERVAL=14, 2026-02-03, 2026-01-01 2026-01-15 2026-01-29",
    "'FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU', 2026-12-31, 2026-03-10 2026-09-08",
    "'FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14', 2026-02-28, 2026-01-13 2026-02-10",
  })
  void fallsOnTheDaysThatItNames(String rule, String to, String expected) {
    assertThat(days(rule, "2026-01-01", to))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(LocalDate::parse).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "RRULE:FREQ=MONTHLY;BYDAY=2TU, FREQ=MONTHLY;BYDAY=2TU",
    "rrule:freq=monthly;byday=2tu;, FREQ=MONTHLY;BYDAY=2TU",
    "' FREQ=MONTHLY; BYDAY=1TH, 3TH ;; ', 'FREQ=MONTHLY;BYDAY=1TH,3TH'",
    "BYDAY=TU;FREQ=WEEKLY, FREQ=WEEKLY;BYDAY=TU",
    "freq=weekly;byday=tu;count=4, FREQ=WEEKLY;BYDAY=TU;COUNT=4",
    "FREQ=WEEKLY;UNTIL=20271231;BYDAY=TU, FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231",
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T180000z, FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T180000Z",
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T180000, FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T180000",
  })
  void forgivesHowItIsTypedAndKeepsItAsTheStandardSpellsIt(String typed, String kept) {
    assertThat(Rule.of(typed).whole()).isEqualTo(kept);
    assertThat(Rule.of(kept)).isEqualTo(Rule.of(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every month | a rule is such as FREQ=MONTHLY;BYDAY=2TU",
        "'' | a rule is such as FREQ=MONTHLY;BYDAY=2TU",
        "BYDAY=2TU | begin with FREQ=WEEKLY",
        "FREQ=HOURLY;BYDAY=TU | write DAILY, WEEKLY, MONTHLY or YEARLY",
        "FREQ=MONTHLY;FREQ=WEEKLY;BYDAY=2TU | FREQ stands there twice",
        "FREQ=MONTHLY;BYDAY=1TH;BYDAY=3TH | write all of it once, such as BYDAY=1TH,3TH",
        "FREQ=MONTHLY;BYDAYS=2TU | Did you mean “BYDAY”?",
        "FREQ=MONTHLY;INTERVAL=0;BYDAY=2TU | write a whole number from 1 to 99",
        "FREQ=MONTHLY;INTERVAL=1.5;BYDAY=2TU | write a whole number from 1 to 99",
        "FREQ=WEEKLY | write BYDAY=TU, or BYDAY=MO,TH for two",
        "FREQ=WEEKLY;BYDAY=2TU | write FREQ=MONTHLY, or BYDAY=TU",
        "FREQ=WEEKLY;BYMONTHDAY=15 | write FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=MONTHLY | write BYDAY=2TU for the second Tuesday",
        "FREQ=YEARLY;BYMONTH=3 | write such as BYMONTH=3,9;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=6TU | a number is 1 to 5, or -1 for the last, such as -1TU",
        "FREQ=MONTHLY;BYDAY=TUE | write days such as TU",
        "FREQ=MONTHLY;BYDAY=-TU | write days such as TU",
        "FREQ=MONTHLY;BYDAY=2 | write days such as TU",
        "FREQ=MONTHLY;BYDAY=1TH, | write days such as TU",
        "FREQ=MONTHLY;BYMONTHDAY=0 | write days as 1 to 31, or -1 for the last",
        "FREQ=MONTHLY;BYMONTHDAY=32 | write days as 1 to 31, or -1 for the last",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=2TU | write months as 1 to 12",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1 | name the day instead, BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=0 | 1 for the first, -1 for the last",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | no day is ever all of this",
        "FREQ=WEEKLY;BYDAY=TU;WKST=XX | no day of the week such as MO",
        "FREQ=WEEKLY;BYDAY=TU;BYHOUR=12 | the time of day is said beside the rule",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO | write BYMONTH and BYDAY",
        "FREQ=MONTHLY;BYDAY=3TH;COUNT=0 | 1 to 999 is possible",
        "FREQ=MONTHLY;BYDAY=3TH;COUNT=4;UNTIL=20261231 | a rule has one end",
        "FREQ=MONTHLY;BYDAY=3TH;UNTIL=2026-12-31 | write a day such as 20271231",
        "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20260230 | write a day such as 20271231",
      })
  void saysWhatToWriteInstead(String typed, String instead) {
    assertThatThrownBy(() -> Rule.of(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(instead);
  }

  // Clocks change on 8 March and 1 November 2026, so that seven in the evening is 01:00 UTC of the
  // next day in winter and 00:00 in summer.
  @ParameterizedTest
  @CsvSource({
    "FREQ=MONTHLY;BYDAY=3TH;COUNT=4, 4, 2026-01-16T01:00:00Z, 2026-04-17T00:00:00Z",
    "'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3', 3, 2026-01-06T01:00:00Z, 2026-01-13T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261119, 11, 2026-01-16T01:00:00Z, 2026-11-20T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261118, 10, 2026-01-16T01:00:00Z, 2026-10-16T00:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261120T010000Z, 11, 2026-01-16T01:00:00Z, 2026-11-20T01:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261120T005959Z, 10, 2026-01-16T01:00:00Z, 2026-10-16T00:00:00Z",
    "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261119T190000, 11, 2026-01-16T01:00:00Z, 2026-11-20T01:00:00Z",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TH;COUNT=3, 3, 2026-01-16T01:00:00Z, 2026-05-22T00:00:00Z",
    "FREQ=MONTHLY;BYDAY=-1FR, 12, 2026-01-31T01:00:00Z, 2026-12-26T01:00:00Z",
  })
  void endsWhereItsEndSaysAndKeepsLocalTimeOverClockChanges(
      String rule, int many, Instant first, Instant last) {
    List<Instant> starts = starts(rule, "19:00", "2026-01-05", "2026-12-31");
    assertThat(starts).hasSize(many).startsWith(first).endsWith(last);
    assertThat(starts)
        .allSatisfy(
            s -> assertThat(s.atZone(CHICAGO).toLocalTime()).isEqualTo(LocalTime.of(19, 0)));
  }

  @Test
  void countsItsStartsFromTheFirstDayOfTheSeriesWhateverStretchIsAskedFor() {
    Rule rule = Rule.of("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
    LocalDate first = LocalDate.of(2026, 6, 1);
    assertThat(
            rule.starts(
                first,
                LocalTime.NOON,
                CHICAGO,
                LocalDate.of(2026, 6, 9),
                LocalDate.of(2026, 12, 31)))
        .containsExactly(
            Instant.parse("2026-06-09T17:00:00Z"), Instant.parse("2026-06-16T17:00:00Z"));
  }

  @Test
  void movesAStartThatTheClockChangeSkipsForwardByTheGap() {
    // RFC 5545 section 3.3.5: interpreted with the offset before the gap.
    assertThat(starts("FREQ=WEEKLY;BYDAY=SU", "02:30", "2026-03-08", "2026-03-08"))
        .containsExactly(Instant.parse("2026-03-08T08:30:00Z"));
    // An hour that comes twice is its first occurrence.
    assertThat(starts("FREQ=WEEKLY;BYDAY=SU", "01:30", "2026-11-01", "2026-11-01"))
        .containsExactly(Instant.parse("2026-11-01T06:30:00Z"));
  }

  @Test
  void countsIntervalsFromItsAnchorForwardAndBackward() {
    Rule everyOther = Rule.of("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO");
    LocalDate anchor = LocalDate.of(2026, 3, 15);
    assertThat(everyOther.days(anchor, LocalDate.of(2025, 11, 1), LocalDate.of(2026, 6, 1)))
        .containsExactly(
            LocalDate.of(2025, 11, 3),
            LocalDate.of(2026, 1, 5),
            LocalDate.of(2026, 3, 2),
            LocalDate.of(2026, 5, 4));
    assertThat(everyOther.days(anchor, anchor, LocalDate.of(2026, 4, 30))).isEmpty();
  }
}
