package org.reachline.sessions.join;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class JoinApiTest {
  private EchoTrial trial;

  @BeforeEach
  void anHourBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofHours(1)));
    trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                EchoSession.<EchoSession>findById(trial.sessions().get(0)).program.roomUrl =
                    "https://video.example/echo");
  }

  private static RequestSpecification json() {
    return given().contentType("application/json");
  }

  @Test
  @AsClinician
  void somebodyExpectedJoinsOnceTheDoorsAreOpen() {
    json().post(trial.api(0) + "/join").then().statusCode(409);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(15)));
    json()
        .post(trial.api(0) + "/join")
        .then()
        .statusCode(200)
        .body("room", equalTo("https://video.example/echo"))
        .body("trouble", equalTo(false));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("45 JOINED");
  }

  @Test
  @AsHub
  void theHubReadsWhatWasDoneByWhom() {
    json()
        .body("{\"didacticTitle\":\"Buprenorphine\",\"version\":0}")
        .put(trial.api(0))
        .then()
        .statusCode(200);
    json()
        .body("{\"reason\":\"Flu.\",\"version\":1}")
        .post(trial.api(0) + "/cancel")
        .then()
        .statusCode(200);
    given()
        .get(trial.api(0) + "/history")
        .then()
        .body("act", equalTo(List.of("session.changed", "session.cancelled")))
        .body("by", everyItem(equalTo(TrialBuilder.HUB)))
        .body("[0].after", containsString("Buprenorphine"))
        .body("[1].reason", equalTo("Flu."));
    given().get(trial.api(0) + "/history?offset=2").then().body("", empty());
  }

  @Test
  @AsOutsider
  void somebodyOfASiteThatIsNotOfferedItFindsNoSession() {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(15)));
    json().post(trial.api(0) + "/join").then().statusCode(404);
    given().get(trial.api(0) + "/history").then().statusCode(403);
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isNull();
  }
}
