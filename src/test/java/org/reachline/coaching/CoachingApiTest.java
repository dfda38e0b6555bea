package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;

@QuarkusTest
class CoachingApiTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private static final LocalDate START = TODAY.minusMonths(2);
  private Trial trial;
  private String site;

  @BeforeEach
  void enrolRockInTheLowDose() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .coached()
            .staffed()
            .save();
    site = "/api" + trial.path() + "/coaching/" + trial.code("WI-ROCK");
  }

  private Map<String, Object> webinar() {
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("strategy", "coaching");
    contact.put("planned", "webinar@2");
    contact.put("outcome", "held");
    contact.put("day", START.plusMonths(1).plusDays(1).toString());
    contact.put("time", "13:30");
    contact.put("minutes", 110);
    contact.put("mode", "video");
    contact.put("kind", "webinar");
    contact.put(
        "coaches",
        List.of(
            QuarkusTransaction.requiringNew()
                .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id)));
    contact.put("others", List.of(Map.of("part", "change_leader", "people", 4)));
    contact.put("privateNotes", "for coaches");
    return contact;
  }

  private static RequestSpecification json(Object body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  @Test
  @AsCoach
  void logsAmendsAndWithdraws() {
    String address =
        json(webinar())
            .post(site + "/contacts")
            .then()
            .statusCode(201)
            .body("planned", equalTo("webinar@2"))
            .body("coaches", contains(TrialBuilder.COACH))
            .body("privateNotes", equalTo("for coaches"))
            .extract()
            .header("Location");
    given()
        .get(site)
        .then()
        .statusCode(200)
        .body("[0].delivered.contacts", equalTo(1))
        .body("[0].delivered.minutes", equalTo(110))
        .body("[0].planned.contacts", equalTo(5))
        .body("[0].planned.minutes", equalTo(360))
        .body("[0].remaining.contacts", equalTo(4))
        .body("[0].personMinutes", equalTo(440))
        .body("[0].lines.find { it.planned == 'webinar@2' }.state", equalTo("on_time"));
    int version = given().get(address).then().extract().path("version");
    Map<String, Object> changed = webinar();
    changed.put("minutes", 90);
    changed.remove("privateNotes");
    Map<String, Object> amendment =
        Map.of("version", version, "reason", "Ended early", "contact", changed);
    json(amendment)
        .put(address)
        .then()
        .statusCode(200)
        .body("minutes", equalTo(90))
        .body("privateNotes", equalTo("for coaches"));
    json(amendment)
        .put(address)
        .then()
        .statusCode(409)
        .body("detail", containsString("Minutes: “110” → “90”"))
        .body("detail", containsString(TrialBuilder.COACH));
    int now = given().get(address).then().extract().path("version");
    json(Map.of("version", now, "reason", "Wrong jail"))
        .post(address + "/withdraw")
        .then()
        .statusCode(200)
        .body("withdrawalReason", equalTo("Wrong jail"));
    json(Map.of("version", now + 1, "reason", "Again"))
        .post(address + "/withdraw")
        .then()
        .statusCode(409)
        .body("detail", containsString("was withdrawn by"));
    given().get(site).then().body("[0].delivered.contacts", equalTo(0));
    given()
        .get(address + "/history")
        .then()
        .body("act", contains("contact.withdrawn", "contact.amended", "contact.logged"));
  }

  @Test
  @AsCoach
  void namesEveryFieldThatCannotBeTaken() {
    Map<String, Object> wrong = webinar();
    wrong.put("planned", "monthly_call@2"); // of the high dose
    wrong.put("minutes", 0);
    wrong.put("mode", "pigeon");
    wrong.put("coaches", List.of());
    json(wrong)
        .post(site + "/contacts")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("planned", "minutes", "mode", "coaches"));
    given().contentType(ContentType.JSON).post(site + "/contacts").then().statusCode(400);
    given().get(site + "/contacts").then().body("size()", equalTo(0));
  }

  @Test
  @AsCoach
  void takesBackWordForWordWhatItGave() {
    Map<String, Object> contact = webinar();
    contact.put("prepMinutes", 15);
    contact.put("nextSteps", List.of(Map.of("what", "Call back", "dueOn", TODAY.toString())));
    contact.put("attended", List.of("prescriber:" + TrialBuilder.CLINICIAN));
    contact.put("topics", "Flow chart");
    String address = json(contact).post(site + "/contacts").then().extract().header("Location");
    Map<String, Object> given = given().get(address).then().extract().path("");
    Map<String, Object> facts = new LinkedHashMap<>(given);
    // What is no fact of the contact but of its record is not sent back.
    List.of("id", "site", "loggedBy", "loggedAt", "version").forEach(facts::remove);
    facts.keySet().removeIf(name -> name.startsWith("withdraw"));
    int version = (int) given.get("version");
    json(Map.of("version", version, "reason", "Nothing", "contact", facts))
        .put(address)
        .then()
        .statusCode(200);
    Map<String, Object> again = given().get(address).then().extract().path("");
    given.put("version", version + 1);
    assertThat(again).isEqualTo(given);
    given().get(address + "/history").then().body("[0].changes", empty());
    Map.of(
            "coaches",
            List.of("nobody@nowhere.example"),
            "attendees",
            List.of(Map.of("part", "prescriber", "person", "nobody@nowhere.example")),
            "planned",
            "monthly_call@99",
            "startsAt",
            "yesterday",
            "prepMinutes",
            1.5,
            "mood",
            "good")
        .forEach(facts::put);
    json(Map.of("version", version + 1, "reason", "Nothing", "contact", facts))
        .put(address)
        .then()
        .statusCode(400)
        .body(
            "errors.field", hasItems("coaches", "attended", "planned", "startsAt", "prep", "mood"));
    facts.remove("mood");
    facts.put("nextSteps", List.of(Map.of("what", "Call", "due", "tomorrow")));
    facts.put("others", "four");
    facts.put("topics", List.of("one"));
    json(Map.of("version", version + 1, "reason", "Nothing", "contact", facts))
        .put(address)
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("due", "others", "topics"));
  }

  @Test
  @AsCoordinator
  void boardTellsArmsToTheCoordinator() {
    given()
        .get("/api" + trial.path() + "/coaching")
        .then()
        .statusCode(200)
        .body("[0].site", equalTo(trial.code("WI-ROCK")))
        .body("[0].arm", equalTo("LOW"))
        .body("[0].standing", equalTo("late"))
        .body("[0].next", equalTo("kickoff@1"));
  }

  @Test
  @AsCoach
  void boardTellsNoArmToTheCoach() {
    given()
        .get("/api" + trial.path() + "/coaching")
        .then()
        .statusCode(200)
        .body("[0].planned.contacts", equalTo(5))
        .body("[0].arm", nullValue());
  }

  @Test
  @AsClinician
  void clinicianGetsContactsWithoutNotesAndWithoutThePlan() {
    logged();
    given()
        .get(site + "/contacts")
        .then()
        .statusCode(200)
        .body("[0].summary", equalTo("Said in the contact"))
        .body("[0].planned", nullValue())
        .body("[0].privateNotes", nullValue());
    given().get(site).then().statusCode(403);
    json(webinar()).post(site + "/contacts").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherGetsTotalsOnly() {
    logged();
    given().get(site).then().statusCode(200).body("[0].delivered.contacts", equalTo(1));
    given().get(site + "/contacts").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherGetsNothing() {
    logged();
    given().get("/api" + trial.path() + "/coaching").then().statusCode(403);
    given().get(site).then().statusCode(403);
    given().get(site + "/contacts").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    logged();
    given().get(site).then().statusCode(404);
    given().get(site + "/contacts").then().statusCode(404);
  }

  @Test
  void withoutTokenIsAnswered401() {
    given().redirects().follow(false).get(site).then().statusCode(401);
  }

  private void logged() {
    QuarkusTransaction.requiringNew()
        .run(() -> TestContacts.held(trial, "WI-ROCK", "webinar@2", START.plusMonths(1), 110));
  }
}
