package org.reachline.base.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every time in every calendar text, read back for every zone of the world: as text, by java.time,
 * as a program does that knows the zone by its name; and by the zone's rules that we sent along, as
 * a program does that knows no other.
 */
class CalendarTimesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final CalendarText.Mailbox HUB =
      new CalendarText.Mailbox("ECHO sessions", "echo@reachline.example");
  private static final CalendarText.Mailbox MARA =
      new CalendarText.Mailbox("Mara Jensen", "mara@dane.example");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final LocalTime TIME = LocalTime.of(14, 0);

  static List<ZoneId> zones() {
    return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
  }

  private static CalendarText.Entry entry(Instant start, ZoneId zone, int minutes) {
    return new CalendarText.Entry(
        "e-" + start, 0, start, minutes, zone, "ECHO", "Way in", null, false);
  }

  /** Forty days over a year, at changing hours of the day. */
  private static List<Instant> fortyDays(int year, ZoneId zone) {
    LocalDateTime first = LocalDate.of(year, 1, 2).atTime(0, 30);
    return IntStream.range(0, 40)
        .mapToObj(i -> first.plusDays(9L * i).plusHours(7L * i % 24).atZone(zone).toInstant())
        .toList();
  }

  private static boolean changesClocks(ZoneId zone) {
    ZoneOffsetTransition next =
        zone.getRules().nextTransition(Instant.parse("2021-12-01T00:00:00Z"));
    return next != null && next.getInstant().isBefore(Instant.parse("2028-01-01T00:00:00Z"));
  }

  private static List<Instant> read(String text, String property) {
    return Arrays.stream(text.replace("\r\n ", "").split("\r\n"))
        .dropWhile(line -> !line.equals("BEGIN:VEVENT"))
        .filter(line -> line.startsWith(property + ";") || line.startsWith(property + ":"))
        .flatMap(CalendarTimesTest::read)
        .toList();
  }

  private static Stream<Instant> read(String line) {
    String value = line.substring(line.lastIndexOf(':') + 1);
    String head = line.substring(0, line.lastIndexOf(':'));
    return Arrays.stream(value.split(","))
        .map(
            one ->
                one.endsWith("Z")
                    ? LocalDateTime.parse(one.replace("Z", ""), LOCAL).toInstant(ZoneOffset.UTC)
                    : LocalDateTime.parse(one, LOCAL)
                        .atZone(ZoneId.of(head.substring(head.indexOf(";TZID=") + 6)))
                        .toInstant());
  }

  @Test
  void everyStartAndEndOfMailAndFeedIsTheTimeOfTheSessionInEveryZone() {
    List<ZoneId> zones = zones();
    assertThat(zones).hasSizeGreaterThan(590);
    for (ZoneId zone : zones) {
      for (int year :
          changesClocks(zone) ? new int[] {2022, 2023, 2024, 2025, 2026, 2027} : new int[] {2026}) {
        List<Instant> starts = fortyDays(year, zone);
        List<Instant> ends = starts.stream().map(s -> s.plus(Duration.ofMinutes(90))).toList();
        String feed =
            CalendarText.feed(
                starts.stream().map(s -> entry(s, zone, 90)).toList(), List.of(), NOW);
        assertThat(read(feed, "DTSTART")).as("%s %d", zone, year).isEqualTo(starts);
        assertThat(read(feed, "DTEND")).as("%s %d", zone, year).isEqualTo(ends);
        assertThat(byTheRulesSentAlong(feed)).as("%s %d", zone, year).isEqualTo(starts);
        Instant one = starts.get(year % 40);
        String mail =
            CalendarText.mail(
                CalendarText.Ask.REQUEST, entry(one, zone, 90), starts.get(3), HUB, MARA, NOW);
        assertThat(read(mail, "DTSTART")).containsExactly(one);
        assertThat(read(mail, "RECURRENCE-ID")).containsExactly(starts.get(3));
        assertThat(byTheRulesSentAlong(mail)).as("%s %d", zone, year).containsExactly(one);
      }
    }
  }

  /** Starts as a program works them out that knows nothing of a zone but what it was sent. */
  private static List<Instant> byTheRulesSentAlong(String text) {
    List<String> lines = List.of(text.replace("\r\n ", "").split("\r\n"));
    Map<String, TreeMap<LocalDateTime, ZoneOffset>> zones = new HashMap<>();
    String zone = null;
    Map<String, String> observance = new HashMap<>();
    List<Instant> starts = new ArrayList<>();
    boolean inEvent = false;
    for (String line : lines) {
      String value = line.substring(line.indexOf(':') + 1);
      inEvent = inEvent ? !line.equals("END:VEVENT") : line.equals("BEGIN:VEVENT");
      if (line.startsWith("TZID:")) {
        zone = value;
      } else if (line.matches("END:(STANDARD|DAYLIGHT)")) {
        onsets(observance)
            .forEach(
                (from, offset) ->
                    zones
                        .computeIfAbsent(currentZone(observance), z -> new TreeMap<>())
                        .put(from, offset));
        observance.clear();
      } else if (inEvent && line.startsWith("DTSTART:")) {
        starts.addAll(read(line).toList());
      } else if (inEvent && line.startsWith("DTSTART;TZID=")) {
        LocalDateTime local = LocalDateTime.parse(value, LOCAL);
        String named = line.substring("DTSTART;TZID=".length(), line.lastIndexOf(':'));
        starts.add(local.toInstant(zones.get(named).floorEntry(local).getValue()));
      } else if (!inEvent) {
        observance.put(line.substring(0, Math.max(0, line.indexOf(':'))), value);
        observance.put("zone", zone == null ? "" : zone);
      }
    }
    return starts;
  }

  private static String currentZone(Map<String, String> observance) {
    return observance.get("zone");
  }

  private static Map<LocalDateTime, ZoneOffset> onsets(Map<String, String> observance) {
    LocalDateTime first = LocalDateTime.parse(observance.get("DTSTART"), LOCAL);
    ZoneOffset offset = ZoneOffset.of(observance.get("TZOFFSETTO"));
    Map<LocalDateTime, ZoneOffset> onsets = new TreeMap<>();
    onsets.put(first, offset);
    if (observance.containsKey("RRULE")) {
      LocalDate day = first.toLocalDate();
      Rule.of(observance.get("RRULE")).days(day, day, day.plusYears(6)).stream()
          .forEach(on -> onsets.put(on.atTime(first.toLocalTime()), offset));
    }
    return onsets;
  }

  @Test
  void everyPlaceAndExceptionOfASeriesIsThatOfTheRuleInEveryZone() {
    Rule rule = Rule.of("FREQ=DAILY;INTERVAL=9");
    LocalDate first = LocalDate.of(2026, 1, 5);
    for (ZoneId zone : zones()) {
      List<Instant> all = rule.starts(TIME, zone, first, first.plusDays(9L * 39));
      assertThat(all).hasSize(40);
      List<Instant> left = List.of(all.get(9), all.get(24));
      List<Instant> held = new ArrayList<>(all);
      held.removeAll(left);
      Instant moved = held.get(20).plus(Duration.ofHours(26));
      List<SeriesText.Occurrence> occurrences =
          held.stream()
              .map(
                  place ->
                      new SeriesText.Occurrence(
                          place, entry(place.equals(held.get(20)) ? moved : place, zone, 60)))
              .toList();
      SeriesText.Series series =
          new SeriesText.Series(rule, entry(all.get(0), zone, 60), occurrences);
      String request = SeriesText.request(series, HUB, MARA, NOW);
      for (String text : List.of(request, CalendarText.feed(List.of(), List.of(series), NOW))) {
        assertThat(read(text, "RECURRENCE-ID")).as(zone.getId()).isEqualTo(held);
        assertThat(read(text, "EXDATE")).as(zone.getId()).isEqualTo(left);
        List<Instant> starts = new ArrayList<>(held);
        starts.set(20, moved);
        starts.add(0, all.get(0));
        assertThat(read(text, "DTSTART")).as(zone.getId()).isEqualTo(starts);
        assertThat(byTheRulesSentAlong(text)).as(zone.getId()).isEqualTo(starts);
        String until = LOCAL.withZone(ZoneOffset.UTC).format(all.get(39)) + "Z";
        assertThat(text).contains("RRULE:FREQ=DAILY;INTERVAL=9;UNTIL=" + until);
      }
      String cancel = SeriesText.cancel(occurrences.subList(3, 9), HUB, MARA, NOW);
      assertThat(read(cancel, "RECURRENCE-ID")).isEqualTo(held.subList(3, 9));
    }
  }

  /** Every quarter of an hour around every change of clocks, hours that come twice among them. */
  @Test
  void everyInstantAroundAChangeOfClocksIsReadAsItself() {
    for (ZoneId zone : zones()) {
      List<Instant> around = new ArrayList<>();
      ZoneOffsetTransition change =
          zone.getRules().nextTransition(Instant.parse("2024-01-01T00:00:00Z"));
      while (change != null
          && change.getInstant().isBefore(Instant.parse("2027-06-01T00:00:00Z"))) {
        for (int quarter = -9; quarter <= 9; quarter++) {
          around.add(change.getInstant().plus(Duration.ofMinutes(15L * quarter)));
        }
        change = zone.getRules().nextTransition(change.getInstant());
      }
      if (!around.isEmpty()) {
        String feed =
            CalendarText.feed(
                around.stream().map(s -> entry(s, zone, 60)).toList(), List.of(), NOW);
        assertThat(read(feed, "DTSTART")).as(zone.getId()).isEqualTo(around);
        assertThat(read(feed, "DTEND"))
            .as(zone.getId())
            .isEqualTo(around.stream().map(s -> s.plus(Duration.ofHours(1))).toList());
      }
    }
  }

  // Wall clock by the law of the place, looked up in the press: Egypt has summer time again since
  // 2023, Kazakhstan is UTC+5 since March 2024, Paraguay keeps UTC-3 since October 2024, Morocco
  // leaves its UTC+1 in Ramadan (18 February to 19 March 2026), Brazil, Russia and Turkey change
  // their clocks no more.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Africa/Cairo 2026-07-14T09:00:00Z 20260714T120000",
        "Asia/Almaty 2026-07-14T09:00:00Z 20260714T140000",
        "America/Asuncion 2026-07-14T15:00:00Z 20260714T120000",
        "Africa/Casablanca 2026-03-03T12:00:00Z 20260303T120000",
        "Africa/Casablanca 2026-04-14T11:00:00Z 20260414T120000",
        "America/Sao_Paulo 2026-12-08T15:00:00Z 20261208T120000",
        "Europe/Moscow 2026-07-14T09:00:00Z 20260714T120000",
        "Europe/Istanbul 2026-12-08T09:00:00Z 20261208T120000",
        "Asia/Kathmandu 2026-07-14T06:15:00Z 20260714T120000",
        "Asia/Kolkata 2026-07-14T06:30:00Z 20260714T120000",
        "Australia/Lord_Howe 2026-07-14T01:30:00Z 20260714T120000",
        "Australia/Lord_Howe 2026-12-08T01:00:00Z 20261208T120000",
        "Pacific/Chatham 2026-12-07T22:15:00Z 20261208T120000",
      })
  void noonIsNoonByTheLawOfThePlace(String line) {
    String[] cells = line.split(" ");
    Instant start = Instant.parse(cells[1]);
    String mail =
        CalendarText.mail(
            CalendarText.Ask.REQUEST, entry(start, ZoneId.of(cells[0]), 60), HUB, MARA, NOW);
    assertThat(mail).contains("DTSTART;TZID=" + cells[0] + ":" + cells[2]);
    assertThat(byTheRulesSentAlong(mail)).containsExactly(start);
  }

  @ParameterizedTest
  @MethodSource("zones")
  void aZoneIsWrittenInAFormThatProgramsKnow(ZoneId zone) {
    String text =
        CalendarText.feed(
            fortyDays(2026, zone).stream().map(s -> entry(s, zone, 60)).toList(), List.of(), NOW);
    String rules = text.substring(text.indexOf("BEGIN:VTIMEZONE"), text.indexOf("END:VTIMEZONE"));
    assertThat(rules).contains("TZID:" + zone.getId() + "\r\n");
    assertThat(rules.lines().filter(line -> line.startsWith("DTSTART")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("DTSTART:\\d{8}T\\d{6}"));
    assertThat(rules.lines().filter(line -> line.startsWith("TZOFFSET")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("TZOFFSET(FROM|TO):[+-]\\d{4}(\\d\\d)?"));
  }

  @Test
  void theUsualZonesAreTwoRulesForEver() {
    assertThat(vtimezone("America/Chicago"))
        .contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")
        .contains("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU")
        .contains("TZNAME:CDT");
    assertThat(vtimezone("Europe/Berlin"))
        .contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
        .contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU");
    assertThat(vtimezone("Asia/Kolkata")).contains("TZOFFSETTO:+0530").doesNotContain("RRULE");
    assertThat(vtimezone("Africa/Casablanca")).doesNotContain("RRULE");
  }

  private static String vtimezone(String zone) {
    Instant start = Instant.parse("2026-02-14T12:00:00Z");
    return CalendarText.mail(
        CalendarText.Ask.REQUEST, entry(start, ZoneId.of(zone), 60), HUB, MARA, NOW);
  }

  @Test
  void anHourThatComesTwiceIsWrittenInUtcTheSecondTime() {
    ZoneId zone = ZoneId.of("America/Chicago");
    Instant first = Instant.parse("2026-11-01T06:30:00Z");
    assertThat(CalendarText.feed(List.of(entry(first, zone, 30)), List.of(), NOW))
        .contains("DTSTART;TZID=America/Chicago:20261101T013000")
        .contains("DTEND:20261101T070000Z");
    assertThat(
            CalendarText.feed(
                List.of(entry(first.plus(Duration.ofHours(1)), zone, 30)), List.of(), NOW))
        .contains("DTSTART:20261101T073000Z")
        .contains("DTEND;TZID=America/Chicago:20261101T020000");
  }
}
