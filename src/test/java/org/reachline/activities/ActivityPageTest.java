package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.dose.DoseEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

@QuarkusTest
class ActivityPageTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(2);

  private Trial trial;
  private String site;

  @BeforeEach
  void enrolANaloxoneProgramme() {
    trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .staffed()
            .save();
    site = trial.path() + "/activities/" + trial.code("MA-FRANKLIN");
  }

  private RequestSpecification training(String planned, int generation, int people) {
    return Csrf.form()
        .formParam("planned", "train_the_trainer|" + planned)
        .formParam("day", START.plusDays(6 + generation * 30L - 30).toString())
        .formParam("minutes", generation == 1 ? "240" : "110")
        .formParam("part", generation == 1 ? "trainer" : "outreach_worker")
        .formParam("people", String.valueOf(people))
        .formParam("generation", String.valueOf(generation))
        .formParam("actor", "Hub trainer")
        .formParam("action", "Taught overdose response and kit assembly")
        .formParam("resources", "40 kits")
        .formParam("justification", "Turnover among outreach workers is high");
  }

  private List<DoseEntry> lines() {
    return QuarkusTransaction.requiringNew()
        .call(() -> DoseEntry.listForEnrolment(trial.enrolment("MA-FRANKLIN")));
  }

  @Test
  @AsCoach
  void tellsAllThatIsWrongAtOnceAndKeepsTheWords() {
    Csrf.form()
        .formParam("planned", "coaching|call@1")
        .formParam("day", LocalDate.now().plusDays(9).toString())
        .formParam("minutes", "0")
        .formParam("part", "sheriff")
        .formParam("people", "x")
        .formParam("action", "My words stay")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("This lies ahead"))
        .body(containsString("At least 1, please."))
        .body(containsString("one of the parts of the study file"))
        .body(containsString("“x” is not a number"))
        .body(containsString("My words stay"));
    assertThat(lines()).isEmpty();
  }

  @Test
  @AsCoordinator
  void withdrawnActivityStaysOnRecordAndLeavesTheDose() {
    training("first_generation@1", 1, 4).post(site + "/log").then().statusCode(303);
    long id =
        QuarkusTransaction.requiringNew()
            .call(() -> Activity.listForEnrolment(trial.enrolment("MA-FRANKLIN")).get(0).id);
    Csrf.form()
        .formParam("reason", "")
        .formParam("version", "0")
        .post(site + "/" + id + "/withdraw")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("reason", "Held at another site")
        .formParam("version", "0")
        .post(site + "/" + id + "/withdraw")
        .then()
        .statusCode(303);
    given()
        .get(site)
        .then()
        .body(containsString("Held at another site"))
        .body(containsString("0 of 3"));
    assertThat(lines()).extracting(l -> l.minutes).containsExactly(240, -240);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject("activity:" + id));
    assertThat(trail)
        .extracting(e -> e.act)
        .containsExactly("activity.logged", "activity.withdrawn");
    assertThat(trail.get(1).reason).isEqualTo("Held at another site");
    assertThat(trail.get(1).before).contains("\"withdrawn\": false");
    assertThat(trail.get(1).personEmail).isEqualTo(TrialBuilder.COORDINATOR);
    training("first_generation@1", 1, 4)
        .formParam("reason", "My amendment came too late")
        .formParam("version", "0")
        .post(site + "/" + id + "/amend")
        .then()
        .statusCode(409)
        .body(containsString("was withdrawn by " + TrialBuilder.COORDINATOR))
        .body(containsString("readonly>My amendment came too late</textarea>"));
  }

  @Test
  @AsCoach
  void amendmentNamesItsReasonAndMovesTheDose() {
    String one = logged();
    given().get(one + "/amend").then().statusCode(200).body(containsString("month 1 (by"));
    training("first_generation@1", 1, 4)
        .formParam("minutes", "200")
        .formParam("version", "0")
        .post(one + "/amend")
        .then()
        .statusCode(400)
        .body(containsString("#reason"));
    amendment("200", "0").post(one + "/amend").then().statusCode(303);
    given()
        .get(one)
        .then()
        .statusCode(200)
        .body(containsString("Left early"))
        .body(containsString("Minutes: “240” became “200”"));
    assertThat(lines()).extracting(l -> l.minutes).containsExactly(240, -240, 200);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("activity:" + one.replaceAll(".*/", "")));
    assertThat(trail.get(1).act).isEqualTo("activity.amended");
    assertThat(trail.get(1).reason).isEqualTo("Left early");
    assertThat(trail.get(1).before).contains("\"minutes\": 240");
    assertThat(trail.get(1).after).contains("\"minutes\": 200");
    assertThat(trail.get(1).personEmail).isEqualTo(TrialBuilder.COACH);
  }

  @Test
  @AsCoach
  void secondEditorSeesTheFirstOnesChange() {
    String one = logged();
    amendment("200", "0").post(one + "/amend").then().statusCode(303);
    amendment("210", "0")
        .post(one + "/amend")
        .then()
        .statusCode(409)
        .body(containsString("Minutes: “240” → “200”"))
        .body(containsString("value=\"210\""));
    Csrf.form()
        .formParam("reason", "Not ours")
        .formParam("version", "0")
        .post(one + "/withdraw")
        .then()
        .statusCode(409)
        .body(containsString("Minutes: “240” → “200”"));
    assertThat(lines()).extracting(l -> l.minutes).containsExactly(240, -240, 200);
  }

  private String logged() {
    training("first_generation@1", 1, 4).post(site + "/log").then().statusCode(303);
    return site
        + "/"
        + QuarkusTransaction.requiringNew()
            .call(() -> Activity.listForEnrolment(trial.enrolment("MA-FRANKLIN")).get(0).id);
  }

  private RequestSpecification amendment(String minutes, String version) {
    return Csrf.form()
        .formParam("planned", "train_the_trainer|first_generation@1")
        .formParam("day", START.plusDays(6).toString())
        .formParam("minutes", minutes)
        .formParam("part", "trainer")
        .formParam("people", "4")
        .formParam("generation", "1")
        .formParam("actor", "Hub trainer")
        .formParam("action", "Taught overdose response and kit assembly")
        .formParam("reason", "Left early")
        .formParam("version", version);
  }

  @Test
  @AsCoach
  void boardShowsOwnSitesAndTheCascade() {
    logged();
    String board = trial.path() + "/activities";
    given()
        .get(board)
        .then()
        .statusCode(200)
        .body(containsString("Franklin outreach"))
        .body(containsString("1 of 3"))
        .body(containsString("Train the trainer, by generation"));
    given().get(board + "?q=nowhere").then().statusCode(200).body(containsString("No site fits."));
  }

  @Test
  @AsOutsider
  void outsiderFindsNoBoard() {
    given()
        .get(trial.path() + "/activities")
        .then()
        .statusCode(404)
        .body(not(containsString("Franklin outreach")));
  }

  @Test
  @AsClinician
  void staffReadsTheTimelineButLogsNothing() {
    given().get(site).then().statusCode(200).body(not(containsString("Log an activity")));
    given().get(site + "/log").then().statusCode(403);
    training("first_generation@1", 1, 4).post(site + "/log").then().statusCode(403);
    assertThat(lines()).isEmpty();
  }

  @Test
  @AsHub
  void hubLearnsNothing() {
    given().get(trial.path() + "/activities").then().statusCode(403);
    given().get(site).then().statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherLearnsNothing() {
    given().get(trial.path() + "/activities").then().statusCode(403);
    given().get(site).then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(site).then().statusCode(404);
  }
}
