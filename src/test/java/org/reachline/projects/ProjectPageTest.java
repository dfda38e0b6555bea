package org.reachline.projects;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.Csrf;

@QuarkusTest
class ProjectPageTest extends ProjectFixture {
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
}
