package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;

/** A session that closed early: what was presumed is cut, and the roll-call can always mend it. */
@QuarkusTest
class EarlyClosingTest extends RollCallFixture {
  @Test
  @AsHub
  void closingEarlyCutsWhatWasPresumed() {
    EchoTrial trial = EchoTrial.planned();
    at(5);
    joined(trial, TrialBuilder.CLINICIAN);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 JOINED");
    at(45);
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 JOINED");
  }

  private void close(EchoTrial trial) {
    Csrf.form()
        .formParam("sure", "yes")
        .post(trial.first() + "/close")
        .then()
        .statusCode(303)
        .header("location", endsWith("/roll-call"));
  }

  @Test
  @AsHub
  void whoWasThereWhileAnEarlyClosedSessionLastedIsPresent() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.CLINICIAN);
    at(14);
    joined(trial, EchoTrial.COLLEAGUE);
    at(20);
    close(trial);
    given()
        .get(trial.first())
        .then()
        .body(containsString("for 20 of its 60 minutes"))
        .body(containsString("half of the 20 minutes that were held"));
    given()
        .get(trial.api(0) + "/attendance")
        .then()
        .statusCode(200)
        .body("find { it.email == '" + TrialBuilder.CLINICIAN + "' }.minutes", equalTo(20))
        .body("find { it.email == '" + TrialBuilder.CLINICIAN + "' }.present", equalTo(true))
        .body("find { it.email == '" + EchoTrial.COLLEAGUE + "' }.present", equalTo(false));
    given().get(trial.api(0)).then().body("heldMinutes", equalTo(20));
    // The dose follows: the ledger holds one delivery.
    given()
        .get(trial.trial().path() + "/sessions/attendance")
        .then()
        .body(containsString("20&nbsp;✓"));
  }

  @Test
  @AsHub
  void theRollCallMendsAClosingByMistakeAndTheSessionWentOn() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.CLINICIAN);
    joined(trial, EchoTrial.COLLEAGUE);
    measured(trial, EchoTrial.SPONSOR, Evidence.IMPORT, 0, 10);
    at(5);
    close(trial);
    at(70);
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("closed after 5 of its 60 minutes"));
    rows(new String[] {TrialBuilder.CLINICIAN, "50", "The host pressed too early.", "5"})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("50 ROLL_CALL marked");
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).isEqualTo("50 JOINED");
    given()
        .get(trial.api(0) + "/attendance")
        .then()
        .body("find { it.email == '" + TrialBuilder.CLINICIAN + "' }.present", equalTo(true))
        // Ten minutes were all of the first five, and are a fifth of fifty.
        .body("find { it.email == '" + EchoTrial.SPONSOR + "' }.minutes", equalTo(10))
        .body("find { it.email == '" + EchoTrial.SPONSOR + "' }.present", equalTo(false));
    given().get(trial.api(0)).then().body("heldMinutes", equalTo(50));
    // And that can be mended, too.
    rows(new String[] {TrialBuilder.CLINICIAN, "4", "No, it was over.", "50"})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    given().get(trial.api(0)).then().body("heldMinutes", equalTo(5));
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).isEqualTo("5 JOINED");
    given()
        .get(trial.api(0) + "/attendance")
        .then()
        .body("find { it.email == '" + EchoTrial.SPONSOR + "' }.present", equalTo(true));
  }

  /** What was said before the closing does not lengthen the session beyond it. */
  @Test
  @AsHub
  void aRollCallThatWasTakenInAdvanceIsCutByTheClosing() {
    EchoTrial trial = EchoTrial.planned();
    at(1);
    rows(new String[] {TrialBuilder.CLINICIAN, "60", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    at(25);
    close(trial);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("25 ROLL_CALL");
    given().get(trial.api(0)).then().body("heldMinutes", equalTo(25));
  }
}
