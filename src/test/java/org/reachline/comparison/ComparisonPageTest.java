package org.reachline.comparison;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.ReportState;

@QuarkusTest
public class ComparisonPageTest {
  private static final LocalDate LONG_OVER = ReportedTrial.LONG_OVER;

  private static String page(TrialBuilder.Trial trial, String rest) {
    return given()
        .get(trial.path() + "/comparison" + rest)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  /** What a reader reads: without tags, spaces evened out. */
  public static String words(String html) {
    assertThat(html).doesNotContain("NOT_FOUND");
    return html.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private static String section(String html, String from, String to) {
    int start = html.indexOf(from);
    int end = html.indexOf(to, start);
    assertThat(start).as(from).isNotNegative();
    assertThat(end).as(to).isNotNegative();
    return html.substring(start, end);
  }

  @Test
  @AsResearcher
  void researcherReadsTheRandomisedContrastsWithEverythingNeededToDoubtThem() {
    TrialBuilder.Trial trial = ReportedTrial.reported(12, LONG_OVER, month -> true);
    String html = page(trial, "");
    String contrasts = words(section(html, "id=\"contrasts\"", "</section>"));
    assertThat(contrasts)
        .contains("Coaching dose: high against low rate ratio")
        .contains("ECHO: offered against not offered rate ratio")
        .contains("Interaction of Coaching dose and ECHO ratio of rate ratios")
        .contains("95 % interval")
        .contains("least squares on each unit&#39;s log rate, t with 7 df");
    assertThat(words(html))
        .contains("New on any medication, per 100 average daily population and month")
        .contains("Version 1, SHA-256 " + trial.study().current.sha256)
        .contains("12 units enter the comparison; none is left out.")
        .contains("Simulated data.");
    assertThat(html.toLowerCase(java.util.Locale.ROOT)).doesNotContain("coaching against echo");
  }

  @Test
  @AsResearcher
  void anInteractionIsSaidInWordsOfItsOwnAndEveryChartCanBeTakenAlong() {
    TrialBuilder.Trial trial = ReportedTrial.reported(12, LONG_OVER, month -> true);
    String html = page(trial, "");
    // Its ratio says how effects differ, not how many people there are.
    assertThat(html).contains("<span>fewer</span>", "<span>less together</span>");
    String here = trial.path() + "/comparison/primary/";
    assertThat(html).contains(here + "months.svg", here + "months.csv", here + "contrasts.csv");
    assertThat(given().get(here + "contrasts.csv").then().statusCode(200).extract().asString())
        .startsWith("contrast,measured_as,value")
        .contains("ratio of rate ratios");
    assertThat(given().get(here + "months.csv").then().statusCode(200).extract().asString())
        .contains("line,study_month,phase,sites,events,rate", "High-dose coaching and ECHO");
    String svg = given().get(here + "months.svg").then().statusCode(200).extract().asString();
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .endsWith("</svg>")
        .contains("arm-stroke-12");
    // Low dose without ECHO stands open and round, high dose with it filled and on its corner.
    assertThat(html).contains("arm arm-9", "arm arm-12").doesNotContain("arm arm-1\"");
    given().get(here + "contrasts.svg").then().statusCode(404);
    given().get(trial.path() + "/comparison/nothing/months.csv").then().statusCode(404);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherTakesAlongOneLineWithoutArms() {
    TrialBuilder.Trial trial = ReportedTrial.reported(12, LONG_OVER, month -> true);
    String here = trial.path() + "/comparison/primary/";
    given().get(here + "contrasts.csv").then().statusCode(404);
    for (String file : List.of("months.csv", "months.svg")) {
      assertThat(given().get(here + file).then().statusCode(200).extract().asString())
          .contains("All sites")
          .doesNotContain("High-dose", "Low-dose", "ECHO", "class=\"line-arm arm");
    }
  }

  @Test
  @AsCoach
  void coachTakesNoChartAlong() {
    TrialBuilder.Trial trial = ReportedTrial.reported(4, LONG_OVER, month -> true);
    given().get(trial.path() + "/comparison/primary/months.csv").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void whereEventsAreFewTheMethodThatHoldsComesFirst() {
    TrialBuilder.Trial trial = ReportedTrial.rare(12);
    String html = page(trial, "");
    String contrasts = words(section(html, "id=\"contrasts\"", "</section>"));
    assertThat(words(html)).contains("Rare outcome: 1.8 events are expected per unit");
    assertThat(contrasts.indexOf("Read first, because events are few"))
        .isNotNegative()
        .isLessThan(contrasts.indexOf("Mancl-DeRouen standard errors, t with"))
        .isLessThan(contrasts.indexOf("As the protocol named it"));
    assertThat(contrasts.indexOf("As the protocol named it"))
        .isLessThan(contrasts.indexOf("least squares on each unit&#39;s log rate"));
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("first.method", org.hamcrest.Matchers.equalTo("nb_gee"))
        .body("cautions[0]", org.hamcrest.Matchers.startsWith("Rare outcome"));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherIsToldNoMethodOfAComparison() {
    TrialBuilder.Trial trial = ReportedTrial.rare(12);
    assertThat(words(page(trial, "/primary")))
        .doesNotContain("Read first")
        .doesNotContain("Mancl-DeRouen");
  }

  @Test
  @AsResearcher
  void associationsStandApartFromContrasts() {
    TrialBuilder.Trial trial = ReportedTrial.reported(8, LONG_OVER, month -> true);
    String html = page(trial, "");
    assertThat(section(html, "id=\"contrasts\"", "</section>")).doesNotContain("Growth within");
    String associations = section(html, "<section class=\"association\"", "</section>");
    assertThat(words(associations))
        .contains("Associations, not randomised")
        .contains("Growth within Low-dose coaching and ECHO")
        .contains("None of these is an effect of the study.")
        .doesNotContain("against");
  }

  @Test
  @AsCoordinator
  void saysWhichMonthsAreMissingAndFillsNothingIn() {
    // Months 3 and 4 of twelve are not reported by any of the 8 jails, one draft does not count.
    TrialBuilder.Trial trial =
        ReportedTrial.reported(8, LONG_OVER, month -> month != 3 && month != 4);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ReportedTrial.report(
                    trial, "WI-A0", 3, ReportState.DRAFT, ReportedTrial.counts(100, 900, 0, 0)));
    String html = words(page(trial, ""));
    assertThat(html)
        .contains(
            "Intervention: 16 of 96 site-months that are over are missing (17 %: 15 without a"
                + " report, 1 in draft, 0 left blank).")
        .contains("Nothing missing is filled in.");
    // 10 months of 9 or more each: the draft's 900 is nowhere.
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("rows.phases[0].used", org.hamcrest.Matchers.equalTo(80))
        .body("rows.phases[0].draft", org.hamcrest.Matchers.equalTo(1))
        .body("arms[0].months", org.hamcrest.Matchers.equalTo(20))
        .body("arms[0].monthsMissing", org.hamcrest.Matchers.equalTo(4))
        .body("arms[0].events", org.hamcrest.Matchers.equalTo(190.0f));
  }

  @Test
  @AsCoordinator
  void leavesPartnersWithoutDenominatorOutOfBothSidesOfTheRate() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-A0", "Jail")
            .startedOn(LONG_OVER)
            .allocatedTo("LOW")
            .withPartner("WI-P0", "Provider")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ReportedTrial.report(
                  trial, "WI-A0", 1, ReportState.SUBMITTED, ReportedTrial.counts(200, 5, 1, 0));
              var provider = ReportedTrial.counts(0, 77, 0, 0);
              provider.remove("adp");
              ReportedTrial.report(trial, "WI-P0", 1, ReportState.SUBMITTED, provider);
            });
    given()
        .get("/api" + trial.path() + "/comparison/primary")
        .then()
        .statusCode(200)
        .body("overall.events", org.hamcrest.Matchers.equalTo(6.0f))
        .body("overall.exposure", org.hamcrest.Matchers.equalTo(2.0f))
        .body("rows.phases[0].notAsked", org.hamcrest.Matchers.equalTo(12))
        .body(
            "cautions",
            org.hamcrest.Matchers.hasItem(
                org.hamcrest.Matchers.startsWith("Sites of type community provider")))
        .body(
            "notEstimable",
            org.hamcrest.Matchers.equalTo("No unit has data for this comparison yet."));
  }

  @Test
  @AsResearcher
  void answersInWordsWhileThereIsTooLittleData() {
    TrialBuilder.Trial nobody = ReportedTrial.of(0, LONG_OVER);
    assertThat(words(page(nobody, "")))
        .contains("No unit has data for this comparison yet.")
        .contains("No unit has started yet, so there is nothing to draw.");
    TrialBuilder.Trial two = ReportedTrial.reported(2, LONG_OVER, month -> true);
    assertThat(words(page(two, "")))
        .contains("No unit of the arm “High-dose coaching” has data, and every contrast needs it.")
        .contains("1 site; interval not estimable");
    TrialBuilder.Trial four = ReportedTrial.reported(4, LONG_OVER, month -> true);
    assertThat(words(page(four, ""))).contains("4 units have data and the comparison estimates");
  }

  @Test
  @AsResearcher
  void marksAnotherMeasureOrPhaseAsExploratory() {
    TrialBuilder.Trial trial = ReportedTrial.reported(8, LONG_OVER, month -> true);
    assertThat(words(page(trial, "/primary?measure=new_total&phase=intervention")))
        .contains("As the protocol named it beforehand");
    String html = page(trial, "/primary?measure=naloxone_kits&phase=sustainability");
    assertThat(html).contains("<span class=\"chip chip-dash\">Exploratory</span>");
    assertThat(words(html))
        .contains("Exploratory: not named in the protocol")
        .contains("the protocol names “New on any medication” in “Intervention”");
  }

  @Test
  @AsResearcher
  void refusesWhatCannotBeComparedAndNamesTheFields() {
    TrialBuilder.Trial trial = ReportedTrial.of(4, LONG_OVER);
    given()
        .get("/api" + trial.path() + "/comparison/primary?measure=adp&phase=baseline")
        .then()
        .statusCode(400)
        .body("errors.field", org.hamcrest.Matchers.contains("measure", "phase"));
    given()
        .get("/api" + trial.path() + "/comparison/primary?measure=bogus&phase=never")
        .then()
        .statusCode(400)
        .body("errors.field", org.hamcrest.Matchers.contains("measure", "phase"));
    given().get(trial.path() + "/comparison/bogus").then().statusCode(404);
    given().get("/studies/bogus/comparison").then().statusCode(404);
    given().get("/api/studies/bogus/comparison").then().statusCode(404);
  }

  @Test
  @AsResearcher
  void keepsEveryLookOnRecord() {
    TrialBuilder.Trial trial = ReportedTrial.reported(4, LONG_OVER, month -> true);
    page(trial, "/primary");
    assertThat(words(page(trial, "/primary?measure=new_met")))
        .contains("has been looked at 2 times, this look included")
        .contains(TrialBuilder.RESEARCHER);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("comparison:" + trial.slug() + "/primary"));
    assertThat(trail).extracting(entry -> entry.act).containsOnly("comparison.looked");
    assertThat(trail).extracting(entry -> entry.personEmail).containsOnly(TrialBuilder.RESEARCHER);
    assertThat(trail.get(0).after)
        .contains("\"analysis\": \"primary\"")
        .contains("\"measure\": \"new_total\"")
        .contains("\"exploratory\": false")
        .contains("\"interim\": false");
    assertThat(trail.get(1).after)
        .contains("\"measure\": \"new_met\"")
        .contains("\"exploratory\": true");
  }

  @Test
  @AsCoordinator
  void saysThatALookIsInterimWhileThePhaseRuns() {
    TrialBuilder.Trial trial =
        ReportedTrial.reported(8, LocalDate.now().minusMonths(6), month -> month <= 4);
    assertThat(words(page(trial, "")))
        .contains("Interim: not over for every site")
        .contains("this look is on record");
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesEverybodyTogetherAndNoArm() {
    TrialBuilder.Trial trial = ReportedTrial.reported(8, LONG_OVER, month -> month != 2);
    String html = page(trial, "/primary");
    String main = section(html, "<main", "</main>");
    assertThat(words(main))
        .contains("You are blinded to allocation")
        .contains("All sites")
        .contains("8 of 96 site-months that are over are missing");
    assertTellsNoArm(trial, main);
    String api =
        given()
            .get("/api" + trial.path() + "/comparison/primary")
            .then()
            .statusCode(200)
            .body("blinded", org.hamcrest.Matchers.equalTo(true))
            .body("phases.size()", org.hamcrest.Matchers.equalTo(3))
            .extract()
            .asString();
    assertTellsNoArm(trial, api);
    assertTellsNoArm(
        trial,
        given()
            .get("/api" + trial.path() + "/comparison")
            .then()
            .statusCode(200)
            .extract()
            .asString());
    assertTellsNoArm(
        trial, section(page(trial, "/primary?phase=sustainability"), "<main", "</main>"));
  }

  /** No label, key or level of an arm, however it is written. */
  static void assertTellsNoArm(TrialBuilder.Trial trial, String text) {
    trial
        .protocol()
        .arms()
        .forEach(
            arm -> {
              assertNoWord(text, arm.key());
              assertNoWord(text, arm.label());
            });
    trial
        .protocol()
        .factors()
        .forEach(
            factor ->
                factor
                    .levels()
                    .forEach(
                        level -> {
                          assertNoWord(text, level.key());
                          assertNoWord(text, level.label());
                        }));
  }

  private static void assertNoWord(String text, String word) {
    assertThat(text)
        .doesNotContainPattern(
            "(?i)(?<![A-Za-z])" + java.util.regex.Pattern.quote(word) + "(?![A-Za-z])");
  }

  private static void assertShut(TrialBuilder.Trial trial) {
    for (String path :
        List.of(trial.path() + "/comparison", trial.path() + "/comparison/primary")) {
      for (String prefix : List.of("", "/api")) {
        String body = given().get(prefix + path).then().statusCode(403).extract().asString();
        assertThat(body).doesNotContain("New people").doesNotContain("rate");
      }
    }
  }

  @Test
  @AsClinician
  void clinicianIsTurnedAway() {
    assertShut(ReportedTrial.of(4, LONG_OVER));
  }

  @Test
  @AsCoach
  void coachIsTurnedAway() {
    assertShut(ReportedTrial.of(4, LONG_OVER));
  }

  @Test
  @AsHub
  void hubIsTurnedAway() {
    assertShut(ReportedTrial.of(4, LONG_OVER));
  }

  @Test
  @AsOutsider
  void outsiderIsTurnedAway() {
    assertShut(ReportedTrial.of(4, LONG_OVER));
  }

  @Test
  void nobodyReadsTheApiWithoutSigningIn() {
    TrialBuilder.Trial trial = ReportedTrial.of(4, LONG_OVER);
    given().get("/api" + trial.path() + "/comparison").then().statusCode(401);
  }
}
