package org.reachline.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;

@QuarkusTest
class RollCallPageTest {
  @Inject AttendanceLedger ledger;

  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private static String idOf(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(email).orElseThrow().id.toString());
  }

  private static RequestSpecification rows(String[]... rows) {
    RequestSpecification form = Csrf.form();
    for (String[] row : rows) {
      form =
          form.formParam("person", idOf(row[0]))
              .formParam("minutes", row[1])
              .formParam("reason", row[2])
              .formParam("shown", row[3]);
    }
    return form;
  }

  private static List<AuditEntry> trail(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
  }

  private void joined(EchoTrial trial, String email) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.joined(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow()));
  }

  @Test
  @AsHub
  void writesDownWhoWasThereWithoutAReasonWhereNothingWasKnown() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    rows(
            new String[] {TrialBuilder.CLINICIAN, "55", "", ""},
            new String[] {EchoTrial.COLLEAGUE, "", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 ROLL_CALL");
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).isNull();
    given()
        .get(trial.first())
        .then()
        .body(containsString("present"))
        .body(containsString("nothing known"));
    AuditEntry entry = trail(trial).get(0);
    assertThat(entry.act).isEqualTo("attendance.recorded");
    assertThat(entry.personEmail).isEqualTo(TrialBuilder.HUB);
    assertThat(entry.siteId).isEqualTo(trial.trial().site("WI-DANE").id);
    assertThat(entry.after).contains(TrialBuilder.CLINICIAN).contains("55");
  }

  @Test
  @AsHub
  void changingWhatIsKnownNeedsAReasonAndStaysMarked() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.CLINICIAN);
    at(61);
    rows(new String[] {TrialBuilder.CLINICIAN, "20", "", "60"})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(400)
        .body(containsString("Say why you change what is known of Mara Jensen."))
        .body(containsString("value=\"20\""));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 JOINED");
    rows(new String[] {TrialBuilder.CLINICIAN, "20", "Called away to an intake.", "60"})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("20 ROLL_CALL marked");
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("Called away to an intake."))
        .body(containsString(TrialBuilder.HUB));
    given().get(trial.first()).then().body(containsString("too short"));
    AuditEntry entry = trail(trial).get(0);
    assertThat(entry.act).isEqualTo("attendance.changed");
    assertThat(entry.reason).isEqualTo("Called away to an intake.");
    assertThat(entry.before).contains("60").contains("JOINED");
    assertThat(entry.after).contains("20").contains("ROLL_CALL");
    // A late sign of life does not overrule the host.
    joined(trial, TrialBuilder.CLINICIAN);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("20 ROLL_CALL marked");
  }

  @Test
  @AsCoordinator
  void tellsWhenSomebodyElseRecordedSomethingMeanwhile() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.CLINICIAN);
    at(61);
    rows(new String[] {TrialBuilder.CLINICIAN, "30", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(409)
        .body(containsString("For Mara Jensen Mara Jensen meanwhile recorded 60 minutes."))
        .body(containsString("value=\"30\""));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 JOINED");
  }

  @Test
  @AsHub
  void refusesMoreMinutesThanTheSessionHasAndSavesNobody() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    rows(
            new String[] {TrialBuilder.CLINICIAN, "50", "", ""},
            new String[] {EchoTrial.COLLEAGUE, "90", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(400)
        .body(containsString("At most 60"))
        .body(containsString("value=\"50\""))
        .body(containsString("value=\"90\""));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    rows(new String[] {TrialBuilder.CLINICIAN, "an hour", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(400)
        .body(containsString("value=\"an hour\""));
  }

  @Test
  @AsHub
  void addsSomebodyWhoWasNotExpectedAndSaysSo() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    Csrf.form()
        .formParam("addEmail", "nobody@nowhere.example")
        .formParam("addMinutes", "60")
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(400)
        .body(containsString("Nobody here has this mail address."));
    Csrf.form()
        .formParam("addEmail", TrialBuilder.OUTSIDER)
        .formParam("addMinutes", "60")
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isEqualTo("60 ROLL_CALL");
    given()
        .get(trial.first())
        .then()
        .body(containsString("Rock County Jail"))
        .body(containsString("not expected"))
        .body(not(containsString("contamination")));
  }

  @Test
  @AsCoordinator
  void coordinatorIsToldOfContamination() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.OUTSIDER);
    given().get(trial.first()).then().body(containsString("contamination"));
  }

  @Test
  @AsHub
  void nothingIsRecordedBeforeTheDoorsOpenOrAfterCancelling() {
    EchoTrial trial = EchoTrial.planned();
    at(-60);
    rows(new String[] {TrialBuilder.CLINICIAN, "50", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(409);
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .statusCode(200)
        .body(containsString("This session has not begun."));
    Csrf.form()
        .formParam("reason", "snow")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(303);
    at(61);
    rows(new String[] {TrialBuilder.CLINICIAN, "50", "They came anyway", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(409)
        .body(containsString("cancelled: nobody can have attended it. " + TrialBuilder.HUB))
        .body(containsString("State: “PLANNED” → “CANCELLED”"))
        .body(containsString("readonly>They came anyway</textarea>"));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
  }

  @Test
  @AsHub
  void closingEarlyCutsWhatWasPresumed() {
    EchoTrial trial = EchoTrial.planned();
    at(5);
    joined(trial, TrialBuilder.CLINICIAN);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 JOINED");
    at(45);
    Csrf.form().post(trial.first() + "/close").then().statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 JOINED");
  }

  @Test
  @AsClinician
  void clinicianMayNotCallTheRoll() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    given().get(trial.first() + "/roll-call").then().statusCode(403);
    rows(new String[] {TrialBuilder.CLINICIAN, "60", "", ""})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(403);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
  }
}
