package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.dose.DoseEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** Trainers train trainers: the generation follows from who trained whom. */
@QuarkusTest
class TrainingOfTrainersTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(4);

  private Trial trial;
  private String site;
  private String other;

  @BeforeEach
  void enrolANaloxoneProgramme() {
    trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .staffed()
            .withSite("MA-HAMPDEN", "Hampden outreach")
            .startedOn(START)
            .save();
    site = trial.path() + "/activities/" + trial.code("MA-FRANKLIN");
    other = trial.path() + "/activities/" + trial.code("MA-HAMPDEN");
  }

  private static RequestSpecification training(Object trainedBy, int day) {
    return Csrf.form()
        .formParam("planned", "train_the_trainer|")
        .formParam("day", START.plusDays(day).toString())
        .formParam("minutes", "110")
        .formParam("part", "trainer")
        .formParam("people", "3")
        .formParam("trainedBy", String.valueOf(trainedBy))
        .formParam("actor", "Trainer")
        .formParam("action", "Taught overdose response");
  }

  private static RequestSpecification amendment(Object trainedBy, int day, int version) {
    return training(trainedBy, day)
        .formParam("reason", "Somebody else trained them")
        .formParam("version", version);
  }

  private List<Activity> all() {
    return QuarkusTransaction.requiringNew().call(() -> Activity.listForStudy(trial.study()));
  }

  /** Logs a training and says its key. */
  private long logged(String where, Object trainedBy, int day) {
    List<Long> before = all().stream().map(a -> a.id).toList();
    training(trainedBy, day).post(where + "/log").then().statusCode(303);
    return all().stream()
        .map(a -> a.id)
        .filter(id -> !before.contains(id))
        .findFirst()
        .orElseThrow();
  }

  private int generation(long id) {
    return all().stream().filter(a -> a.id == id).findFirst().orElseThrow().facts.generation();
  }

  @Test
  @AsCoach
  void cascadeRunsThroughLogAndLedger() {
    given()
        .get(site + "/log")
        .then()
        .statusCode(200)
        .body(containsString("Training of trainers, month 1"))
        .body(containsString("The hub: generation 1"));
    long first = logged(site, "hub", 6);
    logged(site, first, 36);
    given()
        .get(site)
        .then()
        .statusCode(200)
        .body(containsString("generation 2"))
        .body(containsString("Who trained whom"))
        .body(containsString("class=\"generation-2\""));
    assertThat(all()).extracting(a -> a.facts.generation()).containsExactly(1, 2);
    List<DoseEntry> lines =
        QuarkusTransaction.requiringNew()
            .call(() -> DoseEntry.listForEnrolment(trial.enrolment("MA-FRANKLIN")));
    assertThat(lines).extracting(l -> l.personMinutes).containsExactly(330, 330);
  }

  @Test
  @AsCoach
  void generationIsDerivedAndNotBelieved() {
    long first = logged(site, "hub", 6);
    training(first, 36)
        .formParam("generation", "7")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("It follows from the training that trained the trainers: 2."));
    training("", 36)
        .formParam("generation", "2")
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("Say which training trained the trainers of generation 2"));
    training(first, 2)
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("That training was held later"));
    training("999999999", 36)
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("no training of the same strategy on record"));
    assertThat(all()).hasSize(1);
  }

  @Test
  @AsCoordinator
  void circlesAreRefusedAndGenerationsFollowAnAmendment() {
    long first = logged(site, "hub", 6);
    long second = logged(other, first, 36);
    long third = logged(site, second, 36);
    assertThat(generation(third)).isEqualTo(3);
    amendment(third, 36, 0)
        .post(other + "/" + second + "/amend")
        .then()
        .statusCode(400)
        .body(containsString("That training descends from this one"));
    amendment("", 36, 0)
        .post(other + "/" + second + "/amend")
        .then()
        .statusCode(400)
        .body(containsString("Trainers of this training trained others"));
    amendment("hub", 36, 0).post(other + "/" + second + "/amend").then().statusCode(303);
    assertThat(generation(second)).isEqualTo(1);
    assertThat(generation(third)).isEqualTo(2);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("activity:" + third));
    assertThat(trail)
        .extracting(e -> e.act)
        .containsExactly("activity.logged", "activity.generation_followed");
    assertThat(trail.get(1).reason).isEqualTo("Somebody else trained them");
  }

  @Test
  @AsCoordinator
  void aWithdrawnTrainingIsToldWhereItTrainedTrainers() {
    long first = logged(site, "hub", 6);
    long second = logged(other, first, 36);
    Csrf.form()
        .formParam("reason", "Never took place")
        .formParam("version", "0")
        .post(site + "/" + first + "/withdraw")
        .then()
        .statusCode(303);
    given()
        .get(other)
        .then()
        .body(containsString("that trained its trainers was withdrawn"))
        .body(containsString("generation 2"));
    given()
        .get(other + "/" + second)
        .then()
        .body(containsString("that trained its trainers was withdrawn"));
    training(first, 60)
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("no training of the same strategy on record"));
  }

  @Test
  @AsCoach
  void aListNamesItsOwnRows() {
    String header = "site,strategy,day,minutes,part,people,actor,action,trained_by\n";
    String row = trial.code("MA-FRANKLIN") + ",train_the_trainer,%s,60,trainer,2,Hub,%s,%s\n";
    String list =
        header
            + row.formatted(START.plusDays(3), "Taught", "hub")
            + row.formatted(START.plusDays(40), "Handed on", "row 2");
    String address = "/api" + trial.path() + "/activities-import?dryRun=false";
    given()
        .contentType("text/csv")
        .body(list.replace("row 2", "row 9"))
        .post(address)
        .then()
        .statusCode(400)
        .body("rows.column", hasItem("trained_by"));
    given().contentType("text/csv").body(list).post(address).then().statusCode(200);
    assertThat(all()).extracting(a -> a.facts.generation()).containsExactly(1, 2);
    given()
        .contentType("text/csv")
        .body(list)
        .post(address)
        .then()
        .body("rows[1].kind", equalTo("SAME"));
    assertThat(all()).hasSize(2);
  }

  @Test
  @AsCoach
  void aTrainingOfASiteThatIsNotYoursLooksLikeNone() {
    long elsewhere =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Activity a = new Activity();
                  a.enrolment =
                      org.reachline.studies.Enrolment.findById(trial.enrolment("MA-HAMPDEN").id);
                  a.study = a.enrolment.study;
                  a.studyVersion = a.study.current;
                  a.site = a.enrolment.unit;
                  Map<String, Object> facts = new HashMap<>();
                  facts.put("strategy", "train_the_trainer");
                  facts.put("day", START.plusDays(2));
                  facts.put("minutes", 60);
                  facts.put("part", "trainer");
                  facts.put("people", 2);
                  facts.put("generation", 1);
                  facts.put("actor", "Hub");
                  facts.put("action", "Taught");
                  a.facts = ActivityFacts.SHEET.make(facts);
                  a.enter("hub@demo.reachline.example", java.time.Instant.now());
                  a.persist();
                  return a.id;
                });
    given().get(site + "/log").then().body(not(containsString("Hampden")));
    training(elsewhere, 36)
        .post(site + "/log")
        .then()
        .statusCode(400)
        .body(containsString("no training of the same strategy on record"));
  }

  @Test
  @AsClinician
  void staffReadsTheCascadeOfItsSiteAndLogsNothing() {
    given().get(site).then().statusCode(200);
    training("hub", 6).post(site + "/log").then().statusCode(403);
    given().get(other).then().statusCode(404);
  }

  @Test
  @AsCoordinator
  void staffingStandsPlannedBesideInPlace() {
    Trial clinics =
        aTrial("proud-primary-care")
            .withSite("US-ONE", "Clinic one")
            .startedOn(START)
            .inPair("SYS1")
            .allocatedTo("PROUD")
            .save();
    String clinic = clinics.path() + "/activities/" + clinics.code("US-ONE");
    given().get(clinic).then().body(containsString("below plan"));
    placed(START.plusDays(3).toString())
        .post(clinic + "/log")
        .then()
        .statusCode(400)
        .body(containsString("This lies before the day on which it began."));
    placed("").post(clinic + "/log").then().statusCode(303);
    given()
        .get(clinic)
        .then()
        .body(containsString("0.80 of a full time"))
        .body(containsString("0.80 by 1 person"))
        .body(containsString("below plan"))
        .body(containsString("Four days a week instead of five"));
    given()
        .get("/api" + clinic)
        .then()
        .body("staffing[0].roles[0].planned", equalTo(1.0f))
        .body("staffing[0].roles[0].inPlace", equalTo(0.8f));
  }

  private static RequestSpecification placed(String until) {
    return Csrf.form()
        .formParam("planned", "nurse_care_manager|")
        .formParam("day", START.plusDays(20).toString())
        .formParam("minutes", "480")
        .formParam("part", "nurse_care_manager")
        .formParam("people", "1")
        .formParam("fullTimeEquivalent", "0.8")
        .formParam("placedUntil", until)
        .formParam("actor", "Health system")
        .formParam("action", "Hired and placed a nurse care manager")
        .formParam("modification", "Four days a week instead of five");
  }
}
