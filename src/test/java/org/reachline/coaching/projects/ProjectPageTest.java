package org.reachline.coaching.projects;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.AuditEntry;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.reach.ReportState;
import org.reachline.reach.SiteReport;
import org.reachline.studies.Study;
import org.reachline.studies.dose.StudyMonth;

@QuarkusTest
class ProjectPageTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private static final LocalDate START = TODAY.minusMonths(4);

  private Trial trial;
  private String projects;

  @BeforeEach
  void enrolDane() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .save();
    projects = trial.path() + "/coaching/" + trial.code("WI-DANE") + "/projects";
  }

  private RequestSpecification charter() {
    return Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("title", "Screen at booking")
        .formParam("aim", "Screen 9 of 10 people at booking by June")
        .formParam("population", "Everyone booked")
        .formParam("levelOfCare", "Intake")
        .formParam("location", "Booking desk")
        .formParam("measure", "oud_identified")
        .formParam("baseline", "10")
        .formParam("target", "20")
        .formParam("startsOn", TODAY.minusMonths(2).toString())
        .formParam("endsOn", TODAY.plusMonths(1).toString())
        .formParam("executiveSponsor", "Jail administrator")
        .formParam("changeLeader", "Charge nurse");
  }

  private String start() {
    String address =
        charter().post(projects + "/new").then().statusCode(303).extract().header("Location");
    return address.substring(address.indexOf("/studies"));
  }

  private RequestSpecification cycle(int version) {
    return Csrf.form()
        .formParam("version", version < 0 ? "" : String.valueOf(version))
        .formParam("change", "The nurse asks three questions")
        .formParam("startsOn", TODAY.minusMonths(1).toString())
        .formParam("plan", "Night shift tries it for two weeks");
  }

  private List<AuditEntry> trail(String subject) {
    return QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject(subject));
  }

  private static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }

  @Test
  @AsClinician
  void clinicianStartsAProjectAndItsTrailSaysSo() {
    String site = projects.substring(0, projects.length() - "/projects".length());
    given().get(site).then().statusCode(200).body(containsString("href=\"" + projects + "\""));
    String project = start();
    given()
        .get(project)
        .then()
        .statusCode(200)
        .body(containsString("Screen 9 of 10 people at booking by June"))
        .body(containsString("from 10 to 20 people a period"))
        .body(containsString("No cycle yet."));
    given().get(projects).then().statusCode(200).body(containsString("Screen at booking"));
    List<AuditEntry> trail = trail("change_project:" + id(project));
    assertThat(trail).hasSize(1);
    assertThat(trail.get(0).act).isEqualTo("project.started");
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.CLINICIAN);
    assertThat(trail.get(0).after).contains("Screen 9 of 10", "Charge nurse");
  }

  @Test
  @AsClinician
  void saysEverythingThatIsWrongAtOnceAndKeepsTheWords() {
    Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("title", "Half a charter")
        .formParam("measure", "not_a_measure")
        .formParam("startsOn", TODAY.toString())
        .formParam("endsOn", TODAY.toString())
        .post(projects + "/new")
        .then()
        .statusCode(400)
        .body(containsString("Half a charter"))
        .body(containsString("a measure that this site reports"))
        .body(containsString("Say which number shall be reached"))
        .body(containsString("The project has to end after it begins."));
    charter()
        .formParam("ownMeasure", "Forms filled in")
        .post(projects + "/new")
        .then()
        .statusCode(400)
        .body(containsString("One measure, please"));
    given().get(projects).then().body(containsString("No change project yet."));
  }

  @Test
  @AsCoach
  void cyclesGoFromPlanToActInThatOrder() {
    String project = start();
    cycle(-1).post(project + "/cycles/new").then().statusCode(303);
    cycle(0)
        .formParam("act", "ADOPT")
        .post(project + "/cycles/1")
        .then()
        .statusCode(400)
        .body(containsString("Say what the numbers showed before you adopt"))
        .body(containsString("Say when the trial of the change ended."));
    cycle(0)
        .formParam("done", "Nights did, days did not")
        .formParam("studied", "Twice as many were found at night")
        .formParam("endsOn", TODAY.toString())
        .formParam("act", "ADAPT")
        .formParam("actNotes", "Ask on every shift")
        .post(project + "/cycles/1")
        .then()
        .statusCode(303);
    given()
        .get(project)
        .then()
        .body(containsString("Twice as many were found at night"))
        .body(containsString("Adapt. Ask on every shift"));
    // What shall be adapted is what the next cycle begins with.
    given()
        .get(project + "/cycles/new")
        .then()
        .statusCode(200)
        .body(containsString("The nurse asks three questions"));
  }

  @Test
  @AsCoach
  void anotherAimIsAnotherProjectOnceACycleBegan() {
    String project = start();
    charter()
        .formParam("version", "0")
        .formParam("reason", "Clearer")
        .formParam("team", "Nurse, sergeant, clerk")
        .post(project + "/amend")
        .then()
        .statusCode(303);
    cycle(-1).post(project + "/cycles/new").then().statusCode(303);
    given().get(project + "/amend").then().body(containsString("A cycle has begun"));
    Csrf.form()
        .formParam("version", "1")
        .formParam("reason", "We changed our mind")
        .formParam("title", "Screen at booking")
        .formParam("aim", "Give naloxone at release")
        .formParam("population", "Everyone booked")
        .formParam("levelOfCare", "Intake")
        .formParam("location", "Booking desk")
        .formParam("measure", "oud_identified")
        .formParam("target", "20")
        .formParam("startsOn", TODAY.minusMonths(2).toString())
        .formParam("endsOn", TODAY.plusMonths(1).toString())
        .formParam("executiveSponsor", "Jail administrator")
        .formParam("changeLeader", "Charge nurse")
        .post(project + "/amend")
        .then()
        .statusCode(400)
        .body(containsString("close this one and start it"))
        .body(containsString("Give naloxone at release"));
    List<AuditEntry> trail = trail("change_project:" + id(project));
    assertThat(trail).extracting(e -> e.act).containsExactly("project.started", "project.amended");
    assertThat(trail.get(1).reason).isEqualTo("Clearer");
    assertThat(trail.get(1).before).doesNotContain("sergeant");
    assertThat(trail.get(1).after).contains("sergeant");
  }

  @Test
  @AsCoach
  void whoWasSlowerSeesTheOthersChangeAndKeepsTheirWords() {
    String project = start();
    cycle(-1).post(project + "/cycles/new").then().statusCode(303);
    cycle(0).formParam("done", "Nights did").post(project + "/cycles/1").then().statusCode(303);
    cycle(0)
        .formParam("done", "Somebody else's words")
        .post(project + "/cycles/1")
        .then()
        .statusCode(409)
        .body(containsString("changed this record meanwhile"))
        .body(containsString("Nights did"))
        .body(containsString("Somebody else&#39;s words"));
    charter()
        .formParam("version", "0")
        .formParam("reason", "a")
        .formParam("team", "First")
        .post(project + "/amend")
        .then()
        .statusCode(303);
    charter()
        .formParam("version", "0")
        .formParam("reason", "b")
        .formParam("team", "Second")
        .post(project + "/amend")
        .then()
        .statusCode(409)
        .body(containsString("First"))
        .body(containsString("Second"));
  }

  @Test
  @AsCoach
  void aProjectIsClosedWhenItsCyclesAreDecidedAndThenStandsStill() {
    String project = start();
    cycle(-1).post(project + "/cycles/new").then().statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .formParam("closing", "Done")
        .post(project + "/close")
        .then()
        .statusCode(400)
        .body(containsString("Cycle 1 is not decided yet"));
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "Written for the wrong project")
        .post(project + "/cycles/1/withdraw")
        .then()
        .statusCode(303);
    Csrf.form()
        .formParam("version", "0")
        .formParam("closing", "Kept up by the shift plan")
        .post(project + "/close")
        .then()
        .statusCode(303);
    given()
        .get(project)
        .then()
        .body(containsString("Kept up by the shift plan"))
        .body(containsString("Written for the wrong project"))
        .body(not(containsString("Plan a cycle")));
    given().get(project + "/cycles/new").then().statusCode(409);
    Csrf.form()
        .formParam("version", "1")
        .formParam("reason", "x")
        .post(project + "/withdraw")
        .then()
        .statusCode(409);
  }

  @Test
  @AsCoach
  void aWithdrawnProjectStaysOnRecordWithItsReason() {
    String project = start();
    Csrf.form().formParam("version", "0").post(project + "/withdraw").then().statusCode(400);
    Csrf.form()
        .formParam("version", "0")
        .formParam("reason", "Entered for the wrong jail")
        .post(project + "/withdraw")
        .then()
        .statusCode(303);
    given().get(project).then().statusCode(200).body(containsString("Entered for the wrong jail"));
    assertThat(trail("change_project:" + id(project)).get(1).reason)
        .isEqualTo("Entered for the wrong jail");
  }

  @Test
  @AsClinician
  void chartComesFromWhatTheSiteHandedInAndLeavesDraftsOut() {
    String project = start();
    given().get(project).then().body(containsString("has not handed in a report"));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              report(1, 11, ReportState.SUBMITTED);
              report(3, 17, ReportState.LOCKED);
              report(4, 99, ReportState.DRAFT);
            });
    given()
        .get(project)
        .then()
        .body(containsString("<polyline"))
        .body(containsString("<td class=\"n\">11</td>"))
        .body(containsString("<td class=\"n\">no report</td>"))
        .body(containsString("<td class=\"n\">17</td>"))
        .body(not(containsString("<td class=\"n\">99</td>")));
  }

  private void report(int month, int value, ReportState state) {
    SiteReport report = new SiteReport();
    report.study = Study.getBySlug(trial.slug());
    report.studyVersion = report.study.current;
    report.site = trial.site("WI-DANE");
    report.studyMonth = month;
    report.periodFrom = StudyMonth.of(START, month).firstDay();
    report.periodTo = StudyMonth.of(START, month).lastDay();
    report.state = state;
    report.values = Map.of("oud_identified", BigDecimal.valueOf(value));
    report.changedAt = Instant.now();
    report.changedBy = TrialBuilder.CLINICIAN;
    if (state != ReportState.DRAFT) {
      report.submittedAt = report.changedAt;
      report.submittedBy = report.changedBy;
    }
    if (state == ReportState.LOCKED) {
      report.lockedAt = report.changedAt;
      report.lockedBy = "system";
    }
    report.persist();
  }

  @Test
  @AsClinician
  void clinicianFindsNothingOfAnotherSiteNorTheStudysList() {
    String other = trial.path() + "/coaching/" + trial.code("WI-ROCK") + "/projects";
    given().get(other).then().statusCode(404);
    given().get(other + "/new").then().statusCode(404);
    given().get(trial.path() + "/change-projects").then().statusCode(403);
  }

  @Test
  @AsCoordinator
  void coordinatorReadsButDoesNotWrite() {
    given()
        .get(projects)
        .then()
        .statusCode(200)
        .body(not(containsString("Start a change project")));
    given().get(trial.path() + "/change-projects").then().statusCode(200);
    given().get(projects + "/new").then().statusCode(403);
    charter().post(projects + "/new").then().statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherWhoIsNotBlindedReads() {
    // The study itself still answers at its own address, page and API.
    given().get(trial.path()).then().statusCode(200);
    given().get("/api" + trial.path()).then().statusCode(200);
    given().get(projects).then().statusCode(200);
    given().get(projects + "/new").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherGetsNothing() {
    given().get(projects).then().statusCode(403);
    given().get(trial.path() + "/change-projects").then().statusCode(403);
    given().get("/api" + projects).then().statusCode(403);
  }

  @Test
  @AsHub
  void hubGetsNothing() {
    given().get(projects).then().statusCode(404);
    given().get("/api" + trial.path() + "/change-projects").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(projects).then().statusCode(404);
    charter().post(projects + "/new").then().statusCode(404);
  }
}
