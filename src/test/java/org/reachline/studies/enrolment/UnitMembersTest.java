package org.reachline.studies.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Formats;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** A jail with its partners is one randomised unit, also for whoever comes or changes later. */
@QuarkusTest
class UnitMembersTest {
  private static final String FILE = "jail-moud-coaching-echo";
  private static final LocalDate START = LocalDate.of(2026, 1, 15);

  private static Trial allocated() {
    return aTrial(FILE)
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(START)
        .allocatedTo("HIGH-ECHO")
        .withPartner("WI-TREAT", "Dane Treatment")
        .save();
  }

  private static String sites(String code, String leading) {
    return "code,name,type,state,zone,partner_of\n"
        + code
        + ",Late Treatment,community_provider,WI,America/Chicago,"
        + leading
        + "\n";
  }

  private static ValidatableResponse enrolments(Trial trial, String csv) {
    return given()
        .contentType("text/csv")
        .body(csv)
        .post("/api" + trial.path() + "/enrolments/upload?dryRun=false")
        .then();
  }

  @Test
  @AsCoordinator
  void partnerThatComesLaterJoinsTheUnitInItsArmAndTheReceiptAndTheTrailSaySo() {
    Trial trial = allocated();
    String dane = trial.code("WI-DANE");
    String late = dane + "L";
    given()
        .contentType("text/csv")
        .body(sites(late, dane))
        .post("/api/sites/upload")
        .then()
        .statusCode(200)
        .body("saved", equalTo(false))
        .body("rows[0].message", containsString("with the unit " + dane));
    assertThat(trail(trial)).isEmpty();

    String receipt =
        Csrf.form()
            .formParam("code", late)
            .formParam("name", "Late Treatment")
            .formParam("type", "community_provider")
            .formParam("state", "WI")
            .formParam("zone", "America/Chicago")
            .formParam("partnerOf", dane)
            .post("/sites/new")
            .then()
            .statusCode(303)
            .extract()
            .cookie("notice");
    assertThat(URLDecoder.decode(receipt, StandardCharsets.UTF_8))
        .contains("Late Treatment is entered. It takes part in")
        .contains("with the unit " + dane + ".");
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("[0].members", hasItem(late))
        .body("[0].arm", equalTo("HIGH-ECHO"));
    given()
        .get("/api" + trial.path() + "/reach/completeness")
        .then()
        .body(
            "sites.find { it.site == '" + dane + "' }.periods.find { it.studyMonth == 1 }.state",
            equalTo("LATE"))
        .body(
            "sites.find { it.site == '" + late + "' }.periods.find { it.studyMonth == 1 }.state",
            equalTo("DUE"));
    AuditEntry joined = trail(trial).get(0);
    assertThat(joined.act).isEqualTo("unit.member_joined");
    assertThat(joined.personEmail).isEqualTo("coordinator@demo.reachline.example");
    assertThat(joined.before).doesNotContain(late);
    assertThat(joined.after).contains(late);
  }

  @Test
  @AsCoordinator
  void listOfSitesBringsPartnersIntoTheirUnitToo() {
    Trial trial = allocated();
    String dane = trial.code("WI-DANE");
    given()
        .contentType("text/csv")
        .body(sites(dane + "U", dane))
        .post("/api/sites/upload?dryRun=false")
        .then()
        .statusCode(200);
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("[0].members", hasItem(dane + "U"));
  }

  @Test
  @AsCoordinator
  void siteThatBecomesAPartnerLaterJoinsToo() {
    Trial trial = allocated();
    String dane = trial.code("WI-DANE");
    Map<String, Object> alone =
        new HashMap<>(
            Map.of(
                "code", dane + "P",
                "name", "Late Treatment",
                "type", "community_provider",
                "state", "WI",
                "zone", "America/Chicago"));
    given().contentType("application/json").body(alone).post("/api/sites").then().statusCode(201);
    assertThat(trail(trial)).isEmpty();
    alone.putAll(Map.of("partnerOf", dane, "version", 0));
    given()
        .contentType("application/json")
        .body(alone)
        .put("/api/sites/" + dane + "P")
        .then()
        .statusCode(200);
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("[0].members", hasItem(dane + "P"));
    assertThat(trail(trial)).extracting(e -> e.act).containsExactly("unit.member_joined");
  }

  @Test
  @AsCoach
  void coachBringsNobodyIn() {
    Trial trial = allocated();
    given()
        .contentType("text/csv")
        .body(sites(trial.code("WI-DANE") + "C", trial.code("WI-DANE")))
        .post("/api/sites/upload?dryRun=false")
        .then()
        .statusCode(403);
    assertThat(trail(trial)).isEmpty();
  }

  @Test
  @AsCoordinator
  void typeOfASiteThatIsEnrolledStays() {
    Trial trial = allocated();
    String treat = trial.code("WI-TREAT");
    String message = "Its place in the unit and its measures rest on its type";
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "name", "Dane Treatment",
                "type", "jail",
                "state", "WI",
                "zone", "America/Chicago",
                "partnerOf", trial.code("WI-DANE"),
                "version", 0))
        .put("/api/sites/" + treat)
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("type")))
        .body("errors.message", hasItem(containsString(message)));
    given()
        .contentType("text/csv")
        .body("code,name,type,state,zone\n" + treat + ",Dane Treatment,jail,WI,America/Chicago\n")
        .post("/api/sites/upload")
        .then()
        .statusCode(400)
        .body("rows[0].column", equalTo("type"))
        .body("rows[0].message", containsString(message));
  }

  @Test
  @AsCoordinator
  void listThatNamesAnotherUnitThanTheSitesMakeIsRefused() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane")
            .notEnrolled()
            .withPartner("WI-TREAT", "Treatment")
            .withPartner("WI-HELP", "Help")
            .withSite("WI-ROCK", "Rock")
            .startedOn(START)
            .withPartner("WI-CARE", "Care")
            .save();
    String dane = trial.code("WI-DANE");
    String treat = trial.code("WI-TREAT");
    String rock = trial.code("WI-ROCK");
    enrolments(trial, "unit,site\n" + dane + "," + dane + "\n" + dane + "," + treat + "\n")
        .statusCode(400)
        .body("rows[0].column", equalTo("site"))
        .body("rows[0].message", containsString("no row for " + trial.code("WI-HELP") + ". Give"));
    enrolments(trial, "unit,site,enrolled_on\n" + rock + "," + rock + ",2025-12-01\n")
        .statusCode(400)
        .body("rows.column", allOf(hasItem("site"), hasItem("enrolled_on")));
    enrolments(
            trial,
            ("unit,site,enrolled_on,starts_on\n" + dane + "," + dane + ",2026-01-01,2025-12-31\n")
                + (dane + "," + treat + ",2026-01-02,2025-12-31\n"))
        .statusCode(400)
        .body(
            "rows.find { it.row == 2 && it.column == 'starts_on' }.message",
            containsString("before the enrolment on 1 January 2026"))
        .body(
            "rows.find { it.row == 3 }.message",
            equalTo("Row 2 of this unit says 2026-01-01; all its rows must say the same."));
  }

  @Test
  @AsCoordinator
  void startBeforeTheEnrolmentAndALastDayToComeAreRefused() {
    Trial trial = allocated();
    String path = trial.path() + "/enrolment/" + trial.code("WI-DANE");
    LocalDate enrolled = trial.enrolment("WI-DANE").enrolledOn;
    Csrf.form()
        .formParam("startsOn", enrolled.minusDays(1).toString())
        .formParam("reason", "typed wrongly")
        .formParam("version", "0")
        .post(path + "/change")
        .then()
        .statusCode(400)
        .body(containsString("cannot begin before the enrolment on " + Formats.inWords(enrolled)))
        .body(containsString("value=\"typed wrongly\""));
    Csrf.form()
        .formParam("withdrawnOn", "2099-01-01")
        .formParam("withdraw-reason", "new sheriff from 2099")
        .formParam("version", "0")
        .post(path + "/withdraw")
        .then()
        .statusCode(400)
        .body(containsString("This day is still to come."))
        .body(containsString("value=\"new sheriff from 2099\""));
  }

  @Test
  @AsCoordinator
  void changeOfAUnitThatWasWithdrawnMeanwhileSaysByWhomAndKeepsTheWords() {
    Trial trial = allocated();
    String code = trial.code("WI-DANE");
    Map<String, Object> out =
        Map.of("withdrawnOn", "2026-05-31", "reason", "new sheriff", "version", 0);
    given()
        .contentType("application/json")
        .body(out)
        .post("/api" + trial.path() + "/enrolments/" + code + "/withdraw")
        .then()
        .statusCode(200);
    Csrf.form()
        .formParam("startsOn", "2026-03-01")
        .formParam("reason", "the wing opens later")
        .formParam("version", "0")
        .post(trial.path() + "/enrolment/" + code + "/change")
        .then()
        .statusCode(409)
        .body(containsString("coordinator@demo.reachline.example changed this record"))
        .body(containsString("Withdrawn on: nothing → “2026-05-31”"))
        .body(containsString("start 2026-03-01; reason: the wing opens later."));
    Csrf.form()
        .formParam("unit", code)
        .formParam("enrolledOn", "2026-05-30")
        .post(trial.path() + "/enrolment/new")
        .then()
        .statusCode(400)
        .body(containsString("It was in the study until 31 May 2026"));
    given()
        .contentType("application/json")
        .body(out)
        .post("/api" + trial.path() + "/enrolments/" + code + "/withdraw")
        .then()
        .statusCode(409)
        .body("detail", containsString("Withdrawn on: nothing → “2026-05-31”"));
  }

  private static List<AuditEntry> trail(Trial trial) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                AuditEntry.listForSubject(
                    "enrolment:" + trial.slug() + "/" + trial.code("WI-DANE")));
  }
}
