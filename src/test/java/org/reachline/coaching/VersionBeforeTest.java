package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.dose.CoachingAccounts;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.studies.Enrolment;
import org.reachline.studies.StudyVersion;

/** A version that changes what was planned before its first day says so, and takes nothing back. */
@QuarkusTest
class VersionBeforeTest {
  private static final LocalDate START = LocalDate.of(2025, 3, 15);

  @Inject CoachingAccounts accounts;

  private Trial trial;
  private String code;

  @BeforeEach
  void aJailWithACallInEachMonth() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .inStratum("MEDIUM")
            .allocatedTo("HIGH")
            .coached()
            .save();
    code = trial.code("WI-DANE");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int month = 2; month <= 12; month++) {
                TestContacts.held(
                    trial, "WI-DANE", "monthly_call@" + month, START.plusMonths(month - 1), 60);
              }
            });
  }

  private String text() {
    return QuarkusTransaction.requiringNew()
        .call(() -> StudyVersion.listForStudy(trial.study()).get(0).text);
  }

  /** Calls of 45 minutes, and none in month 12. */
  private String fewerAndShorter() {
    String text = text();
    String fewer =
        text.replace(
            "months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n            minutes: 60",
            "months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]\n            minutes: 45");
    assertThat(fewer).isNotEqualTo(text);
    return fewer;
  }

  private static ValidatableResponse send(String text, boolean dryRun) {
    return given()
        .contentType("text/yaml")
        .body(text)
        .queryParam("dryRun", dryRun)
        .queryParam("basis", 1)
        .queryParam("reason", "Calls are shorter")
        .post("/api/studies")
        .then();
  }

  private DoseAccount account() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                accounts
                    .of(Enrolment.<Enrolment>findById(trial.enrolment("WI-DANE").id))
                    .accounts()
                    .get(0));
  }

  @Test
  @AsCoordinator
  void previewTellsTheChangeInWordsAndWhatItTouchesOfThePast() {
    send(fewerAndShorter(), true)
        .statusCode(200)
        .body("changes.what", hasItem(startsWith("Minutes of Monthly call (")))
        .body("changes.find { it.what.startsWith('Minutes of') }.before", equalTo("60"))
        .body("changes.find { it.what.startsWith('Minutes of') }.after", equalTo("45"))
        .body(
            "before",
            hasItem(
                "Monthly call of month 12, which the new version no longer plans, was held at "
                    + code
                    + " and keeps the line that it was held under."))
        .body(
            "before",
            hasItem(
                allOf(
                    startsWith("Monthly call of month 3, for which the new version plans 45"),
                    containsString(code))));
    Csrf.upload()
        .multiPart(
            "file",
            "study.yaml",
            fewerAndShorter().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/studies/upload")
        .then()
        .statusCode(200)
        .body(containsString("What it changes of the time before today"))
        .body(containsString("Monthly call of month 12, which the new version no longer plans"));
  }

  @Test
  @AsCoordinator
  void whatWasHeldKeepsItsLineAndNoFlagSwitchesOn() {
    DoseAccount before = account();
    send(fewerAndShorter(), false).statusCode(201);
    DoseAccount after = account();
    assertThat(after.delivered()).isEqualTo(before.delivered());
    assertThat(after.beside()).isEmpty();
    assertThat(after.planned()).isEqualTo(before.planned());
    given()
        .get("/api" + trial.path() + "/contamination")
        .then()
        .statusCode(200)
        .body("flags", org.hamcrest.Matchers.anyOf(empty(), org.hamcrest.Matchers.nullValue()));
  }

  @Test
  @AsCoordinator
  void unitThatMissedACallIsToldThatItsPlanUntilTodayChanges() {
    Trial other =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(START)
            .inStratum("MEDIUM")
            .allocatedTo("HIGH")
            .save();
    trial = other;
    send(fewerAndShorter(), true)
        .statusCode(200)
        .body(
            "before",
            hasItem(
                allOf(
                    startsWith(other.code("WI-ROCK") + ", "),
                    containsString("planned until today: 12 contacts and"),
                    containsString("then 11 contacts and"))));
  }

  @Test
  @AsCoordinator
  void heldContactWhoseLineIsGoneCanStillBeAmended() {
    send(fewerAndShorter(), false).statusCode(201);
    long id =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    CoachingContact.<CoachingContact>find(
                            "study = ?1 and facts.planned.month = 12", trial.study())
                        .firstResult()
                        .id);
    String page =
        given()
            .get(trial.path() + "/coaching/" + code + "/contacts/" + id)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(page).contains("Monthly call, month 12").doesNotContain("no longer in the plan");
  }

  @Test
  @AsCoordinator
  void previewNamesTheFlagThatAnotherToleranceWouldRaise() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              TestContacts.held(trial, "WI-DANE", null, START.plusDays(9), 20);
            });
    String strict = text().replace("extra_contacts: 1", "extra_contacts: 0");
    assertThat(strict).isNotEqualTo(text());
    send(strict, true)
        .statusCode(200)
        .body(
            "before",
            hasItem(
                allOf(
                    startsWith(code + ": a flag would be raised."), containsString("1 contact"))));
  }

  @Test
  @AsCoach
  void coachChecksNoStudyFile() {
    send(fewerAndShorter(), true).statusCode(403);
  }

  @Test
  @AsResearcher
  void researcherChecksNoStudyFile() {
    send(fewerAndShorter(), true).statusCode(403);
  }
}
