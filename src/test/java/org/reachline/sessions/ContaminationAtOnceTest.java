package org.reachline.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reachline.TrialBuilder;
import org.reachline.dose.DoseEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.attendance.AttendanceLedger;

/** Rock's arm is not offered ECHO; somebody of Rock comes all the same. */
@QuarkusTest
class ContaminationAtOnceTest {
  @Inject AttendanceLedger attendance;

  private EchoTrial trial;
  private String flags;

  @BeforeEach
  void sessionUnderWay() {
    EchoTrial.at(minute(5));
    trial = EchoTrial.planned();
    flags = "/api" + trial.trial().path() + "/contamination";
  }

  private static Instant minute(int minute) {
    return EchoTrial.FIRST.plus(Duration.ofMinutes(minute));
  }

  private void seen(String email, Evidence evidence, int from, int to) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                attendance.record(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow(),
                    new Presence.Piece(
                        minute(from), minute(to), evidence, minute(to), evidence + " " + from),
                    "system",
                    null));
  }

  private ValidatableResponse sayMinutes(int minutes) {
    return given()
        .contentType("application/json")
        .body(
            "[{\"email\":\""
                + TrialBuilder.OUTSIDER
                + "\",\"minutes\":"
                + minutes
                + ",\"reason\":\"It was somebody else.\"}]")
        .post(trial.api(0) + "/attendance")
        .then();
  }

  private long flagsInTheTable() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                DoseEntry.getEntityManager()
                    .createQuery(
                        "select count(f) from ContaminationFlag f where f.study.slug = ?1",
                        Long.class)
                    .setParameter(1, trial.trial().slug())
                    .getSingleResult());
  }

  @ParameterizedTest
  @EnumSource(
      value = Evidence.class,
      names = {"JOINED", "HEARTBEAT", "WEBHOOK", "IMPORT", "ROLL_CALL"})
  void everyKindOfEvidenceRaisesTheFlagWhileTheSessionRuns(Evidence evidence) {
    seen(TrialBuilder.CLINICIAN, evidence, 0, 4);
    assertThat(flagsInTheTable()).as("Dane is offered ECHO").isZero();
    seen(TrialBuilder.OUTSIDER, evidence, 1, 3);
    assertThat(flagsInTheTable()).isEqualTo(1);
    seen(TrialBuilder.OUTSIDER, evidence, 4, 5);
    assertThat(flagsInTheTable()).as("once").isEqualTo(1);
  }

  @Test
  @AsCoordinator
  void theCoordinatorSeesItAsSoonAsSomebodyJoinsAndClosingDoesNotDoubleIt() {
    Csrf.form().post(trial.joinPath(0, TrialBuilder.OUTSIDER)).then().statusCode(303);
    given()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString(trial.trial().path() + "/contamination#flag-"))
        .body(containsString("prescribes nothing of ECHO sessions; 1 contact with 55 minutes"));
    EchoTrial.at(minute(61));
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    given()
        .get(flags)
        .then()
        .body("", hasSize(1))
        .body("[0].holds", equalTo(true))
        .body("[0].sources", hasSize(1))
        .body("[0].notes", empty());
  }

  @Test
  @AsCoordinator
  void aStayTooShortForTheDoseIsContaminationAllTheSame() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 3);
    EchoTrial.at(minute(61));
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    given()
        .get(flags)
        .then()
        .body("[0].holds", equalTo(true))
        .body("[0].explanation", containsString("1 contact with 3 minutes"));
  }

  @Test
  @AsCoordinator
  void evidenceThatIsTakenBackLaterIsNotedAndTheFlagStaysInSight() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 5);
    sayMinutes(0).statusCode(200);
    given()
        .get(flags)
        .then()
        .body("", hasSize(1))
        .body("[0].holds", equalTo(false))
        .body("[0].notes", hasSize(1))
        .body("[0].notes[0].writtenBy", equalTo("system"))
        .body("[0].notes[0].text", containsString("No record shows this any more"))
        .body("[0].notes[0].text", containsString("1 contact with 5 minutes"));
    given().get(flags).then().body("[0].notes", hasSize(1));
    given().get("/home").then().body(containsString(trial.trial().path() + "/contamination#flag-"));
    EchoTrial.at(minute(6));
    sayMinutes(4).statusCode(200);
    given()
        .get(flags)
        .then()
        .body("[0].holds", equalTo(true))
        .body("[0].notes", hasSize(2))
        .body("[0].notes[1].text", containsString("It is so again"));
  }

  @Test
  @AsCoordinator
  void aSessionThatIsOpenedAgainAndCancelledEndsTheFlagAtOnceAndSaysWhen() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 50);
    EchoTrial.at(minute(61));
    Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
    assertThat(holding()).isEqualTo(1);
    change("reopen", "The wrong session was closed");
    assertThat(holding()).as("they are in it while it runs").isEqualTo(1);
    EchoTrial.at(minute(62));
    change("cancel", "It never took place");
    assertThat(holding()).as("nobody looked").isZero();
    given()
        .get(flags)
        .then()
        .body("[0].holds", equalTo(false))
        .body("[0].endedAt", equalTo(minute(62).toString()));
    given().get(flags + "/received").then().body("besideContacts.sum()", equalTo(0));
  }

  @Test
  @AsCoordinator
  void receivedCountsWhatTheFlagCounts() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 3);
    for (int round = 0; round < 2; round++) {
      given().get(flags).then().body("[0].contacts", equalTo(1)).body("[0].minutes", equalTo(3));
      String rock = "find { it.unit == '%s' && it.strategy == 'echo' }.";
      given()
          .get(flags + "/received")
          .then()
          .body(rock.formatted(trial.trial().code("WI-ROCK")) + "besideContacts", equalTo(1))
          .body(rock.formatted(trial.trial().code("WI-ROCK")) + "besideMinutes", equalTo(3))
          .body(rock.formatted(trial.trial().code("WI-ROCK")) + "flagged", equalTo(true));
      EchoTrial.at(minute(61));
      if (round == 0) {
        Csrf.form().formParam("sure", "yes").post(trial.first() + "/close").then().statusCode(303);
      }
    }
  }

  private void change(String act, String reason) {
    int version = given().get(trial.api(0)).then().extract().jsonPath().getInt("version");
    given()
        .contentType("application/json")
        .body(Map.of("reason", reason, "version", version))
        .post(trial.api(0) + "/" + act)
        .then()
        .statusCode(200);
  }

  private long holding() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                DoseEntry.getEntityManager()
                    .createQuery(
                        "select count(s) from FlagState s where s.flag.study.slug = ?1 and s.holds ="
                            + " true and s.key.step = (select max(x.key.step) from FlagState x where x.flag"
                            + " = s.flag)",
                        Long.class)
                    .setParameter(1, trial.trial().slug())
                    .getSingleResult());
  }

  @Test
  @AsHub
  void theHubLearnsThatSomebodyWasNotExpectedAndNoMore() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 5);
    given().get("/home").then().statusCode(200).body(not(containsString("contamination")));
    given()
        .get(trial.first())
        .then()
        .body(containsString("not expected"))
        .body(not(containsString("contamination")));
    given().get(flags).then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherLearnsNothing() {
    seen(TrialBuilder.OUTSIDER, Evidence.WEBHOOK, 0, 5);
    given().get("/home").then().statusCode(200).body(not(containsString("contamination")));
    given().get(trial.first()).then().body(not(containsString("not expected")));
    given().get(flags).then().statusCode(403);
  }
}
