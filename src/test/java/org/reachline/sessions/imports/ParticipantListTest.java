package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ParticipantListTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final Instant START = Instant.parse("2026-01-13T18:00:00Z");

  private static ParticipantList read(String... lines) {
    return ParticipantList.read(String.join("\r\n", lines), CHICAGO, START);
  }

  private static long minutes(ParticipantList.Stay stay) {
    return Duration.between(stay.from(), stay.to()).toMinutes();
  }

  @Test
  void readsZoomsReportWithItsMeetingAbove() {
    ParticipantList list =
        read(
            "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,",
            "812 3456 7890,ECHO 1,01/13/2026 11:45:00 AM,01/13/2026 01:05:00 PM,hub@demo.reachline.example,80,3,",
            "",
            "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room",
            "Mara Jensen (mjensen),Mara@Dane.example,01/13/2026 11:58:30 AM,01/13/2026 12:30:00 PM,32,Yes,No",
            "\"Jensen, Mara\",,01/13/2026 12:35:00 PM,01/13/2026 01:00:00 PM,25,Yes,No",
            "Otis Frame,,01/13/2026 11:50:00 AM,01/13/2026 11:58:00 AM,8,Yes,Yes");
    assertThat(list.problems()).isEmpty();
    assertThat(list.provider()).contains(Provider.ZOOM);
    assertThat(list.waiting()).isEqualTo(1);
    assertThat(list.stays()).hasSize(2);
    assertThat(list.stays().get(0).email()).isEqualTo("mara@dane.example");
    assertThat(list.stays().get(0).from()).isEqualTo("2026-01-13T17:58:30Z");
    assertThat(list.stays().get(0).to()).isEqualTo("2026-01-13T18:30:00Z");
    assertThat(list.stays().get(0).row()).isEqualTo(5);
  }

  @Test
  void readsTeamsEveryComingAndGoing() {
    ParticipantList list =
        read(
            "1. Summary",
            "Meeting title\tECHO 1",
            "Attended participants\t1",
            "Start time\t1/13/26, 11:45:00 AM",
            "",
            "2. Participants",
            "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
            "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t40m 0s\tmara@dane.example\tmara@dane.example\tPresenter",
            "",
            "3. In-Meeting Activities",
            "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
            "Mara Jensen\t1/13/26, 12:00:00\u202fPM\t1/13/26, 12:20:00 PM\t20m 0s\tmara@dane.example\tPresenter",
            "Mara Jensen\t1/13/26, 12:40:00 PM\t1/13/26, 1:00:00 PM\t20m 0s\tmara@dane.example\tPresenter");
    assertThat(list.problems()).isEmpty();
    assertThat(list.provider()).contains(Provider.TEAMS);
    assertThat(list.stays()).extracting(ParticipantListTest::minutes).containsExactly(20L, 20L);
  }

  @Test
  void shortensAStayOfTeamsSummaryToTheLengthThatItTells() {
    ParticipantList list =
        read(
            "2. Participants",
            "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole",
            "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t40m 30s\tmara@dane.example\tPresenter");
    assertThat(list.problems()).isEmpty();
    assertThat(list.stays().get(0).to()).isEqualTo("2026-01-13T18:40:30Z");
  }

  @Test
  void readsBigBlueButtonsSessionData() {
    ParticipantList list =
        read(
            "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands,Join,Left,Duration",
            "\"Mara Jensen\",\"FALSE\",\"3.1\",\"00:01:02\",\"-\",\"2\",\"0\",\"0\",\"1\",\"1/13/2026, 12:05:00 PM\",\"1/13/2026, 12:55:00 PM\",\"00:45:00\"",
            "\"Hanna Okafor\",\"TRUE\",\"9\",\"00:20:00\",\"-\",\"2\",\"0\",\"0\",\"1\",\"1/13/2026, 12:00:00 PM\",\"-\",\"01:00:00\"",
            "\"Anonymous\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"");
    assertThat(list.problems()).isEmpty();
    assertThat(list.provider()).contains(Provider.BIGBLUEBUTTON);
    assertThat(list.stays()).hasSize(2);
    assertThat(minutes(list.stays().get(0))).isEqualTo(45);
    // Still there when the list was written: what was measured until then, not the whole hour.
    assertThat(list.stays().get(1).to()).isEqualTo("2026-01-13T19:00:00Z");
  }

  @Test
  void takesTheDayFirstWhereThatIsMeant() {
    ParticipantList list =
        read(
            "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)",
            "Mara Jensen,,13/01/2026 12:00:00 PM,13/01/2026 01:00:00 PM,60");
    assertThat(list.problems()).isEmpty();
    assertThat(list.stays().get(0).from()).isEqualTo(START);
  }

  @Test
  void tellsTheListOfAnotherDay() {
    ParticipantList list =
        read(
            "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)",
            "Mara Jensen,,02/10/2026 12:00:00 PM,02/10/2026 01:00:00 PM,60");
    assertThat(list.problems()).hasSize(1);
    assertThat(list.problems().get(0).row()).isEqualTo(2);
    assertThat(list.problems().get(0).column()).isEqualTo("join time");
    assertThat(list.problems().get(0).message()).contains("another day");
  }

  @Test
  void tellsRowAndColumnOfEveryMistake() {
    ParticipantList list =
        read(
            "Name,Email,Join time,Leave time,Duration (minutes)",
            "Mara Jensen,,noon,01/13/2026 01:00:00 PM,60",
            "Otis Frame,,01/13/2026 12:00:00 PM,later,60",
            "Ann Lee,,01/13/2026 12:30:00 PM,01/13/2026 12:10:00 PM,60");
    assertThat(list.problems())
        .extracting(p -> p.row() + " " + p.column())
        .containsExactly("2 join time", "3 leave time", "4 leave time");
    assertThat(list.stays()).isEmpty();
  }

  @Test
  void refusesAListOfUniqueUsersAndAnythingElse() {
    assertThat(
            read("Name (Original Name),User Email,Total Duration (Minutes),Guest", "A,,65,No")
                .problems())
        .first()
        .satisfies(p -> assertThat(p.message()).contains("Show unique users"));
    assertThat(read("a,b", "1,2").problems()).hasSize(1);
    assertThat(read("").problems()).hasSize(1);
  }
}
