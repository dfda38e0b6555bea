package org.reachline.sessions.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/** The minutes that the live page measures: from coming to leaving, or to the end. */
@QuarkusTest
class LiveMinutesTest extends LiveFixture {
  @Inject BeatFolding folding;

  @Test
  @AsHub
  void hostStartsAndClosesHereAndTheMeasuredMinutesCount() {
    at(-5);
    Csrf.form().post(live + "/open").then().statusCode(303).header("location", endsWith(live));
    given().get(live).then().body(containsString("Open now"));
    joins(TrialBuilder.CLINICIAN);
    joins(EchoTrial.COLLEAGUE);
    for (int minute = -5; minute <= 58; minute++) {
      at(minute);
      if (minute <= 20 || minute >= 40) {
        QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
      }
    }
    Csrf.form()
        .formParam("sure", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith("/roll-call"));
    // The page was silent from 12:20 to 12:40, and nobody said that they left.
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("58 HEARTBEAT");
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("20 of them presumed: the live page fell silent"))
        .body(containsString("38 min"))
        .body(containsString("Live page, while it was heard"));
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).as("no page open").isEqualTo("58 JOINED");
    QuarkusTransaction.requiringNew().run(() -> folding.fold(session()));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("58 HEARTBEAT");
    given().get(live).then().statusCode(200).body(containsString("This session is closed."));
    Csrf.json().post(live + "/beat").then().statusCode(409);
  }

  @Test
  void aSessionThatNobodyClosedIsAddedUpOnceItIsOver() {
    at(0);
    joins(TrialBuilder.CLINICIAN);
    for (int minute = 0; minute < 30; minute++) {
      at(minute);
      QuarkusTransaction.requiringNew().run(() -> beat(TrialBuilder.CLINICIAN));
    }
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 JOINED");
    at(61);
    folding.foldWhatIsOver();
    // A telephone that shows the video puts the page to sleep: it counts on until somebody decides.
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 HEARTBEAT");
  }

  @Test
  @AsClinician
  void whoeverLeavesSaysSoAndMayComeBack() {
    at(0);
    Csrf.form().formParam("to", "live").post(trial.first() + "/join").then().statusCode(303);
    given().get(live).then().body(containsString("I am leaving"));
    at(20);
    Csrf.form()
        .post(live + "/leave")
        .then()
        .statusCode(303)
        .header("location", endsWith(trial.first()));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("20 JOINED");
    given().get(live + "/board").then().body(containsString("Left (1)"));
    at(40);
    Csrf.form().formParam("to", "live").post(trial.first() + "/join").then().statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 JOINED");
    given().get(live + "/board").then().body(not(containsString("Left (")));
    at(50);
    given().contentType("application/json").post("/api" + live + "/leave").then().statusCode(204);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("30 JOINED");
  }

  @Test
  @AsOutsider
  void nobodyLeavesWhoNeverCame() {
    at(5);
    Csrf.form().post(live + "/leave").then().statusCode(404);
    given().contentType("application/json").post("/api" + live + "/leave").then().statusCode(404);
  }
}
