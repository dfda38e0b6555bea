package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.attendance.AttendanceLedger;

/** Closing a session asks first, says for how many people, and is not done by a press alone. */
@QuarkusTest
class ClosePageTest {
  @Inject AttendanceLedger ledger;

  private final EchoTrial trial = EchoTrial.planned();

  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private void joins(String email) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.joined(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow()));
  }

  private void stateIs(String state) {
    given().get(trial.api(0)).then().body("state", equalTo(state));
  }

  @Test
  @AsHub
  void asksForHowManyPeopleAndWaitsForTheTick() {
    at(-5);
    Csrf.form().post(trial.first() + "/open").then().statusCode(303);
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    joins(EchoTrial.SPONSOR);
    at(25);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.left(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(EchoTrial.SPONSOR).orElseThrow()));
    // Neither page has a button that closes: both lead to the question.
    for (String page : new String[] {"", "/live", "/live/board"}) {
      given()
          .get(trial.first() + page)
          .then()
          .statusCode(200)
          .body(containsString("href=\"" + trial.first() + "/close\""))
          .body(not(containsString("/close\" class=\"acts\"")))
          .body(not(containsString("/live/close")));
    }
    given()
        .get(trial.first() + "/close")
        .then()
        .statusCode(200)
        .body(containsString("Close session 1 for 2 people?"))
        .body(containsString("35 minutes are left"))
        .body(containsString("required"));
    // Pressed without the question, or without the tick, nothing is closed.
    Csrf.form()
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.first() + "/close"));
    Csrf.form()
        .formParam("asked", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(400)
        .body(containsString("Tick the box to close the session. It is still open."));
    stateIs("open");
    Csrf.form()
        .formParam("asked", "yes")
        .formParam("sure", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith("/roll-call"));
    stateIs("held");
    given().get(trial.first() + "/close").then().statusCode(409);
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(409);
  }

  @Test
  @AsHub
  void whoeverTheRollCallSaysWasNotThereIsNotCounted() {
    at(-5);
    Csrf.form().post(trial.first() + "/open").then().statusCode(303);
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    at(20);
    given()
        .contentType("application/json")
        .body(
            List.of(
                Map.of("email", EchoTrial.COLLEAGUE, "minutes", 0, "reason", "Another of the name"),
                Map.of("email", EchoTrial.SPONSOR, "minutes", 0)))
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(200);
    given().get(trial.first() + "/close").then().body(containsString("for 1 person?"));
    at(25);
    joins(EchoTrial.COLLEAGUE);
    given().get(trial.first() + "/close").then().body(containsString("for 2 people?"));
  }

  @Test
  @AsHub
  void asksWhetherItWasHeldOnceItsTimeIsOver() {
    at(-1);
    given().get(trial.first() + "/close").then().statusCode(409);
    at(1);
    joins(TrialBuilder.CLINICIAN);
    at(120);
    given()
        .get(trial.first() + "/close")
        .then()
        .statusCode(200)
        .body(containsString("Close session 1, in which 1 person was?"))
        .body(containsString("Yes, it was held"));
  }

  @Test
  @AsClinician
  void participantsNeitherAskNorClose() {
    at(10);
    joins(TrialBuilder.CLINICIAN);
    given().get(trial.first() + "/close").then().statusCode(403);
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(403);
    stateIs("planned");
  }

  @Test
  @AsBlindedResearcher
  void blindedResearchersDoNotLearnHowManyCame() {
    at(10);
    joins(TrialBuilder.CLINICIAN);
    given().get(trial.first() + "/close").then().statusCode(403);
  }
}
