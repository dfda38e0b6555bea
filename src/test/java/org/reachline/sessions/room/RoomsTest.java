package org.reachline.sessions.room;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.RoomKind;
import org.reachline.sessions.hosting.SessionActs;

@QuarkusTest
class RoomsTest {
  @ConfigProperty(name = "reachline.bigbluebutton.url")
  String bigBlueButtonUrl;

  private static final String BBB_SECRET = "a-bigbluebutton-secret-for-tests-only";

  @Inject Rooms rooms;
  @Inject SessionActs acts;
  @Inject ObjectMapper json;

  private EchoTrial trial;

  @BeforeEach
  void plan() {
    trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private void use(RoomKind kind) {
    QuarkusTransaction.requiringNew().run(() -> session().program.roomKind = kind);
  }

  private Rooms.Way wayIn(boolean host) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                rooms.wayIn(
                    session(), Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow(), host));
  }

  @Test
  void jitsiGetsATokenForThisRoomPersonAndTime() throws Exception {
    use(RoomKind.JITSI);
    URI address = wayIn(false).address().orElseThrow();
    assertThat(address.getHost()).isEqualTo("meet.example");
    try (JitsiDouble server =
        new JitsiDouble("meet.example", "reachline", "a-jitsi-secret-for-tests-only")) {
      assertThat(server.visit(address, EchoTrial.FIRST)).isEqualTo("welcome");
      assertThat(server.visit(address, EchoTrial.FIRST.minus(Duration.ofMinutes(21))))
          .isEqualTo("too early");
      assertThat(server.visit(address, EchoTrial.FIRST.plus(Duration.ofMinutes(90))))
          .isEqualTo("expired");
      URI elsewhere = URI.create(address.toString().replace("/echo-", "/staff-"));
      assertThat(server.visit(elsewhere, EchoTrial.FIRST)).isEqualTo("room");
      URI forged = URI.create(address.toString().replaceFirst("\\.[^.]*$", ".AAAA"));
      assertThat(server.visit(forged, EchoTrial.FIRST)).isEqualTo("signature");
    }
    String[] parts = address.getQuery().substring("jwt=".length()).split("\\.");
    JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.get("aud").asText()).isEqualTo("jitsi");
    assertThat(claims.get("iss").asText()).isEqualTo("reachline");
    assertThat(claims.get("sub").asText()).isEqualTo("meet.example");
    assertThat("/" + claims.get("room").asText()).isEqualTo(address.getPath());
    assertThat(claims.get("context").get("user").get("name").asText()).isEqualTo("Mara Jensen");
    assertThat(claims.get("moderator").asBoolean()).isFalse();
    assertThat(claims.get("nbf").asLong())
        .isEqualTo(EchoTrial.FIRST.minus(Duration.ofMinutes(20)).getEpochSecond());
    assertThat(claims.get("exp").asLong())
        .isEqualTo(EchoTrial.FIRST.plus(Duration.ofMinutes(90)).getEpochSecond());
    String hosts = wayIn(true).url();
    JsonNode host =
        json.readTree(Base64.getUrlDecoder().decode(hosts.split("jwt=")[1].split("\\.")[1]));
    assertThat(host.get("moderator").asBoolean()).isTrue();
    assertThat(host.get("room")).isEqualTo(claims.get("room"));
  }

  @Test
  @AsHub
  void bigBlueButtonMakesTheMeetingAndEndsItWithTheSession() throws Exception {
    use(RoomKind.BIGBLUEBUTTON);
    try (BigBlueButtonDouble server =
        new BigBlueButtonDouble(BBB_SECRET, URI.create(bigBlueButtonUrl).getPort())) {
      String meeting = "reachline-echo-" + trial.sessions().get(0);
      String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
      Csrf.form().post(link).then().statusCode(303);
      given()
          .get(link + "/room")
          .then()
          .statusCode(200)
          .body(containsString(bigBlueButtonUrl + "/join?"))
          .body(containsString("role=VIEWER"));
      assertThat(server.meetings()).containsExactly(meeting);
      URI join = wayIn(true).address().orElseThrow();
      assertThat(server.isSigned("join", join.getRawQuery())).isTrue();
      assertThat(join.getRawQuery()).contains("role=MODERATOR").contains("fullName=Mara+Jensen");
      server.arrives(meeting, "42", "Mara Jensen");
      given()
          .get(trial.first() + "/live/video")
          .then()
          .statusCode(200)
          .body(containsString("<li>Mara Jensen</li>"));
      given()
          .get(trial.api(0) + "/live/video")
          .then()
          .statusCode(200)
          .body("told", equalTo(true))
          .body("names", equalTo(List.of("Mara Jensen")));
      QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
      assertThat(server.meetings()).isEmpty();
    }
  }

  @Test
  @AsHub
  void whoIsInTheRoomIsToldWhereItCanBe() {
    given()
        .get(trial.first() + "/live/video")
        .then()
        .statusCode(200)
        .body(containsString("does not tell who is in it"));
    use(RoomKind.BIGBLUEBUTTON);
    given()
        .get(trial.first() + "/live/video")
        .then()
        .statusCode(200)
        .body(containsString("does not answer just now"));
  }

  @Test
  @AsClinician
  void whoIsInTheRoomIsForHosts() {
    given().get(trial.first() + "/live/video").then().statusCode(403);
    given().get(trial.api(0) + "/live/video").then().statusCode(403);
  }

  @Test
  void aRoomThatDoesNotAnswerIsToldAndTheJoiningIsKept() {
    use(RoomKind.BIGBLUEBUTTON);
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN);
    Csrf.form().post(link).then().statusCode(303);
    given()
        .get(link + "/room")
        .then()
        .statusCode(200)
        .body(containsString("The video room does not answer just now."));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("55 JOINED");
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
    assertThat(wayIn(false).trouble()).isTrue();
  }

  @Test
  void anAddressForOneSessionGoesBeforeTheProgrammesServer() {
    use(RoomKind.JITSI);
    QuarkusTransaction.requiringNew()
        .run(() -> session().roomUrl = "https://video.example/just-today");
    assertThat(wayIn(false).url()).isEqualTo("https://video.example/just-today");
  }
}
