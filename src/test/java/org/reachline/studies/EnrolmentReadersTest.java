package org.reachline.studies;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.enrolment.EnrolmentPageTest;

/** Who reads what of units, arms and plans; the acts are in {@link EnrolmentPageTest}. */
@QuarkusTest
class EnrolmentReadersTest {
  private static final String FILE = EnrolmentPageTest.FILE;
  private static final LocalDate START = EnrolmentPageTest.START;

  @Test
  @AsCoach
  void coachSeesTheirUnitsWithoutArms() {
    Trial trial = EnrolmentPageTest.trialOfThree();
    given()
        .get(trial.path() + "/sites")
        .then()
        .statusCode(200)
        .body(containsString("Dane County Jail"))
        .body(not(containsString("Rock County Jail")))
        .body(not(containsString("High-dose")));
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("unit", equalTo(List.of(trial.code("WI-DANE"))))
        .body("arm", everyItem(nullValue()));
    given()
        .get(trial.path() + "/plan/" + trial.code("WI-DANE"))
        .then()
        .statusCode(200)
        .body(containsString("12 contacts, 15 h"))
        .body(containsString("Onsite visit"))
        .body(not(containsString("High-dose")));
    given().get(trial.path() + "/plan/" + trial.code("WI-ROCK")).then().statusCode(404);
    given().get(trial.path() + "/enrolment/" + trial.code("WI-DANE")).then().statusCode(403);
  }

  private static Trial offeredEcho() {
    return aTrial(FILE)
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(START)
        .allocatedTo("HIGH-ECHO")
        .coached()
        .save();
  }

  @Test
  @AsCoordinator
  void coordinatorReadsTheWholePlan() {
    Trial trial = offeredEcho();
    String plan = trial.path() + "/plan/" + trial.code("WI-DANE");
    given().get(plan).then().statusCode(200).body(containsString("<h2>ECHO sessions</h2>"));
    given()
        .get("/api" + plan)
        .then()
        .statusCode(200)
        .body("totals.echo.contacts", equalTo(12))
        .body("contacts.strategy", hasItem("echo"));
  }

  @Test
  @AsCoach
  void thePlanTellsTheCoachNothingOfEcho() {
    Trial trial = offeredEcho();
    String plan = trial.path() + "/plan/" + trial.code("WI-DANE");
    given()
        .get(plan)
        .then()
        .statusCode(200)
        .body(containsString("Onsite visit"))
        .body(not(containsString("<h2>ECHO sessions</h2>")))
        .body(not(containsString("ECHO session</th>")));
    given()
        .get("/api" + plan)
        .then()
        .statusCode(200)
        .body("totals.coaching.contacts", equalTo(12))
        .body("totals.echo", nullValue())
        .body("contacts.strategy", everyItem(equalTo("coaching")));
  }

  @Test
  @AsCoach
  void orderByStratumTellsNoStratumToThoseFromWhomItIsHidden() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .inStratum("SMALL")
            .coached()
            .withSite("WI-ROCK", "Rock County Jail")
            .inStratum("LARGE")
            .coached()
            .save();
    String page =
        given().get(trial.path() + "/sites?sort=stratum").then().extract().body().asString();
    assertThat(page.indexOf("Dane County Jail")).isLessThan(page.indexOf("Rock County Jail"));
    assertThat(page).contains("Rock County Jail").doesNotContain("value=\"stratum\"");
  }

  @Test
  @AsClinician
  void clinicianIsNotToldThePlanThatGivesTheArmAway() {
    Trial trial = EnrolmentPageTest.trialOfThree();
    given().get(trial.path() + "/plan/" + trial.code("WI-DANE")).then().statusCode(403);
    given().get("/api" + trial.path() + "/plan/" + trial.code("WI-DANE")).then().statusCode(403);
  }

  @Test
  @AsHub
  void hubSeesUnitsWithoutArms() {
    Trial trial = EchoTrial.hosted(EnrolmentPageTest.trialOfThree());
    given()
        .get(trial.path() + "/sites?arm=LOW&sort=start")
        .then()
        .statusCode(200)
        // The arm that was asked for changes nothing, and other sites are not the hub's.
        .body(containsString("Dane County Jail"))
        .body(not(containsString("Rock County Jail")))
        .body(not(containsString("LOW\" ")))
        .body(not(containsString("High-dose")));
    given().get(trial.path() + "/plan/" + trial.code("WI-DANE")).then().statusCode(403);
    given().get(trial.path() + "/allocation").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherReachesNeitherAllocationNorPlan() {
    Trial trial = EnrolmentPageTest.trialOfThree();
    given().get(trial.path() + "/allocation").then().statusCode(404);
    given().get("/api" + trial.path() + "/allocation").then().statusCode(404);
    given().get(trial.path() + "/plan/" + trial.code("WI-DANE")).then().statusCode(403);
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("unit.size()", equalTo(3))
        .body("arm", everyItem(nullValue()));
    given().get(trial.path() + "/sites").then().body(not(containsString("High-dose")));
  }

  @Test
  @AsOutsider
  void outsiderSeesNoUnitAndEnrolsNone() {
    Trial trial = EnrolmentPageTest.trialOfThree();
    given().get("/api" + trial.path() + "/enrolments").then().statusCode(404);
    given().get(trial.path() + "/sites").then().statusCode(404);
    given().get(trial.path() + "/enrolment/new").then().statusCode(403);
    given()
        .contentType("application/json")
        .body(Map.of("unit", "X"))
        .post("/api" + trial.path() + "/enrolments")
        .then()
        .statusCode(403);
    given()
        .contentType("text/csv")
        .body("unit,arm\n")
        .post("/api" + trial.path() + "/allocation")
        .then()
        .statusCode(403);
  }
}
