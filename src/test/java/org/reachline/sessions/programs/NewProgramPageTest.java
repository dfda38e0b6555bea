package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;

/** Adding a further programme of a strategy: by whom, and by which rules. */
@QuarkusTest
class NewProgramPageTest extends ProgramFixture {
  @Test
  @AsCoordinator
  void aRuleThatSkipsAPlannedMonthIsRefusedAndRulesAreTakenAsHubsTypeThem() {
    thursdays("Every other", "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TH")
        .post(study + "/sessions/programs/new")
        .then()
        .statusCode(400)
        .body(containsString("no day in study month"));
    thursdays("Twice", "rrule:freq=monthly;byday=1th,3th;")
        .post(study + "/sessions/programs/new")
        .then()
        .statusCode(303);
    given()
        .get("/api" + study + "/sessions/programs")
        .then()
        .body("find { it.name == 'Twice' }.rule", equalTo("FREQ=MONTHLY;BYDAY=1TH,3TH"));
  }

  @Test
  @AsCoordinator
  void whatIsWrongIsSaidAndEveryWordStays() {
    Csrf.form()
        .formParam("strategy", "coaching")
        .formParam("name", "echo SESSIONS")
        .formParam("rule", "FREQ=MONTHLY;BYDAY=3TH;COUNT=6;UNTIL=20261231")
        .formParam("time", "seven")
        .formParam("zone", "Chicago")
        .post(study + "/sessions/programs/new")
        .then()
        .statusCode(400)
        .body(containsString("is not one of the answers"))
        .body(containsString("has this name already"))
        .body(containsString("a rule has one end"))
        .body(containsString("value=\"seven\""))
        .body(containsString("value=\"Chicago\""));
    String program = added();
    place(program, "0", "2026-01-09", " ")
        .statusCode(400)
        .body(containsString("From today on, please"))
        .body(containsString("Please fill this in."))
        .body(containsString("checked"));
    place(program, "0", "2026-01-10", "Nights.").statusCode(303);
    place(program, "0", "2026-01-11", "Mine too.")
        .statusCode(409)
        .body(containsString("Corinne Adler meanwhile brought"))
        .body(containsString("Mine too."));
    place(program, "1", "2026-01-11", "Once more.")
        .statusCode(400)
        .body(containsString("is in this programme"));
  }

  @Test
  @AsHub
  void aHubAddsItsOwnProgrammeAndMovesOnlyWhatIsInItsOwn() {
    String program = added();
    given()
        .get("/api" + study + "/sessions/programs")
        .then()
        .body("find { it.name == '" + THURSDAYS + "' }.team", hasItem(TrialBuilder.HUB))
        .body("find { it.name == '" + THURSDAYS + "' }.rule", containsString("COUNT=6"));
    String placing =
        "{\"units\":[\"" + dane + "\"],\"from\":\"2026-01-12\",\"reason\":\"N\",\"version\":0}";
    post(program, placing).statusCode(200).body("units.nextFrom", hasItem("2026-01-12"));
    post(program, placing).statusCode(409);
    post(program, placing.replace(dane, trial.trial().code("WI-ROCK")).replace("0}", "1}"))
        .statusCode(400)
        .body("errors.field", hasItem("unit"));
    givenToAnotherHub(programOf(trial.sessions().get(0)));
    givenToAnotherHub(program);
    given().get(program + "/sites").then().statusCode(404);
    given().get("/api" + program + "/sites").then().statusCode(404);
    post(program, placing).statusCode(404);
  }

  @Test
  @AsCoordinator
  void programmesAreAddedAsJsonByTheSameRules() {
    String good =
        "{\"strategy\":\"echo\",\"name\":\"Nights\",\"rule\":\"FREQ=WEEKLY;BYDAY=TU,TH\","
            + "\"time\":\"19:00\",\"zone\":\"America/Chicago\",\"startsOn\":\"2026-01-12\"}";
    String api = "/api" + study + "/sessions/programs";
    given()
        .contentType("application/json")
        .body(good.replace("WEEKLY", "HOURLY").replace("19:00", "late"))
        .post(api)
        .then()
        .statusCode(400)
        .body("errors.field", allOf(hasItem("rule"), hasItem("time")));
    given()
        .contentType("application/json")
        .body(good)
        .post(api)
        .then()
        .statusCode(201)
        .body("ownRule", equalTo(true))
        .body("startsOn", equalTo("2026-01-12"));
    given().get(api + "?limit=1&offset=1").then().body("", hasSize(1));
  }

  @Test
  @AsClinician
  void clinicianNeitherAddsNorMoves() {
    String program = programOf(trial.sessions().get(0));
    given().get(study + "/sessions/programs/new").then().statusCode(403);
    given().get(program + "/sites").then().statusCode(403);
    given().get("/api" + program + "/sites").then().statusCode(403);
    thursdays().post(study + "/sessions/programs/new").then().statusCode(403);
  }
}
