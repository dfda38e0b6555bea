package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists that were tried on the product and failed, each for a kind. */
class ListCasesTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /** 13 October 2026, 12:00 in Chicago. */
  private static final Instant NOON = Instant.parse("2026-10-13T17:00:00Z");

  static String text(String name) throws IOException {
    try (InputStream file =
        ListCasesTest.class.getResourceAsStream("/cases/attendance/" + name + ".csv")) {
      byte[] bytes = file.readAllBytes();
      return ReportText.wide(bytes).orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static List<String> told(ParticipantList list, Instant start) {
    assertThat(list.problems()).isEmpty();
    return list.stays().stream()
        .map(
            s ->
                s.name()
                    + " "
                    + s.email()
                    + " "
                    + Duration.between(start, s.from()).toMinutes()
                    + "-"
                    + Duration.between(start, s.to()).toMinutes())
        .toList();
  }

  private static List<String> read(String name) throws IOException {
    return told(ParticipantList.read(text(name), CHICAGO, NOON), NOON);
  }

  /** As after somebody has agreed to what was proposed. */
  private static List<String> readAsProposed(String name) throws IOException {
    ParticipantList asked = ParticipantList.read(text(name), CHICAGO, NOON);
    assertThat(asked.unknown()).as(name).hasSize(1);
    assertThat(asked.stays()).isEmpty();
    ReportTable table = asked.unknown().get(0);
    assertThat(ReportTable.complaint(table.columns())).isNull();
    Map<String, List<CsvColumn>> said = Map.of(table.shape(), table.columns());
    ParticipantList list =
        ParticipantList.read(
            text(name),
            new ParticipantList.Clock(CHICAGO, false),
            NOON,
            titles -> Optional.ofNullable(said.get(ReportTable.shape(titles))));
    assertThat(list.provider()).contains(Provider.OTHER);
    return told(list, NOON);
  }

  @Test
  void theLengthOfTheReportHoldsWhereLeftIsJoinOrMissing() throws IOException {
    assertThat(read("bbb-dashboard"))
        .containsExactly("Mara Jensen  1-51", "Nadia Pruitt  5-50", "Olive Zimmer  5-50");
  }

  @Test
  void theRegistrationAddressIsRead() throws IOException {
    assertThat(read("teams-registration-email"))
        .containsExactly("N. P. nadia.pruitt@in-otterwood.example 1-51");
  }

  @Test
  void theStatedLengthDecidesInTheHourThatComesTwice() throws IOException {
    Instant night = Instant.parse("2026-11-01T06:30:00Z");
    assertThat(told(ParticipantList.read(text("dst-night"), CHICAGO, night), night))
        .containsExactly("Nadia Pruitt nadia.pruitt@in-otterwood.example 2-55");
  }

  @Test
  void listsOfOtherServicesAndLanguagesComeInOnceTheirColumnsAreSaid() throws IOException {
    for (String name : List.of("zoom-german", "teams-german", "webex")) {
      assertThat(readAsProposed(name))
          .as(name)
          .containsExactly("Nadia Pruitt nadia.pruitt@in-otterwood.example 1-51");
    }
  }

  @Test
  void whatWasRightStaysRight() throws IOException {
    assertThat(read("zoom-header"))
        .contains(
            "Mara (Mara Jensen) clinician@demo.reachline.example 1-20",
            "Mara (Mara Jensen) clinician@demo.reachline.example 25-59",
            "Garland, Samir (AZ jail)  -8-70",
            "16085550142  3-33")
        .hasSize(6);
    assertThat(read("teams-utf16"))
        .contains(
            "Jensen, Mara (County) clinician@demo.reachline.example 1-20",
            "Jensen, Mara (County) clinician@demo.reachline.example 25-59",
            "Nadia Pruitt (Unverified)  5-46");
  }
}
