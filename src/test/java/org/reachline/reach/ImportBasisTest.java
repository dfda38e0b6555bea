package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.input.UploadForm;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.reach.reports.SiteReport;

/** A file of reports is saved over what was looked at, and its cells are taken at their word. */
@QuarkusTest
class ImportBasisTest {
  private static final String HEAD =
      "site,study_month,month,submitted_on,adp,oud_identified,eligible,new_bup,new_met,new_ntx,on_moud_month_end\n";
  private TrialBuilder.Trial trial;

  @BeforeEach
  void aJail() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2022, 1, 1))
            .save();
  }

  private String row(String when, String adp, int bup) {
    return trial.code("WI-DANE") + "," + when + "," + adp + ",30,20," + bup + ",1,1,9\n";
  }

  private ValidatableResponse send(String text, Map<String, ?> query) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .queryParams(query)
        .body(text)
        .post("/api" + trial.path() + "/reach/import")
        .then();
  }

  private int put(Integer version, int bup) {
    Map<String, Object> values = ReachApiTest.whole();
    values.put("new_bup", bup);
    Map<String, Object> body =
        version == null
            ? Map.of("values", values)
            : Map.of("values", values, "version", version, "reason", "Counted again.");
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .put("/api" + trial.path() + "/reach/" + trial.code("WI-DANE") + "/2")
        .then()
        .statusCode(200)
        .extract()
        .path("version");
  }

  private BigDecimal bup() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), 2)
                    .map(r -> r.values.get("new_bup"))
                    .orElse(null));
  }

  private Response confirm(String text, String basis, String reason) {
    return Csrf.upload()
        .multiPart("content", UploadForm.carried(text))
        .multiPart("confirm", "yes")
        .multiPart("basis", basis)
        .multiPart("reason", reason)
        .post(trial.path() + "/reach/import");
  }

  private static String basis(Response page) {
    return page.then()
        .extract()
        .body()
        .asString()
        .replaceFirst("(?s).*name=\"basis\" value=\"", "")
        .replaceFirst("(?s)\".*", "");
  }

  @Test
  @AsCoordinator
  void draftThatAColleagueTypedAfterThePreviewIsShownAndNotOverwritten() {
    String text = HEAD + row("2,,", "100", 3);
    Response preview = Csrf.upload().multiPart("pasted", text).post(trial.path() + "/reach/import");
    preview.then().statusCode(200).body(containsString("Save 1 reports"));
    put(null, 7);
    Response refused = confirm(text, basis(preview), "");
    refused
        .then()
        .statusCode(409)
        .body(containsString("Nothing was saved; look at what it would do now."))
        .body(containsString("Month 2: coordinator@demo.reachline.example entered this record"))
        .body(containsString("new_bup 7 → 3"));
    assertThat(bup()).isEqualTo("7");
    confirm(text, basis(refused), "").then().statusCode(303);
    assertThat(bup()).isEqualTo("3");
  }

  @Test
  @AsCoordinator
  void amendmentMadeAfterTheDryRunIsNotOverwrittenForAReasonTypedBefore() {
    String text = HEAD + row("2,,", "100", 3);
    send(text, Map.of("dryRun", false)).statusCode(200);
    String other = HEAD + row("2,,", "100", 4);
    String basis = send(other, Map.of()).statusCode(200).extract().path("basis");
    put(0, 7);
    send(other, Map.of("dryRun", false, "reason", "Recount", "basis", basis))
        .statusCode(409)
        .body("detail", containsString("New bup: “3” → “7”"));
    confirm(other, basis, "Recount of the wing")
        .then()
        .statusCode(409)
        .body(containsString("Recount of the wing"));
    confirm(other, "made up", "Recount").then().statusCode(409);
    assertThat(bup()).isEqualTo("7");
    String fresh = send(other, Map.of()).extract().path("basis");
    send(other, Map.of("dryRun", false, "reason", "Recount", "basis", fresh)).statusCode(200);
    assertThat(bup()).isEqualTo("4");
  }

  @Test
  @AsCoordinator
  void cellsThatContradictOrSayNothingAreNamed() {
    String text =
        HEAD
            + row("3,2022-05,", "100", 3)
            + row("4,2022-04,", "NA", 3)
            + row("5,May,", "100", 3)
            + row("6,,", "\"210,5\"", 3);
    send(text, Map.of("note", "x".repeat(1001), "reason", "a\u0007b"))
        .statusCode(200)
        .body("errors", equalTo(4))
        .body("rows.find { it.row == 2 }.column", equalTo("month"))
        .body(
            "rows.find { it.row == 2 }.message",
            containsString("study_month says Month 3, March 2022, and this cell “2022-05”"))
        .body("rows.find { it.row == 3 }.column", equalTo("adp"))
        .body("rows.find { it.row == 3 }.message", containsString("Leave the cell empty"))
        .body("rows.find { it.row == 4 }.column", equalTo("month"))
        .body("rows.find { it.row == 5 }.message", containsString("decimals with a point"))
        .body("toAgree.field", hasItems("note", "reason"));
  }

  @Test
  @AsCoordinator
  void readsASheetOfAnotherCountryBelowAnEmptyLineAndTheDayItCameInAgain() {
    String comma = HEAD + row("2,,2022-03-05", "100.5", 3);
    send(comma, Map.of("dryRun", false)).statusCode(200);
    String sheet = "sep=;\r\n;;;\r\n" + comma.replace(',', ';').replace("\n", "\r\n");
    send(sheet, Map.of())
        .statusCode(200)
        .body("same", equalTo(1))
        .body("unknownColumns.size()", equalTo(0));
    send(comma.replace("2022-03-05", "2022-03-06"), Map.of())
        .body("rows[0].column", equalTo("submitted_on"))
        .body(
            "rows[0].message",
            allOf(containsString("came in on 5 March 2022"), not(containsString("Only"))));
  }
}
