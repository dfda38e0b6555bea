package org.reachline.sessions.room;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hooks.RoomEvent;

@QuarkusTest
class BigBlueButtonHooksTest {
  private static final String SECRET = "a-bigbluebutton-secret-for-tests-only";
  private static final String RECORDING = "/hooks/bigbluebutton/recording";

  @Inject BigBlueButtonHooks hooks;

  private final EchoTrial trial = EchoTrial.planned();
  private final String meeting = "reachline-echo-" + trial.sessions().get(0);

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private List<RoomEvent.Kind> taken() {
    return QuarkusTransaction.requiringNew()
        .call(() -> RoomEvent.listForSession(session()).stream().map(e -> e.kind).toList());
  }

  private static String token(String head, String claims, String secret) {
    String signed = part(head) + "." + part(claims);
    return signed + "." + Signing.base64(Signing.hmac(secret, signed));
  }

  private static String part(String json) {
    return Signing.base64(json.getBytes(StandardCharsets.UTF_8));
  }

  private int recording(String token) {
    return given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("signed_parameters", token)
        .post(RECORDING)
        .statusCode();
  }

  @Test
  void theAddressThatWeHandOutReportsTheEndOnce() {
    Map<String, String> callbacks =
        QuarkusTransaction.requiringNew().call(() -> hooks.callbacks(session()));
    String path = callbacks.get("meta_endCallbackUrl").replaceFirst("^https?://[^/]+", "");
    for (int i = 0; i < 2; i++) {
      // The server adds these two to the address that it was given.
      given()
          .queryParam("meetingID", meeting)
          .queryParam("recordingmarks", "false")
          .get(path)
          .then()
          .statusCode(200);
    }
    assertThat(taken()).containsExactly(RoomEvent.Kind.ENDED);
    given().queryParam("meetingID", "reachline-echo-1").get(path).then().statusCode(401);
    given()
        .queryParam("meetingID", meeting)
        .get("/hooks/bigbluebutton/ended")
        .then()
        .statusCode(401);
  }

  @Test
  void aRecordingIsTakenWithTheServersOwnSignatureOnly() {
    String head = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    String claims = "{\"meeting_id\":\"%s\",\"record_id\":\"r-1\"}".formatted(meeting);
    assertThat(recording(token(head, claims, "another secret"))).isEqualTo(401);
    assertThat(recording(token("{\"alg\":\"none\"}", claims, SECRET))).isEqualTo(401);
    assertThat(recording(part(head) + "." + part(claims) + ".")).isEqualTo(401);
    assertThat(recording("nonsense")).isEqualTo(401);
    assertThat(taken()).isEmpty();
    assertThat(recording(token(head, claims, SECRET))).isEqualTo(200);
    assertThat(recording(token(head, claims, SECRET))).isEqualTo(200);
    assertThat(taken()).containsExactly(RoomEvent.Kind.RECORDING);
    String other = claims.replace(meeting, "somebody-elses-meeting");
    assertThat(recording(token(head, other, SECRET))).isEqualTo(410);
  }
}
