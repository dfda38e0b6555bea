package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.SessionPlanner;
import org.reachline.studies.Study;

@QuarkusTest
class ProgramPageTest {
  private static final String OTHER_HUB = "other.hub@hub.example";

  @Inject SessionPlanner planner;

  private EchoTrial trial;
  private long program;
  private String page;

  @BeforeEach
  void threeDaysBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    program =
        QuarkusTransaction.requiringNew()
            .call(() -> EchoSession.<EchoSession>findById(trial.sessions().get(0)).program.id);
    page = trial.trial().path() + "/sessions/programs/" + program;
  }

  private long otherHub() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Person.findByEmail(OTHER_HUB)
                    .orElseGet(
                        () -> {
                          Person person = new Person();
                          person.email = OTHER_HUB;
                          person.name = "Una Other";
                          person.zone = "America/New_York";
                          person.roles.add(Role.HUB);
                          person.persist();
                          return person;
                        })
                    .id);
  }

  private void belongsToTheOtherHub() {
    long other = otherHub();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoProgram given = EchoProgram.findById(program);
              given.team.clear();
              given.team.add(Person.findById(other));
            });
  }

  private ValidatableResponse put(String path, String json) {
    return given().contentType("application/json").body(json).put("/api" + path).then();
  }

  @Test
  @AsHub
  void hubSetsHubTelephoneAndDaysWithoutASession() {
    Csrf.form()
        .formParam("name", "ECHO for jails")
        .formParam("hub", "Madison hub")
        .formParam("roomKind", "EXTERNAL")
        .formParam("phone", "+1 608 555 0142")
        .formParam("phoneCode", "482 913#")
        .formParam("opensBeforeMinutes", "20")
        .formParam("exceptions", "2026-12-24 Holiday\n2026-07-03")
        .formParam("version", "0")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("Say why, after the date"))
        .body(containsString("2026-12-24 Holiday"));
    Csrf.form()
        .formParam("name", "ECHO for jails")
        .formParam("hub", "Madison hub")
        .formParam("roomKind", "EXTERNAL")
        .formParam("phone", "+1 608 555 0142")
        .formParam("phoneCode", "482 913#")
        .formParam("opensBeforeMinutes", "20")
        .formParam("exceptions", "2026-12-24 Holiday")
        .formParam("version", "0")
        .post(page)
        .then()
        .statusCode(303);
    given()
        .get(page)
        .then()
        .body(containsString("2026-12-24 Holiday"))
        .body(containsString("FREQ=MONTHLY;BYDAY=2TU"));
    String door = trial.joinPath(0, TrialBuilder.CLINICIAN);
    given()
        .get(door)
        .then()
        .statusCode(200)
        .body(containsString("Host: Madison hub"))
        .body(containsString("+1 608 555 0142, code 482 913#"));
    EchoTrial.at(EchoTrial.FIRST);
    given()
        .get(door + "/room")
        .then()
        .body(containsString("held by telephone"))
        .body(containsString("tel:+16085550142"));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_program:" + program));
    assertThat(trail.get(trail.size() - 1).after).contains("Madison hub").contains("Holiday");
  }

  @Test
  @AsHub
  void aProgrammeIsNotGivenTheNameOfAnother() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoProgram first = EchoProgram.findById(program);
              EchoProgram second = new EchoProgram();
              second.study = first.study;
              second.strategy = first.strategy;
              second.name = "Thursdays";
              second.zone = first.zone;
              second.rule = "FREQ=WEEKLY;BYDAY=TH";
              second.beginsAt = LocalTime.NOON;
              second.anchorOn = LocalDate.of(2026, 1, 8);
              second.persist();
            });
    Csrf.form()
        .formParam("name", "thursdays")
        .formParam("roomKind", "EXTERNAL")
        .formParam("opensBeforeMinutes", "20")
        .formParam("version", "0")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("has this name already"))
        .body(containsString("value=\"thursdays\""));
    String api =
        "{\"name\":\"%s\",\"roomKind\":\"external\",\"opensBeforeMinutes\":20,\"version\":0}";
    put(page, api.formatted("Thursdays")).statusCode(400).body("errors.field", hasItem("name"));
    put(page, api.formatted("ECHO SESSIONS"))
        .statusCode(200)
        .body("name", equalTo("ECHO SESSIONS"));
    // Two had one name before that was refused; both can still be changed.
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                EchoProgram.listForStudy(Study.getBySlug(trial.trial().slug()))
                    .forEach(each -> each.name = "ECHO SESSIONS"));
    put(page, api.formatted("ECHO Sessions").replace("\"version\":0", "\"version\":1"))
        .statusCode(200)
        .body("name", equalTo("ECHO Sessions"));
  }

  @Test
  void thePlanningLeavesExceptionsOut() {
    TrialBuilder.Trial unplanned =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 5))
            .allocatedTo("HIGH-ECHO")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoProgram one = new EchoProgram();
              EchoProgram other = EchoProgram.findById(program);
              one.study = Study.getBySlug(unplanned.slug());
              one.strategy = other.strategy;
              one.name = other.name;
              one.zone = other.zone;
              one.exceptions.put(LocalDate.of(2026, 2, 10), "The hub moves house.");
              one.persist();
            });
    List<LocalDate> days =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    planner.plan(Study.getBySlug(unplanned.slug())).stream()
                        .map(s -> s.startsAt.atZone(s.program.zoneId()).toLocalDate())
                        .toList());
    assertThat(days).hasSize(11).startsWith(LocalDate.of(2026, 1, 13), LocalDate.of(2026, 3, 10));
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> planner.missing(Study.getBySlug(unplanned.slug()), p -> true)))
        .isEmpty();
  }

  @Test
  @AsHub
  void anotherHubsProgrammeDoesNotExist() {
    belongsToTheOtherHub();
    String study = trial.trial().path();
    given().get(page).then().statusCode(404);
    given().get("/api" + study + "/sessions/programs").then().body("", empty());
    given().get("/api" + study + "/sessions").then().body("", empty());
    given().get(study + "/sessions").then().body(not(containsString("Session 1<")));
    for (String part :
        List.of("", "/edit", "/agenda", "/move", "/history", "/cancel", "/links", "/roll-call")) {
      given().get(trial.first() + part).then().statusCode(404);
    }
    for (String part : List.of("/import", "/materials", "/live", "/survey")) {
      given().get(trial.first() + part).then().statusCode(404);
    }
    given().get(trial.api(0) + "/attendance").then().statusCode(404);
    given()
        .contentType("application/json")
        .body("{\"reason\":\"Mine now.\",\"version\":0}")
        .post(trial.api(0) + "/cancel")
        .then()
        .statusCode(404);
    given()
        .get(study + "/sessions/attendance")
        .then()
        .statusCode(200)
        .body(not(containsString("Mara Jensen")));
    Csrf.form().post(study + "/sessions/invitations").then().statusCode(303);
    given().get(study + "/sessions/invitations").then().body(not(containsString("Mara Jensen")));
  }

  @Test
  @AsCoordinator
  void coordinatorSaysWhoseProgrammeItIs() {
    long other = otherHub();
    given().get(page + "/team").then().statusCode(200).body(containsString("Una Other"));
    Csrf.form()
        .formParam("version", "0")
        .formParam("person", other)
        .post(page + "/team")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .post(page + "/team")
        .then()
        .statusCode(409)
        .body(containsString("Now it is run by: Una Other"));
    given()
        .get("/api" + trial.trial().path() + "/sessions/programs")
        .then()
        .body("", hasSize(1))
        .body("[0].team", hasItem(OTHER_HUB))
        .body("[0].version", equalTo(1));
    put(page + "/team", "{\"team\":[\"clinician@demo.reachline.example\"],\"version\":1}")
        .statusCode(400)
        .body("errors.field", hasItem("team[0]"));
    put(page + "/team", "{\"team\":[],\"version\":0}").statusCode(409);
    put(page + "/team", "{\"team\":[],\"version\":1}").statusCode(200).body("team", empty());
  }

  @Test
  @AsHub
  void theSettingsAsJsonMeetTheSameRules() {
    put(
            page,
            "{\"name\":\"E\",\"roomKind\":\"skype\",\"phoneCode\":\"abc\","
                + "\"opensBeforeMinutes\":20,\"version\":0}")
        .statusCode(400)
        .body("errors.field", hasItem("roomKind"))
        .body("errors.field", hasItem("phoneCode"));
    String good =
        "{\"name\":\"E\",\"roomKind\":\"jitsi\",\"opensBeforeMinutes\":15,"
            + "\"exceptions\":{\"2026-12-24\":\"Holiday\"},\"version\":0}";
    put(page, good)
        .statusCode(200)
        .body("roomKind", equalTo("jitsi"))
        .body("exceptions.'2026-12-24'", equalTo("Holiday"))
        .body("version", equalTo(1));
    put(page, good).statusCode(409);
    put(page + "/team", "{\"team\":[],\"version\":1}").statusCode(403);
  }

  @Test
  @AsHub
  void takesBackWordForWordWhatItGave() {
    put(
            page,
            "{\"name\":\"Nights\",\"hub\":\"Madison hub\",\"roomKind\":\"external\","
                + "\"roomUrl\":\"https://meet.example.org/echo\",\"phone\":\"+1 608 555 0142\","
                + "\"phoneCode\":\"482#\",\"opensBeforeMinutes\":25,\"record\":true,"
                + "\"exceptions\":{\"2026-12-24\":\"Holiday\"},\"version\":0}")
        .statusCode(200);
    Map<String, Object> gave =
        given()
            .get("/api" + trial.trial().path() + "/sessions/programs")
            .jsonPath()
            .getMap("find { it.id == " + program + " }");
    Map<String, Object> back = new HashMap<>(gave);
    back.keySet()
        .removeAll(List.of("id", "strategy", "rule", "ownRule", "startsOn", "zone", "team"));
    Map<String, Object> now =
        given()
            .contentType("application/json")
            .body(back)
            .put("/api" + page)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getMap("");
    gave.remove("version");
    now.remove("version");
    assertThat(now)
        .isEqualTo(gave)
        .containsEntry("record", true)
        .containsEntry("phone", "+1 608 555 0142");
  }

  @Test
  @AsHub
  void everythingThatIsWrongWithTheSettingsIsSaidAtOnce() {
    put(
            page,
            "{\"name\":[\"E\"],\"roomKind\":\"skype\",\"roomUrl\":\"http://meet.example.org\","
                + "\"phone\":\"ask me\",\"phoneCode\":\"abc\",\"opensBeforeMinutes\":241,"
                + "\"colour\":\"red\",\"exceptions\":{\"2026-12-24\":\"Holiday\"},\"version\":0}")
        .statusCode(400)
        .body(
            "errors.field",
            hasItems(
                "name",
                "roomKind",
                "roomUrl",
                "phone",
                "phoneCode",
                "opensBeforeMinutes",
                "colour"));
  }

  @Test
  @AsClinician
  void clinicianSeesNoSettings() {
    given().get(page).then().statusCode(403);
    given().get(page + "/team").then().statusCode(403);
    given().get("/api" + trial.trial().path() + "/sessions/programs").then().statusCode(403);
  }
}
