package org.reachline.sessions.room;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class AttendanceHookTest {
  private static final String SECRET = "a-webhook-secret-for-tests-only";

  private final EchoTrial trial = EchoTrial.planned();
  private final long session = trial.sessions().get(0);

  private static Instant minute(int minute) {
    return EchoTrial.FIRST.plus(Duration.ofMinutes(minute));
  }

  private String message(String id, String kind, String stay, int minute) {
    return """
        {"id":"%s-%d","session":"%d","email":"%s","kind":"%s","stay":"%s","at":"%s"}"""
        .formatted(id, session, session, TrialBuilder.CLINICIAN, kind, stay, minute(minute));
  }

  private static ValidatableResponse post(String body, Instant sentAt, String secret) {
    String seconds = Long.toString(sentAt.getEpochSecond());
    return given()
        .contentType("application/json")
        .header("Reachline-Timestamp", seconds)
        .header("Reachline-Signature", Signatures.of(secret, seconds, body))
        .body(body)
        .post("/api/hooks/attendance")
        .then();
  }

  private static ValidatableResponse post(String body) {
    EchoTrial.at(minute(61));
    return post(body, minute(61), SECRET);
  }

  @Test
  void aStayCountsOnceBothItsEndsAreKnown() {
    post(message("a", "joined", "one", 5)).statusCode(200).body("taken", equalTo(true));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    post(message("b", "left", "one", 25)).statusCode(200);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("20 WEBHOOK");
    post(message("c", "joined", "two", 20)).statusCode(200);
    post(message("d", "left", "two", 45)).statusCode(200);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 WEBHOOK");
  }

  @Test
  void disorderAndRepetitionEndInTheSameMinutes() {
    List<String> messages =
        List.of(
            message("a", "joined", "one", 0),
            message("b", "left", "one", 10),
            message("c", "joined", "two", 8),
            message("d", "left", "two", 30),
            message("e", "left", "three", 50),
            message("f", "joined", "three", 40));
    List<String> sent = new ArrayList<>(messages);
    sent.addAll(messages);
    Collections.shuffle(sent, new Random(11));
    sent.forEach(body -> post(body).statusCode(200));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 WEBHOOK");
    post(messages.get(0)).statusCode(200).body("taken", equalTo(false));
  }

  @Test
  void whatIsNotSignedOrTooOldIsNotTaken() {
    String body = message("a", "joined", "one", 5);
    EchoTrial.at(minute(61));
    post(body, minute(61), "another secret").statusCode(401);
    post(body, minute(55), SECRET).statusCode(401);
    post(body, minute(67), SECRET).statusCode(401);
    given()
        .contentType("application/json")
        .body(body)
        .post("/api/hooks/attendance")
        .then()
        .statusCode(401);
    String seconds = Long.toString(minute(61).getEpochSecond());
    given()
        .contentType("application/json")
        .header("Reachline-Timestamp", seconds)
        .header("Reachline-Signature", Signatures.of(SECRET, seconds, body))
        .body(body.replace("joined", "left"))
        .post("/api/hooks/attendance")
        .then()
        .statusCode(401);
    post(body).statusCode(200).body("taken", equalTo(true));
  }

  @Test
  void badInputIsToldFieldByField() {
    post("{}")
        .statusCode(400)
        .body("errors.field", hasItems("id", "session", "email", "kind", "stay", "at"));
    post("{\"id\":\"x\",\"session\":\"999999999\",\"email\":\"nobody@x.example\",\"kind\":\"ended\",\"stay\":\"s\",\"at\":\"noon\"}")
        .statusCode(400)
        .body("errors.field", hasItems("session", "email", "kind", "at"));
    post(message("f", "joined", "one", 600)).statusCode(400).body("errors[0].field", equalTo("at"));
    post("{\"id\":").statusCode(400);
    post("null").statusCode(400).body("errors.field", hasItems("id", "at"));
    post("[]").statusCode(400);
    post("").statusCode(400);
  }
}
