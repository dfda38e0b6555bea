package org.reachline.reach;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;

@QuarkusTest
class ReportPageTest extends ReachFixture {
  private String grid() {
    return trial.path() + "/reach";
  }

  private String page(String site, int month) {
    return grid() + "/" + trial.code(site) + "/" + month;
  }

  private static RequestSpecification whole() {
    return Csrf.form()
        .formParam("adp", "210.5")
        .formParam("oud_identified", "30")
        .formParam("eligible", "25")
        .formParam("new_bup", "6")
        .formParam("new_met", "0")
        .formParam("new_ntx", "2")
        .formParam("on_moud_month_end", "18")
        .formParam("naloxone_kits", "");
  }

  private ValidatableResponse submit(RequestSpecification form, String version) {
    return form.formParam("report-act", "submit")
        .formParam("report-version", version)
        .post(page("WI-DANE", 2))
        .then();
  }

  private SiteReport report(int month) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), month)
                    .orElseThrow());
  }

  @Test
  @AsClinician
  void formAsksForTheSitesMeasuresWithTheirHelp() {
    given()
        .get(page("WI-DANE", 2))
        .then()
        .statusCode(200)
        .body(containsString("Month 2, February 2026"))
        .body(containsString("Average daily population"))
        .body(containsString("Write 0 only if there were none"))
        .body(containsString("computed: new_bup + new_met + new_ntx"))
        .body(not(containsString("name=\"new_total\"")))
        .body(not(containsString("monthly_intakes")))
        .body(containsString("Simulated data."));
  }

  @Test
  @AsClinician
  void whatWasSubmittedStandsAsAReceiptAndIsChangedWithAReason() {
    given().get(page("WI-DANE", 2)).then().body(containsString("Nothing is saved yet"));
    submit(whole(), "").statusCode(303);
    given()
        .get(page("WI-DANE", 2))
        .then()
        .body(containsString("Nothing more is needed for February 2026"))
        .body(containsString("data-print"))
        .body(containsString("<td class=\"n\">210.5</td>"))
        .body(containsString("id=\"change\"><summary>Change this report, with a reason"));
    // A refused change stands open.
    submit(whole(), "0")
        .statusCode(400)
        .body(containsString("id=\"change\" open><summary>Change this report"));
  }

  @Test
  @AsClinician
  void submitsAndShowsLastMonthBesideTheNext() {
    submit(whole(), "").statusCode(303).header("location", endsWith(page("WI-DANE", 2)));
    SiteReport report = report(2);
    assertThat(report.state).isEqualTo(ReportState.SUBMITTED);
    assertThat(report.values).containsEntry("new_met", BigDecimal.ZERO);
    assertThat(report.values).doesNotContainKey("naloxone_kits");
    given()
        .get(page("WI-DANE", 3))
        .then()
        .statusCode(200)
        .body(containsString("The time before: </span>210.5"))
        .body(containsString("The time before: </span>0"))
        .body(containsString("The time before: </span>blank"));
    given()
        .get(page("WI-DANE", 2))
        .then()
        .body(containsString("Mara Jensen"))
        .body(containsString("submitted"));
  }

  @Test
  @AsClinician
  void savesADraftThatIsNotSubmitted() {
    Csrf.form()
        .formParam("new_bup", "4")
        .formParam("report-act", "save")
        .formParam("report-version", "")
        .post(page("WI-DANE", 2))
        .then()
        .statusCode(303);
    assertThat(report(2).state).isEqualTo(ReportState.DRAFT);
    given().get(page("WI-DANE", 2)).then().body(containsString("name=\"new_bup\" value=\"4\""));
  }

  @Test
  @AsClinician
  void keepsEveryTypedWordBesideEveryProblem() {
    submit(
            Csrf.form()
                .formParam("adp", "lots <b>")
                .formParam("new_bup", "-3")
                .formParam("eligible", "7"),
            "")
        .statusCode(400)
        .body(containsString("value=\"lots &lt;b&gt;\""))
        .body(containsString("value=\"-3\""))
        .body(containsString("At least 0, please."))
        .body(containsString("Please fill this in. Write 0 if there were none."))
        .body(containsString("Nothing was saved yet"));
    long reports =
        QuarkusTransaction.requiringNew().call(() -> SiteReport.count("study = ?1", trial.study()));
    assertThat(reports).isZero();
  }

  @Test
  @AsClinician
  void asksToConfirmAWarningAndKeepsTheNote() {
    submit(whole().formParam("report-note", ""), "").statusCode(303);
    RequestSpecification few =
        Csrf.form()
            .formParam("adp", "210")
            .formParam("oud_identified", "30")
            .formParam("eligible", "7")
            .formParam("new_bup", "6")
            .formParam("new_met", "0")
            .formParam("new_ntx", "2")
            .formParam("on_moud_month_end", "18")
            .formParam("report-act", "submit")
            .formParam("report-version", "");
    few.post(page("WI-DANE", 3))
        .then()
        .statusCode(400)
        .body(containsString("became eligible last month"))
        .body(containsString("name=\"report-confirm\""));
    few.formParam("report-confirm", "yes")
        .formParam("report-note", "Two waited since February.")
        .post(page("WI-DANE", 3))
        .then()
        .statusCode(303);
    assertThat(report(3).warningNote).isEqualTo("Two waited since February.");
  }

  @Test
  @AsClinician
  void showsTheOthersChangeAndKeepsTheTypedWords() {
    submit(whole(), "").statusCode(303);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SiteReport r =
                  SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), 2)
                      .orElseThrow();
              r.fill(
                  Map.of("adp", new BigDecimal("333")),
                  Map.of(),
                  TrialBuilder.COORDINATOR,
                  Instant.now());
            });
    submit(whole().formParam("report-reason", "Recount of the wing"), "0")
        .statusCode(409)
        .body(containsString("Corinne Adler"))
        .body(containsString("<td class=\"n\">333</td><td class=\"n\">210.5</td>"))
        .body(containsString("value=\"210.5\""))
        .body(containsString("Recount of the wing"))
        .body(containsString("name=\"report-version\" value=\"1\""));
    assertThat(report(2).values).containsEntry("adp", new BigDecimal("333"));
  }

  @Test
  @AsClinician
  void monthThatWasLockedMeanwhileSaysByWhomAndGivesEveryNumberBack() {
    submit(whole(), "").statusCode(303);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              SiteReport r =
                  SiteReport.find(trial.enrolment("WI-DANE"), trial.site("WI-DANE"), 2)
                      .orElseThrow();
              Instant at = Instant.parse("2026-03-20T15:00:00Z");
              r.fill(Map.of("adp", new BigDecimal("333")), Map.of(), TrialBuilder.COORDINATOR, at);
              r.lock(TrialBuilder.COORDINATOR, at);
            });
    submit(whole().formParam("report-reason", "Recount of the wing"), "0")
        .statusCode(409)
        .body(
            containsString("locked by Corinne Adler (coordinator@demo.reachline.example), 20 Mar"))
        .body(containsString("<td class=\"n\">333</td><td class=\"n\">210.5</td>"))
        .body(containsString("Your reason: Recount of the wing"))
        .body(containsString("<span class=\"sub\">people</span></th><td class=\"n\">333</td>"));
  }

  @Test
  @AsCoordinator
  void lateUnlockSaysWhatChangedAndKeepsItsReasonAndNamesABadVersion() {
    submit(whole(), "").statusCode(303);
    Csrf.form().formParam("through", "2").post(grid() + "/lock").then().statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "A wing was missing.")
        .post(page("WI-DANE", 2) + "/unlock")
        .then()
        .statusCode(409)
        .body(containsString("coordinator@demo.reachline.example changed this record meanwhile"))
        .body(containsString("State: “SUBMITTED” → “LOCKED”"))
        .body(containsString("A wing was missing."));
    for (String act : List.of("/lock", "/unlock")) {
      Csrf.form()
          .formParam("version", "one")
          .formParam("reason", "A wing was missing.")
          .post(page("WI-DANE", 2) + act)
          .then()
          .statusCode(400)
          .body(containsString("“one” is not a number"));
    }
    assertThat(report(2).state).isEqualTo(ReportState.LOCKED);
  }

  @Test
  @AsClinician
  void tellsWhatFollowsWhileTyping() {
    Csrf.form()
        .formParam("new_bup", "6")
        .formParam("new_met", "1")
        .formParam("new_ntx", "2")
        .formParam("eligible", "3")
        .post(page("WI-DANE", 2) + "/check")
        .then()
        .statusCode(200)
        .body(containsString("id=\"follows\""))
        .body(containsString(">9<"))
        .body(containsString("became eligible last month"));
  }

  @Test
  @AsCoordinator
  void locksAllThatIsInAndUnlocksOneWithAReason() {
    submit(whole(), "").statusCode(303);
    Csrf.form().formParam("through", "1").post(grid() + "/lock").then().statusCode(303);
    assertThat(report(2).state).isEqualTo(ReportState.SUBMITTED);
    Csrf.form().formParam("through", "some").post(grid() + "/lock").then().statusCode(400);
    Csrf.form().formParam("through", "2").post(grid() + "/lock").then().statusCode(303);
    SiteReport locked = report(2);
    assertThat(locked.state).isEqualTo(ReportState.LOCKED);
    Csrf.form()
        .formParam("version", locked.version)
        .formParam("reason", " ")
        .post(page("WI-DANE", 2) + "/unlock")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("version", locked.version)
        .formParam("reason", "A wing was missing.")
        .post(page("WI-DANE", 2) + "/unlock")
        .then()
        .statusCode(303);
    given()
        .get(page("WI-DANE", 2))
        .then()
        .body(containsString("A wing was missing."))
        .body(containsString("Why the report changes"));
  }

  @Test
  @AsClinician
  void gridSaysInWordsWhatIsMissingAtOnesOwnSite() {
    submit(whole(), "").statusCode(303);
    given()
        .get(grid())
        .then()
        .statusCode(200)
        .body(containsString("Month 2, February 2026: submitted"))
        .body(containsString("Month 1, January 2026: late"))
        .body(containsString("To fill in next"))
        .body(not(containsString("Rock County Jail")))
        .body(not(containsString("Lock submitted reports")));
  }

  @Test
  @AsResearcher
  void researcherReadsEverySiteButHasNoForm() {
    given()
        .get(grid())
        .then()
        .statusCode(200)
        .body(allOf(containsString("Dane County Jail"), containsString("Rock County Jail")))
        .body(not(containsString("To fill in next")));
    given()
        .get(page("WI-ROCK", 2))
        .then()
        .statusCode(200)
        .body(not(containsString("name=\"new_bup\"")));
    submit(whole(), "").statusCode(403);
  }

  @Test
  @AsCoach
  void coachReadsTheirSitesOnly() {
    given().get(grid()).then().body(not(containsString("Rock County Jail")));
    given()
        .get(page("WI-DANE", 2))
        .then()
        .statusCode(200)
        .body(not(containsString("name=\"new_bup\"")));
    given().get(page("WI-ROCK", 2)).then().statusCode(404);
    submit(whole(), "").statusCode(403);
  }

  @Test
  @AsHub
  void hubSeesNoReports() {
    given().get(grid()).then().statusCode(403);
    given().get(page("WI-DANE", 2)).then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderSeesNoSite() {
    given().get(grid()).then().statusCode(404).body(not(containsString("Dane County Jail")));
    given().get(page("WI-DANE", 2)).then().statusCode(404);
    submit(whole(), "").statusCode(404);
  }
}
