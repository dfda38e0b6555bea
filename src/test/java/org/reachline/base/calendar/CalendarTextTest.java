package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads back what we write with another library's parser. */
class CalendarTextTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final CalendarText.Mailbox HUB =
      new CalendarText.Mailbox("ECHO sessions", "echo@reachline.example");
  private static final CalendarText.Mailbox MARA =
      new CalendarText.Mailbox("Mara Jensen", "mara@dane.example");

  private static CalendarText.Entry entry(String start, int sequence, boolean cancelled) {
    return new CalendarText.Entry(
        "echo-session-7@reachline",
        sequence,
        Instant.parse(start),
        60,
        CHICAGO,
        "ECHO 1: Buprenorphine, methadone; naltrexone – a comparison that is long enough to be folded",
        "Your own way in:\nhttps://reachline.example/join/abc",
        "https://reachline.example/join/abc",
        cancelled);
  }

  private static ICalendar read(String text) {
    return Biweekly.parse(text).first();
  }

  @Test
  void aRequestTellsOnePersonOfOneSession() {
    ICalendar calendar =
        read(
            CalendarText.mail(
                CalendarText.Ask.REQUEST, entry("2026-01-13T18:00:00Z", 0, false), HUB, MARA, NOW));
    assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
    assertThat(calendar.getEvents()).hasSize(1);
    VEvent event = calendar.getEvents().get(0);
    assertThat(event.getUid().getValue()).isEqualTo("echo-session-7@reachline");
    assertThat(event.getSequence().getValue()).isZero();
    assertThat(event.getDateStart().getValue().toInstant()).isEqualTo("2026-01-13T18:00:00Z");
    assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo("2026-01-13T19:00:00Z");
    assertThat(event.getStatus().getValue()).isEqualTo("CONFIRMED");
    assertThat(event.getSummary().getValue()).contains("Buprenorphine, methadone; naltrexone");
    assertThat(event.getDescription().getValue()).contains("\nhttps://reachline.example/join/abc");
    assertThat(event.getOrganizer().getEmail()).isEqualTo("echo@reachline.example");
    assertThat(event.getAttendees()).hasSize(1);
    assertThat(event.getAttendees().get(0).getEmail()).isEqualTo("mara@dane.example");
    assertThat(event.getAttendees().get(0).getRsvp()).isTrue();
  }

  @Test
  void aCancellationIsACancelNotARequest() {
    ICalendar calendar =
        read(
            CalendarText.mail(
                CalendarText.Ask.CANCEL, entry("2026-01-13T18:00:00Z", 3, true), HUB, MARA, NOW));
    assertThat(calendar.getMethod().getValue()).isEqualTo("CANCEL");
    VEvent event = calendar.getEvents().get(0);
    assertThat(event.getUid().getValue()).isEqualTo("echo-session-7@reachline");
    assertThat(event.getStatus().getValue()).isEqualTo("CANCELLED");
    assertThat(event.getSequence().getValue()).isEqualTo(3);
  }

  @Test
  void carriesTheZonesRulesSoThatNoonStaysNoonOverBothClockChanges() {
    List<Instant> starts =
        Rule.of("FREQ=MONTHLY;BYDAY=2TU")
            .starts(
                java.time.LocalTime.NOON,
                CHICAGO,
                java.time.LocalDate.of(2026, 1, 1),
                java.time.LocalDate.of(2026, 12, 31));
    String text =
        CalendarText.feed(
            starts.stream().map(start -> entry(start.toString(), 0, false)).toList(),
            List.of(),
            NOW);
    assertThat(text).contains("BEGIN:VTIMEZONE").contains("TZID:America/Chicago");
    assertThat(text).contains("DTSTART;TZID=America/Chicago:20260310T120000");
    ICalendar calendar = read(text);
    // The other parser works the instants out of the VTIMEZONE that we sent along.
    assertThat(calendar.getEvents())
        .extracting(event -> event.getDateStart().getValue().toInstant())
        .containsExactlyElementsOf(starts);
    assertThat(starts.get(1)).isEqualTo("2026-02-10T18:00:00Z");
    assertThat(starts.get(2)).isEqualTo("2026-03-10T17:00:00Z");
    assertThat(starts.get(10)).isEqualTo("2026-11-10T18:00:00Z");
  }

  @Test
  void keepsToTheFormOfTheStandard() {
    String text =
        CalendarText.mail(
            CalendarText.Ask.REQUEST, entry("2026-07-14T17:00:00Z", 1, false), HUB, MARA, NOW);
    assertThat(text).endsWith("END:VCALENDAR\r\n");
    assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    assertThat(Stream.of(text.split("\r\n")))
        .allSatisfy(
            line ->
                assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(75));
  }
}
