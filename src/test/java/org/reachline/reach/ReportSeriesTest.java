package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** A counted month keeps its days and a number its measure, whatever becomes of the calendar. */
@QuarkusTest
class ReportSeriesTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private TrialBuilder.Trial trial;

  @BeforeEach
  void aJailThatReportedItsFirstMonthAndAnotherThatDidNot() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .coached()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SiteReport r = new SiteReport();
              r.study = trial.study();
              r.studyVersion = trial.study().current;
              r.site = trial.site("WI-DANE");
              r.enrolment = trial.enrolment("WI-DANE");
              r.studyMonth = 1;
              r.periodFrom = START;
              r.periodTo = LocalDate.of(2026, 3, 31);
              Instant at = Instant.parse("2026-04-02T15:00:00Z");
              r.fill(
                  Map.of("new_bup", new BigDecimal("4711"), "naloxone_kits", BigDecimal.ONE),
                  Map.of(),
                  TrialBuilder.CLINICIAN,
                  at);
              r.submit(null, TrialBuilder.CLINICIAN, at);
              r.persist();
            });
  }

  private static RequestSpecification json(Map<String, ?> body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  private String enrolments() {
    return "/api" + trial.path() + "/enrolments";
  }

  private String api(int month) {
    return "/api" + trial.path() + "/reach/" + trial.code("WI-DANE") + "/" + month;
  }

  private static Map<String, Object> start(String day, int version) {
    return Map.of("startsOn", day, "reason", "typed wrongly", "version", version);
  }

  @Test
  @AsCoordinator
  void startThatReportsCountFromStays() {
    String dane = trial.code("WI-DANE");
    json(start("2026-04-01", 0))
        .put(enrolments() + "/" + dane)
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("startsOn")))
        .body(
            "errors.message",
            hasItem(
                allOf(
                    containsString(
                        "Here is 1 report for months that count from 1 March 2026 (first: month 1"
                            + " of "
                            + dane),
                    containsString("enrol it again"))));
    Csrf.form()
        .formParam("startsOn", "2026-04-01")
        .formParam("reason", "typed wrongly")
        .formParam("version", "0")
        .post(trial.path() + "/enrolment/" + dane + "/change")
        .then()
        .statusCode(400)
        .body(containsString("value=\"2026-04-01\""));
    given()
        .contentType("text/csv")
        .body("unit,starts_on\n" + dane + ",2026-04-01\n" + trial.code("WI-ROCK") + ",2026-04-01\n")
        .post(enrolments() + "/upload?dryRun=false")
        .then()
        .statusCode(400)
        .body("rows.find { it.key == '" + dane + "' }.column", equalTo("starts_on"));
    json(start("2026-04-01", 0))
        .put(enrolments() + "/" + trial.code("WI-ROCK"))
        .then()
        .statusCode(200)
        .body("startedOn", equalTo("2026-04-01"));
  }

  @Test
  @AsCoordinator
  void startThatWasMovedAwayFromItsReportsMayMoveBack() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment("WI-DANE").id);
              unit.startedOn = LocalDate.of(2026, 4, 1);
            });
    String unit = enrolments() + "/" + trial.code("WI-DANE");
    json(start("2026-05-01", 1)).put(unit).then().statusCode(400);
    json(start("2026-03-01", 1)).put(unit).then().statusCode(200);
  }

  private void comesBack() {
    String unit = enrolments() + "/" + trial.code("WI-DANE") + "/withdraw";
    json(Map.of("withdrawnOn", "2026-05-31", "reason", "new sheriff", "version", 0))
        .post(unit)
        .then()
        .statusCode(200);
    String code = trial.code("WI-DANE");
    json(Map.of("unit", code, "enrolledOn", "2026-08-01", "startsOn", "2026-08-01"))
        .post(enrolments())
        .then()
        .statusCode(201);
  }

  @Test
  @AsCoordinator
  void unitThatComesBackBeginsANewSeriesAndTheOldOneIsOnlyRead() {
    comesBack();
    given()
        .get(api(1))
        .then()
        .statusCode(200)
        .body("state", nullValue())
        .body("periodFrom", equalTo("2026-08-01"))
        .body("enrolledOn", equalTo("2026-08-01"));
    given()
        .get(api(1) + "?enrolled=2026-03-01")
        .then()
        .body("values.new_bup", equalTo(4711))
        .body("periodFrom", equalTo("2026-03-01"));
    given().get(api(1) + "?enrolled=2026-03-02").then().statusCode(404);
    json(Map.of("values", Map.of("new_bup", 5))).put(api(1)).then().statusCode(200);
    given()
        .get("/api" + trial.path() + "/reach")
        .then()
        .body("values.new_bup", equalTo(List.of(4711, 5)))
        .body("enrolledOn", equalTo(List.of("2026-03-01", "2026-08-01")));
    String old = trial.path() + "/reach/" + trial.code("WI-DANE") + "/1?enrolled=2026-03-01";
    given()
        .get(trial.path() + "/reach")
        .then()
        .body(containsString("Earlier enrolments"))
        .body(containsString("href=\"" + old + "\""));
    given()
        .get(old)
        .then()
        .statusCode(200)
        .body(allOf(containsString("4711"), containsString("March 2026")))
        .body(containsString("enrolled from 1 March 2026 to 31 May 2026"))
        .body(not(containsString("Approve and lock")))
        .body(not(containsString("name=\"new_bup\"")));
    // What is due now counts from the new start only, on every page.
    given()
        .get("/api" + trial.path() + "/reach/completeness")
        .then()
        .body("sites.findAll { it.site == '" + trial.code("WI-DANE") + "' }.size()", equalTo(1));
  }

  @Test
  @AsCoach
  void coachOfTheSiteReadsTheOldSeries() {
    again();
    given().get(api(1) + "?enrolled=2026-03-01").then().body("values.new_bup", equalTo(4711));
  }

  @Test
  @AsResearcher
  void exportKeepsTheOldSeriesApartFromThePresentOne() throws IOException {
    again();
    byte[] zip = given().get("/api" + trial.path() + "/exports/zip").then().extract().asByteArray();
    Map<String, String> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(files.get("earlier_reports.csv").lines().skip(1))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith(trial.code("WI-DANE"))
        .contains(",2026-03-01,2026-05-31,1,intervention,2026-03-01,2026-03-31,submitted,")
        .contains(",4711,");
    assertThat(files.get("site_months.csv")).contains("2026-08-01").doesNotContain("4711");
  }

  @Test
  @AsOutsider
  void outsiderFindsNoSeries() {
    again();
    given().get(api(1) + "?enrolled=2026-03-01").then().statusCode(404);
    given().get(api(1)).then().statusCode(404);
  }

  /** The unit left and came back, written straight into the records. */
  private void again() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment old = Enrolment.findById(trial.enrolment("WI-DANE").id);
              old.withdrawnOn = LocalDate.of(2026, 5, 31);
              old.withdrawalReason = "new sheriff";
              Enrolment.flush();
              Enrolment next = new Enrolment();
              next.study = old.study;
              next.studyVersion = old.studyVersion;
              next.unit = old.unit;
              next.members.addAll(old.members);
              next.enrolledOn = LocalDate.of(2026, 8, 1);
              next.startedOn = next.enrolledOn;
              next.persist();
            });
  }

  @Test
  @AsCoordinator
  void newVersionKeepsTheMeasuresAndMonthsThatReportsUse() {
    load(text().replace("new_bup", "started_bup"))
        .body(
            "conflicts",
            hasItem(
                "Sites of type jail are no longer asked for new_bup, but there is 1 report with an"
                    + " answer to it. Keep the key; other words for it go into its label."));
    load(text().replaceFirst("(?s)(key: naloxone_kits.*?type: )count", "$1yes_no"))
        .body("conflicts", hasItem(containsString("naloxone_kits becomes a yes or no")));
    load(text().replaceFirst("every: month", "every: phase"))
        .body(
            "conflicts",
            hasItem(containsString("there is 1 report for such times (first: month 1 of")));
    load(text().replace("People found to have", "Persons found to have"))
        .body("conflicts", equalTo(List.of()));
  }

  private static io.restassured.response.ValidatableResponse load(String text) {
    return given().contentType("text/yaml").body(text).post("/api/studies?dryRun=true").then();
  }

  private String text() {
    return QuarkusTransaction.requiringNew().call(() -> Study.getBySlug(trial.slug()).current.text);
  }

  @Test
  @AsCoordinator
  void wrongStartIsMendedAsItsRefusalSays() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment("WI-DANE").id);
              unit.enrolledOn = LocalDate.of(2026, 2, 1);
            });
    String dane = trial.code("WI-DANE");
    String unit = trial.path() + "/enrolment/" + dane;
    Csrf.form()
        .formParam("startsOn", "2026-02-01")
        .formParam("reason", "typed wrongly")
        .formParam("version", "1")
        .post(unit + "/change")
        .then()
        .statusCode(400)
        .body(containsString("withdraw the unit with 1 February 2026 as its last day"))
        .body(containsString("enrol it again from that same day"));
    Csrf.form()
        .formParam("withdrawnOn", "2026-02-01")
        .formParam("withdraw-reason", "start typed wrongly")
        .formParam("version", "1")
        .post(unit + "/withdraw")
        .then()
        .statusCode(303);
    enrolFrom("2026-01-31").statusCode(400).body(containsString("from that day or a later one"));
    enrolFrom("2026-02-01").statusCode(303);
    given().get(api(1)).then().body("state", nullValue()).body("periodFrom", equalTo("2026-02-01"));
    // Both stays began on one day; the address with it means the earlier one.
    given().get(api(1) + "?enrolled=2026-02-01").then().body("values.new_bup", equalTo(4711));
  }

  private io.restassured.response.ValidatableResponse enrolFrom(String day) {
    return Csrf.form()
        .formParam("unit", trial.code("WI-DANE"))
        .formParam("enrolledOn", day)
        .formParam("startsOn", day)
        .post(trial.path() + "/enrolment/new")
        .then();
  }

  @Test
  @AsCoordinator
  void draftFollowsItsDaysWhenTheStartMoves() {
    int drafts =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Enrolment.<Enrolment>findById(trial.enrolment("WI-DANE").id).enrolledOn =
                      LocalDate.of(2026, 1, 1);
                  return SiteReport.update(
                      "state = ?1, submittedAt = null, submittedBy = null where enrolment = ?2",
                      ReportState.DRAFT,
                      trial.enrolment("WI-DANE"));
                });
    assertThat(drafts).isOne();
    String unit = enrolments() + "/" + trial.code("WI-DANE");
    json(start("2026-02-01", 1)).put(unit).then().statusCode(200);
    given()
        .get(api(2))
        .then()
        .body("state", equalTo("DRAFT"))
        .body("periodFrom", equalTo("2026-03-01"));
    given().get(api(1)).then().body("state", nullValue());
    given()
        .get(trial.path() + "/reach/" + trial.code("WI-DANE") + "/2")
        .then()
        .body(containsString("moved with the unit&#39;s start"), containsString("typed wrongly"));
    // No month has the draft's days now: it keeps its month and gets the new days.
    json(start("2026-02-10", 2)).put(unit).then().statusCode(200);
    given()
        .get(api(2))
        .then()
        .body("state", equalTo("DRAFT"))
        .body("periodFrom", equalTo("2026-03-10"));
  }

  @Test
  @AsCoordinator
  void lockingAllLeavesEarlierEnrolmentsAlone() {
    again();
    Csrf.form().formParam("through", "3").post(trial.path() + "/reach/lock").then().statusCode(303);
    given().get(api(1) + "?enrolled=2026-03-01").then().body("state", equalTo("SUBMITTED"));
  }
}
