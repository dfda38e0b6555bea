package org.reachline.sessions.live;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.reachline.people.Person;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.attendance.AttendanceLedger;

/** A session on its live page. */
abstract class LiveFixture {
  @Inject AttendanceLedger ledger;

  @Inject Beats beats;

  final EchoTrial trial = EchoTrial.planned();

  final String live = trial.first() + "/live";

  static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  EchoSession session() {
    return EchoSession.findById(trial.sessions().get(0));
  }

  static Person person(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  void joins(String email) {
    QuarkusTransaction.requiringNew().run(() -> ledger.joined(session(), person(email)));
  }

  void beat(String email) {
    beats.write(trial.sessions().get(0), person(email).id, false, null);
  }

  @Inject LiveActs desk;

  Response autosave(String wording, int version) {
    return Csrf.json()
        .accept("application/json")
        .body(new LivePage.Notes(wording, version))
        .post(live + "/notes/autosave");
  }
}
