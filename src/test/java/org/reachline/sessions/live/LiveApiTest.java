package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.attendance.AttendanceLedger;

@QuarkusTest
class LiveApiTest {
  @Inject AttendanceLedger ledger;

  private final EchoTrial trial = EchoTrial.planned();
  private final String live = trial.api(0) + "/live";

  private void joins(String email) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.joined(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow()));
  }

  private static RequestSpecification json(String body) {
    return given().contentType("application/json").body(body);
  }

  @Test
  @AsClinician
  void participantPollsAsksAndTakesBack() {
    joins(TrialBuilder.CLINICIAN);
    joins(TrialBuilder.OUTSIDER);
    String tag =
        given()
            .get(live)
            .then()
            .statusCode(200)
            .body("here", hasSize(0))
            .body("gone.name", equalTo(java.util.List.of("Mara Jensen")))
            .body("came", equalTo(2))
            .extract()
            .header("ETag");
    given().header("If-None-Match", tag).get(live).then().statusCode(304);
    json("{}").post(live + "/beat").then().statusCode(204);
    given().header("If-None-Match", tag).get(live).then().statusCode(200).body("here", hasSize(1));
    int question =
        json("{\"question\":\"Which dose?\"}")
            .post(live + "/questions")
            .then()
            .statusCode(201)
            .body("mine", equalTo(true))
            .extract()
            .path("id");
    json("{}").post(live + "/questions").then().statusCode(201).body("hand", equalTo(true));
    json("{\"question\":\" \"}")
        .post(live + "/questions")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("question"));
    json("{}").post(live + "/questions/" + question + "/withdraw").then().statusCode(204);
    given().get(live).then().body("queue", hasSize(1));
  }

  @Test
  @AsClinician
  void participantDoesNothingThatIsTheHosts() {
    joins(TrialBuilder.CLINICIAN);
    given().get(live + "/notes").then().statusCode(403);
    json("{\"wording\":\"x\",\"version\":0}").put(live + "/notes").then().statusCode(403);
    json("{\"wording\":\"x\",\"version\":0}").put(live + "/cases/1").then().statusCode(403);
    json("{\"number\":1}").put(live + "/screen").then().statusCode(403);
    json("{\"state\":\"taken\"}").put(live + "/questions/1").then().statusCode(403);
  }

  @Test
  @AsCoach
  void whoHasNotJoinedFindsNothing() {
    joins(TrialBuilder.CLINICIAN);
    given().get(live).then().statusCode(404);
    json("{}").post(live + "/beat").then().statusCode(404);
    json("{\"question\":\"x\"}").post(live + "/questions").then().statusCode(404);
  }

  @Test
  @AsHub
  void hostRunsThePageByApi() {
    joins(TrialBuilder.CLINICIAN);
    int question =
        json("{\"question\":\"Who is next?\"}")
            .post(live + "/questions")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    json("{\"state\":\"forgotten\"}")
        .put(live + "/questions/" + question)
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("state"));
    json("{\"state\":\"answered\"}")
        .put(live + "/questions/" + question)
        .then()
        .statusCode(200)
        .body("state", equalTo("ANSWERED"));
    json("{\"state\":\"taken\"}").put(live + "/questions/" + question).then().statusCode(409);
    json("{\"wording\":\"One\",\"version\":0}")
        .put(live + "/notes")
        .then()
        .statusCode(200)
        .body("version", equalTo(1));
    json("{\"wording\":\"Two\",\"version\":0}")
        .put(live + "/notes")
        .then()
        .statusCode(409)
        .body("wording", equalTo("One"));
    given().get(live + "/notes").then().body("wording", equalTo("One"));
    json("{\"wording\":\"In their forties\",\"version\":0}")
        .put(live + "/cases/1")
        .then()
        .statusCode(200);
    json("{\"wording\":\"x\",\"version\":0}").put(live + "/cases/99").then().statusCode(404);
    json("{\"number\":1}").put(live + "/screen").then().statusCode(204);
    given().get(live).then().body("screen.wording", equalTo("In their forties"));
    json("{\"number\":77}")
        .put(live + "/screen")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("number"));
    json("{\"number\":null}").put(live + "/screen").then().statusCode(204);
    given().get(live).then().body("screen", nullValue());
    given()
        .get("/api/openapi")
        .then()
        .body(containsString("/api/studies/{slug}/sessions/{id}/live"));
  }
}
