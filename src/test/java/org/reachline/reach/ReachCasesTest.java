package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/** Lists as sites send them: taken where they are certain, otherwise told what to write. */
@QuarkusTest
class ReachCasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases/reach");
  private TrialBuilder.Trial trial;

  @BeforeEach
  void twoJailsOfTheTrialOf48() {
    trial =
        TrialBuilder.aTrial("trial-sim48")
            .withSite("I01", "First jail")
            .startedOn(LocalDate.of(2024, 1, 1))
            .staffed()
            .withSite("I02", "Second jail")
            .startedOn(LocalDate.of(2024, 1, 1))
            .save();
  }

  private String text(String file) {
    try {
      return Files.readString(CASES.resolve(file))
          .replaceAll("(?i)\\bI01\\b", trial.code("I01"))
          .replaceAll("(?i)\\bI02\\b", trial.code("I02"));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private ValidatableResponse send(String text, Map<String, ?> query) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .queryParams(query)
        .body(text)
        .post("/api" + trial.path() + "/reach/import")
        .then();
  }

  /** The study file names codes for what is missing. */
  private void nameCodes(String codes) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Study study = Study.findById(trial.study().id);
              String text =
                  study.current.text.replaceFirst(
                      "(?m)^reporting:\\n", "reporting:\n  missing_codes: " + codes + "\n");
              ReadResult read = StudyFileReader.read(text, "study.yaml");
              assertThat(read.orThrow().reporting().missingCodes()).isNotEmpty();
              StudyVersion version = new StudyVersion();
              version.study = study;
              version.number = 2;
              version.sha256 = read.sha256();
              version.text = text;
              version.reason = "codes";
              version.loadedAt = Instant.parse("2024-07-02T12:00:00Z");
              version.loadedBy = TrialBuilder.COORDINATOR;
              version.persist();
              study.current = version;
            });
  }

  @ParameterizedTest
  @CsvSource({
    "excel_mon_yy.csv,Month 15",
    "yyyymm.csv,Month 15",
    "month_1.0.csv,Month 2",
    "quoted_all.csv,Month 2",
    "long_format.csv,Month 2"
  })
  @AsCoordinator
  void isTakenForTheMonthThatItMeans(String file, String month) {
    send(text(file), Map.of())
        .statusCode(200)
        .body("errors", equalTo(0))
        .body("added", equalTo(1))
        .body("unknownColumns", empty())
        .body("rows[0].key", containsString(month));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NA.csv|eligible|missing_codes",
        "redcap_missing_code.csv|eligible|missing_codes",
        "redcap_missing_code.csv|new_met|missing_codes",
        "redcap_missing_code.csv|new_ntx|missing_codes",
        "future.csv|month|No report is due for",
        "negative.csv|new_bup|At least 0",
        "huge.csv|adp|is not a number",
        "sci.csv|adp|is not a number",
        "thousands.csv|adp|thousands without",
        "bom_semicolon_crlf_decimalcomma.csv|adp|Write decimals with a point",
        "total_wrong.csv|new_total|makes 2",
        "unknown_site.csv|site|is no site of this study",
        "dup_in_file.csv||stand in an earlier row"
      })
  @AsCoordinator
  void isRefusedWithWhatToWrite(String file, String column, String message) {
    send(text(file), Map.of())
        .statusCode(200)
        .body(
            "rows.findAll { it.kind == 'ERROR' && it.column == '"
                + (column == null ? "" : column)
                + "' }.message",
            hasItem(containsString(message)));
  }

  @Test
  @AsCoordinator
  void missingCodeThatTheStudyFileNamesIsABlank() {
    nameCodes("[NA, UNK, NASK, -99, \".\"]");
    for (String file : new String[] {"NA.csv", "redcap_missing_code.csv"}) {
      send(text(file), Map.of())
          .statusCode(200)
          .body("errors", equalTo(0))
          .body("added", equalTo(1))
          .body(
              "warnings.message", hasItem(startsWith("Blank although it is asked for: eligible")));
    }
  }

  @Test
  @AsCoordinator
  void redcapExportIsReadAsItIs() {
    send(text("redcap_long.csv"), Map.of())
        .statusCode(200)
        .body("errors", equalTo(0))
        .body("added", equalTo(2))
        .body("same", equalTo(1))
        .body("unknownColumns", empty())
        .body("toAgree", empty());
    String incomplete =
        text("redcap_long.csv").replace("\"1\",\"1\",\"0\",\"1\"", "\"1\",\"1\",\"0\",\"0\"");
    send(incomplete, Map.of())
        .body("warnings.message", hasItem(containsString("that the form is incomplete")));
    String disagrees = text("redcap_long.csv").replace("2024-02-01\",\"210", "2024-05-01\",\"210");
    send(disagrees, Map.of()).body("rows.findAll { it.kind == 'ERROR' }.column", hasItem("month"));
  }

  @Test
  @AsCoordinator
  void columnsOfAnotherSystemAreReadByWhatTheUploaderSaysTheyAre() {
    String foreign =
        "jail,when,population,could,bup,met,ntx,comment\n"
            + trial.code("I01")
            + ",Mar-25,210,10,1,1,0,fine\n";
    send(foreign, Map.of())
        .statusCode(200)
        .body("unknownColumns", hasItem("population"))
        .body("errors", equalTo(1));
    String columns =
        "jail=site,when=month,population=adp,could=eligible,bup=new_bup,met=new_met,ntx=new_ntx,"
            + "comment=aside";
    send(foreign, Map.of("columns", columns, "dryRun", false))
        .statusCode(200)
        .body("saved", equalTo(true))
        .body("added", equalTo(1));
    send(foreign, Map.of("columns", "jail=place"))
        .body("toAgree.message", hasItem(containsString("jail as “place”")));
  }

  @Test
  @AsCoordinator
  void pageAsksWhichColumnIsWhatAndReadsTheFileSo() {
    String foreign =
        "site,when,adp,eligible,new_bup,new_met,new_ntx\n"
            + trial.code("I01")
            + ",Mar-25,210,10,1,1,0\n";
    String page =
        Csrf.upload()
            .multiPart("file", "list.csv", foreign.getBytes(StandardCharsets.UTF_8))
            .post(trial.path() + "/reach/import")
            .then()
            .extract()
            .asString();
    assertThat(page).contains("Which column is what?").contains("value=\"when\"");
    Csrf.upload()
        .multiPart("content", org.reachline.base.input.UploadForm.carried(foreign))
        .multiPart("column", "when")
        .multiPart("meaning", "month")
        .post(trial.path() + "/reach/import")
        .then()
        .statusCode(200)
        .body(
            allOf(
                containsString("Save 1 reports"),
                containsString("name=\"meaning\" value=\"month\""),
                not(containsString("Which column is what?"))));
  }

  @Test
  @AsCoordinator
  void longListSaysWhichMeasureIsNotKnownAndWhichStandsTwice() {
    String list =
        "site,month,measure,value\n%1$s,2,adp,210\n%1$s,2,adpp,210\n%1$s,2,adp,211\n"
            .formatted(trial.code("I01"));
    send(list, Map.of())
        .statusCode(200)
        .body("rows.findAll { it.kind == 'ERROR' }.row", hasItem(3))
        .body("rows.message", hasItem(containsString("Did you mean “adp”?")))
        .body("rows.message", hasItem(containsString("stands in an earlier row too")));
  }

  @Test
  @AsCoordinator
  void numberFarFromWhatTheSiteReportedBeforeIsAskedAbout() {
    String list =
        "site,month,adp,eligible,new_bup,new_met,new_ntx\n%1$s,1,103,10,1,1,0\n%1$s,2,9999,10,1,1,0\n"
            .formatted(trial.code("I01"));
    send(list, Map.of())
        .statusCode(200)
        .body("errors", equalTo(0))
        .body("warnings.row", hasItem(3))
        .body("warnings.message", hasItem(containsString("9999 is more than ten times the most")))
        .body("toAgree.field", hasItem("acceptWarnings"));
  }

  /** One rule for form, API and file: a blank that is asked for needs a word why. */
  @Test
  @AsClinician
  void blankThatIsAskedForNeedsAWordWhyInFileApiAndForm() {
    String blank = text("blank_required.csv");
    send(blank, Map.of("dryRun", false))
        .statusCode(400)
        .body("errors.field", hasItem("acceptWarnings"));
    Map<String, Object> values =
        new HashMap<>(Map.of("adp", 210, "new_bup", 1, "new_met", 1, "new_ntx", 0));
    Map<String, Object> input = new HashMap<>(Map.of("values", values));
    String api = "/api" + trial.path() + "/reach/" + trial.code("I01") + "/2/submit";
    given()
        .contentType(ContentType.JSON)
        .body(input)
        .post(api)
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("eligible"))
        .body("errors.field", hasItem("note"));
    String page = trial.path() + "/reach/" + trial.code("I01") + "/2";
    Csrf.form()
        .formParam("report-act", "submit")
        .formParam("adp", "210")
        .formParam("new_bup", "1")
        .formParam("new_met", "1")
        .formParam("new_ntx", "0")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in. Write 0 if there were none."))
        .body(containsString("tick that it is so and say why"))
        .body(containsString("name=\"report-confirm\""));
    Csrf.form()
        .formParam("report-act", "submit")
        .formParam("adp", "210")
        .formParam("new_bup", "1")
        .formParam("new_met", "1")
        .formParam("new_ntx", "0")
        .formParam("report-confirm", "yes")
        .formParam("report-note", "Nobody counted")
        .post(page)
        .then()
        .statusCode(303);
    input.put("confirmWarnings", true);
    input.put("note", "Nobody counted");
    given()
        .contentType(ContentType.JSON)
        .body(input)
        .post("/api" + trial.path() + "/reach/" + trial.code("I01") + "/3/submit")
        .then()
        .statusCode(200);
    send(
            blank.replace(",2,", ",4,"),
            Map.of("dryRun", false, "acceptWarnings", true, "note", "Nobody counted"))
        .statusCode(200)
        .body("saved", equalTo(true));
    for (int month = 2; month <= 4; month++) {
      int m = month;
      SiteReport kept =
          QuarkusTransaction.requiringNew()
              .call(
                  () ->
                      SiteReport.find(trial.enrolment("I01"), trial.site("I01"), m).orElseThrow());
      assertThat(kept.values)
          .doesNotContainKey("eligible")
          .containsEntry("new_met", BigDecimal.ONE);
      assertThat(kept.warningNote).isEqualTo("Nobody counted");
    }
  }

  @Test
  @AsClinician
  void aTickWithoutAWordOrAWordWithoutATickIsNotEnough() {
    String blank = text("blank_required.csv");
    for (Map<String, Object> half :
        List.<Map<String, Object>>of(
            Map.of("dryRun", false, "acceptWarnings", true),
            Map.of("dryRun", false, "acceptWarnings", true, "note", "  "),
            Map.of("dryRun", false, "note", "Nobody counted"))) {
      send(blank, half).statusCode(400);
    }
    Map<String, Object> values = Map.of("adp", 210, "new_bup", 1, "new_met", 1, "new_ntx", 0);
    for (Map<String, Object> half :
        List.<Map<String, Object>>of(
            Map.of("values", values, "confirmWarnings", true),
            Map.of("values", values, "confirmWarnings", true, "note", "  "),
            Map.of("values", values, "note", "Nobody counted"))) {
      given()
          .contentType(ContentType.JSON)
          .body(half)
          .post("/api" + trial.path() + "/reach/" + trial.code("I01") + "/2/submit")
          .then()
          .statusCode(400)
          .body("errors.field", hasItem("note"));
    }
    for (Map<String, String> half :
        List.of(Map.of("report-confirm", "yes"), Map.of("report-note", "Nobody counted"))) {
      Csrf.form()
          .formParam("report-act", "submit")
          .formParam("adp", "210")
          .formParam("new_bup", "1")
          .formParam("new_met", "1")
          .formParam("new_ntx", "0")
          .formParams(half)
          .post(trial.path() + "/reach/" + trial.code("I01") + "/2")
          .then()
          .statusCode(400)
          .body(containsString("tick that it is so and say why"));
    }
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        SiteReport.find(trial.enrolment("I01"), trial.site("I01"), 2)
                            .filter(report -> report.submittedAt != null)))
        .isEmpty();
  }

  @Test
  @AsClinician
  void formTellsNobodyToLeaveEmptyWhatItRefuses() {
    given()
        .get(trial.path() + "/reach/" + trial.code("I01") + "/2")
        .then()
        .statusCode(200)
        .body(containsString("for what is not optional you are asked to say why"));
  }

  @Test
  @AsOutsider
  void outsiderTakesNoFileIn() {
    send(text("quoted_all.csv"), Map.of())
        .statusCode(org.hamcrest.Matchers.oneOf(403, 404))
        .body(not(containsString(trial.code("I01"))));
  }
}
