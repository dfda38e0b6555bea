package org.reachline.reach.reports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.reach.ReachApiTest;

/** When a report is taken, what a second click does, and who knows a draft. */
@QuarkusTest
class ReportActsTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);

  private static TrialBuilder jail(LocalDate startedOn) {
    return TrialBuilder.aTrial("jail-moud-coaching-echo")
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(startedOn)
        .staffed()
        .coached();
  }

  private static String page(TrialBuilder.Trial trial, int month) {
    return trial.path() + "/reach/" + trial.code("WI-DANE") + "/" + month;
  }

  private static ValidatableResponse draft(
      TrialBuilder.Trial trial, int month, Map<String, ?> values) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("values", values))
        .put("/api" + page(trial, month))
        .then();
  }

  private static long count(TrialBuilder.Trial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> SiteReport.count("study = ?1", trial.study()));
  }

  @Test
  @AsClinician
  void monthThatHasNotBegunTakesNoDraftAndGivesTheTypedNumberBack() {
    TrialBuilder.Trial trial = jail(LocalDate.now().plusMonths(2)).save();
    draft(trial, 2, Map.of("new_bup", 4))
        .statusCode(400)
        .body("errors.message", hasItem(containsString("Month 2 begins on")));
    given()
        .get(page(trial, 2))
        .then()
        .statusCode(200)
        .body(allOf(containsString("Month 2 begins on"), not(containsString("name=\"new_bup\""))));
    Csrf.form()
        .formParam("new_bup", "4")
        .formParam("report-act", "save")
        .post(page(trial, 2))
        .then()
        .statusCode(400)
        .body(containsString("name=\"new_bup\" value=\"4\""));
    assertThat(count(trial)).isZero();
    draft(trial, -5, Map.of("new_bup", 4)).statusCode(200);
  }

  @Test
  @AsCoordinator
  void monthAfterAWithdrawalIsRefusedAsTheImportRefusesIt() {
    TrialBuilder.Trial trial = jail(START).save();
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("withdrawnOn", "2026-03-15", "reason", "new sheriff", "version", 0))
        .post("/api" + trial.path() + "/enrolments/" + trial.code("WI-DANE") + "/withdraw")
        .then()
        .statusCode(200);
    draft(trial, 4, Map.of("new_bup", 4))
        .statusCode(400)
        .body("errors.message", hasItem(containsString("had left the study")));
    draft(trial, 3, Map.of("new_bup", 4)).statusCode(200);
  }

  @Test
  @AsClinician
  void emptyDraftIsNotKept() {
    TrialBuilder.Trial trial = jail(START).save();
    draft(trial, 2, Map.of())
        .statusCode(400)
        .body("errors.message", hasItem(containsString("Nothing is filled in")));
    Csrf.form()
        .formParam("new_bup", " ")
        .formParam("report-act", "save")
        .post(page(trial, 2))
        .then()
        .statusCode(400)
        .body(containsString("Nothing is filled in yet, so nothing was saved."));
    assertThat(count(trial)).isZero();
  }

  @Test
  @AsClinician
  void secondClickOnSubmitGetsTheReceiptAndLeavesOneStepInTheTrail() {
    TrialBuilder.Trial trial = jail(START).save();
    whole("").post(page(trial, 2)).then().statusCode(303);
    whole("").post(page(trial, 2)).then().statusCode(303);
    SiteReport report =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), 2)
                        .orElseThrow());
    assertThat(report.version).isZero();
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject(report.subject()));
    assertThat(trail).extracting(e -> e.act).containsExactly("report.submitted");
    whole("").formParam("naloxone_kits", "3").post(page(trial, 2)).then().statusCode(409);
  }

  @Test
  @AsClinician
  void sameNumbersWithAnotherNoteOrReasonAreNoSecondClick() {
    TrialBuilder.Trial trial = jail(START).save();
    whole("").post(page(trial, 2)).then().statusCode(303);
    whole("").formParam("report-note", "Two waited.").post(page(trial, 2)).then().statusCode(409);
    whole("").formParam("report-reason", "A wing.").post(page(trial, 2)).then().statusCode(409);
    whole("0").formParam("report-reason", "A wing.").post(page(trial, 2)).then().statusCode(303);
    whole("0").formParam("report-reason", "A wing.").post(page(trial, 2)).then().statusCode(303);
    whole("0").formParam("report-reason", "Typing.").post(page(trial, 2)).then().statusCode(409);
    List<AuditEntry> steps =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    AuditEntry.listForSubject(
                        SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), 2)
                            .orElseThrow()
                            .subject()));
    assertThat(steps).extracting(e -> e.act).containsExactly("report.submitted", "report.amended");
  }

  private static RequestSpecification whole(String version) {
    RequestSpecification form =
        Csrf.form().formParam("report-act", "submit").formParam("report-version", version);
    ReachApiTest.whole().forEach(form::formParam);
    return form;
  }

  @Test
  @AsCoordinator
  void reportThatTheCalendarLockedUnderAnEarlierVersionStaysLockedInWords() {
    TrialBuilder.Trial trial = jail(START).save();
    Instant at = Instant.parse("2026-03-20T15:00:00Z");
    put(
        trial,
        2,
        r -> {
          r.submit(null, TrialBuilder.CLINICIAN, at);
          r.lock("system", at);
        });
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", 0, "values", ReachApiTest.whole(), "reason", "late"))
        .put("/api" + page(trial, 2))
        .then()
        .statusCode(409)
        .body("detail", containsString("by the study's calendar on 20 March 2026"));
    whole("0").post(page(trial, 2)).then().statusCode(409);
  }

  private static void put(
      TrialBuilder.Trial trial, int month, java.util.function.Consumer<SiteReport> then) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SiteReport r = new SiteReport();
              r.study = trial.study();
              r.studyVersion = trial.study().current;
              r.site = trial.site("WI-DANE");
              r.enrolment = trial.enrolment("WI-DANE");
              r.studyMonth = month;
              r.periodFrom = START.plusMonths(month - 1L);
              r.periodTo = START.plusMonths(month).minusDays(1);
              r.fill(
                  Map.of("new_bup", new BigDecimal("4711")),
                  Map.of(),
                  TrialBuilder.CLINICIAN,
                  Instant.EPOCH);
              then.accept(r);
              r.persist();
            });
  }

  private static void seesThatADraftIsThereAndNoNumberOfIt(TrialBuilder.Trial trial) {
    put(trial, 2, r -> {});
    given()
        .get("/api" + page(trial, 2))
        .then()
        .statusCode(200)
        .body("state", equalTo("DRAFT"))
        .body("values", anEmptyMap());
    given()
        .get("/api" + trial.path() + "/reach")
        .then()
        .body("", hasSize(1))
        .body("[0].values", anEmptyMap());
    given()
        .get(page(trial, 2))
        .then()
        .statusCode(200)
        .body(containsString("A draft is begun; its numbers show once it is handed in."))
        .body(not(containsString("4711")));
    given().get(page(trial, 3)).then().body(not(containsString("4711")));
  }

  @Test
  @AsCoach
  void coachSeesNoNumberOfADraft() {
    seesThatADraftIsThereAndNoNumberOfIt(jail(START).save());
  }

  @Test
  @AsResearcher
  void researcherSeesNoNumberOfADraft() {
    seesThatADraftIsThereAndNoNumberOfIt(jail(START).save());
  }

  @Test
  @AsClinician
  void siteSeesItsOwnDraftAndAListHasALength() {
    TrialBuilder.Trial trial = jail(START).save();
    put(trial, 2, r -> {});
    given().get("/api" + page(trial, 2)).then().body("values.new_bup", equalTo(4711));
    given().get("/api" + page(trial, 3)).then().body("version", nullValue());
    for (String query : List.of("limit=-1", "limit=1001", "offset=-1")) {
      given().get("/api" + trial.path() + "/reach?" + query).then().statusCode(400);
    }
  }

  @Test
  @AsCoordinator
  void sitesWhoseTypeReportsNothingAreNotMissing() {
    TrialBuilder.Trial trial = jail(START).withPartner("WI-DESK", "Desk").ofType("office").save();
    given()
        .get("/api" + trial.path() + "/reach/completeness")
        .then()
        .statusCode(200)
        .body("sites.site", equalTo(List.of(trial.code("WI-DANE"))));
    given()
        .get(trial.path() + "/sites/" + trial.code("WI-DESK"))
        .then()
        .statusCode(200)
        .body(not(containsString("reports are in.")));
    given()
        .get(trial.path() + "/sites/" + trial.code("WI-DANE"))
        .then()
        .body(containsString("reports are in."));
  }
}
