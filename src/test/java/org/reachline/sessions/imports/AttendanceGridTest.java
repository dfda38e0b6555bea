package org.reachline.sessions.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/** The grid of who attended by site, and who is shown it. */
@QuarkusTest
class AttendanceGridTest {
  private static final String HEADER =
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n";

  private static final String BY_MAIL =
      "Somebody,clinician@demo.reachline.example,01/13/2026 12:00:00 PM,01/13/2026 12:20:00"
          + " PM,20,No\r\n"
          + "Somebody,clinician@demo.reachline.example,01/13/2026 12:10:00 PM,01/13/2026 12:40:00"
          + " PM,30,No\r\n";

  private static final String BY_NAME =
      "Otis FRAME (he/him),,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";

  private static EchoTrial held() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    return trial;
  }

  private static String carried(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ValidatableResponse confirm(EchoTrial trial, String text, String... answers) {
    var form =
        Csrf.upload()
            .multiPart("content", carried(text))
            .multiPart("confirm", "yes")
            .multiPart("zone", "America/Chicago");
    for (int i = 0; i < answers.length; i += 2) {
      form = form.multiPart("alias", answers[i]).multiPart("answer", answers[i + 1]);
    }
    return form.post(trial.first() + "/import").then();
  }

  private static String idOf(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(email).orElseThrow().id.toString());
  }

  @Test
  @AsCoordinator
  void theGridShowsWhoWasThereAndWhoShouldNot() {
    EchoTrial trial = held();
    confirm(trial, HEADER + BY_MAIL + BY_NAME, "otis frame (he/him)", idOf(TrialBuilder.OUTSIDER))
        .statusCode(303);
    given()
        .get(trial.trial().path() + "/sessions/attendance")
        .then()
        .statusCode(200)
        .body(containsString("40&nbsp;✓"))
        .body(containsString("contamination: 1 not offered"))
        .body(containsString("Prescriber 50 min"));
    given()
        .get("/api" + trial.trial().path() + "/sessions/sites")
        .then()
        .statusCode(200)
        .body("offered", org.hamcrest.Matchers.equalTo(List.of(1, 0)))
        .body("attended", org.hamcrest.Matchers.equalTo(List.of(1, 1)))
        .body("minutes", org.hamcrest.Matchers.equalTo(List.of(40, 50)))
        .body("beyond", org.hamcrest.Matchers.equalTo(List.of(0, 1)))
        .body("minutesByPart.Prescriber", hasItem(40));
  }

  @Test
  @AsClinician
  void clinicianSeesOnlyTheirOwnSiteInTheGrid() {
    EchoTrial trial = held();
    given()
        .get(trial.trial().path() + "/sessions/attendance")
        .then()
        .statusCode(200)
        .body(containsString("Dane County Jail"))
        .body(not(containsString("Rock County Jail")));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesNoGrid() {
    EchoTrial trial = held();
    given().get(trial.trial().path() + "/sessions/attendance").then().statusCode(403);
    given()
        .get("/api" + trial.trial().path() + "/sessions/sites")
        .then()
        .statusCode(200)
        .body("", org.hamcrest.Matchers.empty());
  }

  private static ValidatableResponse api(EchoTrial trial, Map<String, Object> list) {
    return given().contentType("application/json").body(list).post(trial.api(9) + "/import").then();
  }
}
