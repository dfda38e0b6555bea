package org.reachline.activities;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;

/** A corrected list of activities is compared in every column, and makes no second activity. */
@QuarkusTest
class CorrectedActivitiesTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(2);
  private static final String HEAD =
      "site,strategy,planned,day,minutes,part,people,actor,action,target,resources,outcome_meant,"
          + "justification,modification\n";

  private Trial trial;

  @BeforeEach
  void anOutreachSite() {
    trial =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(START)
            .coached()
            .staffed()
            .save();
  }

  private String row(String column, String value) {
    String[] names = HEAD.strip().split(",");
    String[] first = {
      trial.code("MA-FRANKLIN"),
      "champions",
      "",
      START.plusDays(5).toString(),
      "45",
      "champion",
      "1",
      "Hub",
      "Named a champion",
      "Readiness",
      "one badge",
      "Adoption",
      "Asked for",
      "none"
    };
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(column)) {
        first[i] = value;
      }
    }
    return String.join(",", first) + "\n";
  }

  private ValidatableResponse send(String csv, boolean dryRun, String reason) {
    return given()
        .contentType("text/csv")
        .queryParam("dryRun", dryRun)
        .queryParam("reason", reason)
        .body(csv)
        .post("/api" + trial.path() + "/activities-import")
        .then();
  }

  private List<Activity> activities() {
    return QuarkusTransaction.requiringNew()
        .call(() -> Activity.listForEnrolment(trial.enrolment("MA-FRANKLIN")));
  }

  @ParameterizedTest
  @CsvSource({
    "minutes, 99, Minutes: 45",
    "people, 3, People: 1",
    "actor, Somebody else, Actor: Hub",
    "target, '', 'Target: Readiness, now nothing'",
    "resources, 40 kits, Resources: one badge",
    "outcome_meant, Reach, Outcome meant: Adoption",
    "justification, Law, Justification: Asked for",
    "modification, shorter, Modification: none",
  })
  @AsCoordinator
  void everyColumnThatDiffersIsAnAmendmentWithItsReason(
      String column, String value, String message) {
    send(HEAD + row("", ""), false, null).statusCode(200).body("saved", equalTo(true));
    send(HEAD + row("", ""), true, null).body("rows.kind", everyItem(equalTo("SAME")));
    String corrected = HEAD + row(column, value);
    send(corrected, true, null)
        .statusCode(200)
        .body("rows[0].kind", equalTo("CHANGED"))
        .body("rows[0].message", startsWith(message));
    send(corrected, false, null).statusCode(400).body(containsString("reason"));
    send(corrected, false, "Typed wrongly").statusCode(200).body("saved", equalTo(true));
    assertThat(activities()).hasSize(1);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject(activities().get(0).subject()));
    assertThat(trail.get(trail.size() - 1).act).isEqualTo("activity.amended");
    assertThat(trail.get(trail.size() - 1).reason).isEqualTo("Typed wrongly");
    send(corrected, true, null).body("rows.kind", everyItem(equalTo("SAME")));
  }

  @Test
  @AsCoordinator
  void aRowThatNamesItsActivityCanChangeItsDayAndWords() {
    send(HEAD + row("", ""), false, null).statusCode(200);
    long key = activities().get(0).id;
    String moved =
        "activity,"
            + HEAD
            + key
            + ","
            + row("day", START.plusDays(6).toString()).replace("Named a", "Chose a");
    send(moved, false, "Another day")
        .statusCode(200)
        .body("rows[0].kind", equalTo("CHANGED"))
        .body("rows[0].message", containsString("Day: "))
        .body("rows[0].message", containsString("Action: "));
    assertThat(activities()).hasSize(1);
    send(moved.replace("\n" + key + ",", "\n999999999,"), true, null)
        .statusCode(400)
        .body("rows[0].column", equalTo("activity"));
  }

  @Test
  @AsCoordinator
  void twoLikeRowsAreTwoActivitiesAndStaySo() {
    String two = HEAD + row("", "") + row("", "");
    send(two, false, null).statusCode(200);
    assertThat(activities()).hasSize(2);
    send(two, true, null).body("rows.kind", everyItem(equalTo("SAME")));
  }

  @Test
  @AsClinician
  void aClinicianMayNotCorrectByList() {
    send(HEAD + row("minutes", "99"), true, "x").statusCode(403);
  }
}
