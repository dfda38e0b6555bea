package org.reachline.sessions.attendance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.act.OneAct;
import org.reachline.base.trail.Change;
import org.reachline.dose.DoseEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Enrolment;

@QuarkusTest
class SessionPostingTest {
  @Inject AttendanceLedger attendance;
  @Inject SessionActs acts;
  @Inject OneAct oneAct;

  private static Instant minute(int minute) {
    return EchoTrial.FIRST.plus(Duration.ofMinutes(minute));
  }

  private void measured(EchoTrial trial, String email, int from, int to) {
    attendance.record(
        EchoSession.findById(trial.sessions().get(0)),
        Person.findByEmail(email).orElseThrow(),
        new Presence.Piece(minute(from), minute(to), Evidence.ROLL_CALL, minute(to), email + to),
        "system",
        null);
  }

  private static List<DoseEntry> lines(EchoTrial trial, String site) {
    return QuarkusTransaction.requiringNew()
        .call(() -> DoseEntry.listForEnrolment(trial.trial().enrolment(site)));
  }

  private void closed(EchoTrial trial) {
    EchoTrial.at(minute(61));
    QuarkusTransaction.requiringNew()
        .run(() -> acts.close(EchoSession.findById(trial.sessions().get(0))));
  }

  @Test
  void postsAHeldSessionOncePerUnitWithTheLongestStay() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              measured(trial, TrialBuilder.CLINICIAN, 0, 55);
              measured(trial, EchoTrial.COLLEAGUE, 10, 50);
              measured(trial, EchoTrial.SPONSOR, 0, 9);
            });
    assertThat(lines(trial, "WI-DANE")).as("not held yet").isEmpty();
    closed(trial);
    assertThat(lines(trial, "WI-DANE")).hasSize(1);
    DoseEntry line = lines(trial, "WI-DANE").get(0);
    assertThat(line.source).isEqualTo("echo_session:" + trial.sessions().get(0));
    assertThat(line.strategy).isEqualTo("echo");
    assertThat(line.minutes).isEqualTo(55);
    assertThat(line.personMinutes).isEqualTo(95);
    // Nine of sixty minutes are less than the study file's half.
    assertThat(line.people).containsEntry("prescriber", 2).doesNotContainKey("executive_sponsor");
  }

  @Test
  void laterEvidenceTakesTheLineBackAndPostsAnew() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew().run(() -> measured(trial, TrialBuilder.CLINICIAN, 0, 40));
    closed(trial);
    oneAct.of(
        () -> {
          measured(trial, TrialBuilder.CLINICIAN, 0, 60);
          measured(trial, EchoTrial.COLLEAGUE, 0, 60);
        });
    assertThat(lines(trial, "WI-DANE")).extracting(l -> l.minutes).containsExactly(40, -40, 60);
    assertThat(lines(trial, "WI-DANE")).extracting(l -> l.contacts).containsExactly(1, -1, 1);
  }

  @Test
  void aSessionThatIsOpenedAgainCountsOnceItIsClosedAgain() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew().run(() -> measured(trial, TrialBuilder.CLINICIAN, 0, 40));
    closed(trial);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.reopen(
                    EchoSession.findById(trial.sessions().get(0)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "Too early.")));
    assertThat(lines(trial, "WI-DANE")).extracting(l -> l.minutes).containsExactly(40, -40);
    assertThat(lines(trial, "WI-DANE").get(1).why).isEqualTo("session opened again");
    closed(trial);
    assertThat(lines(trial, "WI-DANE")).extracting(l -> l.minutes).containsExactly(40, -40, 40);
  }

  /** Its account is that of the day on which it was held, whoever opens it again and when. */
  @Test
  void aSessionOfAnEarlierStayIsTakenBackFromItAndNotPostedToTheNextOne() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew().run(() -> measured(trial, TrialBuilder.CLINICIAN, 0, 40));
    closed(trial);
    Enrolment back = QuarkusTransaction.requiringNew().call(() -> enrolledAgain(trial));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                acts.reopen(
                    EchoSession.findById(trial.sessions().get(0)),
                    Change.now(EchoSession.findById(trial.sessions().get(0)), "Too early.")));
    assertThat(lines(trial, "WI-DANE")).extracting(l -> l.minutes).containsExactly(40, -40);
    closed(trial);
    QuarkusTransaction.requiringNew().run(() -> measured(trial, EchoTrial.COLLEAGUE, 0, 50));
    assertThat(lines(trial, "WI-DANE"))
        .extracting(l -> l.minutes)
        .containsExactly(40, -40, 40, -40, 50);
    assertThat(QuarkusTransaction.requiringNew().call(() -> DoseEntry.listForEnrolment(back)))
        .as("the stay that began after the session")
        .isEmpty();
  }

  /** Dane leaves the study two weeks after the first session and comes back in spring. */
  private static Enrolment enrolledAgain(EchoTrial trial) {
    Enrolment first = Enrolment.findById(trial.trial().enrolment("WI-DANE").id);
    first.withdrawnOn = LocalDate.of(2026, 1, 27);
    first.withdrawalReason = "A new sheriff.";
    Enrolment.flush();
    Enrolment back = new Enrolment();
    back.study = first.study;
    back.studyVersion = first.studyVersion;
    back.unit = first.unit;
    back.members.addAll(first.members);
    back.enrolledOn = LocalDate.of(2026, 4, 1);
    back.persist();
    return back;
  }

  @Test
  @AsCoordinator
  void attendanceInAnArmWithoutEchoIsFlaggedWhenTheSessionIsHeld() {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew().run(() -> measured(trial, TrialBuilder.OUTSIDER, 0, 60));
    closed(trial);
    assertThat(lines(trial, "WI-ROCK")).hasSize(1);
    given()
        .get(trial.trial().path() + "/contamination")
        .then()
        .statusCode(200)
        .body(containsString("prescribes nothing of ECHO sessions; 1 contact with 60 minutes"));
    // At once, on the page that the coordinator lands on.
    given()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString(trial.trial().path() + "/contamination#flag-"));
    given()
        .get(trial.trial().path() + "/coaching/" + trial.trial().code("WI-ROCK") + "/ledger")
        .then()
        .statusCode(200)
        .body(containsString("/sessions/" + trial.sessions().get(0) + "\">ECHO session<"))
        .body(containsString("Plans of record"))
        .body(containsString(">1</a> contacts"))
        .body(containsString(">60</a> minutes"));
  }

  @Test
  @AsCoach
  void coachReadsTheCoachingLedgerAndNothingOfEcho() {
    EchoTrial trial = EchoTrial.planned();
    given()
        .get(trial.trial().path() + "/coaching/" + trial.trial().code("WI-DANE") + "/ledger")
        .then()
        .statusCode(200)
        .body(containsString("NIATx coaching"))
        .body(not(containsString("account-echo")))
        .body(not(containsString("Plans of record")))
        .body(not(containsString("LOW-ECHO")));
  }
}
