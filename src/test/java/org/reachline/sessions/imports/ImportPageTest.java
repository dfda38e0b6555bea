package org.reachline.sessions.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class ImportPageTest {
  private static final String HEADER =
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n";
  private static final String BY_MAIL =
      "Somebody,clinician@demo.reachline.example,01/13/2026 12:00:00 PM,01/13/2026 12:20:00"
          + " PM,20,No\r\n"
          + "Somebody,clinician@demo.reachline.example,01/13/2026 12:10:00 PM,01/13/2026 12:40:00"
          + " PM,30,No\r\n";
  private static final String BY_NAME =
      "Otis FRAME (he/him),,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";
  private static final String RECORDER =
      "Notetaker,,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";

  private static EchoTrial held() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    return trial;
  }

  private static String carried(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ValidatableResponse show(EchoTrial trial, String text) {
    return Csrf.upload()
        .multiPart("file", "list.csv", text.getBytes(StandardCharsets.UTF_8), "text/csv")
        .multiPart("zone", "America/Chicago")
        .post(trial.first() + "/import")
        .then();
  }

  private static ValidatableResponse confirm(EchoTrial trial, String text, String... answers) {
    var form =
        Csrf.upload()
            .multiPart("content", carried(text))
            .multiPart("confirm", "yes")
            .multiPart("zone", "America/Chicago");
    for (int i = 0; i < answers.length; i += 2) {
      form = form.multiPart("alias", answers[i]).multiPart("answer", answers[i + 1]);
    }
    return form.post(trial.first() + "/import").then();
  }

  private static String idOf(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(email).orElseThrow().id.toString());
  }

  @Test
  @AsHub
  void showsFirstAndSavesOnlyWhenConfirmed() {
    EchoTrial trial = held();
    show(trial, HEADER + BY_MAIL)
        .statusCode(200)
        .body(containsString("Mara Jensen"))
        .body(containsString("by mail address"))
        .body(containsString("Nothing is saved yet"));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
    assertThat(trail.get(0).act).isEqualTo("attendance.imported");
    assertThat(trail.get(0).after).contains("ZOOM").contains(TrialBuilder.CLINICIAN);
  }

  @Test
  @AsHub
  void takingTheSameListTwiceChangesNothing() {
    EchoTrial trial = held();
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    show(trial, HEADER + BY_MAIL).statusCode(200).body(containsString("as it was"));
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
  }

  @Test
  @AsHub
  void aShorterListSaysThatItTakesNothingAway() {
    EchoTrial trial = held();
    String shorter = BY_MAIL.replace("12:40:00", "12:30:00");
    show(trial, HEADER + BY_MAIL).body(not(containsString("an earlier list")));
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    show(trial, HEADER + BY_MAIL).body(not(containsString("an earlier list")));
    show(trial, HEADER + shorter)
        .statusCode(200)
        .body(
            containsString(
                "an earlier list has 30 min, this one 30, both together 40; if this one corrects"
                    + " it, say so in the roll-call"));
    show(trial, HEADER + BY_MAIL + BY_MAIL.replace("12:40:00", "12:45:00"))
        .body(not(containsString("an earlier list")));
  }

  @Test
  @AsHub
  void namesWhoStandsInAnEarlierListOnly() {
    EchoTrial trial = held();
    String colleague = BY_MAIL.replace(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE);
    assertThat(colleague).isNotEqualTo(BY_MAIL);
    confirm(trial, HEADER + BY_MAIL + colleague).statusCode(303);
    show(trial, HEADER + BY_MAIL + colleague).body(not(containsString("not in this one")));
    show(trial, HEADER + colleague)
        .statusCode(200)
        .body(
            containsString(
                "1 person of an earlier list is not in this one: Mara Jensen. Their minutes stay; if"
                    + " this list corrects the earlier one, say so in the roll-call."));
  }

  @Test
  @AsHub
  void aNameAloneHasToBeConfirmedAndIsRememberedThen() {
    EchoTrial trial = held();
    show(trial, HEADER + BY_NAME)
        .statusCode(200)
        .body(containsString("by name: please confirm"))
        .body(containsString("Otis Frame"));
    confirm(trial, HEADER + BY_NAME)
        .statusCode(400)
        .body(containsString("Say first who the participants without an answer are."));
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isNull();
    confirm(trial, HEADER + BY_NAME, "otis frame (he/him)", idOf(TrialBuilder.OUTSIDER))
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isEqualTo("50 IMPORT");
    show(trial, HEADER + BY_NAME)
        .statusCode(200)
        .body(allOf(containsString("as said earlier"), not(containsString("please confirm"))));
  }

  @Test
  @AsHub
  void theHubIsOfferedThePeopleOfItsOwnSitesOnly() {
    show(held(), HEADER + RECORDER)
        .statusCode(200)
        .body(containsString("Mara Jensen, " + TrialBuilder.CLINICIAN))
        .body(not(containsString("Otis Frame")));
  }

  @Test
  @AsHub
  void anAddressOfAnotherStudyTellsNothing() {
    EchoTrial trial = held();
    TrialBuilder.aTrial("jail-moud-coaching-echo")
        .withSite("WI-ELSE", "Else County Jail")
        .withPart("stranger@else.example", "prescriber")
        .save();
    String list =
        HEADER
            + "Guest,stranger@else.example,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";
    show(trial, list)
        .statusCode(200)
        .body(containsString("not known: please choose"))
        .body(not(containsString("by mail address")));
    confirm(trial, list, "stranger@else.example", idOf("stranger@else.example")).statusCode(400);
    assertThat(trial.attendance(0, "stranger@else.example")).isNull();
  }

  @Test
  @AsHub
  void nobodyOfOursIsLeftOutAndRemembered() {
    EchoTrial trial = held();
    show(trial, HEADER + RECORDER).statusCode(200).body(containsString("not known: please choose"));
    confirm(trial, HEADER + BY_MAIL + RECORDER).statusCode(400);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).as("all or nothing").isNull();
    confirm(trial, HEADER + BY_MAIL + RECORDER, "notetaker", "nobody").statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
    confirm(trial, HEADER + RECORDER).statusCode(303);
  }

  @Test
  @AsHub
  void aBrokenListIsToldByRowAndSavesNothing() {
    EchoTrial trial = held();
    String broken = HEADER + BY_MAIL + "Ann Lee,,noon,later,1,No\r\n";
    show(trial, broken)
        .statusCode(400)
        .body(containsString("“noon” is not a date and time that we know."));
    confirm(trial, broken).statusCode(400);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    Csrf.upload()
        .multiPart("zone", "Nowhere/Land")
        .post(trial.first() + "/import")
        .then()
        .statusCode(400)
        .body(containsString("Choose a file"))
        .body(containsString("not a time zone"))
        .body(containsString("Nowhere/Land"));
  }

  @Test
  @AsHub
  void teamsListsComeInTheirOwnEncoding() {
    EchoTrial trial = held();
    String teams =
        "\uFEFF2. Participants\r\n"
            + "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n"
            + "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t40m 0s"
            + "\tclinician@demo.reachline.example\tPresenter\r\n";
    Csrf.upload()
        .multiPart("file", "list.csv", teams.getBytes(StandardCharsets.UTF_16LE), "text/csv")
        .multiPart("zone", "America/Chicago")
        .post(trial.first() + "/import")
        .then()
        .statusCode(200)
        .body(containsString("Microsoft Teams"))
        .body(containsString("Mara Jensen"));
  }

  @Test
  @AsHub
  void listForASessionThatWasCancelledMeanwhileComesBackWithWhoCancelledIt() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofHours(2)));
    Csrf.form()
        .formParam("reason", "snow")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(303);
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    confirm(trial, HEADER + BY_NAME, "Otis FRAME (he/him)", "nobody")
        .statusCode(409)
        .body(containsString("cancelled: nobody can have attended it. hub@demo.reachline.example"))
        .body(containsString("Otis FRAME (he/him),,01/13/2026 12:00:00 PM"));
  }

  @Test
  @AsClinician
  void clinicianMayNotImport() {
    EchoTrial trial = held();
    given().get(trial.first() + "/import").then().statusCode(403);
    confirm(trial, HEADER + BY_MAIL).statusCode(403);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
  }

  @Test
  @AsCoordinator
  void theGridShowsWhoWasThereAndWhoShouldNot() {
    EchoTrial trial = held();
    confirm(trial, HEADER + BY_MAIL + BY_NAME, "otis frame (he/him)", idOf(TrialBuilder.OUTSIDER))
        .statusCode(303);
    given()
        .get(trial.trial().path() + "/sessions/attendance")
        .then()
        .statusCode(200)
        .body(containsString("40&nbsp;✓"))
        .body(containsString("contamination: 1 not offered"))
        .body(containsString("Prescriber 50 min"));
    given()
        .get("/api" + trial.trial().path() + "/sessions/sites")
        .then()
        .statusCode(200)
        .body("offered", org.hamcrest.Matchers.equalTo(List.of(1, 0)))
        .body("attended", org.hamcrest.Matchers.equalTo(List.of(1, 1)))
        .body("minutes", org.hamcrest.Matchers.equalTo(List.of(40, 50)))
        .body("beyond", org.hamcrest.Matchers.equalTo(List.of(0, 1)))
        .body("minutesByPart.Prescriber", hasItem(40));
  }

  @Test
  @AsClinician
  void clinicianSeesOnlyTheirOwnSiteInTheGrid() {
    EchoTrial trial = held();
    given()
        .get(trial.trial().path() + "/sessions/attendance")
        .then()
        .statusCode(200)
        .body(containsString("Dane County Jail"))
        .body(not(containsString("Rock County Jail")));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesNoGrid() {
    EchoTrial trial = held();
    given().get(trial.trial().path() + "/sessions/attendance").then().statusCode(403);
    given()
        .get("/api" + trial.trial().path() + "/sessions/sites")
        .then()
        .statusCode(200)
        .body("", org.hamcrest.Matchers.empty());
  }

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

  private static ValidatableResponse api(EchoTrial trial, Map<String, Object> list) {
    return given().contentType("application/json").body(list).post(trial.api(9) + "/import").then();
  }

  @Test
  @AsClinician
  void cliniciansAreAskedNothingAndTeachNothing() {
    EchoTrial trial = october();
    send(trial, "content", carried(ONE), "zone", "America/New_York").statusCode(403);
    api(trial, Map.of("text", ONE, "zone", "America/New_York", "dryRun", false)).statusCode(403);
  }
}
