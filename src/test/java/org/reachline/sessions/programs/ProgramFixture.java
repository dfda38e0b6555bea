package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

/** A trial three days before its first session, and a second programme on Thursdays. */
abstract class ProgramFixture {
  static final String THURSDAYS = "ECHO, Thursdays";

  EchoTrial trial;

  String study;

  String dane;

  @BeforeEach
  void threeDaysBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    study = trial.trial().path();
    dane = trial.trial().code("WI-DANE");
  }

  static RequestSpecification thursdays() {
    return thursdays(THURSDAYS, "FREQ=MONTHLY;BYDAY=3TH;COUNT=6");
  }

  static RequestSpecification thursdays(String name, String rule) {
    return Csrf.form()
        .formParam("strategy", "echo")
        .formParam("name", name)
        .formParam("hub", "Albany hub")
        .formParam("rule", rule)
        .formParam("time", "19:00")
        .formParam("zone", "America/New_York")
        .formParam("startsOn", "2026-01-12");
  }

  /** Address of the new programme. */
  String added() {
    String sites =
        thursdays()
            .post(study + "/sessions/programs/new")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    return sites.substring(sites.indexOf("/studies"), sites.length() - "/sites".length());
  }

  ValidatableResponse place(String program, String version, String from, String reason) {
    return Csrf.form()
        .formParam("unit", dane)
        .formParam("from", from)
        .formParam("reason", reason)
        .formParam("version", version)
        .post(program + "/sites")
        .then();
  }

  String programOf(long session) {
    return study
        + "/sessions/programs/"
        + QuarkusTransaction.requiringNew()
            .call(() -> EchoSession.<EchoSession>findById(session).program.id);
  }

  static void givenToAnotherHub(String program) {
    long id = Long.parseLong(program.substring(program.lastIndexOf('/') + 1));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person other =
                  Person.findByEmail("albany@hub.example")
                      .orElseGet(
                          () -> {
                            Person person = new Person();
                            person.email = "albany@hub.example";
                            person.name = "Ada Albany";
                            person.zone = "America/New_York";
                            person.roles.add(Role.HUB);
                            person.persist();
                            return person;
                          });
              EchoProgram given = EchoProgram.findById(id);
              given.team.clear();
              given.team.add(other);
            });
  }

  static ValidatableResponse post(String program, String json) {
    return given()
        .contentType("application/json")
        .body(json)
        .post("/api" + program + "/sites")
        .then();
  }
}
