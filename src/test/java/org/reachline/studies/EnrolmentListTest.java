package org.reachline.studies;

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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.input.UploadForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

/** Units that come from a list: what it would do first, then exactly that or nothing. */
@QuarkusTest
class EnrolmentListTest {
  private static final String FILE = "jail-moud-coaching-echo";
  private static final LocalDate START = LocalDate.of(2026, 1, 15);
  private static final Pattern BASIS = Pattern.compile("name=\"basis\" value=\"([^\"]+)\"");

  @Test
  @AsCoordinator
  void listOfUnitsIsTakenAfterAPreview() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane")
            .notEnrolled()
            .withPartner("WI-TREAT", "Treatment")
            .withSite("WI-ROCK", "Rock")
            .startedOn(START)
            .save();
    String dane = trial.code("WI-DANE");
    String rock = trial.code("WI-ROCK");
    String list =
        "unit,site,enrolled_on,starts_on\r\n"
            + (dane + "," + dane + ",2026-01-01,2026-02-01\r\n")
            + (dane + "," + trial.code("WI-TREAT") + ",2026-01-01,2026-02-01\r\n")
            + (rock + "," + rock + ",,2026-02-15\r\n");
    String basis =
        basis(preview(trial, list).statusCode(200).body(containsString("2026-01-15 → 2026-02-15")));
    confirm(trial, list, basis, "")
        .statusCode(400)
        .body(containsString("Say why starts move; every due date moves with them."));
    confirm(trial, list, basis, "The jail was rebuilt").statusCode(303);
    assertThat(trail(trial, rock).get(0).reason).isEqualTo("The jail was rebuilt");
    given()
        .get("/api" + trial.path() + "/enrolments")
        .then()
        .body("find { it.unit == '" + dane + "' }.members.size()", equalTo(2))
        .body("find { it.unit == '" + rock + "' }.startedOn", equalTo("2026-02-15"));

    given()
        .contentType("text/csv")
        .body("unit,site,starts_on\n" + dane + "," + rock + ",2026-13-01\nNOWHERE,,\n")
        .post("/api" + trial.path() + "/enrolments/upload?dryRun=false")
        .then()
        .statusCode(400)
        .body("saved", equalTo(false))
        .body("rows.column", hasItem("site"))
        .body("rows.column", hasItem("starts_on"))
        .body(
            "rows.find { it.row == 3 }.message", containsString("There is no site with the code"));
  }

  @Test
  @AsCoordinator
  void colleagueWhoWasQuickerIsNamedAndNothingIsSaved() {
    Trial trial =
        aTrial(FILE)
            .withSite("WI-DANE", "Dane")
            .startedOn(START)
            .withSite("WI-ROCK", "Rock")
            .notEnrolled()
            .save();
    String dane = trial.code("WI-DANE");
    String rock = trial.code("WI-ROCK");
    String list = "unit,starts_on\n" + dane + ",2026-02-15\n" + rock + ",2026-02-01\n";
    String old = basis(preview(trial, list).statusCode(200));
    given()
        .contentType("application/json")
        .body(Map.of("startsOn", "2026-03-01", "reason", "sheriff changed", "version", 0))
        .put("/api" + trial.path() + "/enrolments/" + dane)
        .then()
        .statusCode(200);

    ValidatableResponse again =
        confirm(trial, list, old, "My own reason")
            .statusCode(409)
            .body(
                containsString(
                    dane + ": coordinator@demo.reachline.example changed this record meanwhile"))
            .body(containsString("“2026-01-15” → “2026-03-01”"))
            .body(containsString("start: 2026-03-01 → 2026-02-15"))
            .body(containsString("value=\"My own reason\""));
    api(trial, list, "&basis=" + old + "&reason=x")
        .statusCode(409)
        .body("detail", allOf(containsString(dane), containsString("2026-03-01")));
    assertThat(trail(trial, rock)).isEmpty();
    assertThat(trail(trial, dane)).hasSize(1);
    confirm(trial, list, basis(again), "My own reason").statusCode(303);
    assertThat(trail(trial, dane).get(1).before).contains("2026-03-01");

    String seen =
        given()
            .contentType("text/csv")
            .body(list)
            .post("/api" + trial.path() + "/enrolments/upload")
            .then()
            .statusCode(200)
            .extract()
            .path("basis");
    api(trial, list, "&basis=" + seen).statusCode(200).body("saved", equalTo(true));
  }

  @Test
  @AsCoordinator
  void startThatWasSetMovesOnlyWithAReason() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    String list = "unit,starts_on\n" + trial.code("WI-DANE") + ",2026-02-15\n";
    api(trial, list, "").statusCode(400).body("errors.field", equalTo(List.of("reason")));
    assertThat(trail(trial, trial.code("WI-DANE"))).isEmpty();
    api(trial, list, "&reason=rebuilt").statusCode(200).body("saved", equalTo(true));
    assertThat(trail(trial, trial.code("WI-DANE")).get(0).reason).isEqualTo("rebuilt");
  }

  @Test
  @AsCoordinator
  void unitThatComesBackIsNotInTheStudyTwiceAtOnce() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    String code = trial.code("WI-DANE");
    given()
        .contentType("application/json")
        .body(Map.of("withdrawnOn", "2026-05-31", "reason", "new sheriff", "version", 0))
        .post("/api" + trial.path() + "/enrolments/" + code + "/withdraw")
        .then()
        .statusCode(200);
    // The list says no day of enrolment, so the unit would enter on its start.
    api(trial, "unit,starts_on\n" + code + ",2026-03-01\n", "")
        .statusCode(400)
        .body("rows.column", hasItem("enrolled_on"))
        .body("rows[0].message", containsString("enrol it again from that day or a later one"));
    api(trial, "unit,starts_on\n" + code + ",2026-09-01\n", "").statusCode(200);
  }

  @Test
  @AsCoordinator
  void unitThatWasJustTakenStaysInSightWithWhatWasTyped() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    Csrf.form()
        .formParam("unit", trial.code("WI-DANE"))
        .formParam("enrolledOn", "2026-01-02")
        .post(trial.path() + "/enrolment/new")
        .then()
        .statusCode(400)
        .body(containsString("is enrolled already"))
        .body(containsString("<option value=\"" + trial.code("WI-DANE") + "\" selected>"))
        .body(containsString("value=\"2026-01-02\""));
  }

  @Test
  @AsResearcher
  void researcherTakesNoList() {
    Trial trial = aTrial(FILE).withSite("WI-DANE", "Dane").startedOn(START).save();
    preview(trial, "unit\n").statusCode(403);
    api(trial, "unit\n", "").statusCode(403);
  }

  private static ValidatableResponse preview(Trial trial, String list) {
    return Csrf.upload()
        .multiPart("file", "enrolment.csv", list.getBytes(StandardCharsets.UTF_8))
        .post(trial.path() + "/enrolment/upload")
        .then();
  }

  private static ValidatableResponse confirm(
      Trial trial, String list, String basis, String reason) {
    return Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .multiPart("basis", basis)
        .multiPart("confirm", "yes")
        .multiPart("reason", reason)
        .post(trial.path() + "/enrolment/upload")
        .then();
  }

  private static ValidatableResponse api(Trial trial, String list, String parameters) {
    return given()
        .contentType("text/csv")
        .body(list)
        .post("/api" + trial.path() + "/enrolments/upload?dryRun=false" + parameters)
        .then();
  }

  private static String basis(ValidatableResponse preview) {
    Matcher hidden = BASIS.matcher(preview.extract().body().asString());
    assertThat(hidden.find()).isTrue();
    return hidden.group(1);
  }

  private static List<AuditEntry> trail(Trial trial, String code) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("enrolment:" + trial.slug() + "/" + code));
  }
}
