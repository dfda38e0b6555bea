package org.reachline.dose.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.dose.DoseLedger;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.protocol.dose.Delivery;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.Enrolment;

/** Every figure of a dose, on every page that prints one, is the sum of what its link opens. */
@QuarkusTest
class FiguresOpenTheirEntriesTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private static final LocalDate START = TODAY.minusMonths(6);

  @Inject DoseLedger ledger;

  private Trial coached() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .inStratum("MEDIUM")
            .allocatedTo("HIGH-ECHO")
            .coached()
            .staffed()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START.plusMonths(1))
            .inStratum("MEDIUM")
            .allocatedTo("HIGH-ECHO")
            .withSite("OH-KNOX", "Knox County Jail")
            .startedOn(TODAY.minusMonths(14))
            .inStratum("MEDIUM")
            .allocatedTo("LOW")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              TestContacts.held(trial, "WI-DANE", "kickoff@1", START.plusDays(1), 60);
              TestContacts.held(trial, "WI-DANE", "site_visit@1", START.plusDays(9), 230);
              TestContacts.held(trial, "WI-DANE", "monthly_call@3", START.plusDays(130), 50);
              TestContacts.held(trial, "WI-DANE", null, START.plusDays(44), 25);
              TestContacts.held(trial, "WI-ROCK", "monthly_call@2", START.plusDays(65), 61);
              LocalDate knox = TODAY.minusMonths(14);
              TestContacts.held(trial, "OH-KNOX", "webinar@2", knox.plusDays(40), 118);
              for (int i = 0; i < 5; i++) {
                TestContacts.held(trial, "OH-KNOX", null, knox.plusDays(50 + 9L * i), 45);
              }
              attended(trial, "WI-DANE", 901, START.plusDays(20));
              attended(trial, "WI-DANE", 902, START.plusDays(70));
              attended(trial, "OH-KNOX", 901, START.plusDays(20));
            });
    return trial;
  }

  private void attended(Trial trial, String site, int session, LocalDate day) {
    String source = "echo_session:" + session;
    ledger.post(
        Enrolment.findById(trial.enrolment(site).id),
        source,
        Optional.of(
            new Delivery(source, "echo", Optional.empty(), day, 60, Map.of("prescriber", 2), 105)),
        "attendance");
  }

  @Test
  @AsCoordinator
  void onEveryPageOfACoachedTrial() {
    Trial trial = coached();
    String coaching = trial.path() + "/coaching";
    String dane = trial.code("WI-DANE");
    Map<String, Integer> figures = new LinkedHashMap<>();
    for (String page :
        List.of(
            coaching,
            coaching + "?view=figures",
            coaching + "?view=months",
            coaching + "/" + dane,
            coaching + "/" + trial.code("OH-KNOX"),
            coaching + "/" + dane + "/ledger",
            trial.path() + "/sites/" + dane,
            trial.path() + "/contamination/received",
            trial.path() + "/comparison/primary")) {
      figures.put(page, OpenedFigures.compare(trial, page));
    }
    assertThat(figures.values()).as("figures by page: " + figures).allMatch(n -> n > 0);
    // Each arm has a line per strategy and seven figures of it.
    assertThat(figures.get(trial.path() + "/comparison/primary")).isGreaterThanOrEqualTo(28);
  }

  @Test
  @AsCoach
  void onTheCoachesOwnPages() {
    Trial trial = coached();
    String dane = trial.code("WI-DANE");
    assertThat(OpenedFigures.compare(trial, "/home")).isPositive();
    assertThat(OpenedFigures.compare(trial, trial.path() + "/coaching")).isPositive();
    assertThat(OpenedFigures.compare(trial, trial.path() + "/coaching/" + dane + "/ledger"))
        .isPositive();
    assertThat(OpenedFigures.compare(trial, trial.path() + "/sites/" + dane)).isPositive();
    String entries = trial.path() + "/entries?";
    given().get(entries + "of=counted").then().statusCode(403);
    given().get(entries + "arm=HIGH-ECHO").then().statusCode(403);
    given().get(entries + "arm=HIGH-ECHO&site=" + dane).then().statusCode(403);
    given().get(entries + "strategy=echo&site=" + dane).then().statusCode(403);
    given().get(entries + "site=" + trial.code("OH-KNOX")).then().statusCode(404);
    given()
        .get(entries + "of=given&site=" + dane)
        .then()
        .statusCode(200)
        .body(not(containsString(">ECHO session<")));
  }

  @Test
  @AsCoordinator
  void onThePagesOfActivities() {
    Trial trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              post(trial, 1, "first_generation@1", START.plusDays(6), 240);
              post(trial, 2, "second_generation@2", START.plusDays(36), 110);
              post(trial, 3, null, START.plusDays(50), 30);
            });
    String site = trial.path() + "/activities/" + trial.code("MA-FRANKLIN");
    assertThat(OpenedFigures.compare(trial, site)).isPositive();
    assertThat(OpenedFigures.compare(trial, trial.path() + "/activities")).isPositive();
  }

  private void post(Trial trial, int key, String planned, LocalDate day, int minutes) {
    String source = "activity:" + (990000 + key);
    ledger.post(
        Enrolment.findById(trial.enrolment("MA-FRANKLIN").id),
        source,
        Optional.of(
            Delivery.together(
                source,
                "train_the_trainer",
                Optional.ofNullable(planned),
                day,
                minutes,
                Map.of("trainer", 4))),
        "logged");
  }

  @Test
  @AsCoordinator
  void theApiHasTheAddressBesideTheFigureAndTheSameSums() {
    Trial trial = coached();
    String account = "/api" + trial.path() + "/coaching/" + trial.code("WI-DANE");
    String entries =
        given()
            .get(account)
            .then()
            .statusCode(200)
            .body("[0].delivered.contacts", equalTo(2))
            .extract()
            .path("[0].delivered.entries");
    given()
        .get(entries)
        .then()
        .statusCode(200)
        .body("figure", equalTo("2"))
        .body("sums.contacts", equalTo(2))
        .body("sums.minutes", equalTo(280))
        .body("entries.planned", hasItem("site_visit@1"));
    String arm =
        given()
            .get("/api" + trial.path() + "/comparison/primary")
            .then()
            .extract()
            .path("dose.find { it.arm == 'HIGH-ECHO' && it.strategy == 'coaching' }.entries");
    given().get(arm).then().statusCode(200).body("units.unit", hasItem(trial.code("WI-ROCK")));
  }

  @Test
  @AsCoordinator
  void theLedgerTellsPhasesAndMonthsAloneAndCumulatively() {
    Trial trial = coached();
    String dane = trial.code("WI-DANE");
    given()
        .get("/api" + trial.path() + "/coaching/" + dane + "/ledger")
        .then()
        .statusCode(200)
        .body("[0].phases.find { it.period == 'intervention' }.contacts", equalTo(2))
        .body("[0].phases.find { it.period == 'intervention' }.besideMinutes", equalTo(25))
        .body("[0].months.find { it.period == '1' }.minutes", equalTo(230))
        .body("[0].upToMonth.find { it.period == '5' }.minutes", equalTo(280))
        .body("[0].upToMonth.find { it.period == '5' }.personMinutes", equalTo(730))
        .body("[0].lines.size()", equalTo(4));
    given()
        .get("/api" + trial.path() + "/contamination/received")
        .then()
        .statusCode(200)
        .body(
            "find { it.unit == '%s' && it.strategy == 'coaching' }.flagged"
                .formatted(trial.code("OH-KNOX")),
            equalTo(true))
        .body(
            "find { it.unit == '%s' && it.strategy == 'echo' }.prescribedContacts"
                .formatted(trial.code("OH-KNOX")),
            equalTo(0));
  }

  @Test
  @AsCoordinator
  void namesTheFilterThatItCannotRead() {
    String entries = "/api" + coached().path() + "/entries?";
    given()
        .get(entries + "of=nothing&read=much&phase=later&arm=X&strategy=Y&from=one")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("of"))
        .body("errors.field", hasItem("read"))
        .body("errors.field", hasItem("phase"))
        .body("errors.field", hasItem("arm"))
        .body("errors.field", hasItem("from"));
    given().get(entries + "site=NOWHERE").then().statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherIsTurnedAway() {
    refused(403);
  }

  @Test
  @AsHub
  void hubIsTurnedAway() {
    refused(403, EchoTrial.hosted(coached()));
  }

  @Test
  @AsClinician
  void clinicianIsTurnedAway() {
    refused(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    refused(404);
  }

  private void refused(int status) {
    refused(status, coached());
  }

  private void refused(int status, Trial trial) {
    for (String start : List.of("", "/api")) {
      String entries = start + trial.path() + "/entries?";
      given().get(entries + "site=" + trial.code("WI-DANE")).then().statusCode(status);
      given().get(entries + "arm=HIGH-ECHO").then().statusCode(status);
      given().get(start + trial.path() + "/contamination/received").then().statusCode(403);
    }
    given()
        .get("/api" + trial.path() + "/coaching/" + trial.code("WI-DANE") + "/ledger")
        .then()
        .statusCode(status);
  }
}
