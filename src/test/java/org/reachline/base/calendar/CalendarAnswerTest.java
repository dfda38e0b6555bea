package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as programs write them. */
class CalendarAnswerTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /** Noon in Chicago on 9 February 2027. */
  private static final Instant NOON = Instant.parse("2027-02-09T18:00:00Z");

  private static String reply(String... lines) {
    return "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
        + String.join("\r\n", lines)
        + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  }

  private static CalendarAnswer only(String text) throws Exception {
    List<CalendarAnswer> answers = CalendarAnswer.readAll(text, "");
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RECURRENCE-ID:20270209T180000Z",
        "RECURRENCE-ID:20270209T180000z",
        "RECURRENCE-ID:20270209T120000",
        "RECURRENCE-ID:20270209",
        "RECURRENCE-ID;VALUE=DATE:20270209",
        "RECURRENCE-ID;TZID=America/Chicago:20270209T120000",
        "RECURRENCE-ID;TZID=\"America/Chicago\":20270209T120000",
        "recurrence-id;tzid=US/Central:20270209T120000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270209T190000",
        "RECURRENCE-ID;TZID=/freeassociation.sourceforge.net/America/Chicago:20270209T120000",
        "RECURRENCE-ID;TZID=/mozilla.org/20050126_1/Europe/Berlin:20270209T190000",
        "RECURRENCE-ID;TZID=Central Standard Time:20270209T120000",
        "RECURRENCE-ID;TZID=Nowhere:20270209T120000",
        "RECURRENCE-ID;TZID=America/Chi\r\n cago:20270209T1200\r\n\t00",
      })
  void namesItsOccurrenceHoweverItIsWritten(String place) throws Exception {
    CalendarAnswer answer = only(reply(place));
    assertThat(answer.place().names(NOON, CHICAGO)).isTrue();
    assertThat(answer.place().names(NOON.plusSeconds(7 * 86_400), CHICAGO)).isFalse();
    assertThat(answer.place().names(NOON.plusSeconds(86_400), CHICAGO)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RECURRENCE-ID:20270209T190000Z",
        "RECURRENCE-ID:20270209T110000",
        "RECURRENCE-ID:20270210",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270209T180000",
        "RECURRENCE-ID:tomorrow",
        "RECURRENCE-ID:",
        "RECURRENCE-ID:20270230T120000",
      })
  void anotherTimeIsAnotherOccurrenceAndNeverTheWholeSeries(String place) throws Exception {
    CalendarAnswer answer = only(reply(place));
    assertThat(answer.place()).isNotNull();
    assertThat(answer.place().names(NOON, CHICAGO)).isFalse();
  }

  /**
   * A name that only the sender's program knows, with its rules beside it as Outlook writes them.
   */
  @ParameterizedTest
  @CsvSource({"20270209T190000, 2027-02-09T18:00:00Z", "20270713T190000, 2027-07-13T17:00:00Z"})
  void worksOutAZoneByTheRulesThatCameAlong(String local, Instant start) throws Exception {
    String zone =
        String.join(
            "\r\n",
            "BEGIN:VTIMEZONE",
            "TZID:W. Europe Standard Time",
            "BEGIN:STANDARD",
            "DTSTART:16010101T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:16010101T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
            "BEGIN:VEVENT");
    CalendarAnswer answer =
        only(
            reply("RECURRENCE-ID;TZID=W. Europe Standard Time:" + local)
                .replaceFirst("BEGIN:VEVENT", zone));
    assertThat(answer.place().names(start, CHICAGO)).isTrue();
  }

  @Test
  void readsWhatOtherProgramsLeaveOutOrWriteOddly() throws Exception {
    CalendarAnswer answer =
        only(
            "\uFEFFbegin:vcalendar\nMethod:reply\nBEGIN:VEVENT\nuid: u1 \n"
                + "ATTENDEE;CN=\"Jensen; Mara: Dr\";PARTSTAT=accepted:MAILTO:Mara%2BEcho@Dane.Example\n"
                + "SEQUENCE:x\nDTSTAMP:yesterday\nTHIS IS NO LINE\n"
                + "COMMENT;LANGUAGE=de:Leider nicht\\, oder\\n\n doch\\; mal sehen\n"
                + "END:VEVENT\nEND:VCALENDAR\n");
    assertThat(answer.method()).isEqualTo("REPLY");
    assertThat(answer.uid()).isEqualTo("u1");
    assertThat(answer.attendees())
        .containsExactly(new CalendarAnswer.Attendee("mara+echo@dane.example", "ACCEPTED", null));
    assertThat(answer.sequence()).isNull();
    assertThat(answer.stamp()).isNull();
    assertThat(answer.place()).isNull();
    assertThat(answer.comment()).isEqualTo("Leider nicht, oder\ndoch; mal sehen");
    assertThat(answer.givenAt(NOON)).isEqualTo(NOON);
    assertThat(only(reply("SEQUENCE:99999999999999")).sequence()).isEqualTo(Integer.MAX_VALUE);
    assertThat(only(reply("DTSTAMP:20260110T180000")).stamp()).isEqualTo("2026-01-10T18:00:00Z");
  }

  @Test
  void aStampLaterThanArrivalCountsAsArrival() throws Exception {
    CalendarAnswer answer = only(reply("DTSTAMP:20290101T000000Z"));
    assertThat(answer.givenAt(NOON)).isEqualTo(NOON);
    assertThat(only(reply("DTSTAMP:20270209T175900Z")).givenAt(NOON))
        .isEqualTo(NOON.minusSeconds(60));
  }

  @Test
  void aTextThatWasCutOffIsReadAsFarAsItGoes() throws Exception {
    String text = reply("ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example", "SEQUENCE:1");
    String cut = text.substring(0, text.indexOf("END:VEVENT"));
    assertThat(only(cut).attendees()).extracting(a -> a.answer()).containsExactly("DECLINED");
  }

  @Test
  void severalEventsAreSeveralAnswersAndTheMailsWordStandsInForTheTexts() throws Exception {
    String two =
        reply("SEQUENCE:1")
            .replace("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:u2\r\nEND:VEVENT");
    assertThat(CalendarAnswer.readAll(two, ""))
        .extracting(a -> a.uid())
        .containsExactly("u1", "u2");
    String silent = reply("SEQUENCE:1").replace("METHOD:REPLY\r\n", "");
    assertThat(CalendarAnswer.readAll(silent, "Reply").get(0).method()).isEqualTo("REPLY");
    assertThat(CalendarAnswer.readAll(silent, "").get(0).whyNoAnswer()).isEmpty();
    assertThat(CalendarAnswer.readAll(silent, "REQUEST").get(0).whyNoAnswer()).isPresent();
  }

  @Test
  void itIsTheSenderWhoAnswersAndADelegationIsToldWithItsName() throws Exception {
    CalendarAnswer answer =
        only(
            reply(
                "ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM=\"mailto:a@b.example\":mailto:deputy@b.example",
                "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:deputy@b.example\":mailto:a@b.example"));
    CalendarAnswer.Attendee who = answer.by("a@b.example").orElseThrow();
    assertThat(CalendarAnswer.whyNone(who))
        .contains("passes the invitation on to deputy@b.example");
    assertThat(answer.by("somebody@else.example").orElseThrow().answer()).isEqualTo("DELEGATED");
    assertThat(only(reply("SEQUENCE:1")).by("a@b.example")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Yes, I will come",
        "<html>BEGIN:VCALENDAR</html>",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTODO\r\nUID:x\r\nEND:VTODO\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR",
      })
  void saysWhyAnEntryCannotBeRead(String text) {
    assertThatThrownBy(() -> CalendarAnswer.readAll(text, ""))
        .isInstanceOf(CalendarAnswer.Unreadable.class)
        .hasMessageEndingWith(".");
  }

  @Property(tries = 500)
  void nothingThatSomebodySendsBreaksTheReader(@ForAll String head, @ForAll String line) {
    for (String text :
        List.of(
            head + line,
            reply(line),
            reply("DTSTAMP:" + line),
            reply("RECURRENCE-ID;TZID=" + line + ":" + head),
            reply("COMMENT:" + line))) {
      try {
        CalendarAnswer.readAll(text, head)
            .forEach(
                answer -> {
                  answer.givenAt(NOON);
                  answer.by(head);
                  if (answer.place() != null) {
                    answer.place().names(NOON, CHICAGO);
                  }
                  assertThat(answer.comment() == null || answer.comment().indexOf('\0') < 0)
                      .isTrue();
                });
      } catch (CalendarAnswer.Unreadable said) {
        assertThat(said.getMessage()).isNotBlank();
      }
    }
  }
}
