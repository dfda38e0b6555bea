package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Affiliation;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;

/** The host calls the roll: who was there, for how long, and why it differs. */
@QuarkusTest
class RollCallPageTest extends RollCallFixture {
  private static List<AuditEntry> trail(EchoTrial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
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

  /** The second of two that were taken at once is told of the first. */
  @Test
  @AsHub
  void ofTwoRollCallsAtOnceTheSecondIsToldOfTheFirst() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Future<Integer>> answers = new ArrayList<>();
      for (String minutes : List.of("30", "40")) {
        answers.add(
            two.submit(
                () -> {
                  together.await();
                  return rows(new String[] {TrialBuilder.CLINICIAN, minutes, "", ""})
                      .post(trial.first() + "/roll-call")
                      .statusCode();
                }));
      }
      assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
          .containsExactlyInAnyOrder(303, 409);
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  @AsHub
  void disagreeingEvidenceStandsSideBySideAndOnePressTakesEither() {
    EchoTrial trial = EchoTrial.planned();
    at(0);
    joined(trial, TrialBuilder.CLINICIAN);
    joined(trial, EchoTrial.COLLEAGUE);
    measured(trial, TrialBuilder.CLINICIAN, Evidence.HEARTBEAT, 0, 12);
    measured(trial, EchoTrial.COLLEAGUE, Evidence.HEARTBEAT, 0, 12);
    at(61);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("60 HEARTBEAT");
    String mara = idOf(TrialBuilder.CLINICIAN);
    String colleague = idOf(EchoTrial.COLLEAGUE);
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("The evidence disagrees. Take one:"))
        .body(containsString("value=\"" + mara + ":HEARTBEAT\">12 min"))
        .body(containsString("value=\"" + mara + ":JOINED\">60 min"));
    take(trial, mara + ":HEARTBEAT").statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("12 ROLL_CALL marked");
    // What counts already can be taken as well: then it is the host's word.
    take(trial, colleague + ":JOINED").statusCode(303);
    assertThat(trial.attendance(0, EchoTrial.COLLEAGUE)).isEqualTo("60 ROLL_CALL marked");
    List<AuditEntry> entries = trail(trial);
    assertThat(entries.get(entries.size() - 1).reason).isEqualTo("As seen: Join button");
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(not(containsString("The evidence disagrees")))
        .body(containsString("As seen: Live page, while it was heard"));
    take(trial, mara + ":WEBHOOK")
        .statusCode(400)
        .body(containsString("What you pressed is not known any more."));
  }

  private io.restassured.response.ValidatableResponse take(EchoTrial trial, String pressed) {
    String mara = shown(trial, TrialBuilder.CLINICIAN);
    String colleague = shown(trial, EchoTrial.COLLEAGUE);
    return rows(
            new String[] {TrialBuilder.CLINICIAN, mara, "", mara},
            new String[] {EchoTrial.COLLEAGUE, colleague, "", colleague})
        .formParam("take", pressed)
        .post(trial.first() + "/roll-call")
        .then();
  }

  @Test
  @AsHub
  void whosePlaceBeginsLaterIsNamedAndNotCountedForNoSiteUnseen() {
    EchoTrial trial =
        EchoTrial.of(
            TrialBuilder.aTrial("jail-moud-coaching-echo")
                .withSite("WI-DANE", "Dane County Jail")
                .startedOn(LocalDate.of(2026, 1, 5))
                .allocatedTo("LOW-ECHO")
                .withPart("late.arrival@dane.example", "prescriber", LocalDate.of(2026, 2, 1), null)
                .save());
    at(61);
    String late = "late.arrival@dane.example";
    Csrf.form()
        .formParam("addEmail", late)
        .formParam("addMinutes", "45")
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(400)
        .body(containsString("s place at Dane County Jail begins on 1 February 2026"))
        .body(containsString("value=\"45\""))
        .body(containsString("These minutes count for no site"));
    assertThat(trial.attendance(0, late)).isNull();
    given()
        .contentType("application/json")
        .body("[{\"email\":\"" + late + "\",\"minutes\":45}]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("[0].minutes"))
        .body("errors[0].message", containsString("would count for no site"));
    Csrf.form()
        .formParam("addEmail", late)
        .formParam("addMinutes", "45")
        .formParam("withoutSite", "added")
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    assertThat(trial.attendance(0, late)).isEqualTo("45 ROLL_CALL");
    given()
        .get(trial.first() + "/roll-call")
        .then()
        .body(containsString("s place at Dane County Jail begins on 1 February 2026"))
        .body(containsString("Counts for no site"));
    // A coordinator dates the place back: the same minutes, saved again, count for the jail.
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.<Affiliation>find("person.email", late).firstResult().from =
                    LocalDate.of(2026, 1, 1));
    rows(new String[] {late, "45", "", "45"})
        .post(trial.first() + "/roll-call")
        .then()
        .statusCode(303);
    given()
        .get(trial.api(0) + "/attendance")
        .then()
        .body("find { it.email == '" + late + "' }.site", equalTo(trial.trial().code("WI-DANE")))
        .body("find { it.email == '" + late + "' }.present", equalTo(true));
  }
}
