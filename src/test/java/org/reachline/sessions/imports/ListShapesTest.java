package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as the services have written them over the years, and as spreadsheets save them again. */
class ListShapesTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final Instant START = Instant.parse("2026-01-13T18:00:00Z");

  private static ParticipantList read(String... lines) {
    return ParticipantList.read(String.join("\r\n", lines), CHICAGO, START);
  }

  /** Name, minutes from the session's start to the coming, and to the going. */
  private static List<String> told(ParticipantList list) {
    assertThat(list.problems()).isEmpty();
    return list.stays().stream()
        .map(s -> s.name() + " " + minute(s.from()) + "-" + (s.to() == null ? "" : minute(s.to())))
        .toList();
  }

  private static long minute(Instant at) {
    return Duration.between(START, at).toMinutes();
  }

  @Test
  void zoomWithItsNewerColumns() {
    ParticipantList list =
        read(
            "Topic,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes)",
            "ECHO 1,812 3456 7890,Hub,hub@demo.example,\"Jan 13, 2026 11:45:00 AM\",\"Jan 13, 2026 01:05:00 PM\",2,80",
            "",
            "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room",
            "Mara Jensen,mara@dane.example,\"Jan 13, 2026 12:00:00 PM\",\"Jan 13, 2026 12:30:00 PM\",30,No,OK,No",
            "Otis Frame,,01/13/2026 12:10:00 PM,01/13/2026 12:50:00 PM,40,Yes,,No");
    assertThat(list.provider()).contains(Provider.ZOOM);
    assertThat(told(list)).containsExactly("Mara Jensen 0-30", "Otis Frame 10-50");
  }

  @Test
  void zoomsWebinarWithAPanelAndAnAudience() {
    ParticipantList list =
        read(
            "Attendee Report",
            "Report Generated:,\"Jan 14, 2026 9:00 AM\"",
            "Host Details,",
            "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name",
            "Yes,Hanna Okafor,hub@demo.example,\"Jan 13, 2026 11:50:00 AM\",\"Jan 13, 2026 1:00:00 PM\",70,No,United States",
            "Attendee Details,",
            "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name",
            "Yes,Mara Jensen,Mara,Jensen,mara@dane.example,\"Jan 2, 2026 9:00:00 AM\",approved,\"Jan 13, 2026 12:00:00 PM\",\"Jan 13, 2026 12:30:00 PM\",30,Yes,United States",
            "No,Ann Lee,Ann,Lee,ann@dane.example,\"Jan 2, 2026 9:00:00 AM\",approved,--,--,--,--,--");
    assertThat(list.provider()).contains(Provider.ZOOM);
    assertThat(told(list)).containsExactly("Hanna Okafor -10-60", "Mara Jensen 0-30");
    assertThat(list.stays().get(1).email()).isEqualTo("mara@dane.example");
  }

  @Test
  void teamsAsItWasBeforeItsNumberedParts() {
    ParticipantList list =
        read(
            "Meeting Summary",
            "Total Number of Participants\t2",
            "Meeting Title\tECHO 1",
            "Meeting Start Time\t1/13/2026, 11:45:00 AM",
            "",
            "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)",
            "Mara Jensen\t1/13/2026, 12:00:00 PM\t1/13/2026, 12:40:00 PM\t40m\t\tAttendee\tmara_dane.example#EXT#@hub.onmicrosoft.com",
            "Otis \"OJ\" Frame (Guest)\t1/13/2026, 12:05:00 PM\t1/13/2026, 1:00:00 PM\t55m\t\tAttendee\t");
    assertThat(list.provider()).contains(Provider.TEAMS);
    assertThat(told(list)).containsExactly("Mara Jensen 0-40", "Otis \"OJ\" Frame (Guest) 5-60");
    assertThat(list.stays()).extracting(s -> s.email()).containsExactly("mara@dane.example", "");
  }

  @Test
  void teamsListOfComingsAndGoingsInAnyOrder() {
    ParticipantList list =
        read(
            "Full Name\tUser Action\tTimestamp",
            "Mara Jensen\tLeft\t1/13/2026, 12:20:00 PM",
            "Hanna Okafor\tJoined before\t1/13/2026, 12:00:00 PM",
            "Mara Jensen\tJoined\t1/13/2026, 12:00:00 PM",
            "Mara Jensen\tJoined\t1/13/2026, 12:30:00 PM",
            "Mara Jensen\tLeft\t1/13/2026, 12:45:00 PM");
    assertThat(list.provider()).contains(Provider.TEAMS);
    assertThat(told(list))
        .containsExactlyInAnyOrder("Mara Jensen 0-20", "Mara Jensen 30-45", "Hanna Okafor 0-");
    assertThat(
            read("Full Name\tUser Action\tTimestamp", "Mara\tWaved\t1/13/2026, 12:00 PM")
                .problems())
        .extracting(p -> p.row() + " " + p.column())
        .containsExactly("2 user action");
  }

  @Test
  void teamsWebinarNamesItsColumnsAnotherWay() {
    ParticipantList list =
        read(
            "2. Participants",
            "Name\tFirst Join Time\tLast Leave Time\tIn-Meeting Duration\tEmail\tRole",
            "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t1h 2s\tmara@dane.example\tAttendee");
    assertThat(list.provider()).contains(Provider.TEAMS);
    assertThat(told(list)).containsExactly("Mara Jensen 0-60");
  }

  @Test
  void teamsPeopleWithoutComingsAndGoingsAreNotLost() {
    ParticipantList list =
        read(
            "2. Participants",
            "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole",
            "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t1h\tmara@dane.example\tAttendee",
            "Otis Frame\t1/13/26, 12:10:00 PM\t1/13/26, 1:00:00 PM\t30m\t\tAttendee",
            "",
            "3. In-Meeting Activities",
            "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
            "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 12:20:00 PM\t20m\tmara@dane.example\tAttendee");
    assertThat(told(list)).containsExactly("Mara Jensen 0-20", "Otis Frame 10-40");
  }

  @Test
  void bigBlueButtonLeavesOutWhoNeverJoined() {
    ParticipantList list =
        read(
            "Name,Moderator,Activity Score,Talk Time,Join,Left,Duration",
            "Mara Jensen,FALSE,3.1,00:01:02,2026-01-13T18:05:00.000Z,2026-01-13T18:55:00.000Z,00:50:00",
            "Anonymous,,,,,,");
    assertThat(list.provider()).contains(Provider.BIGBLUEBUTTON);
    assertThat(told(list)).containsExactly("Mara Jensen 5-55");
  }

  @Test
  void aSpreadsheetMaySaveItWithSemicolonsOrTabs() {
    for (String separator : List.of(";", "\t")) {
      String list =
          "\uFEFFName (Original Name),User Email,Join Time,Leave Time\nMara,m@d.example,13.01.2026 12:00,13.01.2026 12:30\n"
              .replace(",", separator);
      assertThat(told(ParticipantList.read(list, CHICAGO, START))).containsExactly("Mara 0-30");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01/13/2026 12:05:00 PM",
        "1/13/26, 12:05 PM",
        "1/13/26, 12:05:00\u202fPM",
        "13/01/2026 12:05",
        "13-01-2026 12:05:00",
        "13.01.2026 12:05:00",
        "2026-01-13 12:05:00",
        "2026-01-13 12:05 pm",
        "2026/01/13 12:05:00",
        "2026-01-13T12:05:00.000",
        "2026-01-13T18:05:00Z",
        "2026-01-13T12:05:00-06:00",
        "Jan 13, 2026 12:05:00 PM",
        "January 13, 2026, 12:05 p.m.",
        "13 Jan 2026 12:05:00",
        "1/13/2026 12:05:00PM",
      })
  void readsTheTime(String text) {
    assertThat(ReportTimes.instant(text, CHICAGO, START)).contains(START.plusSeconds(300));
  }

  @ParameterizedTest
  @CsvSource({
    "62, 62",
    "62.5, 62.5",
    "01:02:30, 62.5",
    "1h 2m 30s, 62.5",
    "1h2m30s, 62.5",
    "62m 30s, 62.5",
    "1 hr 2 min, 62",
    "1 hour 2 minutes 30 seconds, 62.5",
    "150s, 2.5",
  })
  void readsTheLength(String text, double minutes) {
    assertThat(ReportTimes.duration(text)).contains(Duration.ofSeconds(Math.round(minutes * 60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-", "1:2", "1x"})
  void doesNotGuessALength(String text) {
    assertThat(ReportTimes.duration(text)).isEmpty();
  }

  @Test
  void utf16IsToldWithAndWithoutItsMark() {
    String text = "Name\tFirst Join";
    assertThat(ReportText.wide(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)))
        .contains(text);
    assertThat(ReportText.wide(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)))
        .contains(text);
    assertThat(ReportText.wide(text.getBytes(StandardCharsets.UTF_16LE))).contains(text);
    assertThat(ReportText.wide(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
