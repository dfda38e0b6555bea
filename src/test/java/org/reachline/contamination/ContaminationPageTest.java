package org.reachline.contamination;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.Change;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

@QuarkusTest
class ContaminationPageTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(3);

  @Inject ContactActs acts;

  private Trial trial;
  private String page;

  @BeforeEach
  void lowDoseSiteWithTwoExtraCalls() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .coached()
            .staffed()
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .save();
    page = trial.path() + "/contamination";
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              TestContacts.held(trial, "WI-ROCK", null, START.plusDays(10), 45);
              TestContacts.held(trial, "WI-ROCK", null, START.plusDays(20), 45);
            });
  }

  private List<ContaminationFlag> flags() {
    return QuarkusTransaction.requiringNew()
        .call(() -> ContaminationFlag.listForStudy(trial.study()));
  }

  @Test
  void raisesTheFlagWhenTheContactIsPostedAndNotWhenSomebodyLooks() {
    assertThat(flags()).hasSize(1);
    assertThat(flags().get(0).kind).isEqualTo(ContaminationKind.BEYOND_PLAN);
    assertThat(flags().get(0).since).isEqualTo(START.plusDays(20));
  }

  @Test
  @AsCoordinator
  void coordinatorReadsWhatAndWhyAndWritesANoteThatStays() {
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Received more than planned"))
        .body(containsString("2 contacts with 90 minutes of NIATx coaching"))
        .body(containsString("One coach for different levels"))
        .body(containsString("Cole Whitfield coaches sites of different levels"));
    long id =
        flags().stream()
            .filter(f -> f.kind == ContaminationKind.BEYOND_PLAN)
            .findFirst()
            .orElseThrow()
            .id;
    Csrf.form().formParam("text", " ").post(page + "/" + id + "/notes").then().statusCode(400);
    Csrf.form()
        .formParam("text", "The jail asked for help after a death.")
        .post(page + "/" + id + "/notes")
        .then()
        .statusCode(303);
    given().get(page).then().body(containsString("The jail asked for help after a death."));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("contamination_flag:" + id));
    assertThat(trail).hasSize(1);
    assertThat(trail.get(0).act).isEqualTo("contamination.noted");
    assertThat(trail.get(0).personEmail).isEqualTo(TrialBuilder.COORDINATOR);
    assertThat(trail.get(0).after).contains("The jail asked for help");
  }

  @Test
  @AsCoordinator
  void flagStaysWhenItNoLongerHolds() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact extra =
                  CoachingContact.listForEnrolment(trial.enrolment("WI-ROCK")).get(0);
              acts.withdraw(extra, new Change(extra.version, "Entered for the wrong jail"));
            });
    given()
        .get("/api" + page)
        .then()
        .statusCode(200)
        .body("find { it.kind == 'beyond_plan' }.holds", equalTo(false))
        .body("find { it.kind == 'beyond_plan' }.site", equalTo(trial.code("WI-ROCK")))
        .body("find { it.kind == 'shared_coach' }.person", equalTo(TrialBuilder.COACH));
    given().get(page).then().body(containsString("No longer holds"));
  }

  @Test
  @AsResearcher
  void researcherReadsFlagsButWritesNoNotes() {
    given().get("/api" + page).then().statusCode(200).body("kind", hasItem("beyond_plan"));
    given()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Shown by 2 records"))
        // Researchers do not open single contacts.
        .body(not(containsString("/contacts/")))
        .body(not(containsString("Write a note")));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("text", "x"))
        .post("/api" + page + "/" + flags().get(0).id + "/notes")
        .then()
        .statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherLearnsNothing() {
    given().get(page).then().statusCode(403).body(not(containsString("Rock")));
    given().get("/api" + page).then().statusCode(403);
  }

  @Test
  @AsHub
  void hubLearnsNothing() {
    given().get(page).then().statusCode(403);
  }

  @Test
  @AsCoach
  void coachLearnsNothing() {
    given().get(page).then().statusCode(403);
  }

  @Test
  @AsClinician
  void clinicianLearnsNothing() {
    given().get(page).then().statusCode(403);
    given().get("/api" + page).then().statusCode(403);
  }
}
