package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read back and expanded by a parser that shares no line with ours. */
class SeriesTextTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final Instant NOW = Instant.parse("2025-12-01T12:00:00Z");
  private static final CalendarText.Mailbox HUB =
      new CalendarText.Mailbox("ECHO", "echo@reachline.example");
  private static final CalendarText.Mailbox MARA =
      new CalendarText.Mailbox("Mara Jensen", "mara@dane.example");

  private static CalendarText.Entry entry(Instant start, int sequence) {
    return new CalendarText.Entry(
        "echo-series-3-abc@reachline",
        sequence,
        start,
        60,
        CHICAGO,
        "ECHO",
        "Your own way in",
        "https://reachline.example/join/" + start.getEpochSecond(),
        false);
  }

  private static ICalendar series(String rule, List<Instant> places, Instant moved, Instant to) {
    List<SeriesText.Occurrence> occurrences =
        places.stream()
            .map(
                place ->
                    place.equals(moved)
                        ? new SeriesText.Occurrence(place, entry(to, 1))
                        : new SeriesText.Occurrence(place, entry(place, 0)))
            .toList();
    return Biweekly.parse(
            SeriesText.request(
                new SeriesText.Series(Rule.of(rule), entry(places.get(0), 0), occurrences),
                HUB,
                MARA,
                NOW))
        .first();
  }

  /** Starts that the recurring event alone gives, by the other parser. */
  private static List<Instant> expanded(ICalendar calendar) {
    DateIterator dates = calendar.getEvents().get(0).getDateIterator(TimeZone.getTimeZone(CHICAGO));
    List<Instant> starts = new ArrayList<>();
    while (dates.hasNext()) {
      starts.add(dates.next().toInstant());
    }
    return starts;
  }

  private static List<Instant> planned(String rule) {
    return Rule.of(rule)
        .starts(LocalTime.NOON, CHICAGO, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 31));
  }

  // First, third and last day looked up in the calendar of 2026; clocks change on 8 March and
  // 1 November, so that noon is 18:00, 17:00 and 18:00 UTC.
  @ParameterizedTest
  @CsvSource({
    "FREQ=MONTHLY;BYDAY=2TU, 2026-01-13T18:00:00Z, 2026-03-10T17:00:00Z, 2027-01-12T18:00:00Z, 13",
    "FREQ=MONTHLY;BYDAY=-1FR, 2026-01-30T18:00:00Z, 2026-03-27T17:00:00Z, 2027-01-29T18:00:00Z, 13",
    "FREQ=MONTHLY;BYMONTHDAY=15, 2026-01-15T18:00:00Z, 2026-03-15T17:00:00Z, 2027-01-15T18:00:00Z, 13",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO, 2026-01-05T18:00:00Z, 2026-05-04T17:00:00Z, 2027-01-04T18:00:00Z, 7",
    "'FREQ=WEEKLY;BYDAY=MO,TH', 2026-01-01T18:00:00Z, 2026-01-08T18:00:00Z, 2027-01-28T18:00:00Z, 113",
    "'FREQ=MONTHLY;BYDAY=1TH,3TH', 2026-01-01T18:00:00Z, 2026-02-05T18:00:00Z, 2027-01-21T18:00:00Z, 26",
    "'FREQ=MONTHLY;BYMONTHDAY=1,15', 2026-01-01T18:00:00Z, 2026-02-01T18:00:00Z, 2027-01-15T18:00:00Z, 26",
    "'FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2', 2026-01-06T18:00:00Z, 2026-03-05T18:00:00Z, 2027-01-07T18:00:00Z, 13",
    "FREQ=MONTHLY;BYDAY=-2MO, 2026-01-19T18:00:00Z, 2026-03-23T17:00:00Z, 2027-01-18T18:00:00Z, 13",
    "'FREQ=YEARLY;BYMONTH=1,3,9;BYDAY=2TU', 2026-01-13T18:00:00Z, 2026-09-08T17:00:00Z, 2027-01-12T18:00:00Z, 4",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE, 2026-01-14T18:00:00Z, 2026-02-11T18:00:00Z, 2027-01-27T18:00:00Z, 28",
  })
  void everyKindOfRuleIsExpandedToTheSameStartsOverTwoClockChanges(
      String rule, Instant first, Instant third, Instant last, int count) {
    List<Instant> places =
        rule.contains("INTERVAL=2;BYDAY=WE")
            ? SeriesText.starts(Rule.of(rule), CHICAGO, Instant.parse("2026-01-14T18:00:00Z"), last)
            : planned(rule);
    ICalendar calendar = series(rule, places, null, null);
    List<Instant> starts = expanded(calendar);
    assertThat(starts).isEqualTo(places).hasSize(count).startsWith(first).endsWith(last);
    assertThat(starts.get(2)).isEqualTo(third);
    assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
    assertThat(calendar.getEvents()).hasSize(count + 1);
    assertThat(calendar.getEvents())
        .allSatisfy(
            event ->
                assertThat(event.getUid().getValue()).isEqualTo("echo-series-3-abc@reachline"));
  }

  @Test
  void exceptionsAreLeftOutAndTheEndIsTheLastOccurrence() {
    List<Instant> places = new ArrayList<>(planned("FREQ=MONTHLY;BYDAY=2TU"));
    Instant summer = places.remove(6);
    places.subList(9, places.size()).clear();
    ICalendar calendar = series("FREQ=MONTHLY;BYDAY=2TU", places, null, null);
    assertThat(expanded(calendar)).isEqualTo(places).doesNotContain(summer);
    assertThat(calendar.getEvents().get(0).getExceptionDates().get(0).getValues())
        .extracting(ICalDate::toInstant)
        .containsExactly(summer);
  }

  @Test
  void aMovedOccurrenceKeepsItsPlaceAsRecurrenceId() {
    List<Instant> places = planned("FREQ=MONTHLY;BYDAY=2TU");
    Instant moved = places.get(2);
    Instant to = Instant.parse("2026-03-12T19:00:00Z");
    ICalendar calendar = series("FREQ=MONTHLY;BYDAY=2TU", places, moved, to);
    VEvent override =
        calendar.getEvents().stream()
            .filter(e -> e.getRecurrenceId() != null)
            .filter(e -> e.getRecurrenceId().getValue().toInstant().equals(moved))
            .findFirst()
            .orElseThrow();
    assertThat(override.getDateStart().getValue().toInstant()).isEqualTo(to);
    assertThat(override.getSequence().getValue()).isEqualTo(1);
    assertThat(override.getLocation().getValue()).endsWith("/join/" + to.getEpochSecond());
    assertThat(expanded(calendar)).contains(moved);
  }

  @Test
  void keepsToTheFormOfTheStandard() {
    List<Instant> places = planned("FREQ=MONTHLY;BYDAY=2TU");
    List<SeriesText.Occurrence> occurrences =
        places.subList(0, 2).stream()
            .map(place -> new SeriesText.Occurrence(place, entry(place, 0)))
            .toList();
    String text =
        SeriesText.request(
            new SeriesText.Series(
                Rule.of("FREQ=MONTHLY;BYDAY=2TU"), entry(places.get(0), 0), occurrences),
            HUB,
            MARA,
            NOW);
    assertThat(Arrays.asList(text.split("\r\n")))
        .contains(
            "DTSTART;TZID=America/Chicago:20260113T120000",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260210T180000Z",
            "RECURRENCE-ID;TZID=America/Chicago:20260210T120000")
        .contains("TZID:America/Chicago");
  }
}
