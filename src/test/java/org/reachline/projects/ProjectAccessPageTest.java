package org.reachline.projects;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Study;

/** What a project shows, and to whom. */
@QuarkusTest
class ProjectAccessPageTest extends ProjectFixture {
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
    report.enrolment = trial.enrolment("WI-DANE");
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
