package org.reachline.studies.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

@QuarkusTest
public class EnrolmentPageTest {
  public static final String FILE = "jail-moud-coaching-echo";
  public static final LocalDate START = LocalDate.of(2026, 1, 15);

  @Test
  @AsCoordinator
  void jailIsEnrolledWithItsPartnersAsOneUnit() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane County Jail")
            .notEnrolled()
            .withPartner("WI-TREAT", "Dane Treatment")
            .save();
    String code = trial.code("WI-DANE");
    Csrf.form()
        .formParam("unit", trial.code("WI-TREAT"))
        .formParam("enrolledOn", "2026-01-02")
        .post(trial.path() + "/enrolment/new")
        .then()
        .statusCode(400)
        .body(containsString("units of this study are led by a site of type jail"));
    Csrf.form()
        .formParam("unit", code)
        .formParam("enrolledOn", "2026-01-02")
        .formParam("startsOn", "2026-01-15")
        .post(trial.path() + "/enrolment/new")
        .then()
        .statusCode(303)
        .header("location", endsWith("/enrolment/" + code));
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("[0].unit", equalTo(code))
        .body("[0].members", equalTo(List.of(code, trial.code("WI-TREAT"))))
        .body("[0].protocolVersion", equalTo(1));
    given()
        .get(trial.path() + "/sites")
        .then()
        .statusCode(200)
        .body(containsString("Dane County Jail"))
        .body(containsString("Dane Treatment"));
    AuditEntry entry = trail(trial, code).get(0);
    assertThat(entry.act).isEqualTo("unit.enrolled");
    assertThat(entry.after).contains(trial.code("WI-TREAT")).contains("2026-01-15");

    given()
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                "Dane Treatment",
                "type",
                "community_provider",
                "state",
                "WI",
                "zone",
                "America/Chicago",
                "version",
                0))
        .put("/api/sites/" + trial.code("WI-TREAT"))
        .then()
        .statusCode(400)
        .body("errors.message", hasItem(containsString("randomised together stays together")));
  }

  @Test
  @AsCoordinator
  void movingAStartNeedsAReasonAndTheSecondEditorIsTold() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    String code = trial.code("WI-DANE");
    change(trial, code, "2026-03-01", null, 0)
        .statusCode(400)
        .body("errors.field", hasItem("reason"));
    change(trial, code, "2026-03-01", "sheriff changed", 0)
        .statusCode(200)
        .body("startedOn", equalTo("2026-03-01"));
    Csrf.form()
        .formParam("startsOn", "2026-04-01")
        .formParam("reason", "other plans")
        .formParam("version", "0")
        .post(trial.path() + "/enrolment/" + code + "/change")
        .then()
        .statusCode(409)
        .body(containsString("“2026-01-15” → “2026-03-01”"))
        .body(containsString("value=\"other plans\""));
    AuditEntry moved = trail(trial, code).get(0);
    assertThat(moved.reason).isEqualTo("sheriff changed");
    assertThat(moved.before).contains("2026-01-15");
    assertThat(moved.after).contains("2026-03-01");
  }

  @Test
  @AsCoordinator
  void withdrawnUnitComesBackInItsOwnArm() {
    Trial trial =
        aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).allocatedTo("HIGH-ECHO").save();
    String code = trial.code("WI-DANE");
    String path = "/api" + trial.path() + "/enrolments";
    json(Map.of("withdrawnOn", "2026-05-31", "reason", "", "version", 0))
        .post(path + "/" + code + "/withdraw")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("reason"));
    json(Map.of("withdrawnOn", "2026-05-31", "reason", "new sheriff", "version", 0))
        .post(path + "/" + code + "/withdraw")
        .then()
        .statusCode(200)
        .body("status", equalTo("withdrawn"));
    json(Map.of("unit", code, "enrolledOn", "2026-09-01", "startsOn", "2026-09-01"))
        .post(path)
        .then()
        .statusCode(201)
        .body("arm", equalTo("HIGH-ECHO"));
    json(Map.of("unit", code, "enrolledOn", "2026-09-01"))
        .post(path)
        .then()
        .statusCode(400)
        .body("errors.message", hasItem(containsString("is enrolled already")));
    assertThat(trail(trial, code).get(0).reason).isEqualTo("new sheriff");
  }

  @Test
  @AsCoordinator
  void tableFiltersAndSorts() {
    Trial trial = trialOfThree();
    String all = given().get(trial.path() + "/sites?sort=start").then().extract().body().asString();
    assertThat(all.indexOf("Rock County Jail")).isLessThan(all.indexOf("Dane County Jail"));
    given()
        .get(trial.path() + "/sites?arm=LOW")
        .then()
        .body(containsString("Rock County Jail"))
        .body(not(containsString("Iowa County Jail")))
        .body(not(containsString("Dane County Jail")));
    given()
        .get(trial.path() + "/sites?q=rock&status=nonsense")
        .then()
        .body(containsString("Rock County Jail"))
        .body(not(containsString("Dane County Jail")));
  }

  @Test
  @AsCoordinator
  void refusedWithdrawalIsToldAtItsOwnFormAndTheOtherFormSaysWhatIsOnRecord() {
    Trial trial =
        aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).inStratum("SMALL").save();
    String unit = trial.path() + "/enrolment/" + trial.code("WI-DANE");
    withdraw(unit, "")
        .statusCode(400)
        .body(containsString("id=\"withdraw-reason-problem\""))
        .body(not(containsString("id=\"reason-problem\"")))
        .body(containsString("name=\"withdrawnOn\" type=\"date\"\n    value=\"2026-05-31\""))
        .body(containsString("name=\"startsOn\" type=\"date\"\n    value=\"2026-01-15\""))
        .body(containsString("<option value=\"SMALL\" selected>"));
    change(trial, trial.code("WI-DANE"), "2026-03-01", "sheriff changed", 0).statusCode(200);
    withdraw(unit, "closed")
        .statusCode(409)
        .body(containsString("“2026-01-15” → “2026-03-01”"))
        .body(containsString("name=\"startsOn\" type=\"date\"\n    value=\"2026-03-01\""))
        .body(containsString("value=\"closed\""));
  }

  @Test
  @AsCoordinator
  void withdrawalThatSaysItsReasonUnderItsOldNameIsTaken() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    Csrf.form()
        .formParam("withdrawnOn", "2026-05-31")
        .formParam("reason", "closed")
        .formParam("version", "0")
        .post(trial.path() + "/enrolment/" + trial.code("WI-DANE") + "/withdraw")
        .then()
        .statusCode(303);
  }

  private static ValidatableResponse withdraw(String unit, String reason) {
    return Csrf.form()
        .formParam("withdrawnOn", "2026-05-31")
        .formParam("withdraw-reason", reason)
        .formParam("version", "0")
        .post(unit + "/withdraw")
        .then();
  }

  @Test
  @AsCoordinator
  void simulatedTrialOf48JailsGoesInThroughItsOwnLists() throws IOException {
    Path data = Path.of("studies/trial-sim48/data");
    Trial trial = aTrial("trial-sim48").save();
    // Codes of their own, so that other tests may load the same lists.
    String mine = "X" + trial.study().id + "J";
    send("/api/sites/upload?dryRun=false", data.resolve("sites.csv"), mine);
    send(
        "/api" + trial.path() + "/enrolments/upload?dryRun=false",
        data.resolve("enrolment.csv"),
        mine);
    String list = Files.readString(data.resolve("allocation.csv")).replaceAll("(?m)^J", mine);
    String sha256 =
        given()
            .contentType("text/csv")
            .body(list)
            .post("/api" + trial.path() + "/allocation")
            .then()
            .statusCode(200)
            .body("saved", equalTo(false))
            .body("perArm", equalTo(Map.of("LO-NO", 12, "LO-EC", 12, "HI-NO", 12, "HI-EC", 12)))
            .extract()
            .path("sha256");
    given()
        .contentType("text/csv")
        .body(list)
        .post("/api" + trial.path() + "/allocation?confirm=" + sha256)
        .then()
        .statusCode(200)
        .body("saved", equalTo(true));
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("size()", equalTo(48))
        .body("find { it.unit == '" + mine + "01' }.arm", equalTo("HI-EC"))
        .body("find { it.unit == '" + mine + "01' }.stratum", equalTo("L0"));
  }

  private static void send(String path, Path file, String codes) throws IOException {
    String text =
        Files.readString(file)
            .replaceAll("(?m)^J", codes)
            .replaceAll(",J(\\d\\d),", "," + codes + "$1,");
    given()
        .contentType("text/csv")
        .body(text)
        .post(path)
        .then()
        .statusCode(200)
        .body("saved", equalTo(true));
  }

  /** A unit with an arm that is coached and staffed, one with an arm, and one without. */
  public static Trial trialOfThree() {
    return aTrial(FILE)
        .withSite("WI-DANE", "Dane County Jail")
        .coached()
        .staffed()
        .startedOn(START)
        .allocatedTo("HIGH-ECHO")
        .withSite("WI-ROCK", "Rock County Jail")
        .startedOn(START.minusMonths(2))
        .allocatedTo("LOW")
        .withSite("WI-IOWA", "Iowa County Jail")
        .startedOn(START.minusMonths(3))
        .inStratum("LARGE")
        .save();
  }

  private static io.restassured.specification.RequestSpecification json(Map<String, ?> body) {
    return given().contentType("application/json").body(body);
  }

  private static ValidatableResponse change(
      Trial trial, String code, String start, String reason, int version) {
    return json(reason == null
            ? Map.of("startsOn", start, "version", version)
            : Map.of("startsOn", start, "reason", reason, "version", version))
        .put("/api" + trial.path() + "/enrolments/" + code)
        .then();
  }

  private static List<AuditEntry> trail(Trial trial, String code) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("enrolment:" + trial.slug() + "/" + code));
  }
}
