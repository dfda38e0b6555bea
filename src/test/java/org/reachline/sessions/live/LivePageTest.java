package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/** Who is on the live page, what hosts do there, and what it shows. */
@QuarkusTest
class LivePageTest extends LiveFixture {
  private long asks(String email, String question) {
    return QuarkusTransaction.requiringNew()
        .call(() -> desk.ask(session(), person(email), question).id);
  }

  @Test
  @AsHub
  void hostSeesWhoIsHereWithTheirSites() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    Csrf.json().post(live + "/beat").then().statusCode(204);
    given()
        .get(live)
        .then()
        .statusCode(200)
        .body(containsString("Here now: 2"))
        .body(containsString("Mara Jensen"))
        .body(containsString(trial.trial().code("WI-DANE")))
        .body(containsString("Dr Hanna Okafor"))
        .body(containsString("not on this page now (1)"))
        .body(containsString("12:05 CST (Chicago)"))
        .body(containsString("Your running notes"));
  }

  @Test
  @AsHub
  void aHundredPeopleAreOnOnePageAndNobodyIsLost() {
    at(5);
    List<Long> ids = new ArrayList<>();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int i = 0; i < 100; i++) {
                Person guest = new Person();
                guest.email = "guest%03d.%d@many.example".formatted(i, trial.sessions().get(0));
                guest.name = "Guest %03d".formatted(i);
                guest.zone = "America/Chicago";
                guest.persist();
                ids.add(guest.id);
                ledger.joined(session(), guest);
              }
            });
    ids.forEach(id -> beats.write(trial.sessions().get(0), id, false, null));
    String page = given().get(live).then().statusCode(200).extract().asString();
    assertThat(page).contains("Here now: 100", "Guest 000", "Guest 099");
  }

  @Test
  @AsClinician
  void clinicianIsOnThePageOnceTheyJoinedAndSeesNoNotes() {
    at(5);
    given().get(live).then().statusCode(404);
    Csrf.json().post(live + "/beat").then().statusCode(404);
    Csrf.form()
        .formParam("to", "live")
        .post(trial.first() + "/join")
        .then()
        .statusCode(303)
        .header("location", endsWith(live));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                desk.write(
                    session(),
                    LiveText.Kind.NOTES,
                    0,
                    "Call Dane back",
                    0,
                    person(TrialBuilder.HUB)));
    given()
        .get(live)
        .then()
        .statusCode(200)
        .body(containsString("You are here as Mara Jensen"))
        .body(not(containsString("Call Dane back")))
        .body(not(containsString("running notes")));
    given().get(live + "/notes").then().statusCode(403);
    given().get(live + "/questions").then().statusCode(403);
    Csrf.json()
        .body("{\"wording\":\"x\",\"version\":1}")
        .post(live + "/notes/autosave")
        .then()
        .statusCode(403);
    Csrf.form().post(live + "/open").then().statusCode(403);
    Csrf.form().formParam("number", "1").post(live + "/screen").then().statusCode(403);
    given().get(live + "/cases/1").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void peopleOfAnotherSiteAreNotLetIn() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    for (String path : new String[] {"", "/board"}) {
      given().get(live + path).then().statusCode(404).body(not(containsString("Mara")));
    }
    Csrf.json().post(live + "/beat").then().statusCode(404);
    Csrf.form().formParam("question", "May I?").post(live + "/questions").then().statusCode(404);
  }

  @Test
  @AsResearcher
  void researchersAreNotInTheRoom() {
    at(5);
    given().get(live).then().statusCode(404);
  }

  @Test
  @AsHub
  void hostCallsUpAnswersAndIsToldWhoWasQuicker() {
    at(5);
    joins(TrialBuilder.CLINICIAN);
    long question = asks(TrialBuilder.CLINICIAN, "Which dose on day one?");
    Csrf.form()
        .formParam("state", "taken")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(303);
    given()
        .get(live + "/board")
        .then()
        .body(containsString("Called up"))
        .body(containsString("Mara Jensen"));
    Csrf.form()
        .formParam("state", "answered")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("state", "dismissed")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(409)
        .body(containsString("answered, by Dr Hanna Okafor"));
    Csrf.form()
        .formParam("state", "withdrawn")
        .post(live + "/questions/" + question)
        .then()
        .statusCode(400);
    given()
        .get(live + "/questions")
        .then()
        .statusCode(200)
        .body(containsString("Which dose on day one?"))
        .body(containsString("answered"));
  }

  @Test
  @AsHub
  void hostWritesACaseAndPutsItOnScreen() {
    at(-30);
    Csrf.form()
        .formParam("wording", "A person in their forties, withdrawal on day two.")
        .formParam("version", "0")
        .post(live + "/cases/1")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("wording", "Another wording")
        .formParam("version", "0")
        .post(live + "/cases/1")
        .then()
        .statusCode(409)
        .body(containsString("in their forties"))
        .body(containsString("Another wording"));
    given().get(live).then().body(not(containsString("On screen:")));
    Csrf.form().formParam("number", "1").post(live + "/screen").then().statusCode(303);
    given()
        .get(live + "/board")
        .then()
        .body(containsString("On screen: First case"))
        .body(containsString("in their forties"));
    Csrf.form().post(live + "/screen").then().statusCode(303);
    given().get(live + "/board").then().body(not(containsString("On screen:")));
    Csrf.form().formParam("number", "9").post(live + "/screen").then().statusCode(400);
    given().get(live + "/cases/9").then().statusCode(404);
  }

  @Test
  @AsHub
  void theBoardIsSentAgainOnlyWhenItChanged() {
    at(5);
    String tag = given().get(live + "/board").then().statusCode(200).extract().header("ETag");
    given().header("If-None-Match", tag).get(live + "/board").then().statusCode(304);
    joins(TrialBuilder.CLINICIAN);
    String next =
        given()
            .header("If-None-Match", tag)
            .get(live + "/board")
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    given().header("If-None-Match", next).get(live + "/board").then().statusCode(200);
  }
}
