package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** Putting the planned nurse care manager in place is treatment, and no contact. */
@QuarkusTest
class StaffingIsNoContactTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(2);

  private Trial trial;
  private String flags;

  @BeforeEach
  void twoClinics() {
    trial =
        aTrial("proud-primary-care")
            .withSite("WA-ONE", "First clinic")
            .startedOn(START)
            .inPair("SYS1")
            .allocatedTo("PROUD")
            .withSite("WA-TWO", "Second clinic")
            .startedOn(START)
            .inPair("SYS1")
            .allocatedTo("UC")
            .save();
    flags = "/api" + trial.path() + "/contamination";
  }

  private Map<String, Object> nurse() {
    Map<String, Object> a = new HashMap<>();
    a.put("strategy", "nurse_care_manager");
    a.put("day", START.plusDays(3).toString());
    a.put("part", "nurse_care_manager");
    a.put("people", 1);
    a.put("fullTimeEquivalent", 1.0);
    a.put("actor", "The health system");
    a.put("action", "Hired and placed a nurse care manager");
    return a;
  }

  private ValidatableResponse place(String site, Map<String, Object> activity) {
    return given()
        .contentType(ContentType.JSON)
        .body(activity)
        .post("/api" + trial.path() + "/activities/" + trial.code(site))
        .then();
  }

  private JsonPath received() {
    return given().get(flags + "/received").then().statusCode(200).extract().jsonPath();
  }

  @Test
  @AsCoordinator
  void thePlannedNurseRaisesNoFlagNeedsNoMinutesAndAddsNoContact() {
    place("WA-ONE", nurse()).statusCode(201).body("activity.minutes", equalTo(0));
    given().get(flags).then().body("", empty());
    String row = "find { it.unit == '%s' }.".formatted(trial.code("WA-ONE"));
    org.assertj.core.api.Assertions.assertThat(received().getInt(row + "besideContacts")).isZero();
    given()
        .get(flags + "/received")
        .then()
        .body(row + "staff", hasSize(1))
        .body(row + "staff[0].inPlace", equalTo("1"))
        .body(row + "staff[0].planned", equalTo("1"));
    given()
        .get("/api" + trial.path() + "/activities/" + trial.code("WA-ONE"))
        .then()
        .body("accounts[0].besideContacts", equalTo(0));
  }

  @Test
  @AsCoordinator
  void aNurseWhereNoneIsPlannedRaisesAFlagUntilItIsTakenBack() {
    JsonPath made = place("WA-TWO", nurse()).statusCode(201).extract().jsonPath();
    given()
        .get(flags)
        .then()
        .body("kind", org.hamcrest.Matchers.contains("not_prescribed"))
        .body("[0].contacts", equalTo(0))
        .body("[0].holds", equalTo(true));
    String row = "find { it.unit == '%s' }.".formatted(trial.code("WA-TWO"));
    given().get(flags + "/received").then().body(row + "flagged", equalTo(true));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", made.getInt("version"), "reason", "Another clinic"))
        .post(
            "/api"
                + trial.path()
                + "/activities/"
                + trial.code("WA-TWO")
                + "/"
                + made.getLong("id")
                + "/withdraw")
        .then()
        .statusCode(200);
    given().get(flags).then().body("[0].holds", equalTo(false));
  }

  @Test
  @AsCoordinator
  void anythingElseStillNeedsItsMinutes() {
    Map<String, Object> training = nurse();
    training.remove("fullTimeEquivalent");
    place("WA-ONE", training).statusCode(400);
    training.put("minutes", 60);
    place("WA-ONE", training).statusCode(201);
    given().get(flags).then().body("kind", org.hamcrest.Matchers.contains("beyond_plan"));
    Csrf.form()
        .formParam("planned", "nurse_care_manager|")
        .formParam("day", START.plusDays(5).toString())
        .formParam("minutes", "")
        .formParam("part", "nurse_care_manager")
        .formParam("people", "1")
        .formParam("fullTimeEquivalent", "0.5")
        .formParam("actor", "The clinic")
        .formParam("action", "Placed another one")
        .post(trial.path() + "/activities/" + trial.code("WA-ONE") + "/log")
        .then()
        .statusCode(303);
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherLearnsNothingOfIt() {
    given().get(flags + "/received").then().statusCode(403);
  }
}
