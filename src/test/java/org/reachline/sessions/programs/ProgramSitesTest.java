package org.reachline.sessions.programs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.personas.AsHub;
import org.reachline.sessions.CohortAssignment;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.studies.Enrolment;

/** A hub sees the sites of its own programmes and nobody of any other. */
@QuarkusTest
class ProgramSitesTest extends ProgramFixture {
  private String rock;

  @BeforeEach
  void threeDaysBefore() {
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
    study = trial.trial().path();
    dane = trial.trial().code("WI-DANE");
    rock = trial.trial().code("WI-ROCK");
  }

  private EchoProgram program() {
    return EchoSession.<EchoSession>findById(trial.sessions().get(0)).program;
  }

  private static Person otherHub() {
    return Person.findByEmail("reno@hub.example")
        .orElseGet(
            () -> {
              Person person = new Person();
              person.email = "reno@hub.example";
              person.name = "Rita Reno";
              person.zone = "America/Los_Angeles";
              person.roles.add(Role.HUB);
              person.persist();
              return person;
            });
  }

  private void answers(String site, int status) {
    for (String path : List.of("/sites/" + site, "/api/sites/" + site, study + "/sites/" + site)) {
      given().get(path).then().statusCode(status);
    }
  }

  @Test
  @AsHub
  void seesTheSitesThatItsProgrammeIsForAndNoOthers() {
    answers(dane, 200);
    answers(rock, 404);
    given().get("/api/sites?q=" + rock).then().body("", empty());
    given().get("/sites?q=" + dane).then().body(containsString(dane));
    given()
        .get("/api" + study + "/enrolments")
        .then()
        .body("unit", equalTo(List.of(dane)))
        .body("arm", equalTo(java.util.Collections.singletonList(null)));
    given().get("/people").then().statusCode(403);
    given().get("/api/people").then().statusCode(403);
  }

  @Test
  @AsHub
  void seesNobodyOfAnotherHubsProgramme() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              program().team.clear();
              program().team.add(otherHub());
            });
    answers(dane, 404);
    given().get("/api/sites?q=" + dane).then().body("", empty());
    given().get("/sites?q=" + dane).then().body(not(containsString("Dane County Jail")));
    given().get(study + "/sites").then().body(not(containsString("Dane County Jail")));
    given().get("/api" + study + "/enrolments").then().body("", empty());
    given().get("/home").then().statusCode(200).body(not(containsString("Dane County Jail")));
    for (String list : List.of("", "/sites", "/invitations", "/programs", "/invitations/refused")) {
      given().get("/api" + study + "/sessions" + list).then().statusCode(200).body("", empty());
    }
    for (String page : List.of("", "/attendance", "/invitations")) {
      given()
          .get(study + "/sessions" + page)
          .then()
          .statusCode(200)
          .body(not(containsString("Mara Jensen")))
          .body(not(containsString("Dane County Jail")));
    }
  }

  @Test
  @AsHub
  void seesASiteAgainOnceItIsBroughtIntoItsOwnProgramme() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              program().team.add(otherHub());
              EchoProgram own = new EchoProgram();
              own.study = program().study;
              own.strategy = program().strategy;
              own.name = "ECHO, evenings";
              own.zone = "America/Chicago";
              own.rule = "FREQ=MONTHLY;BYDAY=1MO";
              own.beginsAt = LocalTime.of(19, 0);
              own.anchorOn = LocalDate.of(2026, 1, 1);
              own.team.add(Person.findByEmail(TrialBuilder.HUB).orElseThrow());
              own.persist();
              CohortAssignment place = new CohortAssignment();
              place.enrolment = Enrolment.findById(trial.trial().enrolment("WI-DANE").id);
              place.program = own;
              place.from = LocalDate.of(2026, 2, 1);
              place.reason = "Evening shifts.";
              place.placedBy = TrialBuilder.COORDINATOR;
              place.placedAt = Instant.parse("2026-01-10T12:00:00Z");
              place.persist();
            });
    answers(dane, 200);
    given().get("/api/sites?q=" + dane).then().body("code", hasItem(dane));
  }
}
