package org.reachline.reach.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.input.UploadForm;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.reach.reports.MeasureSheet;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;

@QuarkusTest
class ReachImportTest {
  private static final LocalDate START = LocalDate.of(2022, 1, 1);

  private static TrialBuilder.Trial twoJails() {
    return TrialBuilder.aTrial("jail-moud-coaching-echo")
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(START)
        .withPartner("WI-CARE", "Care Clinic")
        .withSite("WI-ROCK", "Rock County Jail")
        .startedOn(LocalDate.of(2022, 3, 15))
        .save();
  }

  private static RequestSpecification csv(String text, Map<String, ?> query) {
    return given().contentType("text/csv; charset=UTF-8").queryParams(query).body(text);
  }

  private static ValidatableResponse send(
      TrialBuilder.Trial trial, String text, Map<String, ?> query) {
    return csv(text, query).post("/api/studies/" + trial.slug() + "/reach/import").then();
  }

  private static ValidatableResponse save(TrialBuilder.Trial trial, String text) {
    return send(trial, text, Map.of("dryRun", false));
  }

  private static SiteReport report(TrialBuilder.Trial trial, String site, int month) {
    return QuarkusTransaction.requiringNew()
        .call(() -> SiteReport.find(trial.enrolment(site), trial.site(site), month).orElseThrow());
  }

  private static long count(TrialBuilder.Trial trial) {
    return QuarkusTransaction.requiringNew()
        .call(() -> SiteReport.count("study = ?1", trial.study()));
  }

  @Test
  @AsCoordinator
  void takesTheTrialOf48SitesAsItIsInSeconds() throws IOException {
    TrialBuilder builder = TrialBuilder.aTrial("trial-sim48");
    for (int i = 1; i <= 48; i++) {
      builder.withSite("J%02d".formatted(i), "Simulated jail " + i).startedOn(START);
    }
    TrialBuilder.Trial trial = builder.save();
    // Only the codes change: no two tests share a site.
    String text =
        Files.readString(Path.of("src/test/resources/reference/trial_sim48/data.csv"))
            .replaceAll("(?m)^\"(J[0-9]{2})\"", "\"$1-" + trial.code("J01").substring(4) + "\"");
    send(trial, text, Map.of())
        .statusCode(200)
        .body("saved", equalTo(false))
        .body("added", equalTo(1440))
        .body("errors", equalTo(0))
        .body("unknownColumns", hasItems("arm", "coach_hours", "log_base_rate"))
        .body("toAgree.field", hasItem("ignoreUnknown"));
    assertThat(count(trial)).as("a dry run saves nothing").isZero();
    save(trial, text).statusCode(400).body("errors.field", hasItem("ignoreUnknown"));

    Instant begun = Instant.now();
    send(trial, text, Map.of("dryRun", false, "ignoreUnknown", true))
        .statusCode(200)
        .body("saved", equalTo(true))
        .body("added", equalTo(1440));
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));

    assertThat(count(trial)).isEqualTo(1440);
    SiteReport last = report(trial, "J48", 30);
    assertThat(last.state).isEqualTo(ReportState.SUBMITTED);
    assertThat(last.periodFrom).isEqualTo(LocalDate.of(2024, 6, 1));
    SiteReport first = report(trial, "J01", 1);
    assertThat(first.values)
        .as("the total is not kept twice")
        .containsOnlyKeys("adp", "eligible", "new_bup", "new_met", "new_ntx")
        .containsEntry("eligible", new BigDecimal("74"));
    assertThat(MeasureSheet.of(trial.protocol(), "jail").complete(first.values))
        .containsEntry("new_total", new BigDecimal("28"));
    send(trial, text, Map.of("dryRun", false, "ignoreUnknown", true))
        .statusCode(200)
        .body("same", equalTo(1440))
        .body("added", equalTo(0))
        .body("changed", equalTo(0));
  }

  @Test
  @AsCoordinator
  void saysRowColumnAndWhatToDoAndSavesNothing() {
    TrialBuilder.Trial trial = twoJails();
    String dane = trial.code("WI-DANE");
    String text =
        "site,month,adp,oud_identified,eligible,new_bup,new_met,new_ntx,new_total,monthly_intakes\n"
            + dane
            + ",2022-02,100,10,9,1,1,1,3,\n"
            + dane
            + ",2022-02,100,10,9,1,1,1,3,\n"
            + dane
            + ",3,100,10,9,1,-1,1,3,\n"
            + dane
            + ",4,100,10,9,1,1,1,4,\n"
            + dane
            + ",5,100,10,11,1,1,1,3,\n"
            + dane
            + ",6,100,10,9,1,1,1,3,7\n"
            + dane
            + ",25,100,10,9,1,1,1,3,\n"
            + "WI-NONE,1,100,10,9,1,1,1,3,\n";
    send(trial, text, Map.of())
        .statusCode(200)
        .body("errors", equalTo(7))
        .body("rows.find { it.row == 3 }.message", containsString("earlier row"))
        .body("rows.find { it.row == 4 }.column", equalTo("new_met"))
        .body("rows.find { it.row == 4 }.message", equalTo("At least 0, please."))
        .body("rows.find { it.row == 5 }.column", equalTo("new_total"))
        .body(
            "rows.find { it.row == 5 }.message",
            equalTo("The file says 4, but new_bup + new_met + new_ntx makes 3."))
        .body("rows.find { it.row == 6 }.message", containsString("More people are eligible"))
        .body("rows.find { it.row == 7 }.column", equalTo("monthly_intakes"))
        .body("rows.find { it.row == 8 }.column", equalTo("month"))
        .body("rows.find { it.row == 8 }.message", containsString("24 (2023-12)"))
        .body("rows.find { it.row == 9 }.column", equalTo("site"));
    save(trial, text).statusCode(400).body("errors.field", hasItem("row 4, new_met"));
    assertThat(count(trial)).isZero();
  }

  @Test
  @AsCoordinator
  void keepsBlankApartFromZeroAndATotalWithoutItsParts() {
    TrialBuilder.Trial trial = twoJails();
    String text =
        "\uFEFFsite_code,study_month,adp,oud_identified,eligible,new_bup,new_total,on_moud_month_end\r\n"
            + trial.code("WI-DANE")
            + ",1,100,10,9,0,,5\r\n"
            + trial.code("WI-DANE")
            + ",2,100,10,9,,7,5\r\n"
            + trial.code("WI-DANE")
            + ",3,,,,,,\r\n";
    send(trial, text, Map.of())
        .statusCode(200)
        .body("errors", equalTo(0))
        .body("added", equalTo(2))
        .body("same", equalTo(1))
        .body("warnings", hasSize(2))
        .body("toAgree.field", hasItem("acceptWarnings"));
    send(
            trial,
            text,
            Map.of(
                "dryRun", false, "acceptWarnings", true, "note", "The jail kept no count of them."))
        .statusCode(200)
        .body("saved", equalTo(true));
    SiteReport zero = report(trial, "WI-DANE", 1);
    assertThat(zero.values).containsEntry("new_bup", BigDecimal.ZERO);
    assertThat(zero.values).doesNotContainKeys("new_met", "new_total");
    SiteReport total = report(trial, "WI-DANE", 2);
    assertThat(total.values).containsEntry("new_total", new BigDecimal("7"));
    assertThat(total.values).doesNotContainKey("new_bup");
    assertThat(total.warningNote).isEqualTo("The jail kept no count of them.");
    assertThat(count(trial)).as("a row without numbers makes no report").isEqualTo(2);
  }

  private static String one(TrialBuilder.Trial trial, int bup) {
    return "site,month,submitted_on,adp,oud_identified,eligible,new_bup,new_met,new_ntx,on_moud_month_end\n"
        + trial.code("WI-ROCK")
        + ",2022-04,2022-06-01,100,30,20,"
        + bup
        + ",1,1,9\n";
  }

  @Test
  @AsCoordinator
  void amendsWithAReasonAndKeepsBeforeAndAfter() {
    TrialBuilder.Trial trial = twoJails();
    save(trial, one(trial, 3)).statusCode(200);
    SiteReport report = report(trial, "WI-ROCK", 2);
    assertThat(report.periodFrom).as("study months begin on the 15th").isEqualTo("2022-04-15");
    assertThat(report.submittedAt).isEqualTo(Instant.parse("2022-06-01T17:00:00Z"));
    save(trial, one(trial, 4)).statusCode(400).body("errors.field", hasItem("reason"));
    send(trial, one(trial, 4), Map.of("dryRun", false, "reason", "Counts were corrected."))
        .statusCode(200)
        .body("changed", equalTo(1))
        .body("rows[0].message", equalTo("new_bup 3 → 4"));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject(report.subject()));
    assertThat(trail).extracting(e -> e.act).containsExactly("report.submitted", "report.amended");
    assertThat(trail.get(1).before).contains("\"new_bup\": 3");
    assertThat(trail.get(1).after).contains("\"new_bup\": 4");
    assertThat(trail.get(1).reason).endsWith(": Counts were corrected.");
    assertThat(trail.get(1).personEmail).isEqualTo(TrialBuilder.COORDINATOR);
  }

  @Test
  @AsCoordinator
  void leavesLockedReportsAlone() {
    TrialBuilder.Trial trial = twoJails();
    save(trial, one(trial, 3)).statusCode(200);
    Csrf.form().post(trial.path() + "/reach/lock").then().statusCode(303);
    send(trial, one(trial, 4), Map.of("reason", "late"))
        .statusCode(200)
        .body("rows[0].message", containsString("locked"));
    send(trial, one(trial, 3), Map.of()).statusCode(200).body("same", equalTo(1));
  }

  @Test
  @AsCoordinator
  void takesOneReportPerPhase() throws IOException {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("proud-primary-care")
            .withSite("S1A", "System 1, clinic A")
            .startedOn(LocalDate.of(2018, 3, 1))
            .save();
    String text =
        "site,phase,moud_rate\n"
            + trial.code("S1A")
            + ",pre,13.3\n"
            + trial.code("S1A")
            + ",post,68.1\n"
            + trial.code("S1A")
            + ",middle,1\n";
    send(trial, text, Map.of())
        .statusCode(200)
        .body("errors", equalTo(1))
        .body("rows.find { it.row == 4 }.message", containsString("no phase “middle”"));
    save(trial, text.substring(0, text.indexOf(trial.code("S1A") + ",middle")))
        .statusCode(200)
        .body("added", equalTo(2));
    assertThat(report(trial, "S1A", 1).values).containsEntry("moud_rate", new BigDecimal("68.1"));
  }

  @Test
  @AsCoordinator
  void pageShowsThePreviewAndSavesWhatWasAgreed() {
    TrialBuilder.Trial trial = twoJails();
    String text = one(trial, 3).replace("adp,", "comment,adp,").replace(",100,", ",fine,100,");
    given()
        .get(trial.path() + "/reach/import")
        .then()
        .statusCode(200)
        .body(containsString("new_bup"));
    String preview =
        Csrf.upload()
            .multiPart("pasted", text)
            .post(trial.path() + "/reach/import")
            .then()
            .statusCode(200)
            .body(containsString("Leave the unknown columns aside"))
            .body(containsString("Nothing is saved yet"))
            .extract()
            .asString();
    String basis = preview.replaceFirst("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1");
    Csrf.upload()
        .multiPart("content", UploadForm.carried(text))
        .multiPart("confirm", "yes")
        .multiPart("basis", basis)
        .post(trial.path() + "/reach/import")
        .then()
        .statusCode(400)
        .body(containsString("comment"));
    assertThat(count(trial)).isZero();
    Csrf.upload()
        .multiPart("content", UploadForm.carried(text))
        .multiPart("confirm", "yes")
        .multiPart("basis", basis)
        .multiPart("ignoreUnknown", "yes")
        .post(trial.path() + "/reach/import")
        .then()
        .statusCode(303);
    assertThat(count(trial)).isEqualTo(1);
  }

  @Test
  @AsClinician
  void clinicianImportsTheirOwnSiteOnlyAndNeverBackdates() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .staffed()
            .save();
    String dated = one(trial, 3);
    String own = dated.replace(",2022-06-01,", ",,");
    given().get(trial.path() + "/reach/import").then().statusCode(200);
    save(trial, own.replace(trial.code("WI-ROCK"), trial.code("WI-DANE")))
        .statusCode(400)
        .body("errors.message", hasItem(containsString("no site of this study for which you")));
    save(trial, dated)
        .statusCode(400)
        .body("errors.message", hasItem(containsString("Only coordinators say")));
    assertThat(count(trial)).isZero();
    save(trial, own).statusCode(200).body("saved", equalTo(true));
    SiteReport saved =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    SiteReport.listForSite(trial.enrolment("WI-ROCK"), trial.site("WI-ROCK"))
                        .get(0));
    assertThat(saved.submittedBy).isEqualTo(TrialBuilder.CLINICIAN);
  }

  @Test
  @AsOutsider
  void somebodyOfNoSiteImportsNothing() {
    TrialBuilder.Trial trial = twoJails();
    save(trial, one(trial, 3)).statusCode(404);
    assertThat(count(trial)).isZero();
  }

  @Test
  @AsResearcher
  void researcherImportsNothing() {
    TrialBuilder.Trial trial = twoJails();
    save(trial, one(trial, 3)).statusCode(403);
    assertThat(count(trial)).isZero();
  }
}
