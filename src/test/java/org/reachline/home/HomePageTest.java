package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;

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
    given().redirects().follow(false).when().get("/home").then().statusCode(401);
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
  }
}
