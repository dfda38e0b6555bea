package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.Enrolment;

@QuarkusTest
class SitePageTest {
  private static final String HUB_AND_CLINICIAN = "hub.clinician@home.example";

  private static Trial trial() {
    return aTrial("jail-moud-coaching-echo")
        .withSite("WI-DANE", "Overlook County Jail")
        .startedOn(LocalDate.of(2025, 3, 1))
        .allocatedTo("HIGH-ECHO")
        .coached()
        .staffed()
        .withPartner("WI-PART", "Overlook Recovery Center")
        .save();
  }

  private static String page(Trial trial) {
    return trial.path() + "/sites/" + trial.code("WI-DANE");
  }

  @Test
  @AsCoordinator
  void aCoordinatorSeesTheArmAndTheWholeUnit() {
    given()
        .when()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("High-dose coaching and ECHO"))
        .body(containsString("Overlook Recovery Center"))
        .body(containsString("0 of 12</a> counted contacts"));
  }

  @Test
  @AsCoach
  void theSitesCoachSeesThePlanButNoArm() {
    given()
        .when()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("0 of 12</a> counted contacts"))
        .body(not(containsString("<h2>ECHO sessions</h2>")))
        .body(not(containsString("High-dose")));
    given().get("/api" + page(trial())).then().statusCode(200).body("sessions", nullValue());
  }

  private static Trial withdrawn() {
    Trial trial = trial();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment("WI-DANE").id);
              unit.withdrawnOn = LocalDate.of(2025, 6, 30);
              unit.withdrawalReason = "The sheriff wanted ECHO";
            });
    return trial;
  }

  @Test
  @AsCoordinator
  void aCoordinatorReadsWhyAUnitLeft() {
    given()
        .get(page(withdrawn()))
        .then()
        .body(containsString("Withdrawn on 30 June 2025: The sheriff wanted ECHO"));
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherReadsThatAUnitLeftAndNotWhy() {
    given()
        .get(page(withdrawn()))
        .then()
        .statusCode(200)
        .body(containsString("Withdrawn on 30 June 2025."))
        .body(not(containsString("The sheriff wanted")));
  }

  @Test
  @AsClinician
  void theSitesClinicianSeesReportsAndContacts() {
    given()
        .when()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("Monthly reports"))
        .body(containsString("All contacts"))
        .body(not(containsString("counted contacts")))
        .body(not(containsString("High-dose")));
  }

  @Test
  @AsHub
  void theHubSeesSessionsOnly() {
    given()
        .when()
        .get(page(EchoTrial.hosted(trial())))
        .then()
        .statusCode(200)
        .body(containsString("ECHO sessions"))
        .body(not(containsString("counted contacts")))
        .body(not(containsString("High-dose")));
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherSeesNothingThatGivesTheArmAway() {
    given()
        .when()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("Monthly reports"))
        .body(not(containsString("counted contacts")))
        .body(not(containsString("High-dose")))
        .body(not(containsString("Nobody of this site has attended")));
  }

  @Test
  @AsCoordinator
  void aCoordinatorSeesALaneForEachLedgerAndEachCountByMonth() {
    given()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("0 of 12 planned contacts held"))
        .body(containsString("<b>Reports</b>"))
        .body(containsString("What the site counts"))
        .body(containsString("no month is known"));
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherSeesTheLaneOfReportsAndNoOther() {
    given()
        .get(page(trial()))
        .then()
        .statusCode(200)
        .body(containsString("<b>Reports</b>"))
        .body(not(containsString("planned contacts")))
        .body(not(containsString("sessions attended")))
        .body(not(containsString("Height is minutes")))
        .body(not(containsString("What happened")));
  }

  @Test
  @AsHub
  void theHubSeesNoCounts() {
    given()
        .get(page(EchoTrial.hosted(trial())))
        .then()
        .statusCode(200)
        .body(not(containsString("What the site counts")))
        .body(not(containsString("<b>Reports</b>")));
  }

  @Test
  @AsOutsider
  void anOutsiderFindsNothing() {
    given().when().get(page(trial())).then().statusCode(404).body(not(containsString("Overlook")));
  }

  @Test
  @AsCoordinator
  void overviewIsThereAsJsonToo() {
    given()
        .get("/api" + page(trial()))
        .then()
        .statusCode(200)
        .body("arm", equalTo("HIGH-ECHO"))
        .body("members.size()", equalTo(2))
        .body("coaching.find { it.strategy == 'coaching' }.plannedContacts", equalTo(12));
  }

  @Test
  @AsBlindedResearcher
  void overviewAsJsonTellsABlindedResearcherNeitherArmNorDose() {
    given()
        .get("/api" + page(trial()))
        .then()
        .statusCode(200)
        .body("arm", nullValue())
        .body("coaching", nullValue())
        .body("sessions", nullValue())
        .body("reportsExpected", notNullValue());
  }

  @Test
  @AsHub
  void overviewAsJsonTellsTheHubOfSessionsOnly() {
    given()
        .get("/api" + page(EchoTrial.hosted(trial())))
        .then()
        .statusCode(200)
        .body("sessions", notNullValue())
        .body("reports", empty())
        .body("reportsExpected", nullValue())
        .body("coaching", nullValue());
  }

  @Test
  @AsOutsider
  void outsiderFindsNoOverviewAsJson() {
    given().get("/api" + page(trial())).then().statusCode(404);
  }

  @Test
  @TestSecurity(
      user = HUB_AND_CLINICIAN,
      roles = {"hub", "clinician"})
  void hubWhoWorksAtASiteSeesItsReports() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Overlook County Jail")
            .startedOn(LocalDate.of(2025, 3, 1))
            .allocatedTo("HIGH-ECHO")
            .withPart(HUB_AND_CLINICIAN, "prescriber")
            .save();
    given().get(page(trial)).then().statusCode(200).body(containsString("Monthly reports</h2>"));
    given().get("/api" + page(trial)).then().body("reportsExpected", notNullValue());
  }

  @Test
  @TestSecurity(
      user = "hub.researcher@home.example",
      roles = {"hub", "researcher"})
  void blindedResearcherOfAHubSeesAttendanceOfTheHubsSitesOnly() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Overlook County Jail")
            .startedOn(LocalDate.of(2025, 3, 1))
            .allocatedTo("HIGH-ECHO")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(LocalDate.of(2025, 3, 1))
            .allocatedTo("HIGH")
            .save();
    EchoTrial.hosted(trial, "hub.researcher@home.example");
    given().get("/api" + page(trial)).then().statusCode(200).body("sessions", notNullValue());
    given()
        .get("/api" + trial.path() + "/sites/" + trial.code("WI-ROCK"))
        .then()
        .statusCode(200)
        .body("sessions", nullValue())
        .body("reportsExpected", notNullValue());
  }
}
