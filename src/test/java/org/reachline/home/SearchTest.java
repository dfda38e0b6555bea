package org.reachline.home;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.outbox.Outbox;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class SearchTest {
  @Inject Outbox outbox;

  private final String word = "Sw" + UUID.randomUUID().toString().substring(0, 8);
  private Trial trial;

  /** A site, a programme's talk and a letter that all hold the word. */
  @BeforeEach
  void plant() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", word + " County Jail")
            .startedOn(LocalDate.of(2025, 3, 1))
            .allocatedTo("HIGH-ECHO")
            .coached()
            .staffed()
            .withSite("WI-OTHER", word + " Other Jail")
            .startedOn(LocalDate.of(2025, 3, 1))
            .allocatedTo("LOW")
            .save();
    long session = EchoTrial.of(trial).sessions().get(0);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession.<EchoSession>findById(session).didacticTitle = "Tapering and " + word;
              outbox.take(
                  new Outbox.Mail(word, "a@place.example", "About " + word, "Dear.\n", null, null));
            });
  }

  private ValidatableResponse find(String text) {
    return given().queryParam("q", text).get("/api/search").then().statusCode(200);
  }

  private String sitePage(String code) {
    return trial.path() + "/sites/" + trial.code(code);
  }

  @Test
  @AsCoordinator
  void coordinatorFindsWhatHoldsTheWordAndIsLedThere() {
    find(word.toLowerCase(Locale.ROOT))
        .body("title", equalTo(List.of("Sites", "ECHO sessions", "Letters")))
        .body("[0].finds.href", hasItem(sitePage("WI-DANE")))
        .body("[0].finds.href", hasItem(sitePage("WI-OTHER")))
        .body("[1].finds[0].name", endsWith("Tapering and " + word))
        .body("[2].finds[0].name", equalTo("About " + word));
    given()
        .queryParam("q", word)
        .get("/search")
        .then()
        .statusCode(200)
        .body(containsString(word + " County Jail"))
        .body(containsString("href=\"" + sitePage("WI-DANE") + "\""));
    given().queryParam("q", word).get("/outbox").then().body(containsString("About " + word));
    given()
        .queryParam("q", "no" + word)
        .get("/outbox")
        .then()
        .body(not(containsString("About " + word)));
  }

  @Test
  @AsCoordinator
  void wildcardsAreLettersAndNothingIsAskedOfABlank() {
    find(word.substring(0, 4) + "%").body("", empty());
    find("_").body("title", not(hasItem("Sites")));
    find("  ").body("", empty());
    given()
        .queryParam("q", "<i>" + word)
        .get("/search")
        .then()
        .statusCode(200)
        .body(containsString("Nothing that you may see holds"))
        .body(not(containsString("<i>" + word)));
  }

  @Test
  @AsHub
  void saysThatMoreSessionsFitThanAreShown() {
    String program =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  EchoSession any =
                      EchoSession.find("didacticTitle", "Tapering and " + word).firstResult();
                  any.program.name = "Series " + word;
                  return any.program.name;
                });
    find(program).body("find { it.title == 'ECHO sessions' }.finds", hasSize(8));
    given()
        .queryParam("q", program)
        .get("/search")
        .then()
        .body(containsString("and more that hold"));
  }

  @Test
  @AsCoordinator
  void peopleAreFoundByNameAndAddress() {
    find("clinician@demo")
        .body("title", hasItem("People"))
        .body("find { it.title == 'People' }.finds[0].href", startsWith("/people/"));
    find("demo.reachline.example")
        .body("find { it.title == 'People' }.finds.href", hasItem(startsWith("/people/")));
  }

  @Test
  @AsClinician
  void clinicianFindsOwnSiteAndNoOtherNorLettersNorPeople() {
    find(word)
        .body("title", not(hasItem("Letters")))
        .body("title", not(hasItem("People")))
        .body("find { it.title == 'Sites' }.finds.href", equalTo(List.of(sitePage("WI-DANE"))))
        .body("find { it.title == 'ECHO sessions' }.finds", hasSize(1));
    find("clinician@demo").body("title", not(hasItem("People")));
  }

  @Test
  @AsCoach
  void coachFindsOwnSitesAndNoTalk() {
    find(word).body("title", equalTo(List.of("Sites")));
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherCannotAskATalkForItsWords() {
    find(word).body("title", equalTo(List.of("Sites")));
    find("Tapering and").body("title", not(hasItem("ECHO sessions")));
  }

  @Test
  @AsResearcher
  void researcherFindsTheTalkAndNoLetter() {
    find(word).body("title", equalTo(List.of("Sites", "ECHO sessions")));
  }

  @Test
  @AsHub
  void hubFindsItsTalkAndNoLetter() {
    find(word).body("title", hasItem("ECHO sessions")).body("title", not(hasItem("Letters")));
  }

  @Test
  @AsOutsider
  void outsiderFindsNothing() {
    find(word).body("", empty());
    given().queryParam("q", word).get("/search").then().statusCode(200);
  }

  @Test
  void aVisitorIsAskedToSignIn() {
    given().queryParam("q", word).get("/api/search").then().statusCode(401);
  }

  @Test
  @AsClinician
  void clinicianIsLedToTheTimesOfTheirSite() {
    given()
        .redirects()
        .follow(false)
        .get(trial.path() + "/book")
        .then()
        .statusCode(303)
        .header("Location", endsWith("/coaching/" + trial.code("WI-DANE") + "/book"));
    given().get(trial.path() + "/sites").then().body(containsString(trial.path() + "/book"));
  }

  @Test
  @AsCoach
  void aCoachHasNoSiteToBookFor() {
    given().get(trial.path() + "/book").then().statusCode(403);
    given().get(trial.path() + "/sites").then().body(not(containsString(trial.path() + "/book\"")));
  }
}
