package org.reachline.projects;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.facts.FactSheet;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

/** Change projects over the API, and walk-throughs on both ways. */
@QuarkusTest
class ProjectsApiTest {
  private static final LocalDate TODAY = LocalDate.now();

  private Trial trial;
  private String site;

  @BeforeEach
  void enrolDane() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(TODAY.minusMonths(4))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    site = trial.path() + "/coaching/" + trial.code("WI-DANE");
  }

  private static RequestSpecification json(Object body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  private static Map<String, Object> charter() {
    Map<String, Object> charter = new LinkedHashMap<>();
    charter.put("title", "Hand-over");
    charter.put("aim", "No gap of more than a day after release");
    charter.put("population", "People on medication");
    charter.put("levelOfCare", "Release");
    charter.put("location", "Release desk");
    charter.put("ownMeasure", "People seen within a day");
    charter.put("target", 12);
    charter.put("startsOn", TODAY.minusMonths(1).toString());
    charter.put("endsOn", TODAY.plusMonths(2).toString());
    charter.put("executiveSponsor", "Sheriff");
    charter.put("changeLeader", "Re-entry planner");
    return charter;
  }

  private static Map<String, Object> with(Map<String, Object> body, Object... more) {
    Map<String, Object> all = new LinkedHashMap<>(body);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }

  private String start() {
    String location =
        json(charter())
            .post("/api" + site + "/projects")
            .then()
            .statusCode(201)
            .body("state", equalTo("running"))
            .extract()
            .header("Location");
    return location.substring(location.indexOf("/api"));
  }

  @Test
  @AsCoach
  void aProjectLivesThroughTheApi() {
    String project = start();
    Map<String, Object> cycle =
        Map.of(
            "change",
            "Call the clinic before release",
            "startsOn",
            TODAY.minusDays(20).toString(),
            "plan",
            "The planner calls for two weeks");
    json(cycle).post(project + "/cycles").then().statusCode(201).body("number", equalTo(1));
    json(with(cycle, "version", 0, "act", "abandon"))
        .put(project + "/cycles/1")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("studied"));
    json(with(
            cycle,
            "version",
            0,
            "done",
            "Called 9 times",
            "studied",
            "Nobody answered at night",
            "endsOn",
            TODAY.toString(),
            "act",
            "abandon"))
        .put(project + "/cycles/1")
        .then()
        .statusCode(200)
        .body("act", equalTo("abandon"));
    json(with(cycle, "version", 0))
        .put(project + "/cycles/1")
        .then()
        .statusCode(409)
        .body("detail", containsString("Nobody answered at night"));
    json(Map.of("version", 0, "closingWords", "Given up"))
        .post(project + "/close")
        .then()
        .statusCode(200)
        .body("state", equalTo("closed"))
        .body("cycles", hasSize(1));
    json(cycle).post(project + "/cycles").then().statusCode(409);
    given()
        .get("/api" + trial.path() + "/change-projects")
        .then()
        .statusCode(200)
        .body("title", hasItem("Hand-over"));
  }

  @Test
  @AsClinician
  void badInputNamesTheField() {
    json(Map.of("title", "Only a title"))
        .post("/api" + site + "/projects")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("aim"))
        .body("errors.field", hasItem("measure"))
        .body("errors.field", hasItem("target"));
    String project = start();
    json(with(charter(), "reason", "x"))
        .put(project)
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("version"));
    json(with(charter(), "reason", "x", "version", 7)).put(project).then().statusCode(409);
    json(with(charter(), "reason", "Fuller", "version", 0, "team", "Three of us"))
        .put(project)
        .then()
        .statusCode(200)
        .body("team", equalTo("Three of us"))
        .body("version", equalTo(1));
    json(Map.of("version", 1, "reason", "Wrong site"))
        .post(project + "/withdraw")
        .then()
        .statusCode(200)
        .body("state", equalTo("withdrawn"))
        .body("withdrawnAt", notNullValue());
  }

  @Test
  @AsCoach
  void takesBackWordForWordWhatItGave() {
    String project =
        json(with(charter(), "baseline", 4.50, "team", "Two", "expectedImpact", "Fewer\nreturns"))
            .post("/api" + site + "/projects")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    Map<String, Object> given = facts(given().get(project).then(), ProjectFacts.SHEET, "");
    assertThat(given).containsEntry("expectedImpact", "Fewer\nreturns").hasSize(16);
    assertThat(
            facts(
                json(with(given, "version", 0, "reason", "Nothing")).put(project).then(),
                ProjectFacts.SHEET,
                ""))
        .isEqualTo(given);
    json(with(given, "version", 1, "reason", "No such measure", "measure", "roofs"))
        .put(project)
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("measure", "ownMeasure"));
    String cycle = project + "/cycles/1";
    json(Map.of("change", "a\nb", "startsOn", TODAY.toString(), "plan", "p", "act", ""))
        .post(project + "/cycles")
        .then()
        .statusCode(201)
        .body("act", nullValue());
    Map<String, Object> tried =
        Map.of("done", "d", "studied", "s", "endsOn", TODAY.toString(), "act", "Adopt");
    given = facts(given().get(project).then(), CycleFacts.SHEET, "cycles[0].");
    given.putAll(tried);
    json(with(given, "version", 0)).put(cycle).then().statusCode(200);
    given = facts(given().get(project).then(), CycleFacts.SHEET, "cycles[0].");
    assertThat(given).containsEntry("change", "a\nb").containsEntry("act", "adopt").hasSize(8);
    assertThat(facts(json(with(given, "version", 1)).put(cycle).then(), CycleFacts.SHEET, ""))
        .isEqualTo(given);
  }

  private static Map<String, Object> facts(
      ValidatableResponse answer, FactSheet<?> sheet, String path) {
    answer.statusCode(200);
    Map<String, Object> facts = new LinkedHashMap<>();
    sheet
        .facts()
        .forEach(fact -> facts.put(fact.name(), answer.extract().path(path + fact.name())));
    return facts;
  }

  @Test
  @AsCoach
  void nothingThatIsSentIsPassedOver() {
    json(with(charter(), "goal", "More"))
        .post("/api" + site + "/projects")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("goal"));
    String project = start();
    Map<String, Object> cycle =
        Map.of("change", "c", "startsOn", TODAY.toString(), "plan", "p", "version", 0);
    json(with(cycle, "act", "adpot"))
        .post(project + "/cycles")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("act"))
        .body(
            "errors[0].message", containsString("“adpot” is not one of the answers: adopt, adapt"));
    json(with(cycle, "act", 0)).post(project + "/cycles").then().statusCode(400);
    json(Map.of(
            "walkedOn",
            TODAY.minusDays(2).toString(),
            "playedPerson",
            "Nurse",
            "notes",
            List.of(
                Map.of("stage", "wait", "felt", "Forgotten"),
                Map.of("stage", "wait", "felt", "Forgotten again"))))
        .post("/api" + site + "/walk-throughs")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("stage"));
  }

  @Test
  @AsCoordinator
  void coordinatorReadsButDoesNotWrite() {
    json(charter()).post("/api" + site + "/projects").then().statusCode(403);
    json(Map.of()).post("/api" + site + "/walk-throughs").then().statusCode(403);
    given().get("/api" + site + "/projects").then().statusCode(200);
    given().get("/api" + site + "/walk-throughs").then().statusCode(200);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get("/api" + site + "/projects").then().statusCode(404);
    given().get("/api" + site + "/walk-throughs").then().statusCode(404);
  }

  @Test
  @AsClinician
  void aWalkThroughIsWrittenDownAndTakenBack() {
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("walkedOn", TODAY.minusDays(2).toString())
        .formParam("stage", "FIRST_CONTACT", "WAIT")
        .formParam("felt", "", "")
        .formParam("seen", "", "")
        .formParam("toChange", "", "")
        .post(site + "/walk-throughs/new")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    String walk =
        Csrf.form()
            .formParam("site", trial.code("WI-DANE"))
            .formParam("walkedOn", TODAY.minusDays(2).toString())
            .formParam("playedPerson", "Nurse")
            .formParam("stage", "FIRST_CONTACT", "WAIT")
            .formParam("felt", "", "Forgotten")
            .formParam("seen", "", "Two hours without a word")
            .formParam("toChange", "", "Say how long it takes")
            .formParam("firstChange", "Tell people how long it takes")
            .post(site + "/walk-throughs/new")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    walk = walk.substring(walk.indexOf("/studies"));
    given()
        .get(walk)
        .then()
        .statusCode(200)
        .body(containsString("Waiting"))
        .body(containsString("Two hours without a word"));
    given()
        .get("/api" + site + "/walk-throughs")
        .then()
        .body("[0].notes", hasSize(1))
        .body("[0].notes[0].stage", equalTo("wait"))
        .body("[0].notes[0].felt", equalTo("Forgotten"));
    Csrf.form().post(walk + "/withdraw").then().statusCode(400);
    Csrf.form().formParam("reason", "Another day").post(walk + "/withdraw").then().statusCode(303);
    given().get(walk).then().body(containsString("Another day"));
    json(Map.of("reason", "again")).post("/api" + walk + "/withdraw").then().statusCode(409);
    json(Map.of("playedPerson", "Nurse", "notes", List.of(Map.of("stage", "roof", "felt", "x"))))
        .post("/api" + site + "/walk-throughs")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("stage"))
        .body("errors.field", hasItem("walkedOn"));
  }
}
