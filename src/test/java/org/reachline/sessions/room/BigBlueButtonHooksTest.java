package org.reachline.sessions.room;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.RoomKind;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;

/** The server's own calls, made and signed by its stand-in. */
@QuarkusTest
class BigBlueButtonHooksTest {
  private static final String SECRET = "a-bigbluebutton-secret-for-tests-only";

  @Inject BigBlueButtonRoom room;
  @Inject AttendanceLedger ledger;
  @Inject SessionActs acts;

  @ConfigProperty(name = "reachline.bigbluebutton.url")
  String url;

  private final EchoTrial trial = EchoTrial.planned();
  private final String meeting = "reachline-echo-" + trial.sessions().get(0);
  private BigBlueButtonDouble server;

  @BeforeEach
  void maraEnters() throws Exception {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
    server = new BigBlueButtonDouble(SECRET, URI.create(url).getPort());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              session().program.roomKind = RoomKind.BIGBLUEBUTTON;
              ledger.joined(session(), person(TrialBuilder.CLINICIAN));
              room.enter(session(), person(TrialBuilder.CLINICIAN), false);
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  private static Person person(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  private static String key(String email) {
    return QuarkusTransaction.requiringNew().call(() -> person(email).id.toString());
  }

  private List<RoomEvent.Kind> taken() {
    return QuarkusTransaction.requiringNew()
        .call(() -> RoomEvent.listForSession(session()).stream().map(e -> e.kind).toList());
  }

  @Test
  void theEndIsTakenOnce() {
    assertThat(server.tellsTheEnd(meeting)).isEqualTo(200);
    assertThat(server.tellsTheEnd(meeting)).isEqualTo(200);
    assertThat(taken()).containsExactly(RoomEvent.Kind.ENDED);
    given()
        .queryParam("meetingID", meeting)
        .get("/hooks/bigbluebutton/ended")
        .then()
        .statusCode(401);
    given()
        .queryParam("meetingID", meeting)
        .queryParam("sign", "0".repeat(64))
        .get("/hooks/bigbluebutton/ended")
        .then()
        .statusCode(401);
  }

  @Test
  void aRecordingIsTakenWithTheServersOwnSignatureOnly() {
    assertThat(server.tellsTheRecording(meeting, "another secret")).isEqualTo(401);
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("signed_parameters", "nonsense")
        .post("/hooks/bigbluebutton/recording")
        .then()
        .statusCode(401);
    assertThat(taken()).isEmpty();
    assertThat(server.tellsTheRecording(meeting, SECRET)).isEqualTo(200);
    assertThat(server.tellsTheRecording(meeting, SECRET)).isEqualTo(200);
    assertThat(taken()).containsExactly(RoomEvent.Kind.RECORDING);
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam(
            "signed_parameters",
            BigBlueButtonDouble.token(
                "HS256", "{\"meeting_id\":\"somebody-elses\",\"record_id\":\"r\"}", SECRET))
        .post("/hooks/bigbluebutton/recording")
        .then()
        .statusCode(410);
  }

  @Test
  void recordingIsOffUntilTheProgrammeAllowsIt() {
    assertThat(server.creation(meeting)).containsEntry("record", "false");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession next = EchoSession.findById(trial.sessions().get(1));
              next.program.recordSessions = true;
              room.enter(next, person(TrialBuilder.CLINICIAN), false);
            });
    assertThat(server.creation("reachline-echo-" + trial.sessions().get(1)))
        .containsEntry("record", "true");
  }

  /** As the server writes it, with one who was there twice and still at the end. */
  private String report() {
    return """
        {"version":"1.0","meeting_id":"%s","internal_meeting_id":"352a60fe-1691427974352",
         "data":{"duration":2700,"start":"2026-01-13 12:00:00 -0600",
          "finish":"2026-01-13 12:50:00 -0600",
          "attendees":[
           {"ext_user_id":%s,"name":"Mara Jensen","moderator":false,
            "joins":["2026-01-13 12:05:00 -0600","2026-01-13T18:30:00+00:00"],
            "leaves":["2026-01-13 12:20:00 -0600"],"duration":2100,
            "engagement":{"chats":9,"talks":8,"raisehand":0,"emojis":0}},
           {"ext_user_id":"%s","name":"Dr Hanna Okafor","moderator":true,
            "joins":["2026-01-13 12:00:00 -0600"],"leaves":["2026-01-13 12:50:00 -0600"]},
           {"ext_user_id":"w_pc3g5bjibj7r","name":"Somebody","moderator":false,
            "joins":["2026-01-13 12:00:00 -0600"],"leaves":[]}]}}"""
        .formatted(meeting, key(TrialBuilder.CLINICIAN), key(TrialBuilder.HUB));
  }

  @Test
  void attendanceThatComesAfterTheClosingIsClippedAndCountedOnce() {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(15)));
    QuarkusTransaction.requiringNew().run(() -> acts.close(session()));
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(65)));
    long later = Instant.parse("2026-01-14T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 2; i++) {
      assertThat(server.tellsTheAttendance(meeting, report(), later, SECRET)).isEqualTo(200);
    }
    // From 12:05 until the host closed at 12:15; what came after does not count.
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("10 WEBHOOK");
    assertThat(trial.attendance(0, TrialBuilder.HUB)).as("hosts are not on the list").isNull();
    assertThat(taken()).hasSize(4);
  }

  @Test
  void minutesAreTheUnionOfTheStaysThatTheServerTells() {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(65)));
    long later = Instant.parse("2026-01-14T00:00:00Z").getEpochSecond();
    assertThat(server.tellsTheAttendance(meeting, report(), later, SECRET)).isEqualTo(200);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("35 WEBHOOK");
  }

  @Test
  void attendanceIsTakenWithTheServersTokenOnly() {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(65)));
    long later = Instant.parse("2026-01-14T00:00:00Z").getEpochSecond();
    assertThat(server.tellsTheAttendance(meeting, report(), later, "another")).isEqualTo(401);
    long before = EchoTrial.FIRST.getEpochSecond();
    assertThat(server.tellsTheAttendance(meeting, report(), before, SECRET)).isEqualTo(401);
    given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + BigBlueButtonDouble.token("HS256", "{}", SECRET))
        .body(report())
        .post("/hooks/bigbluebutton/attendance")
        .then()
        .statusCode(401);
    assertThat(taken()).isEmpty();
    assertThat(server.tellsTheAttendance(meeting, "{\"meeting_id\":\"x\"}", later, SECRET))
        .isEqualTo(410);
    assertThat(server.tellsTheAttendance(meeting, "no json", later, SECRET)).isEqualTo(400);
  }

  @Test
  void twoWindowsAndAMissingEndAreUnderstood() {
    Instant start = EchoTrial.FIRST;
    List<Instant> in = List.of(start.plusSeconds(600), start);
    List<Instant> out = List.of(start.plusSeconds(1200), start.plusSeconds(900));
    assertThat(BigBlueButtonAttendance.stays(in, out, Optional.empty()))
        .extracting(stay -> stay.from() + "/" + stay.to())
        .containsExactly(
            "2026-01-13T18:00:00Z/2026-01-13T18:15:00Z",
            "2026-01-13T18:10:00Z/2026-01-13T18:20:00Z");
    assertThat(BigBlueButtonAttendance.stays(in, List.of(), Optional.empty())).isEmpty();
    assertThat(BigBlueButtonAttendance.instant("2026-01-13 18:00:00 UTC")).contains(start);
  }
}
