package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.Study;

/** What coordinators read of programmes that are nobody's, and who else finds them. */
@QuarkusTest
class ProgramsWithoutTeamTest {
  /** A trial whose programme has a name of its own and no team. */
  private static EchoTrial nobodys(boolean inherited) {
    EchoTrial trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                EchoProgram.listForStudy(Study.getBySlug(trial.trial().slug()))
                    .forEach(
                        p -> {
                          p.name = "Programme of " + trial.trial().slug();
                          p.teamInherited = inherited;
                          if (!inherited) {
                            p.team.clear();
                          }
                        }));
    return trial;
  }

  @Test
  @AsCoordinator
  void aProgrammeThatIsNobodysIsToldWhereItCanBeGiven() {
    EchoTrial trial = nobodys(false);
    String name = "Programme of " + trial.trial().slug();
    given().get("/home").then().body(containsString("/installation"));
    given()
        .get("/installation")
        .then()
        .statusCode(200)
        .body(containsString("Nobody runs " + name + " "))
        .body(containsString(trial.trial().path() + "/sessions/programs/"));
    EchoTrial.runByTheHub(trial.trial().slug());
    given().get("/installation").then().body(not(containsString("Nobody runs " + name + " ")));
  }

  @Test
  @AsCoordinator
  void aTeamThatNobodyChoseIsTold() {
    EchoTrial trial = nobodys(true);
    given()
        .get("/installation")
        .then()
        .body(containsString("Nobody chose who runs Programme of " + trial.trial().slug()))
        .body(containsString("Dr Hanna Okafor"));
  }

  @Test
  @AsHub
  void aProgrammeThatIsNobodysIsNoHubs() {
    EchoTrial trial = nobodys(false);
    given().get(trial.first()).then().statusCode(404);
    given()
        .get("/api" + trial.trial().path() + "/sessions")
        .then()
        .body("", org.hamcrest.Matchers.empty());
    given().get("/installation").then().statusCode(403);
    EchoTrial.runByTheHub(trial.trial().slug());
    given().get(trial.first()).then().statusCode(200);
  }

  @Test
  @AsBlindedResearcher
  void othersReadNothingOfIt() {
    given().get("/installation").then().statusCode(403);
    given().get("/home").then().body(not(containsString("/installation")));
  }
}
