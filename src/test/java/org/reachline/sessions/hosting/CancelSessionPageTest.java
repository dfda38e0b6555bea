package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

/** A session that does not take place, and one that was closed by mistake. */
@QuarkusTest
class CancelSessionPageTest extends HostFixture {
  @Test
  @AsHub
  void cancellingNeedsAReasonAndIsFinal() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    given().get(trial.first() + "/cancel").then().body(containsString("value=\"0\""));
    Csrf.form()
        .formParam("reason", "  ")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("reason", "The hub has flu.")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(303);
    given()
        .get(trial.first())
        .then()
        .body(containsString("This session does not take place."))
        .body(containsString("The hub has flu."));
    AuditEntry entry = newestEntry(trial);
    assertThat(entry.act).isEqualTo("session.cancelled");
    assertThat(entry.reason).isEqualTo("The hub has flu.");
    assertThat(entry.before).contains("PLANNED");
    assertThat(entry.after).contains("CANCELLED");
    Csrf.form()
        .header("Referer", "http://localhost" + trial.first() + "/cancel")
        .formParam("reason", "The roof leaks <b>too</b>")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(409)
        .body(containsString("it is cancelled. hub@demo.reachline.example changed this record"))
        .body(containsString("State: “PLANNED” → “CANCELLED”"))
        .body(
            containsString(
                "href=\"" + trial.first() + "/cancel\" data-back>Back to where you typed"))
        .body(containsString("readonly>The roof leaks &lt;b&gt;too&lt;/b&gt;</textarea>"));
    Csrf.form().post(trial.first() + "/open").then().statusCode(409);
    given()
        .get(trial.first() + "/move")
        .then()
        .statusCode(409)
        .body(containsString("This session cannot be moved: it is cancelled."));
  }

  @Test
  @AsHub
  void whoCancelsASessionThatWasMovedMeanwhileIsTold() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    Csrf.form()
        .formParam("day", "2026-03-08")
        .formParam("time", "02:30")
        .formParam("reason", "The presenter is on a night shift.")
        .formParam("version", "0")
        .post(trial.first() + "/move")
        .then()
        .statusCode(400)
        .body(containsString("There was no 02:30 in Chicago on this day"))
        .body(containsString("night shift"));
    Csrf.form()
        .formParam("day", "2026-01-14")
        .formParam("time", "12:00")
        .formParam("reason", "The presenter is ill.")
        .formParam("version", "0")
        .post(trial.first() + "/move")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("reason", "Nobody can on Tuesday.")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(409)
        .body(containsString("Dr Hanna Okafor changed this"))
        .body(containsString("Now it begins Wednesday 14 January 2026, 12:00 CST"))
        .body(containsString("Nobody can on Tuesday.</textarea>"));
    given().get(trial.first()).then().body(not(containsString("does not take place")));
  }

  @Test
  @AsHub
  void aSessionThatWasClosedTooEarlyIsOpenedAgainWithAReason() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    Csrf.form().post(trial.first() + "/open").then().statusCode(303);
    given().get(trial.first() + "/reopen").then().statusCode(409);
    at(1);
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    given()
        .get(trial.first() + "/cancel")
        .then()
        .statusCode(409)
        .body(containsString("This session cannot be cancelled: it is held already."));
    given().get(trial.first()).then().body(containsString("Open it again"));
    given().get(trial.first() + "/reopen").then().statusCode(200).body(containsString("\"2\""));
    Csrf.form()
        .formParam("reason", "")
        .formParam("version", "2")
        .post(trial.first() + "/reopen")
        .then()
        .statusCode(400)
        .body(containsString("reason-problem"));
    Csrf.form()
        .formParam("reason", "The wrong button.")
        .formParam("version", "1")
        .post(trial.first() + "/reopen")
        .then()
        .statusCode(409)
        .body(containsString("State: “OPEN” → “HELD”"))
        .body(containsString("The wrong button.</textarea>"));
    Csrf.form()
        .formParam("reason", "The wrong button.")
        .formParam("version", "2")
        .post(trial.first() + "/reopen")
        .then()
        .statusCode(303);
    AuditEntry entry = newestEntry(trial);
    assertThat(entry.act).isEqualTo("session.opened_again");
    assertThat(entry.reason).isEqualTo("The wrong button.");
    assertThat(entry.before).contains("HELD");
    assertThat(entry.after).contains("OPEN");
    at(61);
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    given().get(trial.first() + "/roll-call").then().body(containsString("0 to 60;"));
  }

  /** Free words can name an arm; that it does not take place is no secret. */
  @Test
  @AsBlindedResearcher
  void blindedResearcherIsNotToldWhyASessionWasCancelled() {
    EchoTrial trial = EchoTrial.planned();
    String reason = "Everybody in the arms with ECHO is at a conference.";
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                EchoSession.<EchoSession>findById(trial.sessions().get(0))
                    .cancel(reason, EchoTrial.FIRST));
    EchoTrial.at(EchoTrial.FIRST.plusSeconds(5400));
    for (String page : List.of(trial.first(), trial.trial().path() + "/sessions", trial.api(0))) {
      given().get(page).then().statusCode(200).body(not(containsString(reason)));
    }
  }
}
