package org.reachline.sessions.after;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.Presence;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class OwnStatementTest {
  @Inject SessionActs acts;
  @Inject AttendanceLedger ledger;
  @Inject JoinLinks links;

  private final EchoTrial trial = EchoTrial.planned();
  private final String mine = "/my-sessions/" + trial.sessions().get(0) + "/statement";

  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private static Person person(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  private void joinedAndHeld() {
    at(5);
    QuarkusTransaction.requiringNew()
        .run(() -> ledger.joined(session(), person(TrialBuilder.CLINICIAN)));
    at(60);
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
  }

  private static void says(String path, String minutes, int status) {
    Csrf.form().formParam("minutes", minutes).post(path).then().statusCode(status);
  }

  @Test
  @AsClinician
  void onesOwnWordSetsThePresumptionOfTheButtonAside() {
    joinedAndHeld();
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 JOINED");
    given().get(mine).then().statusCode(200).body(containsString("You speak as Mara Jensen"));
    says(mine, "50", 303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("50 STATEMENT");
    at(61);
    says(mine, "20", 303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN))
        .as("the newest word holds")
        .isEqualTo("20 STATEMENT");
    given().get(mine).then().body(containsString("value=\"20\""));
    given()
        .get("/my-sessions/" + trial.sessions().get(0))
        .then()
        .body(containsString("Own statement"));
  }

  @Test
  @AsClinician
  void whatWasMeasuredGoesBefore() {
    joinedAndHeld();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.record(
                    session(),
                    person(TrialBuilder.CLINICIAN),
                    new Presence.Piece(
                        EchoTrial.FIRST,
                        EchoTrial.FIRST.plus(Duration.ofMinutes(30)),
                        Evidence.IMPORT,
                        EchoTrial.FIRST,
                        "row 1"),
                    "system",
                    null));
    given()
        .contentType("application/json")
        .body("{\"minutes\":60}")
        .put("/api" + mine)
        .then()
        .statusCode(200)
        .body("minutes", equalTo(30))
        .body("evidence", equalTo("import"));
  }

  @Test
  @AsClinician
  void somebodyExpectedOfWhomNothingIsKnownMaySpeakToo() {
    at(60);
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
    given().get(trial.first()).then().body(containsString(mine));
    says(mine, "45", 303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("45 STATEMENT");
  }

  @Test
  @AsClinician
  void nonsenseAndTheWrongTimeAreRefused() {
    at(30);
    given().get(mine).then().statusCode(200).body(not(containsString("Say so</button>")));
    says(mine, "20", 409);
    joinedAndHeld();
    Csrf.form()
        .formParam("minutes", "a while")
        .post(mine)
        .then()
        .statusCode(400)
        .body(containsString("a while"));
    says(mine, "61", 400);
    says(mine, "0", 400);
    at(60 * 24 * 20);
    says(mine, "20", 409);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 JOINED");
  }

  @Test
  @AsOutsider
  void nobodySpeaksOfASessionThatIsNotTheirs() {
    joinedAndHeld();
    given().get(mine).then().statusCode(404);
    says(mine, "20", 404);
    given()
        .contentType("application/json")
        .body("{\"minutes\":60}")
        .put("/api" + mine)
        .then()
        .statusCode(404);
  }

  @Test
  void theLetterAfterASessionLeadsThereWithoutAPassword() {
    joinedAndHeld();
    String after =
        QuarkusTransaction.requiringNew()
            .call(() -> links.afterPath(session(), person(TrialBuilder.CLINICIAN)));
    given().get(after).then().body(containsString(after + "/statement"));
    given().get(after + "/statement").then().statusCode(200);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN))
        .as("opening says nothing")
        .isEqualTo("55 JOINED");
    says(after + "/statement", "40", 303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 STATEMENT");
    String join = trial.joinPath(0, TrialBuilder.CLINICIAN).replace("/join/", "/after/");
    says(join + "/statement", "10", 404);
  }

  @Test
  @AsHub
  void theHostSeesThatTheKindsOfEvidenceDisagree() {
    joinedAndHeld();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Presence.Piece word =
                  new Presence.Piece(
                      EchoTrial.FIRST,
                      EchoTrial.FIRST.plus(Duration.ofMinutes(20)),
                      Evidence.STATEMENT,
                      EchoTrial.FIRST,
                      "own");
              ledger.record(
                  session(), person(TrialBuilder.CLINICIAN), word, TrialBuilder.CLINICIAN, null);
            });
    given()
        .get(trial.first())
        .then()
        .statusCode(200)
        .body(containsString("Own statement"))
        .body(containsString("disagree"));
  }
}
