package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class MyCalendarApiTest {
  @Inject SessionInvitations invitations;

  private EchoTrial trial;
  private String answer;

  @BeforeEach
  void invited() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    QuarkusTransaction.requiringNew()
        .run(() -> invitations.publish(EchoSession.findById(trial.sessions().get(0))));
    answer = "/api/my-calendar/invitations/" + trial.sessions().get(0) + "/answer";
  }

  private static RequestSpecification json() {
    return given().contentType("application/json");
  }

  private static int answers(String path, String word) {
    return given()
        .contentType("application/json")
        .body("{\"answer\":\"" + word + "\"}")
        .put(path)
        .statusCode();
  }

  @Test
  @AsClinician
  void oneAnswersOnesOwnInvitationsUntilTheSessionIsOver() {
    assertThat(answers(answer, "perhaps")).isEqualTo(400);
    assertThat(answers(answer, "tentative")).isEqualTo(200);
    given()
        .get("/api/my-calendar/invitations?limit=1000")
        .then()
        .body(
            "find { it.session == " + trial.sessions().get(0) + " }.answer", equalTo("tentative"));
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    assertThat(answers(answer, "accepted")).isEqualTo(409);
  }

  @Test
  @AsClinician
  void theFeedIsSwitchedOnRenewedAndOff() {
    String first = json().post("/api/my-calendar/feed").then().extract().path("feed");
    String path = URI.create(first).getPath();
    given().get(path).then().statusCode(200);
    String second = json().post("/api/my-calendar/feed").then().extract().path("feed");
    given().get(path).then().statusCode(404);
    given().get(URI.create(second).getPath()).then().statusCode(200);
    json().delete("/api/my-calendar/feed").then().statusCode(200).body("feed", nullValue());
    given().get(URI.create(second).getPath()).then().statusCode(404);
  }

  @Test
  @AsClinician
  void remindersAreSwitchedOffAndOn() {
    given()
        .contentType("application/json")
        .body("{}")
        .put("/api/my-calendar/reminders")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("reminders"));
    for (boolean wanted : new boolean[] {false, true}) {
      given()
          .contentType("application/json")
          .body("{\"reminders\":" + wanted + "}")
          .put("/api/my-calendar/reminders")
          .then()
          .statusCode(200);
      given().get("/api/my-calendar").then().body("reminders", equalTo(wanted));
    }
  }

  @Test
  @AsOutsider
  void somebodyElsesInvitationDoesNotExist() {
    assertThat(answers(answer, "accepted")).isEqualTo(404);
  }

  @Test
  void nobodyKnownHasNoCalendar() {
    given().get("/api/my-calendar").then().statusCode(401);
  }
}
