package org.reachline.sessions.hosting;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.reachline.people.Person;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.attendance.AttendanceLedger;

/** A session in which somebody was, minute by minute, and the roll that a host calls. */
abstract class RollCallFixture {
  @Inject AttendanceLedger ledger;

  static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  static String idOf(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(email).orElseThrow().id.toString());
  }

  static RequestSpecification rows(String[]... rows) {
    RequestSpecification form = Csrf.form();
    for (String[] row : rows) {
      form =
          form.formParam("person", idOf(row[0]))
              .formParam("minutes", row[1])
              .formParam("reason", row[2])
              .formParam("shown", row[3]);
    }
    return form;
  }

  void joined(EchoTrial trial, String email) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.joined(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow()));
  }

  void measured(EchoTrial trial, String email, Evidence kind, int from, int to) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                ledger.record(
                    EchoSession.findById(trial.sessions().get(0)),
                    Person.findByEmail(email).orElseThrow(),
                    new Presence.Piece(
                        EchoTrial.FIRST.plus(Duration.ofMinutes(from)),
                        EchoTrial.FIRST.plus(Duration.ofMinutes(to)),
                        kind,
                        EchoTrial.FIRST,
                        kind + ":" + from),
                    "system",
                    null));
  }

  static String shown(EchoTrial trial, String email) {
    return trial.attendance(0, email).replaceFirst(" .*", "");
  }
}
