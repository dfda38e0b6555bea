package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

@QuarkusTest
public class ReachApiTest extends ReachFixture {
  private String address(String site, int month) {
    return "/api/studies/" + trial.slug() + "/reach/" + trial.code(site) + "/" + month;
  }

  public static Map<String, Object> whole() {
    Map<String, Object> values = new HashMap<>();
    values.put("adp", 210.5);
    values.put("oud_identified", 30);
    values.put("eligible", 25);
    values.put("new_bup", 6);
    values.put("new_met", 0);
    values.put("new_ntx", 2);
    values.put("on_moud_month_end", 18);
    return values;
  }

  private ValidatableResponse submit(int month, Map<String, Object> body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post(address("WI-DANE", month) + "/submit")
        .then();
  }

  private List<AuditEntry> trail(String site, int month) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                AuditEntry.listForSubject(
                    SiteReport.find(trial.enrolment(site), trial.site(site), month)
                        .orElseThrow()
                        .subject()));
  }

  @Test
  @AsClinician
  void keepsADraftInWhichBlankIsNotZero() {
    Map<String, Object> values = new HashMap<>();
    values.put("new_bup", 0);
    values.put("new_met", null);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("values", values))
        .put(address("WI-DANE", 2))
        .then()
        .statusCode(200)
        .body("state", equalTo("DRAFT"));
    given()
        .get(address("WI-DANE", 2))
        .then()
        .statusCode(200)
        .body("values.new_bup", equalTo(0))
        .body("values", not(hasKey("new_met")))
        .body("computed", not(hasKey("new_total")));
  }

  @Test
  @AsClinician
  void handsInAWholeReportAndTellsTheTrail() {
    submit(2, Map.of("values", whole()))
        .statusCode(200)
        .body("state", equalTo("SUBMITTED"))
        .body("computed.new_total", equalTo(8))
        .body("submittedBy", equalTo(TrialBuilder.CLINICIAN));
    List<AuditEntry> trail = trail("WI-DANE", 2);
    assertThat(trail).hasSize(1);
    assertThat(trail.get(0).act).isEqualTo("report.submitted");
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.CLINICIAN);
    assertThat(trail.get(0).siteId).isEqualTo(trial.site("WI-DANE").id);
    assertThat(trail.get(0).before).isNull();
    assertThat(trail.get(0).after).contains("\"new_bup\"");
  }

  @Test
  @AsClinician
  void refusesAHalfFilledReportFieldByField() {
    submit(2, Map.of("values", Map.of("adp", 200, "oud_identified", 3, "eligible", 5)))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItem("new_bup"))
        .body(
            "errors.message",
            hasItem("More people are eligible than were found to have opioid use disorder."));
    given().get(address("WI-DANE", 2)).then().statusCode(200).body("state", nullValue());
  }

  @Test
  @AsClinician
  void takesAWarningOnlyConfirmedWithANote() {
    Map<String, Object> values = whole();
    values.put("eligible", 7);
    submit(2, Map.of("values", values))
        .statusCode(400)
        .body("errors.message", hasItem(containsString("became eligible last month")));
    submit(
            2,
            Map.of("values", values, "confirmWarnings", true, "note", "Two were found in January."))
        .statusCode(200)
        .body("warnings", contains(containsString("became eligible last month")));
  }

  @Test
  @AsClinician
  void refusesMonthsThatAreNotOverAndMonthsThatAreNone() {
    LocalDate start = LocalDate.of(2026, 1, 1);
    int next = (int) java.time.temporal.ChronoUnit.MONTHS.between(start, LocalDate.now()) + 2;
    submit(next, Map.of("values", whole())).statusCode(next <= 24 ? 400 : 404);
    submit(25, Map.of("values", whole())).statusCode(404);
    submit(-6, Map.of("values", whole())).statusCode(404);
  }

  @Test
  @AsClinician
  void amendsOnlyWithAReasonAndKeepsBeforeAndAfter() {
    int version = submit(2, Map.of("values", whole())).statusCode(200).extract().path("version");
    Map<String, Object> better = whole();
    better.put("new_bup", 7);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", version, "values", better))
        .put(address("WI-DANE", 2))
        .then()
        .statusCode(400)
        .body("errors.field", contains("reason"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", version, "values", better, "reason", "One was counted late."))
        .put(address("WI-DANE", 2))
        .then()
        .statusCode(200)
        .body("state", equalTo("SUBMITTED"))
        .body("values.new_bup", equalTo(7));
    AuditEntry amendment = trail("WI-DANE", 2).get(1);
    assertThat(amendment.act).isEqualTo("report.amended");
    assertThat(amendment.reason).isEqualTo("One was counted late.");
    assertThat(amendment.before).contains("\"new_bup\": 6");
    assertThat(amendment.after).contains("\"new_bup\": 7");
  }

  @Test
  @AsClinician
  void tellsTheSecondEditorWhoWasQuicker() {
    int version = submit(2, Map.of("values", whole())).statusCode(200).extract().path("version");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("values", whole(), "version", version + 5, "reason", "x"))
        .put(address("WI-DANE", 2))
        .then()
        .statusCode(409)
        .body("detail", containsString("Mara Jensen"));
  }

  @Test
  @AsCoordinator
  void locksAndUnlocksWithAReason() {
    int version = submit(2, Map.of("values", whole())).statusCode(200).extract().path("version");
    version =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("version", version))
            .post(address("WI-DANE", 2) + "/lock")
            .then()
            .statusCode(200)
            .body("state", equalTo("LOCKED"))
            .extract()
            .path("version");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", version, "values", whole(), "reason", "later"))
        .put(address("WI-DANE", 2))
        .then()
        .statusCode(409)
        .body("detail", containsString("locked"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", version))
        .post(address("WI-DANE", 2) + "/unlock")
        .then()
        .statusCode(400)
        .body("errors.field", contains("reason"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", version, "reason", "The jail sent better counts."))
        .post(address("WI-DANE", 2) + "/unlock")
        .then()
        .statusCode(200)
        .body("state", equalTo("SUBMITTED"));
    assertThat(trail("WI-DANE", 2))
        .extracting(entry -> entry.act)
        .containsExactly("report.submitted", "report.locked", "report.unlocked");
  }

  @Test
  @AsClinician
  void clinicianSeesOwnSitesOnlyAndLocksNothing() {
    given().get(address("WI-ROCK", 2)).then().statusCode(404);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("values", whole()))
        .post(address("WI-ROCK", 2) + "/submit")
        .then()
        .statusCode(404);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", 0))
        .post(address("WI-DANE", 2) + "/lock")
        .then()
        .statusCode(403);
    given()
        .get("/api/studies/" + trial.slug() + "/reach/completeness")
        .then()
        .statusCode(200)
        .body("sites.site", contains(trial.code("WI-DANE")));
  }

  @Test
  @AsCoach
  void coachReadsAndDoesNotEnter() {
    given().get(address("WI-DANE", 2)).then().statusCode(200);
    given().get(address("WI-ROCK", 2)).then().statusCode(404);
    submit(2, Map.of("values", whole())).statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherReadsAllAndDoesNotEnter() {
    given().get(address("WI-ROCK", 2)).then().statusCode(200);
    given()
        .get("/api/studies/" + trial.slug() + "/reach/completeness")
        .then()
        .statusCode(200)
        .body("sites", hasSize(2));
    submit(2, Map.of("values", whole())).statusCode(403);
  }

  @Test
  @AsHub
  void hubSeesNoReport() {
    given().get(address("WI-DANE", 2)).then().statusCode(403);
    given().get("/api/studies/" + trial.slug() + "/reach/completeness").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderSeesNothing() {
    given().get(address("WI-DANE", 2)).then().statusCode(404);
    submit(2, Map.of("values", whole())).statusCode(404);
    given().get("/api/studies/" + trial.slug() + "/reach/completeness").then().statusCode(404);
  }

  @Test
  @AsCoordinator
  void coordinatorLocksAllMonthsThroughOne() {
    TrialBuilder.Trial two = twoMonthsIn();
    String lock = "/api" + two.path() + "/reach/lock";
    given()
        .contentType("application/json")
        .body(Map.of("through", 999))
        .post(lock)
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("through")));
    given()
        .contentType("application/json")
        .body(Map.of("through", 1))
        .post(lock)
        .then()
        .statusCode(200)
        .body("locked", equalTo(1));
    given()
        .contentType("application/json")
        .body(Map.of())
        .post(lock)
        .then()
        .body("locked", equalTo(1));
    int version =
        given()
            .get("/api" + two.path() + "/reach/" + two.code("WI-DANE") + "/1")
            .then()
            .body("state", equalTo("LOCKED"))
            .extract()
            .path("version");
    given()
        .contentType("application/json")
        .body(Map.of("version", version - 1))
        .post("/api" + two.path() + "/reach/" + two.code("WI-DANE") + "/1/lock")
        .then()
        .statusCode(409)
        .body("detail", containsString("State: “SUBMITTED” → “LOCKED”"));
    given()
        .contentType("application/json")
        .body(Map.of("version", version))
        .post("/api" + two.path() + "/reach/" + two.code("WI-DANE") + "/1/lock")
        .then()
        .statusCode(409)
        .body("detail", containsString("is locked already. coordinator@demo.reachline.example"));
  }

  @Test
  @AsClinician
  void clinicianLocksNothing() {
    given()
        .contentType("application/json")
        .body(Map.of())
        .post("/api" + twoMonthsIn().path() + "/reach/lock")
        .then()
        .statusCode(403);
  }

  private static TrialBuilder.Trial twoMonthsIn() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int month = 1; month <= 2; month++) {
                SiteReport report = new SiteReport();
                report.study = Study.findById(trial.study().id);
                report.studyVersion = report.study.current;
                report.site = Site.findById(trial.site("WI-DANE").id);
                report.enrolment = trial.enrolment("WI-DANE");
                report.studyMonth = month;
                report.periodFrom = LocalDate.of(2026, month, 1);
                report.periodTo = report.periodFrom.plusMonths(1).minusDays(1);
                report.fill(
                    Map.of("adp", BigDecimal.TEN), Map.of(), TrialBuilder.CLINICIAN, Instant.EPOCH);
                report.submit(null, TrialBuilder.CLINICIAN, Instant.EPOCH);
                report.persist();
              }
            });
    return trial;
  }
}
