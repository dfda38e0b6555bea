package org.reachline.sessions.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.sessions.EchoTrial;

/** The grid of who attended by site, and who is shown it. */
@QuarkusTest
class AttendanceGridTest extends ImportFixture {
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
}
