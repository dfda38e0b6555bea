package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;

@QuarkusTest
class CoachingPageTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private Trial trial;

  @BeforeEach
  void threeJailsOfWhichTheCoachHasTwo() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(TODAY.minusMonths(5))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(TODAY.minusDays(3))
            .allocatedTo("LOW-ECHO")
            .coached()
            .withSite("OH-KNOX", "Knox County Jail")
            .startedOn(TODAY.minusMonths(14))
            .allocatedTo("HIGH-ECHO")
            .withSite("OH-WAYNE", "Wayne County Jail")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              LocalDate start = TODAY.minusMonths(5);
              TestContacts.held(trial, "WI-DANE", "site_visit@1", start.plusDays(5), 230);
              TestContacts.held(trial, "WI-DANE", null, start.plusDays(40), 25);
              CoachingContact missed =
                  TestContacts.held(trial, "WI-DANE", "monthly_call@2", start.plusDays(50), 60);
              missed.facts =
                  ContactFacts.SHEET.with(
                      ContactFacts.SHEET.with(missed.facts, "outcome", ContactOutcome.NO_SHOW),
                      "minutes",
                      0);
              TestContacts.tell(missed);
            });
  }

  private String board() {
    return trial.path() + "/coaching";
  }

  /** The board's line of a site, as text. */
  private String line(String page, String site) {
    int at = page.indexOf("/coaching/" + trial.code(site) + "\"");
    return at < 0
        ? ""
        : page.substring(at, page.indexOf("</tr>", at))
            .replaceAll("<[^>]+>", " ")
            .replaceAll("\\s+", " ");
  }

  @Test
  @AsCoordinator
  void coordinatorSeesEverySiteWithItsArmAndFiguresWorstFirst() {
    String page =
        given().get(board() + "?view=figures").then().statusCode(200).extract().asString();
    assertThat(line(page, "WI-DANE"))
        .contains("High-dose coaching", "1 of 12", "230 of 900", "1 25 min", "Late");
    assertThat(line(page, "WI-ROCK")).contains("Low-dose coaching and ECHO", "0 of 5", "Due now");
    assertThat(line(page, "OH-KNOX")).contains("0 of 12", "Cannot be met in full");
    assertThat(line(page, "OH-WAYNE")).contains("not allocated", "needs a start date");
    assertThat(page.indexOf(trial.code("OH-KNOX"))).isLessThan(page.indexOf(trial.code("WI-DANE")));
    assertThat(page.indexOf(trial.code("WI-DANE"))).isLessThan(page.indexOf(trial.code("WI-ROCK")));
    assertThat(page).contains("Simulated data.");
  }

  @Test
  @AsCoordinator
  void linesStandBeneathWhatTheyNeedLateFirstWithTheNextAct() {
    String page = given().get(board()).then().statusCode(200).extract().asString();
    // Planned 900 minutes in 12 contacts; one held, 25 minutes beside.
    assertThat(line(page, "WI-DANE")).contains("High-dose coaching", "1 of 12", "230 of 900");
    assertThat(line(page, "WI-DANE")).contains("Log it for", " late");
    assertThat(line(page, "OH-KNOX")).contains("0 of 12", "0 of 12 within reach");
    assertThat(page).contains("<h1>Coaching: 1 of 4 sites is late</h1>", "Cannot be met in full");
    assertThat(line(page, "OH-WAYNE")).contains("not allocated", "needs a start date");
    assertThat(page).contains("planned contacts held", " late", " beside\"");
    List<String> order =
        List.of("WI-DANE", "WI-ROCK", "OH-KNOX", "OH-WAYNE").stream()
            .sorted(Comparator.comparing(code -> page.indexOf("/coaching/" + trial.code(code))))
            .toList();
    assertThat(order).containsExactly("WI-DANE", "WI-ROCK", "OH-KNOX", "OH-WAYNE");
    assertThat(page.replaceAll("\\s+", " ")).contains(">Late</span> <span class=\"count\">1<");
    given().get(board() + "?sort=site").then().body(not(containsString("rowgroup")));
  }

  @Test
  @AsResearcher
  void whoMayNotLogIsOfferedNoLog() {
    given().get(board()).then().statusCode(200).body(not(containsString("Log it")));
  }

  @Test
  @AsCoach
  void coachesLinesTellNoArm() {
    String page = given().get(board()).then().statusCode(200).extract().asString();
    assertThat(page).contains("class=\"strip\"").doesNotContain("arm-mark", "ECHO dose", "HIGH");
    assertThat(page).doesNotContain("High-dose", "Low-dose", "Knox");
  }

  @Test
  @AsCoordinator
  void coordinatorFiltersByArmAndStandingAndName() {
    String low = given().get(board() + "?arm=LOW-ECHO").then().statusCode(200).extract().asString();
    assertThat(line(low, "WI-ROCK")).isNotEmpty();
    assertThat(line(low, "WI-DANE")).isEmpty();
    String late = given().get(board() + "?standing=LATE").then().extract().asString();
    assertThat(line(late, "WI-DANE")).isNotEmpty();
    assertThat(line(late, "OH-KNOX")).isEmpty();
    given().get(board() + "?q=nowhere").then().body(containsString("No site fits"));
  }

  @Test
  @AsCoordinator
  void coordinatorSeesSitesByMonthsWithPlannedAndActualMarks() {
    String page = given().get(board() + "?view=months").then().statusCode(200).extract().asString();
    assertThat(line(page, "WI-DANE"))
        .contains(
            "Onsite visit: on schedule, held on",
            "Beside the plan: 25 minutes",
            "Monthly call: late",
            "Monthly call: coming");
    assertThat(line(page, "OH-KNOX")).contains("Monthly call: missed");
    assertThat(line(page, "OH-WAYNE")).contains("No plan yet");
  }

  @Test
  @AsCoach
  void coachSeesOnlyTheirOwnSitesAndNoArm() {
    String page = given().get(board()).then().statusCode(200).extract().asString();
    assertThat(line(page, "WI-DANE")).contains("1 of 12");
    assertThat(line(page, "WI-ROCK")).contains("0 of 5");
    assertThat(page).doesNotContain("Knox", "Wayne", "High-dose", "Low-dose");
    // Asking for an arm by hand tells nothing either.
    assertThat(given().get(board() + "?view=months").then().extract().asString())
        .doesNotContain("Knox", "HIGH", "LOW");
    String asked = given().get(board() + "?arm=LOW-ECHO").then().extract().asString();
    assertThat(line(asked, "WI-DANE")).isNotEmpty();
  }

  @Test
  @AsCoach
  void coachReadsPlannedBesideHeldWithoutTheArm() {
    given()
        .get(board() + "/" + trial.code("WI-DANE"))
        .then()
        .statusCode(200)
        .body(containsString("1 of 12"))
        .body(containsString("3 h 50 min of 15 h"))
        .body(containsString("Every event of the registry after the kick-off"))
        .body(containsString("Site did not come"))
        .body(containsString("Beside the plan: 25 minutes"))
        .body(containsString("Held on"))
        .body(not(containsString("High-dose")));
    given().get(board() + "/" + trial.code("OH-KNOX")).then().statusCode(404);
  }

  @Test
  @AsCoordinator
  void saysWhenTheDoseCanNoLongerBeMet() {
    given()
        .get(board() + "/" + trial.code("OH-KNOX"))
        .then()
        .statusCode(200)
        .body(containsString("The planned dose can no longer be met in full."))
        .body(matchesPattern("(?s).*>0</a> of <a[^>]*>12</a> contacts are still within reach.*"));
    given()
        .get(board() + "/" + trial.code("WI-ROCK"))
        .then()
        .body(containsString("is the last in which the dose can still be met"))
        .body(containsString("at most one contact a week"));
    assertThat(line(given().get(board()).then().extract().asString(), "OH-KNOX"))
        .contains("0 of 12 within reach");
    assertThat(line(given().get(board()).then().extract().asString(), "WI-ROCK"))
        .contains("week of");
    String soonest = given().get(board() + "?sort=until").then().extract().asString();
    assertThat(soonest.indexOf(trial.code("OH-KNOX")))
        .isLessThan(soonest.indexOf(trial.code("WI-ROCK")));
  }

  @Test
  @AsCoordinator
  void judgesDeliveryByTheThresholdsOfTheStudyFile() {
    given()
        .get(board() + "/" + trial.code("OH-KNOX"))
        .then()
        .statusCode(200)
        .body(matchesPattern("(?s).*Contacts held: <a[^>]*>0 of 12</a>, <a[^>]*>0 %</a>.*"))
        .body(containsString("below 80 %"));
    String figures = given().get(board() + "?view=figures").then().extract().asString();
    assertThat(line(figures, "OH-KNOX"))
        .contains("Contacts held below 80 %", "On schedule below 80 %");
    given()
        .get("/api" + board() + "/" + trial.code("OH-KNOX"))
        .then()
        .statusCode(200)
        .body("[0].fidelity.find { it.measure == 'contacts' }.met", equalTo(false))
        .body("[0].fidelity.find { it.measure == 'contacts' }.atLeast", equalTo(0.8f))
        .body("[0].contactsWithinReach", equalTo(0));
  }

  @Test
  @AsResearcher
  void researcherWhoIsNotBlindedReadsTheTotals() {
    String page = given().get(board()).then().statusCode(200).extract().asString();
    assertThat(line(page, "OH-KNOX")).contains("High-dose coaching and ECHO", "0 of 12");
    assertThat(page).doesNotContain("Log a contact");
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherIsTurnedAwayWithoutAHint() {
    given().get(board()).then().statusCode(403).body(not(containsString("of 12")));
    given()
        .get(board() + "/" + trial.code("WI-DANE"))
        .then()
        .statusCode(403)
        .body(not(containsString("of 12")))
        .body(not(containsString("High")));
  }

  @Test
  @AsHub
  void hubIsTurnedAway() {
    given().get(board()).then().statusCode(403);
  }

  @Test
  @AsClinician
  void clinicianReadsTheContactsOfTheirSiteWithoutThePlan() {
    given()
        .get(board() + "/" + trial.code("WI-DANE"))
        .then()
        .statusCode(200)
        .body(containsString("Contacts so far"))
        .body(not(containsString("of 12")))
        .body(not(containsString("Onsite visit")))
        .body(not(containsString("Planned contacts")))
        .body(not(containsString("Log a contact")));
    given().get(board()).then().statusCode(403);
    given().get(board() + "/" + trial.code("WI-ROCK")).then().statusCode(404);
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    given().get(board() + "/" + trial.code("WI-DANE")).then().statusCode(404);
    given().get(board()).then().statusCode(404);
  }
}
