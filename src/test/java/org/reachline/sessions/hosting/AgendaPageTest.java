package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class AgendaPageTest {
  private EchoTrial trial;

  @BeforeEach
  void threeDaysBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
  }

  private static RequestSpecification twoRows(String version) {
    return Csrf.form()
        .formParam("version", version)
        .formParam("kind", "DIDACTIC", "QUESTIONS", "WELCOME")
        .formParam("label", "Dosing", "Q and A", "")
        .formParam("minutes", "30", "45", "")
        .formParam("presenter", "Dr Hanna Okafor", "", "");
  }

  @Test
  @AsHub
  void hubChangesTheAgendaAndTheSessionLastsAsLong() {
    String agenda = trial.first() + "/agenda";
    given().get(agenda).then().statusCode(200).body(containsString("Stretch 1"));
    twoRows("0").post(agenda).then().statusCode(303);
    given()
        .get(trial.first())
        .then()
        .body(containsString("1 h 15 min"))
        .body(containsString("Dr Hanna Okafor"))
        .body(containsString("Q and A"));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
    AuditEntry newest = trail.get(trail.size() - 1);
    assertThat(newest.act).isEqualTo("session.agenda_changed");
    assertThat(newest.before).contains("\"durationMinutes\": 60");
    assertThat(newest.after).contains("\"durationMinutes\": 75").contains("Dr Hanna Okafor");
  }

  @Test
  @AsHub
  void aSecondEditorIsToldAndEveryWordStays() {
    String agenda = trial.first() + "/agenda";
    twoRows("0").post(agenda).then().statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .formParam("kind", "CASE")
        .formParam("label", "Only a case")
        .formParam("minutes", "20")
        .formParam("presenter", "")
        .post(agenda)
        .then()
        .statusCode(409)
        .body(containsString("Somebody was quicker"))
        .body(containsString("Dosing (30 min)"))
        .body(containsString("Only a case"));
  }

  @Test
  @AsHub
  void moreThanTwentyStretchesComeBackToBeShortened() {
    var form = Csrf.form().formParam("version", "0");
    for (int i = 1; i <= 21; i++) {
      form.formParam("kind", "CASE")
          .formParam("label", "Case " + i)
          .formParam("minutes", "5")
          .formParam("presenter", "");
    }
    form.post(trial.first() + "/agenda")
        .then()
        .statusCode(400)
        .body(containsString("At most 20 stretches, please; this has 21."))
        .body(containsString("Case 21"));
  }

  @Test
  @AsHub
  void whatCannotBeReadIsToldRowByRow() {
    Csrf.form()
        .formParam("version", "0")
        .formParam("kind", "CASE", "CASE")
        .formParam("label", "", "A case")
        .formParam("minutes", "20", "long")
        .formParam("presenter", "", "")
        .post(trial.first() + "/agenda")
        .then()
        .statusCode(400)
        .body(containsString("label-1-problem"))
        .body(containsString("minutes-2-problem"))
        .body(containsString("value=\"long\""));
    given().get(trial.first()).then().body(not(containsString("A case<")));
  }

  @Test
  @AsHub
  void aPresenterWhoIsAskedTwiceAtOnceIsWarnedAbout() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession second = EchoSession.findById(trial.sessions().get(1));
              second.startsAt = EchoTrial.FIRST.plus(Duration.ofMinutes(10));
              second.didacticPresenter = "hanna okafor, MD";
            });
    given().get(trial.api(0) + "/clashes").then().body("", hasSize(0));
    twoRows("0").post(trial.first() + "/agenda").then().statusCode(303);
    given()
        .get(trial.first())
        .then()
        .body(containsString("Somebody is asked to be in two places"))
        .body(containsString("in session 2"));
    given().get(trial.api(0) + "/clashes").then().body("", hasSize(1));
    given().get(trial.api(2) + "/clashes").then().body("", hasSize(0));
  }

  @Test
  @AsHub
  void aPickedPresenterIsAPersonAndClashesUnderAnotherSpellingToo() {
    String hub = "Dr Hanna Okafor (" + TrialBuilder.HUB + ")";
    given().get(trial.api(0) + "/speakers").then().body("", hasItem(hub));
    given().get(trial.first() + "/agenda").then().body(containsString("value=\"" + hub + "\""));
    given().get(trial.first() + "/edit").then().body(containsString("value=\"" + hub + "\""));
    given()
        .contentType("application/json")
        .body("{\"didacticPresenter\":\"H. O. (" + TrialBuilder.HUB + ")\",\"version\":0}")
        .put(trial.api(0))
        .then()
        .statusCode(200)
        .body("didacticPresenter", equalTo("Dr Hanna Okafor"))
        .body("didacticPresenterId", notNullValue());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession second = EchoSession.findById(trial.sessions().get(1));
              second.startsAt = EchoTrial.FIRST.plus(Duration.ofMinutes(10));
              second.didacticPresenter = "The hub's director";
              second.didacticPresenterId = Person.findByEmail(TrialBuilder.HUB).orElseThrow().id;
            });
    given().get(trial.api(0) + "/clashes").then().body("", hasItem(endsWith("in session 2.")));
    given()
        .contentType("application/json")
        .body("{\"didacticPresenter\":\"Ann Guest, MD\",\"version\":1}")
        .put(trial.api(0))
        .then()
        .statusCode(200)
        .body("didacticPresenter", equalTo("Ann Guest, MD"))
        .body("didacticPresenterId", nullValue());
    given().get(trial.api(0) + "/clashes").then().body("", hasSize(0));
  }

  @Test
  @AsHub
  void theSameActAsJsonMeetsTheSameRules() {
    given()
        .contentType("application/json")
        .body("{\"version\":0,\"agenda\":[{\"kind\":\"talk\",\"label\":\"x\",\"minutes\":10}]}")
        .put(trial.api(0) + "/agenda")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("agenda[0].kind"));
    String good = "\"agenda\":[{\"kind\":\"questions\",\"label\":\"All\",\"minutes\":90}]}";
    given()
        .contentType("application/json")
        .body("{\"version\":0," + good)
        .put(trial.api(0) + "/agenda")
        .then()
        .statusCode(200)
        .body("durationMinutes", equalTo(90))
        .body("agenda[0].kind", equalTo("questions"))
        .body("version", equalTo(1));
    given()
        .contentType("application/json")
        .body("{\"version\":0," + good)
        .put(trial.api(0) + "/agenda")
        .then()
        .statusCode(409);
  }

  @Test
  @AsHub
  void whatWasHeldIsARecord() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                EchoSession.<EchoSession>findById(trial.sessions().get(0))
                    .close(EchoTrial.FIRST.plus(Duration.ofHours(1))));
    twoRows("1").post(trial.first() + "/agenda").then().statusCode(409);
  }

  @Test
  @AsClinician
  void clinicianReadsTheAgendaButMayNotChangeIt() {
    given().get(trial.first()).then().statusCode(200).body(not(containsString("/agenda\"")));
    given().get(trial.first() + "/agenda").then().statusCode(403);
    twoRows("0").post(trial.first() + "/agenda").then().statusCode(403);
    given().get(trial.api(0) + "/clashes").then().statusCode(403);
    given().get(trial.api(0) + "/speakers").then().statusCode(403);
  }
}
