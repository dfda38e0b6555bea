package org.reachline.sessions.join;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.attendance.AttendanceLedger;

@QuarkusTest
class SessionGuestsTest {
  @Inject AttendanceLedger attendance;

  /** Rock's prescriber left, and their study with it; the hub's own guest stays one. */
  @Test
  @AsOutsider
  void whoeverWasAskedThemselvesOpensTheSessionWithoutASiteInTheStudy() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.minusSeconds(3600));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.update(
                    "until = ?1 where site = ?2",
                    LocalDate.of(2025, 12, 31),
                    trial.trial().site("WI-ROCK")));
    given().get(trial.first()).then().statusCode(404);
    given().get(trial.trial().path()).then().statusCode(404);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                attendance.record(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(TrialBuilder.OUTSIDER).orElseThrow(),
                    new Presence.Piece(
                        EchoTrial.FIRST,
                        EchoTrial.FIRST.plusSeconds(60),
                        Evidence.ROLL_CALL,
                        EchoTrial.FIRST,
                        "guest"),
                    "system",
                    null));
    given().get(trial.first()).then().statusCode(200);
    given().get(trial.trial().path()).then().statusCode(200);
    given().get(trial.path(1)).then().statusCode(404);
  }
}
