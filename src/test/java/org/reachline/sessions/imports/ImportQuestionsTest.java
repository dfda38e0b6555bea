package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/**
 * What a participant list leaves open is asked before anything is saved: the zone, and which column
 * is what.
 */
@QuarkusTest
class ImportQuestionsTest extends ImportFixture {
  /** The tenth session of the calendar is on 13 October 2026, 12:00 in Chicago. */
  private static EchoTrial october() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(Instant.parse("2026-10-13T19:00:00Z"));
    return trial;
  }

  private static ValidatableResponse send(EchoTrial trial, Object... fields) {
    var form = Csrf.upload();
    for (int i = 0; i < fields.length; i += 2) {
      form = form.multiPart((String) fields[i], (String) fields[i + 1]);
    }
    return form.post(trial.path(9) + "/import").then();
  }

  private static final String ONE =
      HEADER
          + "Mara,clinician@demo.reachline.example,10/13/2026 12:01:00 PM,10/13/2026 12:51:00"
          + " PM,50,No\r\n";

  @Test
  @AsHub
  void asksForTheZoneBeforeAnythingIsSavedWhereHardlyAnybodyWasThere() {
    EchoTrial trial = october();
    String list = carried(ONE);
    send(trial, "content", list, "zone", "America/New_York")
        .statusCode(200)
        .body(containsString("Hardly anybody was there: is the zone right?"))
        .body(containsString("0 of 1 participants of this list were in the session"))
        .body(containsString("value=\"America/Chicago\">Chicago time: 1 of 1 were there"));
    // Neither confirming, nor an answer of another zone, saves anything.
    send(trial, "content", list, "zone", "America/New_York", "confirm", "yes")
        .body(containsString("is the zone right?"));
    send(
            trial,
            "content",
            list,
            "zone",
            "America/New_York",
            "zoneIsRight",
            "America/Denver",
            "confirm",
            "yes")
        .body(containsString("is the zone right?"));
    assertThat(trial.attendance(9, TrialBuilder.CLINICIAN)).isNull();
    send(trial, "content", list, "zone", "America/Chicago")
        .statusCode(200)
        .body(containsString("What this list would do"));
    send(trial, "content", list, "zone", "America/Chicago", "confirm", "yes").statusCode(303);
    assertThat(trial.attendance(9, TrialBuilder.CLINICIAN)).isEqualTo("50 IMPORT");
  }

  @Test
  @AsHub
  void whoSaysThatTheZoneIsRightIsBelieved() {
    EchoTrial trial = october();
    String list = carried(ONE);
    send(trial, "content", list, "zone", "America/New_York", "zoneIsRight", "America/New_York")
        .statusCode(200)
        .body(containsString("What this list would do"));
    send(
            trial,
            "content",
            list,
            "zone",
            "America/New_York",
            "zoneIsRight",
            "America/New_York",
            "confirm",
            "yes")
        .statusCode(303);
    assertThat(trial.attendance(9, TrialBuilder.CLINICIAN)).isEqualTo("0 IMPORT");
  }

  @Test
  @AsHub
  void aClockOfTwelveHoursWithoutPmIsAskedAbout() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(Instant.parse("2026-10-13T19:00:00Z"));
    String list =
        carried(
            HEADER
                + "Mara,clinician@demo.reachline.example,10/13/2026 00:10,10/13/2026"
                + " 00:50,40,No\r\n");
    send(trial, "content", list, "zone", "America/Chicago")
        .statusCode(200)
        .body(containsString("afternoon by a clock of twelve hours: 1 of 1 were there"));
    send(trial, "content", list, "zone", "America/Chicago", "afternoon", "yes")
        .statusCode(200)
        .body(containsString("What this list would do"));
  }

  @Test
  @AsHub
  void asksWhichColumnIsWhatOnceAndRemembersItForTheShape() throws Exception {
    EchoTrial trial = october();
    for (String name : List.of("zoom-german", "teams-german", "webex")) {
      String list =
          carried(
              ListCasesTest.text(name)
                  .replace("nadia.pruitt@in-otterwood.example", TrialBuilder.CLINICIAN));
      String page =
          send(trial, "content", list, "zone", "America/Chicago")
              .statusCode(200)
              .body(containsString("Which column is what?"))
              .body(containsString("<span class=\"sub\">Nadia Pruitt</span>"))
              .extract()
              .asString();
      List<String> proposed = chosen(page);
      assertThat(proposed).as(name).contains("NAME", "EMAIL", "JOIN", "LEAVE", "DURATION");
      // Without the name nothing can be read, and the answers stay.
      List<String> nameless = proposed.stream().map(c -> c.equals("NAME") ? "-" : c).toList();
      answered(trial, list, nameless)
          .statusCode(400)
          .body(containsString("Say which column is the name."));
      answered(trial, list, proposed)
          .statusCode(200)
          .body(containsString("What this list would do"))
          .body(containsString("Mara Jensen"))
          .body(containsString("Say again which column is what"));
      // The next list of this shape is read at once; and the answer can be mended.
      send(trial, "content", list, "zone", "America/Chicago")
          .statusCode(200)
          .body(containsString("What this list would do"));
      send(trial, "content", list, "zone", "America/Chicago", "again", "yes")
          .statusCode(200)
          .body(containsString("Which column is what?"))
          .body(containsString("As hub@demo.reachline.example said."));
      send(trial, "content", list, "zone", "America/Chicago", "confirm", "yes").statusCode(303);
    }
    assertThat(trial.attendance(9, TrialBuilder.CLINICIAN)).isEqualTo("50 IMPORT");
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.list("act = ?1 order by id desc", "columns.said"));
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.HUB);
    assertThat(trail.get(0).after).contains("Display Name");
  }

  private static ValidatableResponse answered(EchoTrial trial, String list, List<String> columns) {
    var form = Csrf.upload().multiPart("content", list).multiPart("zone", "America/Chicago");
    for (String column : columns) {
      form = form.multiPart("column", column);
    }
    return form.post(trial.path(9) + "/import").then();
  }

  /** What is chosen in each select of the page. */
  private static List<String> chosen(String page) {
    return Pattern.compile("<select .*?</select>", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(
            select -> {
              Matcher chosen = Pattern.compile("value=\"(\\w+)\" selected").matcher(select.group());
              return chosen.find() ? chosen.group(1) : "-";
            })
        .toList();
  }

  @Test
  @AsHub
  void theApiAsksTheSameAndRemembersOnlyWhatIsNotADryRun() throws Exception {
    EchoTrial trial = october();
    Map<String, Object> list =
        new HashMap<>(
            Map.of(
                "text",
                ListCasesTest.text("zoom-german")
                    .replace("nadia.pruitt@in-otterwood.example", TrialBuilder.CLINICIAN),
                "zone",
                "America/New_York",
                "dryRun",
                false));
    Map<String, String> proposed =
        api(trial, list)
            .statusCode(200)
            .body("saved", nullValue())
            .body("unknown[0].proposed.Beitrittszeit", equalTo("join"))
            .extract()
            .path("unknown[0].proposed");
    list.put("columns", proposed);
    list.put("dryRun", true);
    api(trial, list)
        .statusCode(200)
        .body("saved", nullValue())
        .body("zoneDoubt.there", equalTo(0))
        .body("zoneDoubt.readings[0].zone", equalTo("America/Chicago"));
    list.remove("columns");
    list.put("dryRun", false);
    api(trial, list).body("unknown.size()", equalTo(1));
    list.put("columns", proposed);
    api(trial, list).body("saved", nullValue()).body("zoneDoubt.of", equalTo(1));
    list.put("zone", "America/Chicago");
    list.remove("columns");
    api(trial, list).body("saved", equalTo(1)).body("provider", equalTo("other"));
    assertThat(trial.attendance(9, TrialBuilder.CLINICIAN)).isEqualTo("50 IMPORT");
  }

  @Test
  @AsClinician
  void cliniciansAreAskedNothingAndTeachNothing() {
    EchoTrial trial = october();
    send(trial, "content", carried(ONE), "zone", "America/New_York").statusCode(403);
    api(trial, Map.of("text", ONE, "zone", "America/New_York", "dryRun", false)).statusCode(403);
  }
}
