package org.reachline.projects;

import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.Csrf;

/** Two units, the first with a coach and a clinician who start and write change projects. */
abstract class ProjectFixture {
  static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  static final LocalDate START = TODAY.minusMonths(4);

  Trial trial;
  String projects;

  @BeforeEach
  void enrolDane() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .save();
    projects = trial.path() + "/coaching/" + trial.code("WI-DANE") + "/projects";
  }

  RequestSpecification charter() {
    return Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("title", "Screen at booking")
        .formParam("aim", "Screen 9 of 10 people at booking by June")
        .formParam("population", "Everyone booked")
        .formParam("levelOfCare", "Intake")
        .formParam("location", "Booking desk")
        .formParam("measure", "oud_identified")
        .formParam("baseline", "10")
        .formParam("target", "20")
        .formParam("startsOn", TODAY.minusMonths(2).toString())
        .formParam("endsOn", TODAY.plusMonths(1).toString())
        .formParam("executiveSponsor", "Jail administrator")
        .formParam("changeLeader", "Charge nurse");
  }

  String start() {
    String address =
        charter().post(projects + "/new").then().statusCode(303).extract().header("Location");
    return address.substring(address.indexOf("/studies"));
  }

  RequestSpecification cycle(int version) {
    return Csrf.form()
        .formParam("version", version < 0 ? "" : String.valueOf(version))
        .formParam("change", "The nurse asks three questions")
        .formParam("startsOn", TODAY.minusMonths(1).toString())
        .formParam("plan", "Night shift tries it for two weeks");
  }

  List<AuditEntry> trail(String subject) {
    return QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject(subject));
  }

  static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }
}
