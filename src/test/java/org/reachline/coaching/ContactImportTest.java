package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;

@QuarkusTest
class ContactImportTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(4);

  private Trial trial;
  private String dane;
  private String knox;

  @BeforeEach
  void twoJailsOfWhichTheCoachHasOne() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .withSite("OH-KNOX", "Knox County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .save();
    dane = trial.code("WI-DANE");
    knox = trial.code("OH-KNOX");
  }

  private String list() {
    return "\uFEFFsite,starts_at,minutes,mode,kind,outcome,planned_key,planned_month,coach,attended_by,summary\r\n"
        + dane
        + ","
        + START.plusDays(3)
        + "T16:00:00Z,240,onsite,visit,HELD,site_visit,1,"
        + TrialBuilder.COACH
        + ","
        + TrialBuilder.CLINICIAN
        + ",\"Walked through booking, intake and release\"\r\n"
        + "\r\n"
        + dane
        + ","
        + START.plusDays(40)
        + "T16:00:00Z,0,VIDEO,CALL,NO_SHOW,monthly_call,2,"
        + TrialBuilder.COACH
        + ",,\r\n"
        + dane
        + ","
        + START.plusDays(50)
        + "T16:00:00Z,20,phone,call,held,,,"
        + TrialBuilder.COACH
        + ",,Question on dosing\r\n";
  }

  private ValidatableResponse send(String csv, boolean dryRun) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .body(csv)
        .post("/api" + trial.path() + "/coaching-import?dryRun=" + dryRun)
        .then();
  }

  private List<CoachingContact> contacts(String site) {
    return QuarkusTransaction.requiringNew()
        .call(() -> CoachingContact.listForEnrolment(trial.enrolment(site)));
  }

  @Test
  @AsCoach
  void dryRunTellsEveryRowAndSavesNothing() {
    send(list(), true)
        .statusCode(200)
        .body("saved", equalTo(false))
        .body("rows.row", contains(2, 4, 5))
        .body("rows.kind", everyItem(equalTo("NEW")))
        .body("rows[2].message", equalTo("Held, 20 minutes, unplanned help"));
    assertThat(contacts("WI-DANE")).isEmpty();
  }

  @Test
  @AsCoach
  void logsAllRowsWithTheirTrailAndTheSameListAgainChangesNothing() {
    send(list(), false).statusCode(200).body("saved", equalTo(true));
    assertThat(contacts("WI-DANE")).hasSize(3);
    given()
        .get("/api" + trial.path() + "/coaching/" + dane)
        .then()
        .body("[0].delivered.contacts", equalTo(1))
        .body("[0].delivered.minutes", equalTo(240))
        .body("[0].besidePlan.minutes", equalTo(20));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject(contacts("WI-DANE").get(0).subject()));
    assertThat(trail.get(0).act).isEqualTo("contact.logged");
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.COACH);
    assertThat(trail.get(0).after).contains("Prescriber: Mara Jensen");
    send(list(), false).statusCode(200).body("rows.kind", everyItem(equalTo("SAME")));
    assertThat(contacts("WI-DANE")).hasSize(3);
    send(list().replace(",240,", ",200,"), false)
        .statusCode(400)
        .body(containsString("Say why contacts that are on record are amended"));
  }

  @Test
  @AsCoach
  void theHourThatComesTwiceIsTheOneOfTheListAndStaysSo() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-NIGHT", "Night County Jail")
            .startedOn(LocalDate.of(2025, 9, 1))
            .allocatedTo("HIGH")
            .coached()
            .save();
    String head = "site,starts_at,day,time,minutes,mode,coach\n" + trial.code("WI-NIGHT");
    String night = head + ",2025-11-02T07:30:00Z,,,20,phone," + TrialBuilder.COACH + "\n";
    send(night, false).statusCode(200).body("saved", equalTo(true));
    send(night, false).statusCode(200).body("rows.kind", everyItem(equalTo("SAME")));
    CoachingContact contact = contacts("WI-NIGHT").get(0);
    assertThat(contact.facts.startsAt()).isEqualTo(Instant.parse("2025-11-02T07:30:00Z"));
    long coach =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
    Map<String, Object> same =
        Map.of(
            "strategy", "coaching",
            "day", "2025-11-02",
            "time", "01:30",
            "minutes", 25,
            "mode", "phone",
            "kind", "call",
            "outcome", "held",
            "coaches", List.of(coach));
    given()
        .contentType("application/json")
        .body(Map.of("version", contact.version, "reason", "It took longer", "contact", same))
        .put(
            "/api"
                + trial.path()
                + "/coaching/"
                + trial.code("WI-NIGHT")
                + "/contacts/"
                + contact.id)
        .then()
        .statusCode(200)
        .body("minutes", equalTo(25))
        .body("startsAt", equalTo("2025-11-02T07:30:00Z"));
    send(head + ",,2026-03-08,02:30,20,phone," + TrialBuilder.COACH + "\n", true)
        .statusCode(400)
        .body("rows[0].column", equalTo("time"))
        .body("rows[0].message", containsString("There was no 02:30 in Chicago"));
  }

  @Test
  @AsCoach
  void oneWrongRowKeepsAllOthersOut() {
    String wrong =
        list()
            + dane
            + ",yesterday,many,pigeon,call,held,monthly_call,3,nobody@nowhere.example,"
            + TrialBuilder.HUB
            + ",\n"
            + dane
            + ","
            + START.plusDays(70)
            + "T16:00:00Z,60,video,call,held,site_visit,1,"
            + TrialBuilder.COACH
            + ",,\n";
    send(wrong, false)
        .statusCode(400)
        .body("saved", equalTo(false))
        .body("rows.findAll { it.row == 6 }.column", hasItem("starts_at"))
        .body("rows.findAll { it.row == 6 }.column", hasItem("minutes"))
        .body("rows.findAll { it.row == 6 }.column", hasItem("mode"))
        .body("rows.findAll { it.row == 6 }.column", hasItem("coach"))
        .body("rows.findAll { it.row == 6 }.column", hasItem("attended_by"))
        .body("rows.find { it.row == 7 }.message", containsString("Row 2 of this list"));
    assertThat(contacts("WI-DANE")).isEmpty();
  }

  @Test
  @AsCoach
  void coachCannotLogForASiteOfAnotherCoachNorLearnThatItIsThere() {
    String theirs = send(list().replace(dane, knox), false).statusCode(400).extract().asString();
    String nowhere =
        send(list().replace(dane, "XX-NONE"), false).statusCode(400).extract().asString();
    assertThat(theirs.replace(knox, "?")).isEqualTo(nowhere.replace("XX-NONE", "?"));
    assertThat(contacts("OH-KNOX")).isEmpty();
  }

  @Test
  @AsCoordinator
  void pageShowsTheDryRunAndConfirmsTheSameText() {
    String preview =
        Csrf.upload()
            .multiPart("pasted", list().substring(1))
            .post(trial.path() + "/coaching-import")
            .then()
            .statusCode(200)
            .body(containsString("Nothing is saved yet"))
            .body(containsString("Log these contacts"))
            .extract()
            .asString();
    assertThat(contacts("WI-DANE")).isEmpty();
    Csrf.upload()
        .multiPart(
            "content",
            Base64.getEncoder()
                .encodeToString(list().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .multiPart("confirm", "yes")
        .multiPart("basis", preview.replaceAll("(?s).*name=\"basis\" value=\"([^\"]+)\".*", "$1"))
        .post(trial.path() + "/coaching-import")
        .then()
        .statusCode(303);
    assertThat(contacts("WI-DANE")).hasSize(3);
    Csrf.upload()
        .multiPart("pasted", "site;minutes\n1;2")
        .post(trial.path() + "/coaching-import")
        .then()
        .statusCode(400)
        .body(containsString("is missing"));
  }

  @Test
  @AsHub
  void hubMayNotImport() {
    send(list(), true).statusCode(403);
  }

  @Test
  @AsClinician
  void clinicianMayNotImport() {
    send(list(), false).statusCode(403);
    given().get(trial.path() + "/coaching-import").then().statusCode(403);
    assertThat(contacts("WI-DANE")).isEmpty();
  }
}
