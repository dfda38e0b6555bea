package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.sessions.Span;

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
        "13.01.26, 12:05:00",
        "13.01.2026 um 12:05:00 Uhr",
        "13. Januar 2026 12:05",
        "13/1/2026 12:05:00 p. m.",
        "13 de enero de 2026 12:05",
        "13 ene. 2026, 12:05:00",
        "mar. 13 janv. 2026 à 12:05",
        "13 janv. 2026 12h05",
        "13 de jan. de 2026, 12:05:00",
        "terça-feira, 13 de janeiro de 2026 12:05",
        "Tuesday, January 13, 2026 12:05 PM",
        "13-Jan-2026 12:05:00",
        "2026-01-13 12:05:00 CST",
        "Jan 13, 2026, 1:05:00 PM EST",
        "1/13/2026 12:05:00 (UTC-06:00)",
        "2026-01-13 18:05:00 UTC",
        "2026-01-13 19:05:00 GMT+1",
        "12:05 PM",
        "12:05:00",
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
    "50 Min., 50",
    "1 Std. 2 Min. 30 Sek., 62.5",
    "1 Stunde 2 Minuten, 62",
    "1 heure 2 minutes 30 secondes, 62.5",
    "1 h 2 min 30 s, 62.5",
    "1 hora y 2 minutos, 62",
    "1 hora e 2 minutos, 62",
    "50 mins, 50",
    "1 hr 2 mins, 62",
    "0:50:30, 50.5",
    "'62,5', 62.5",
    "PT1H2M30S, 62.5",
  })
  void readsTheLength(String text, double minutes) {
    assertThat(ReportLengths.of(text)).contains(Duration.ofSeconds(Math.round(minutes * 60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-", "1:2", "1x"})
  void doesNotGuessALength(String text) {
    assertThat(ReportLengths.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noon",
        "later",
        "13",
        "1:2",
        "Room 12:05",
        "32/01/2026 12:05",
        "13.13.2026 12:05",
        "25:05",
        "12:61",
        "13.01.2026",
      })
  void doesNotGuessATime(String text) {
    assertThat(ReportTimes.instant(text, CHICAGO, START)).isEmpty();
  }

  /** Of month first and day first, the session's own day is meant, on every day of a year. */
  @Test
  void theSessionsDayTellsWhichNumberIsTheMonth() {
    for (int day = 0; day < 365; day++) {
      Instant start = START.plus(Duration.ofDays(day));
      LocalDateTime local = start.atZone(CHICAGO).toLocalDateTime();
      for (String pattern :
          List.of(
              "MM/dd/yyyy hh:mm a",
              "dd/MM/yyyy HH:mm",
              "M/d/yy, h:mm a",
              "d/M/yy HH:mm",
              "dd.MM.yy, HH:mm",
              "dd-MM-yyyy HH:mm",
              "yyyy/MM/dd HH:mm")) {
        String text = local.format(DateTimeFormatter.ofPattern(pattern, Locale.US));
        assertThat(ReportTimes.instant(text, CHICAGO, start)).as(text).contains(start);
      }
    }
  }

  /** A length of two numbers is hours and minutes or minutes and seconds: the stay tells. */
  @Test
  void theStayTellsTheUnit() {
    Optional<Duration> hour = Optional.of(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("1:02", "", hour)).contains(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("62:00", "", hour)).contains(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("3720", "Duration", hour)).contains(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("62", "Duration", hour)).contains(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("3720", "Dauer (Sekunden)", Optional.empty()))
        .contains(Duration.ofMinutes(62));
    assertThat(ReportLengths.of("1,5", "Duración (horas)", Optional.empty()))
        .contains(Duration.ofMinutes(90));
  }

  /** The hour that comes twice, and the one that is left out. */
  @Test
  void theStatedLengthDecidesInTheHourThatComesTwice() {
    Instant night = Instant.parse("2026-11-01T06:30:00Z");
    String header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\r\n";
    record Case(String row, String from, String to) {}
    for (Case c :
        List.of(
            new Case("01:32:00 AM,11/01/2026 01:25:00 AM,53", "06:32", "07:25"),
            new Case("01:10:00 AM,11/01/2026 01:50:00 AM,40", "06:10", "06:50"),
            new Case("01:10:00 AM,11/01/2026 01:50:00 AM,100", "06:10", "07:50"),
            new Case("01:32:00 AM,11/01/2026 01:25:00 AM,", "06:32", "07:25"),
            new Case("12:50:00 AM,11/01/2026 02:10:00 AM,140", "05:50", "08:10"),
            new Case("12:50:00 AM,11/01/2026 01:10:00 AM,80", "05:50", "07:10"))) {
      ParticipantList list =
          ParticipantList.read(header + "Nadia,,11/01/2026 " + c.row(), CHICAGO, night);
      assertThat(list.problems()).as(c.row()).isEmpty();
      assertThat(list.stays().get(0).from())
          .as(c.row())
          .isEqualTo("2026-11-01T" + c.from() + ":00Z");
      assertThat(list.stays().get(0).to()).as(c.row()).isEqualTo("2026-11-01T" + c.to() + ":00Z");
    }
    ParticipantList spring =
        ParticipantList.read(
            header + "Nadia,,03/08/2026 02:30:00 AM,03/08/2026 03:30:00 AM,60",
            CHICAGO,
            Instant.parse("2026-03-08T08:00:00Z"));
    assertThat(spring.problems().get(0).message()).contains("the clocks left this hour out");
  }

  /** Headings that nobody knows are asked about, with the right proposal, in each language. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name (Originalname),Benutzer-E-Mail,Beitrittszeit,Austrittszeit,Dauer (Minuten),Gast"
            + "|N E J L D -",
        "Nombre (nombre original),Correo electrónico del usuario,Hora de entrada,Hora de salida,"
            + "Duración (minutos),Invitado|N E J L D -",
        "Nom (nom d'origine),E-mail de l'utilisateur,Heure d'arrivée,Heure de départ,"
            + "Durée (minutes),Invité|N E J L D -",
        "Nome (nome original),E-mail do usuário,Hora de entrada,Hora de saída,Duração (minutos),"
            + "Convidado|N E J L D -",
        "Name,Erste Teilnahme,Letztes Verlassen,Dauer in der Besprechung,E-Mail,"
            + "Teilnehmer-ID (UPN),Rolle|N J L D E E -",
        "Name,Erster Beitritt,Letzter Austritt,Dauer der Teilnahme,E-Mail,Rolle|N J L D E -",
        "Nombre,Primera unión,Última salida,Duración en la reunión,Correo electrónico,Rol"
            + "|N J L D E -",
        "Nom,Première participation,Dernier départ,Durée de la réunion,E-mail,Rôle|N J L D E -",
        "Nome,Primeiro ingresso,Última saída,Duração na reunião,E-mail,Função|N J L D E -",
        "Meeting Name,Meeting Start Time,Meeting End Time,Display Name,First Name,Last Name,Role,"
            + "Attendee Email,Join Time,Leave Time,Attendance Duration,Connection Type"
            + "|- - - N - - - E J L D -",
        "First name,Last name,Email,Duration,Time joined,Time exited|F S E D J L",
        "Vorname,Nachname,E-Mail,Dauer,Beigetreten,Verlassen|F S E D J L",
        "Prénom,Nom,E-mail,Durée,Arrivée,Départ|F S E D J L",
      })
  void proposesWhatAColumnIs(String shape) {
    String[] parts = shape.split("\\|");
    String row = ("x,".repeat(parts[0].split(",").length)).replaceFirst(",x,x", ",12:01,12:51");
    ParticipantList list = ParticipantList.read(parts[0] + "\n" + row, CHICAGO, START);
    assertThat(list.problems()).isEmpty();
    assertThat(list.unknown()).hasSize(1);
    assertThat(
            list.unknown().get(0).columns().stream()
                .map(
                    c ->
                        c == null ? "-" : c == CsvColumn.LAST_NAME ? "S" : c.name().substring(0, 1))
                .collect(Collectors.joining(" ")))
        .isEqualTo(parts[1]);
  }

  /** Both its tables are asked about; the one with every coming and going counts. */
  @Test
  void teamsInGermanWithItsThreeParts() {
    String text =
        String.join(
            "\r\n",
            "1. Zusammenfassung",
            "Besprechungstitel\tECHO",
            "Startzeit\t13.01.26, 11:59:00",
            "",
            "2. Teilnehmer",
            "Name\tErste Teilnahme\tLetztes Verlassen\tDauer in der Besprechung\tE-Mail\tRolle",
            "Mara\t13.01.26, 12:00:00\t13.01.26, 13:00:00\t40 Min.\tmara@dane.example\tT",
            "Otis\t13.01.26, 12:10:00\t13.01.26, 13:00:00\t30 Min. 20 Sek.\t\tT",
            "",
            "3. Aktivitäten in Besprechungen",
            "Name\tBeitrittszeit\tVerlassenszeit\tDauer\tRolle",
            "Mara\t13.01.26, 12:00:00\t13.01.26, 12:20:00\t20 Min.\tT",
            "Mara\t13.01.26, 12:40:00\t13.01.26, 13:00:00\t20 Min.\tT");
    ParticipantList asked = ParticipantList.read(text, CHICAGO, START);
    assertThat(asked.unknown()).hasSize(2);
    ParticipantList list =
        ParticipantList.read(
            text,
            new ParticipantList.Clock(CHICAGO, false),
            START,
            titles ->
                asked.unknown().stream()
                    .filter(t -> t.titles().equals(titles))
                    .map(ReportTable::columns)
                    .findFirst());
    assertThat(told(list)).containsExactly("Mara 0-20", "Mara 40-60", "Otis 10-40");
    assertThat(list.stays()).extracting(ParticipantList.Stay::email).contains("mara@dane.example");
  }

  @Test
  void zoomInGermanWithItsMeetingAboveAsksAboutTheParticipantsAlone() {
    ParticipantList asked =
        read(
            "Thema,Meeting-ID,Gastgeber,Dauer (Minuten),Startzeit,Endzeit,Teilnehmer",
            "ECHO,812,Hub,64,13.01.2026 11:58:00,13.01.2026 13:02:00,1",
            "",
            "Name (Originalname),Benutzer-E-Mail,Beitrittszeit,Austrittszeit,Dauer (Minuten)",
            "Mara,m@d.example,13.01.2026 12:00:00,13.01.2026 12:40:00,40");
    assertThat(asked.unknown())
        .singleElement()
        .satisfies(t -> assertThat(t.titles()).contains("Beitrittszeit"));
  }

  @Test
  void theZoneIsAskedForWhereAnotherFitsMuchBetterAndNotWhereItFits() {
    Span session = new Span(START, START.plusSeconds(3600));
    ParticipantList.Clock chicago = new ParticipantList.Clock(CHICAGO, false);
    for (int shift = -12; shift <= 12; shift++) {
      List<ParticipantList.Stay> stays =
          List.of(
              new ParticipantList.Stay(
                  2,
                  "A",
                  "",
                  START.plusSeconds(3600L * shift),
                  START.plusSeconds(3600L * shift + 3500)));
      Optional<ZoneDoubt> doubt = ZoneDoubt.of(session, List.of(stays), chicago, List.of(CHICAGO));
      assertThat(doubt.isPresent()).as("%d hours", shift).isEqualTo(shift != 0);
      doubt.ifPresent(d -> assertThat(d.isHardlyAnybody()).isTrue());
    }
    // Early birds, latecomers and people who left early are no reason to ask.
    for (int[] stay : new int[][] {{-20, 70}, {0, 5}, {55, 60}, {30, 90}, {-30, 60}}) {
      List<ParticipantList.Stay> own =
          List.of(
              new ParticipantList.Stay(
                  2, "A", "", START.plusSeconds(60L * stay[0]), START.plusSeconds(60L * stay[1])));
      List<ParticipantList.Stay> other =
          List.of(new ParticipantList.Stay(3, "B", "", START, START.plusSeconds(3600)));
      assertThat(ZoneDoubt.of(session, List.of(own, other), chicago, List.of())).isEmpty();
    }
  }

  @Test
  void aListThatSaysWhenPeopleCameAndNotWhenTheyLeftIsAskedAbout() {
    // "Exit" is no heading that is known: nobody may count to the end because of that.
    ParticipantList list =
        read("Name,Email,Join Time,Exit", "Mara,m@d.example,01/13/2026 12:00,01/13/2026 12:10");
    assertThat(list.stays()).isEmpty();
    assertThat(list.unknown().get(0).columns())
        .containsExactly(CsvColumn.NAME, CsvColumn.EMAIL, CsvColumn.JOIN, CsvColumn.LEAVE);
  }

  @Test
  void westernFilesAreReadAsTheirCountryWritesThem() {
    String text = "Name;Beitrittszeit\r\nJürgen Müller;13.01.2026 12:00";
    assertThat(ReportText.western(text.getBytes(Charset.forName("windows-1252")))).contains(text);
    assertThat(ReportText.western(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
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
