package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.studies.Enrolment;

@QuarkusTest
class ActivitiesApiTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(2);

  private Trial trial;
  private String all;
  private String site;

  @BeforeEach
  void enrolTwoOutreachSites() {
    trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .staffed()
            .withSite("MA-HAMPDEN", "Hampden outreach")
            .startedOn(START)
            .save();
    all = "/api" + trial.path() + "/activities";
    site = all + "/" + trial.code("MA-FRANKLIN");
  }

  private static Map<String, Object> training(int generation, int people) {
    Map<String, Object> a = new LinkedHashMap<>();
    a.put("strategy", "train_the_trainer");
    a.put("planned", generation == 1 ? "first_generation@1" : "second_generation@2");
    a.put("day", START.plusDays(generation == 1 ? 6 : 36).toString());
    a.put("minutes", 240);
    a.put("part", "trainer");
    a.put("people", people);
    a.put("generation", generation);
    a.put("actor", "Hub trainer");
    a.put("action", "Taught overdose response");
    a.put("target", "Confidence to respond");
    a.put("resources", "40 kits");
    a.put("outcomeMeant", "Adoption");
    a.put("justification", "Turnover is high");
    a.put("modification", "Held on two mornings");
    return a;
  }

  private static RequestSpecification json(Object body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  @Test
  @AsCoach
  void refusesADayAfterTheSiteLeftTheStudy() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment("MA-FRANKLIN").id);
              unit.withdrawnOn = START.plusDays(5);
              unit.withdrawalReason = "closed";
            });
    json(training(1, 4))
        .post(site)
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("day"))
        .body("errors.message", hasItem(startsWith("The site left the study on ")));
    Map<String, Object> before = training(1, 4);
    before.put("day", START.plusDays(5).toString());
    json(before).post(site).then().statusCode(201);
  }

  @Test
  @AsCoach
  void logsAmendsAndWithdraws() {
    String one =
        json(training(1, 4))
            .post(site)
            .then()
            .statusCode(201)
            .body("activity.planned", equalTo("first_generation@1"))
            .body("activity.outcomeMeant", equalTo("Adoption"))
            .body("activity.modification", equalTo("Held on two mornings"))
            .body("loggedBy", equalTo(TrialBuilder.COACH))
            .extract()
            .header("Location");
    Map<String, Object> second = training(2, 12);
    json(second).post(site).then().statusCode(400).body("errors.field", hasItems("trainedBy"));
    second.put("trainedBy", Long.valueOf(one.replaceAll(".*/", "")));
    json(second).post(site).then().statusCode(201).body("activity.generation", equalTo(2));
    given()
        .get(site)
        .then()
        .statusCode(200)
        .body("accounts.find { it.strategy == 'train_the_trainer' }.deliveredContacts", equalTo(2))
        .body("accounts.find { it.strategy == 'train_the_trainer' }.plannedContacts", equalTo(3))
        .body("cascades[0].generations.people", equalTo(java.util.List.of(4, 12)))
        .body("cascades[0].trainings.generation", equalTo(java.util.List.of(1, 2)))
        .body("activities", hasSize(2));
    Map<String, Object> changed = training(1, 6);
    Map<String, Object> amendment =
        Map.of("version", 0, "reason", "Two came later", "activity", changed);
    json(amendment)
        .put(one)
        .then()
        .statusCode(200)
        .body("activity.people", equalTo(6))
        .body("amendedBy", equalTo(TrialBuilder.COACH))
        .body("version", equalTo(1));
    json(amendment)
        .put(one)
        .then()
        .statusCode(409)
        .body("detail", containsString("People: “4” → “6”"));
    given()
        .get(one + "/history")
        .then()
        .statusCode(200)
        .body("[0].act", equalTo("activity.amended"))
        .body("[0].reason", equalTo("Two came later"))
        .body("[0].changes.label", hasItems("People"));
    json(Map.of("version", 1, "reason", "Entered twice"))
        .post(one + "/withdraw")
        .then()
        .statusCode(200)
        .body("withdrawalReason", equalTo("Entered twice"));
    json(Map.of("version", 2, "reason", "Again")).post(one + "/withdraw").then().statusCode(409);
    given()
        .get(site)
        .then()
        .body("accounts.find { it.strategy == 'train_the_trainer' }.deliveredContacts", equalTo(1))
        .body("activities", hasSize(2));
    given()
        .get(all + "?strategy=train_the_trainer&limit=1")
        .then()
        .statusCode(200)
        .body("activity.generation", equalTo(java.util.List.of(2)));
    given()
        .get("/api" + trial.path() + "/activity-generations")
        .then()
        .statusCode(200)
        .body("[0].generations", hasSize(1))
        .body("[0].generations[0].people", equalTo(12))
        .body("[0].trainings[0].note", containsString("was withdrawn"));
  }

  @Test
  @AsCoach
  void takesBackWordForWordWhatItGave() {
    String first = json(training(1, 4)).post(site).then().extract().header("Location");
    Map<String, Object> second = training(2, 12);
    second.put("trainedBy", Long.valueOf(first.replaceAll(".*/", "")));
    second.remove("generation");
    String one = json(second).post(site).then().statusCode(201).extract().header("Location");
    Map<String, Object> given = given().get(one).then().extract().path("activity");
    json(Map.of("version", 0, "reason", "Nothing", "activity", given))
        .put(one)
        .then()
        .statusCode(200)
        .body("activity", equalTo(given));
    given().get(one + "/history").then().body("[0].changes", empty());
    given.put("trainedBy", 987654321);
    json(Map.of("version", 1, "reason", "No such training", "activity", given))
        .put(one)
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("trainedBy"));
    given.put("trainedBy", "hub");
    json(Map.of("version", 1, "reason", "No number", "activity", given))
        .put(one)
        .then()
        .statusCode(400);
    given.put("trainedBy", null);
    given.put("minutes", 12.5);
    json(Map.of("version", 1, "reason", "Rounded", "activity", given))
        .put(one)
        .then()
        .statusCode(400);
  }

  @Test
  @AsCoach
  void takesTheTagOfWhatItGaveInsteadOfAVersion() {
    String one = json(training(1, 4)).post(site).then().extract().header("Location");
    given().get(one).then().header("ETag", "\"0\"");
    Map<String, Object> amendment = Map.of("reason", "Two came later", "activity", training(1, 6));
    json(amendment).put(one).then().statusCode(400).body("errors.field", hasItem("version"));
    json(amendment)
        .header("If-Match", "\"0\"")
        .put(one)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"");
    json(amendment)
        .header("If-Match", "\"0\"")
        .put(one)
        .then()
        .statusCode(409)
        .body("detail", startsWith(TrialBuilder.COACH + " changed this record meanwhile ("))
        .body("detail", containsString("People: “4” → “6”"))
        .body("detail", containsString("It is now version 1."));
    for (String tag : java.util.List.of("*", "\"one\"", "0")) {
      json(amendment).header("If-Match", tag).put(one).then().statusCode(400);
    }
    json(Map.of("version", 0, "reason", "Entered twice"))
        .header("If-Match", "W/\"1\"")
        .post(one + "/withdraw")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("version"));
    json(Map.of("reason", "Entered twice"))
        .header("If-Match", "W/\"1\"")
        .post(one + "/withdraw")
        .then()
        .statusCode(200);
  }

  @Test
  @AsCoordinator
  void namesEveryFieldThatIsWrong() {
    json(Map.of("strategy", "coaching", "fullTimeEquivalent", 0.125, "minutes", -1))
        .post(site)
        .then()
        .statusCode(400)
        .body(
            "errors.field",
            hasItems("planned", "day", "minutes", "people", "part", "fullTimeEquivalent", "actor"));
    json(Map.of("activity", training(1, 1))).put(site + "/987654321").then().statusCode(404);
    given().get(all).then().body("$", empty());
    given().get(all + "?limit=0").then().statusCode(400);
  }

  @Test
  @AsCoordinator
  void takesAListAfterADryRunAndKnowsItAgain() {
    String address = "/api" + trial.path() + "/activities-import";
    String list =
        "site,strategy,planned,day,minutes,part,people,actor,action,full_time_equivalent\n"
            + trial.code("MA-HAMPDEN")
            + ",champions,champion_named@1,"
            + START.plusDays(3)
            + ",45,champion,1,Hub,Named and briefed,0.25\n";
    RequestSpecification csv = given().contentType("text/csv").body(list);
    csv.post(address).then().statusCode(200).body("saved", equalTo(false));
    given().get(all).then().body("$", empty());
    csv.post(address + "?dryRun=false").then().statusCode(200).body("saved", equalTo(true));
    given().get(all).then().body("[0].activity.fullTimeEquivalent", equalTo(0.25f));
    csv.post(address + "?dryRun=false").then().body("rows[0].kind", equalTo("SAME"));
    given()
        .contentType("text/csv")
        .body(list.replace(",45,", ",soon,").replace("Named and", "Chosen and"))
        .post(address + "?dryRun=false")
        .then()
        .statusCode(400)
        .body("rows.column", hasItems("minutes"));
    given().get(all).then().body("$", hasSize(1));
  }

  @Test
  @AsResearcher
  void researcherReadsButDoesNotLog() {
    given().get(all).then().statusCode(200);
    json(training(1, 4)).post(site).then().statusCode(403);
  }

  @Test
  @AsClinician
  void staffReadsOwnSiteWithoutThePlan() {
    given().get(site).then().statusCode(200).body("accounts", empty());
    given().get(all + "/" + trial.code("MA-HAMPDEN")).then().statusCode(404);
    json(training(1, 4)).post(site).then().statusCode(403);
    given()
        .contentType("text/csv")
        .body("site\n")
        .post("/api" + trial.path() + "/activities-import")
        .then()
        .statusCode(403);
  }

  @Test
  @AsCoach
  void coachLogsNothingElsewhere() {
    json(training(1, 4)).post(all + "/" + trial.code("MA-HAMPDEN")).then().statusCode(404);
    given()
        .contentType("text/csv")
        .body(
            "site,strategy,day,minutes,part,people,actor,action\n"
                + trial.code("MA-HAMPDEN")
                + ",champions,"
                + START
                + ",45,champion,1,Hub,Named\n")
        .post("/api" + trial.path() + "/activities-import?dryRun=false")
        .then()
        .statusCode(400)
        .body("rows[0].message", containsString("that you coach"));
  }

  @Test
  @AsHub
  void hubReadsNone() {
    given().get(all).then().statusCode(403);
    given().get("/api" + trial.path() + "/activity-generations").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherReadsNone() {
    given().get(all).then().statusCode(403);
    given().get(site).then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(site).then().statusCode(404);
    given().get(all).then().statusCode(404);
    json(training(1, 4)).post(site).then().statusCode(403);
  }
}
