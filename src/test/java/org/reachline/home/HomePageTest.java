package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.people.Affiliation;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sessions.EchoTrial;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

@QuarkusTest
class HomePageTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));

  private static final String COACH_AND_RESEARCHER = "coach.researcher@home.example";

  /** A unit in its third month that has reported nothing and was coached once at most. */
  private static Trial running(String name) {
    return aTrial("jail-moud-coaching-echo")
        .withSite("WI-HOME", name)
        .startedOn(TODAY.minusMonths(2).minusDays(25))
        .allocatedTo("HIGH-ECHO")
        .coached()
        .staffed()
        .save();
  }

  @Test
  void saysWhichVersionAnswersToEverybody() throws IOException {
    String version =
        Files.readString(Path.of("pom.xml")).split("<artifactId>reachline</artifactId>")[1];
    version = version.split("</?version>")[1];
    given().get("/about").then().body(containsString("This is Reachline " + version + "."));
    given().get("/api/openapi?format=json").then().body("info.version", is(version));
    assertThat(Files.readString(Path.of("CHANGELOG.md"))).contains("\n## [" + version + "]");
  }

  /** Trials of other tests may have given somebody a part. */
  private static void leaveAllSites(String email) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.delete("person.id in (select id from Person where email = ?1)", email));
  }

  @Test
  @AsClinician
  void aClinicianSeesTheReportThatIsDue() {
    Trial trial = running("Homeward County Jail");
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("Homeward County Jail"))
        .body(containsString(trial.path() + "/reach/" + trial.code("WI-HOME") + "/"))
        .body(containsString("Enter the report"));
  }

  @Test
  @AsOutsider
  void anOutsiderSeesNoSiteAndIsToldWhy() {
    running("Hidden County Jail");
    leaveAllSites(TrialBuilder.OUTSIDER);
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(not(containsString("Hidden County Jail")))
        .body(containsString("You do not belong to a site"));
  }

  @Test
  @AsCoach
  void aCoachSeesWhatIsLateAtTheirSites() {
    Trial trial = running("Behindhand County Jail");
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("Behindhand County Jail"))
        .body(containsString("/coaching/" + trial.code("WI-HOME")))
        .body(not(containsString("High-dose coaching")));
  }

  @Test
  @AsCoordinator
  void aCoordinatorSeesWhatHasNoArm() {
    aTrial("jail-moud-coaching-echo").withSite("WI-NEW", "Undecided County Jail").save();
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("Undecided County Jail"))
        .body(containsString("Not allocated yet."));
  }

  private static final String OF_STUDY = "studies.find { it.study == '%s' }.sections";

  @Test
  @AsCoordinator
  void aStudyThatDeliversOtherThingsAsksForNeitherSessionsNorCoachingNorAnArm() {
    Trial trial = aTrial("oend-naloxone").withSite("WI-OEND", "Outreach").startedOn(TODAY).save();
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(
            OF_STUDY.formatted(trial.slug()) + ".title",
            contains("Contamination", "Late reports", "Reports to approve", "Enrolment"))
        .body(
            OF_STUDY.formatted(trial.slug()) + ".find { it.title == 'Enrolment' }.empty",
            equalTo("Every unit is allocated and has its start date."));
    given()
        .get(trial.path() + "/sites")
        .then()
        .statusCode(200)
        .body(not(containsString("ECHO sessions")))
        .body(containsString("Every site"))
        .body(not(containsString("not allocated")));
    given()
        .get(trial.path() + "/allocation")
        .then()
        .statusCode(200)
        .body(containsString("Nothing is allocated in this study"))
        .body(not(containsString("Upload the list")));
    given()
        .get(trial.path() + "/sessions")
        .then()
        .statusCode(200)
        .body(containsString("This study offers no ECHO sessions, and none will come."));
    given()
        .get(trial.path() + "/sites/" + trial.code("WI-OEND"))
        .then()
        .statusCode(200)
        .body(not(containsString("Coaching</h2>")))
        .body(not(containsString("has attended a session")));
  }

  @Test
  @AsHub
  void theHubIsAskedToPlanWhatTheProtocolWants() {
    Trial trial = EchoTrial.hosted(running("Unplanned County Jail"));
    String sessions = OF_STUDY.formatted(trial.slug()) + ".find { it.title == 'ECHO sessions' }";
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(sessions + ".things[0].urgency", equalTo("now"))
        .body(sessions + ".things[0].title", containsString("sessions that the calendar lacks"))
        .body(sessions + ".things[0].href", equalTo(trial.path() + "/sessions"))
        .body(sessions + ".things[0].act", equalTo("Add the sessions"));
  }

  @Test
  @AsClinician
  void aClinicianIsNotAskedToPlan() {
    Trial trial = running("Unplanned County Jail");
    String sessions = OF_STUDY.formatted(trial.slug()) + ".find { it.title == 'ECHO sessions' }";
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(sessions + ".things", empty())
        .body(sessions + ".empty", equalTo("No session is planned for you or your sites."))
        .body(OF_STUDY.formatted(trial.slug()) + ".title", not(hasItem("Reports to approve")));
  }

  @Test
  @AsCoordinator
  void aCoordinatorIsToldWhichReportsWaitForApproval() {
    Trial trial = running("Waiting County Jail");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              submitted(trial, 2);
              submitted(trial, 1);
            });
    String waiting =
        OF_STUDY.formatted(trial.slug()) + ".find { it.title == 'Reports to approve' }.things";
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(waiting + ".size()", equalTo(1))
        .body(waiting + "[0].title", equalTo("Waiting County Jail"))
        .body(waiting + "[0].detail", startsWith("2 reports wait for approval, the oldest for"))
        .body(
            waiting + "[0].href", equalTo(trial.path() + "/reach/" + trial.code("WI-HOME") + "/1"));
  }

  @Test
  @AsClinician
  void aDraftSaysThatItIsSavedAndNotSubmittedLateOrNot() {
    Trial trial = drafted("Drafting County Jail");
    String path = trial.path() + "/reach/" + trial.code("WI-HOME") + "/";
    String detail =
        OF_STUDY.formatted(trial.slug())
            + ".find { it.title == 'Monthly reports' }.things.find { it.href == '%s' }.detail";
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(detail.formatted(path + 1), endsWith(NOT_SUBMITTED))
        .body(detail.formatted(path + 2), allOf(notNullValue(), not(containsString("draft"))));
    given().get("/home").then().statusCode(200).body(containsString(NOT_SUBMITTED));
  }

  @Test
  @AsCoach
  void aCoachIsNotToldOfADraft() {
    Trial trial = drafted("Quiet County Jail");
    String day =
        given().get("/api/home").then().statusCode(200).extract().asString()
            + given().get("/home").then().statusCode(200).extract().asString();
    assertThat(day).contains(trial.path()).doesNotContain(NOT_SUBMITTED);
  }

  private static final String NOT_SUBMITTED = "draft is saved, not submitted.";

  /** Its first month is late and begun, its second not begun. */
  private static Trial drafted(String name) {
    Trial trial = running(name);
    QuarkusTransaction.requiringNew().run(() -> report(trial, 1, ReportState.DRAFT));
    return trial;
  }

  private static void submitted(Trial trial, int month) {
    report(trial, month, ReportState.SUBMITTED);
  }

  private static void report(Trial trial, int month, ReportState state) {
    SiteReport report = new SiteReport();
    report.study = Study.findById(trial.study().id);
    report.studyVersion = report.study.current;
    report.site = Site.findById(trial.site("WI-HOME").id);
    report.enrolment = Enrolment.findForSite(report.study, report.site).orElseThrow();
    report.studyMonth = month;
    LocalDate start = TODAY.minusMonths(2).minusDays(25);
    report.periodFrom = start.plusMonths(month - 1L);
    report.periodTo = start.plusMonths(month).minusDays(1);
    report.state = state;
    report.changedAt = Instant.parse("2024-06-01T12:00:00Z");
    report.changedBy = TrialBuilder.CLINICIAN;
    report.submittedAt = state.isHandedIn() ? report.changedAt : null;
    report.submittedBy = state.isHandedIn() ? report.changedBy : null;
    report.persist();
  }

  @Test
  @AsResearcher
  void aResearcherIsLedToTheComparison() {
    Trial trial = running("Compared County Jail");
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString(trial.path() + "/comparison"))
        .body(containsString("Compare the arms"));
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherIsToldThatArmsAreHidden() {
    running("Pooled County Jail");
    given()
        .when()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("You are blinded"))
        .body(not(containsString("Compare the arms")));
  }

  @Test
  void theDoorIsOpenToEverybodyAndHomeIsNot() {
    given().when().get("/").then().statusCode(200).body(containsString("Sign in"));
    // To Keycloak's form; where no test has started one yet, to a page that says so.
    given()
        .redirects()
        .follow(false)
        .when()
        .get("/home")
        .then()
        .statusCode(anyOf(is(302), is(503)));
  }

  @Test
  @AsClinician
  void dayIsThereAsJsonToo() {
    Trial trial = running("Homeward County Jail");
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body("next.act", notNullValue())
        .body(
            "studies.find { it.study == '" + trial.slug() + "' }.sections.things.flatten().href",
            hasItem(startsWith(trial.path() + "/reach/" + trial.code("WI-HOME") + "/")));
  }

  @Test
  @AsOutsider
  void outsidersDayAsJsonNamesNoStudy() {
    running("Hidden County Jail");
    leaveAllSites(TrialBuilder.OUTSIDER);
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body("next", nullValue())
        .body("studies", empty());
  }

  @Test
  @TestSecurity(
      user = COACH_AND_RESEARCHER,
      roles = {"coach", "researcher"})
  void blindedResearcherWhoCoachesSeesThePlanOfTheirOwnSitesOnly() {
    aTrial("jail-moud-coaching-echo")
        .withSite("WI-HOME", "Owncoached County Jail")
        .startedOn(TODAY.minusMonths(2))
        .allocatedTo("HIGH-ECHO")
        .withPart(COACH_AND_RESEARCHER, "coach")
        .withSite("WI-AWAY", "Foreign County Jail")
        .startedOn(TODAY.minusMonths(2))
        .allocatedTo("LOW")
        .save();
    given()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("Owncoached County Jail: "))
        .body(not(containsString("Foreign County Jail")));
    given()
        .get("/api/home")
        .then()
        .statusCode(200)
        .body(containsString("Owncoached County Jail: "))
        .body(not(containsString("Foreign County Jail")));
  }

  @Test
  @AsCoach
  void coachOfAPartnerSeesTheirUnitAndCanOpenIt() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-HOME", "Ledfrom County Jail")
            .startedOn(TODAY.minusMonths(2))
            .allocatedTo("HIGH-ECHO")
            .withPartner("WI-PART", "Coached Recovery Center")
            .coached()
            .save();
    String href = trial.path() + "/coaching/" + trial.code("WI-PART");
    given()
        .get("/home")
        .then()
        .statusCode(200)
        .body(containsString("Ledfrom County Jail: "))
        .body(containsString(href))
        .body(not(containsString("/coaching/" + trial.code("WI-HOME"))));
    given().get(href).then().statusCode(200);
    for (String board : List.of("", "?view=figures", "?view=months")) {
      given()
          .get(trial.path() + "/coaching" + board)
          .then()
          .statusCode(200)
          .body(containsString("Ledfrom County Jail"))
          .body(containsString(href))
          .body(not(containsString("/coaching/" + trial.code("WI-HOME"))))
          .body(not(containsString("site=" + trial.code("WI-HOME"))));
    }
  }

  @Test
  @AsCoordinator
  void studyThatCannotBeReadIsNamedAndTakesNoOtherStudysDayAway() {
    Trial good = running("Whole County Jail");
    Trial bad = running("Torn County Jail");
    StudyVersion torn = torn(bad);
    putInForce(bad, torn);
    try {
      given()
          .get("/home")
          .then()
          .statusCode(200)
          .body(containsString("cannot be shown now"))
          .body(containsString(good.path() + "/sites"))
          .body(not(containsString(bad.path() + "/sites")));
      given()
          .get("/api/home")
          .then()
          .statusCode(200)
          .body("notShown", hasItem(bad.slug()))
          .body("studies.study", hasItem(good.slug()));
      given()
          .contentType("text/yaml")
          .body(bad.study().current.text)
          .post("/api/studies?dryRun=true")
          .then()
          .statusCode(200)
          .body("version", equalTo(2));
    } finally {
      putInForce(bad, bad.study().current);
    }
    given().get("/api/home").then().body("notShown", not(hasItem(bad.slug())));
  }

  /** A version as no reader takes it. */
  private static StudyVersion torn(Trial trial) {
    StudyVersion torn = new StudyVersion();
    torn.study = trial.study();
    torn.number = 2;
    torn.sha256 = "f".repeat(64);
    torn.text = "slug: [";
    torn.reason = "torn";
    torn.loadedAt = Instant.parse("2026-01-01T00:00:00Z");
    torn.loadedBy = "system";
    QuarkusTransaction.requiringNew().run(torn::persist);
    return torn;
  }

  private static void putInForce(Trial trial, StudyVersion version) {
    QuarkusTransaction.requiringNew()
        .run(() -> Study.getBySlug(trial.slug()).current = StudyVersion.findById(version.id));
  }
}
