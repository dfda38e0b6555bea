package org.reachline.studies.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.UploadForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.studies.Enrolment;

@QuarkusTest
class AllocationPageTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 15);

  @Test
  @AsCoordinator
  void listIsConfirmedByItsHashAndEachAllocationKeepsIt() {
    Trial trial = twoStrata();
    String list =
        "\uFEFFSite_ID,Stratum,Arm\r\n"
            + trial.code("J01")
            + ",L0,HI-EC\r\n\r\n"
            + trial.code("J02")
            + ",M0,\"LO-NO\"\r\n";
    String sha256 = UploadedTable.sha256(list);
    preview(trial, list)
        .statusCode(200)
        .body(containsString("Allocate 2 units?"))
        .body(containsString(sha256));
    assertThat(armOf(trial, "J01")).isNull();

    Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .post(trial.path() + "/allocation")
        .then()
        .statusCode(400)
        .body(containsString("Tick the box"));
    Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .multiPart("confirm", "0".repeat(64))
        .post(trial.path() + "/allocation")
        .then()
        .statusCode(409);
    assertThat(armOf(trial, "J01")).isNull();

    Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .multiPart("confirm", sha256)
        .post(trial.path() + "/allocation")
        .then()
        .statusCode(303);
    given()
        .get("/api" + trial.path() + "/allocation")
        .then()
        .body("arm", equalTo(List.of("HI-EC", "LO-NO")))
        .body("[0].listSha256", equalTo(sha256))
        .body("[0].allocatedBy", equalTo("coordinator@demo.reachline.example"));
    AuditEntry entry =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    AuditEntry.listForSubject(
                            "allocation:" + trial.slug() + "/" + trial.code("J01"))
                        .get(0));
    assertThat(entry.act).isEqualTo("unit.allocated");
    assertThat(entry.after).contains("HI-EC").contains(sha256);

    preview(trial, list.replace("HI-EC", "LO-EC"))
        .statusCode(400)
        .body(containsString("An allocation is never changed."));
  }

  @Test
  @AsCoordinator
  void unitThatAColleagueChangedAfterThePreviewIsToldAndNobodyIsAllocated() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane")
            .startedOn(LocalDate.of(2026, 1, 15))
            .save();
    String dane = trial.code("WI-DANE");
    String list = "unit,arm,stratum\n" + dane + ",LOW,SMALL\n";
    String old = basis(preview(trial, list).statusCode(200).extract().asString());
    given()
        .contentType("application/json")
        .body(Map.of("startsOn", "2026-03-01", "reason", "sheriff changed", "version", 0))
        .put("/api" + trial.path() + "/enrolments/" + dane)
        .then()
        .statusCode(200);
    String now =
        confirm(trial, list, old)
            .statusCode(409)
            .body(containsString(dane + ": coordinator@demo.reachline.example changed"))
            .body(containsString("“2026-01-15” → “2026-03-01”"))
            .extract()
            .asString();
    given()
        .contentType("text/csv")
        .body(list)
        .post(
            "/api"
                + trial.path()
                + "/allocation?confirm="
                + UploadedTable.sha256(list)
                + "&basis="
                + old)
        .then()
        .statusCode(409);
    assertThat(armOf(trial, "WI-DANE")).isNull();
    confirm(trial, list, basis(now)).statusCode(303);
    assertThat(armOf(trial, "WI-DANE")).isEqualTo("LOW");
  }

  private static ValidatableResponse confirm(Trial trial, String list, String basis) {
    return Csrf.upload()
        .multiPart("content", UploadForm.carried(list))
        .multiPart("confirm", UploadedTable.sha256(list))
        .multiPart("basis", basis)
        .post(trial.path() + "/allocation")
        .then();
  }

  private static String basis(String page) {
    return page.replaceFirst("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1");
  }

  @Test
  @AsCoordinator
  void partnersAndWithdrawnUnitsAreToldForWhatTheyAreAndThePastedListStays() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane")
            .startedOn(LocalDate.of(2026, 1, 15))
            .withPartner("WI-TREAT", "Treatment")
            .withSite("WI-ROCK", "Rock")
            .startedOn(LocalDate.of(2026, 1, 15))
            .save();
    given()
        .contentType("application/json")
        .body(Map.of("withdrawnOn", "2026-05-31", "reason", "new sheriff", "version", 0))
        .post("/api" + trial.path() + "/enrolments/" + trial.code("WI-ROCK") + "/withdraw")
        .then()
        .statusCode(200);
    String list =
        "unit,arm\n"
            + (trial.code("WI-DANE") + ",LOW\n")
            + (trial.code("WI-TREAT") + ",LOW\n")
            + (trial.code("WI-ROCK") + ",LOW\n");
    Csrf.upload()
        .multiPart("pasted", list)
        .post(trial.path() + "/allocation")
        .then()
        .statusCode(400)
        .body(containsString("is no unit but a partner of " + trial.code("WI-DANE")))
        .body(containsString("was withdrawn on 31 May 2026; take its row out, or enrol it again"))
        .body(containsString(" name=\"pasted\" rows=\"8\" spellcheck=\"false\">" + list));
  }

  @Test
  @AsCoordinator
  void everyMistakeIsToldByRowAndColumn() {
    Trial trial = twoStrata();
    String one = trial.code("J01");
    check(trial, "unit,arm,stratum\n" + one + ",HI-ECC,L0\n" + one + ",HI-EC,S0\nJ99,HI-EC,L0\n")
        .statusCode(400)
        .body("saved", equalTo(false))
        .body(
            "rows.find { it.row == 2 }.message",
            equalTo(
                "“HI-ECC” is not an arm of this study. Did you mean “HI-EC”? Arms: LO-NO, LO-EC,"
                    + " HI-NO, HI-EC."))
        .body("rows.findAll { it.row == 3 }.message", hasItem("This unit stands in row 2 already."))
        .body(
            "rows.findAll { it.row == 3 }.message",
            hasItem("The unit was enrolled in stratum L0, not S0."))
        .body(
            "rows.find { it.row == 4 }.message",
            containsString("No unit with the code “J99” is enrolled in this study."))
        .body(
            "rows.find { it.row == 0 }.message",
            equalTo("This unit is enrolled and not in the list."))
        .body("rows.find { it.row == 0 }.key", equalTo(trial.code("J02")));
    check(trial, "unit,arm,colour\n" + one + ",HI-EC,red\n")
        .statusCode(400)
        .body("rows[0].message", containsString("The column “colour” is not known here."));
    check(trial, "unit,arm\n" + one + ",HI-EC\n" + trial.code("J02") + ",LO-NO\n")
        .statusCode(400)
        .body("rows.find { it.row == 3 }.message", containsString("The stratum is missing"));
  }

  @Test
  @AsCoordinator
  void listOfAnotherTrialIsNotToldRowByRow() {
    Trial trial = twoStrata();
    StringBuilder list = new StringBuilder("unit_code,arm,stratum\n");
    for (int row = 0; row < 300; row++) {
      list.append("X".repeat(500)).append(row).append(",HI-EC,L0\n");
    }
    check(trial, list.toString())
        .statusCode(400)
        .body("rows.size()", equalTo(201))
        .body("rows[0].message", containsString("X…” is enrolled in this study."))
        .body("rows[200].row", equalTo(202))
        .body("rows[200].message", containsString("There are more than 200 mistakes."));
  }

  @Test
  @AsCoordinator
  void studyThatNobodyRandomisesSaysSoInItsTitle() {
    check(aTrial("oend-naloxone").save(), "unit,arm\n")
        .statusCode(409)
        .body("title", equalTo("This cannot be done as things stand"))
        .body("detail", containsString("Nobody allocates in this study"));
  }

  @Test
  @AsCoordinator
  void pairNeedsAUnitInEveryArm() {
    Trial trial =
        aTrial("proud-primary-care")
            .withSite("C1", "Clinic 1")
            .inPair("SYS1")
            .withSite("C2", "Clinic 2")
            .inPair("SYS1")
            .save();
    String list = "unit,arm\n" + trial.code("C1") + ",PROUD\n" + trial.code("C2") + ",%s\n";
    check(trial, list.formatted("PROUD"))
        .statusCode(400)
        .body("rows.message", hasItem("Only PROUD in this pair; every arm needs a unit in it."));
    check(trial, list.formatted("UC")).statusCode(200).body("perArm.PROUD", equalTo(1));
  }

  @Test
  @AsResearcher
  void unblindedResearcherSeesTheAllocationButMakesNone() {
    Trial trial = aTrial("trial-sim48").withSite("J01", "Jail").allocatedTo("HI-EC").save();
    given()
        .get(trial.path() + "/allocation")
        .then()
        .statusCode(200)
        .body(containsString("High-dose coaching and ECHO"));
    check(trial, "unit,arm\n").statusCode(403);
  }

  private static Trial twoStrata() {
    return aTrial("trial-sim48")
        .withSite("J01", "Jail 1")
        .startedOn(START)
        .inStratum("L0")
        .withSite("J02", "Jail 2")
        .startedOn(START)
        .save();
  }

  private static ValidatableResponse check(Trial trial, String list) {
    return given()
        .contentType("text/csv")
        .body(list)
        .post("/api" + trial.path() + "/allocation")
        .then();
  }

  private static ValidatableResponse preview(Trial trial, String list) {
    return Csrf.upload()
        .multiPart("file", "list.csv", list.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(trial.path() + "/allocation")
        .then();
  }

  private static String armOf(Trial trial, String code) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Enrolment.<Enrolment>findById(trial.enrolment(code).id).armKey);
  }
}
