package org.reachline.visits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Role;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.Csrf;

/**
 * A record that needs no more than its fields and a rule has page, call, list, export and trail.
 * This one lives in the tests alone and stands for the next that is added.
 */
@QuarkusTest
class VisitNotesTest {
  private static final String BOTH = "both.hats@demo.reachline.example";

  private Trial trial;
  private String page;

  @BeforeEach
  void aJail() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 5))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    page = trial.path() + "/visit-notes/" + trial.code("WI-DANE");
  }

  private static Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>();
    facts.put("since", "2026-02-01");
    facts.put("clearance", "ASKED_FOR_AHEAD");
    facts.put("daysAhead", 10);
    facts.put("entrance", "Gate 3");
    facts.put("directions", null);
    return facts;
  }

  private ValidatableResponse post(Map<String, Object> facts) {
    return given().contentType(ContentType.JSON).body(facts).post("/api" + page).then();
  }

  @Test
  @AsCoach
  void takesBackWordForWordWhatItGave() {
    int id = post(facts()).statusCode(201).body("facts", equalTo(facts())).extract().path("id");
    String one = "/api" + page + "/" + id;
    given().get(one).then().body("facts", equalTo(facts())).body("version", equalTo(0));
    Map<String, Object> now = facts();
    now.put("entrance", "Gate 4");
    given()
        .contentType(ContentType.JSON)
        .body(now)
        .put(one + "?version=0&reason=Gate 3 is shut")
        .then()
        .statusCode(200)
        .body("facts", equalTo(now))
        .body("amendedBy", equalTo(TrialBuilder.COACH));
    given()
        .contentType(ContentType.JSON)
        .body(now)
        .put(one + "?version=0&reason=Again")
        .then()
        .statusCode(409);
    given()
        .get(one + "/history")
        .then()
        .body("[0].act", equalTo("visit_note.amended"))
        .body("[0].reason", equalTo("Gate 3 is shut"))
        .body("[0].changes[0].before", equalTo("Gate 3"))
        .body("[0].changes[0].after", equalTo("Gate 4"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("version", 1, "reason", "Another jail"))
        .post(one + "/withdraw")
        .then()
        .statusCode(200)
        .body("withdrawalReason", equalTo("Another jail"));
    given().get("/api" + page).then().body("", hasSize(1));
  }

  @Test
  @AsCoach
  void tellsEveryProblemAtOnceAndItsOwnRule() {
    Map<String, Object> wrong = facts();
    wrong.put("daysAhead", null);
    wrong.put("entrance", "");
    post(wrong).statusCode(400).body("errors.field", equalTo(List.of("entrance", "daysAhead")));
    Csrf.form()
        .formParam("since", "2026-02-01")
        .formParam("clearance", "ASKED_FOR_AHEAD")
        .formParam("entrance", "Gate 9")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("Say how many days ahead clearance is asked for."))
        .body(containsString("Gate 9"));
  }

  @Test
  @AsCoach
  void isEnteredAmendedAndWithdrawnOnItsPage() {
    Csrf.form()
        .formParam("since", "2026-02-01")
        .formParam("clearance", "NONE")
        .formParam("entrance", "North door")
        .post(page)
        .then()
        .statusCode(303);
    given().get(page).then().statusCode(200).body(containsString("North door"));
    int id = given().get("/api" + page).then().extract().path("[0].id");
    var amendment =
        Map.of(
            "since", "2026-02-01",
            "clearance", "NONE",
            "entrance", "South door",
            "reason", "It moved",
            "version", "0");
    Csrf.form().formParams(amendment).post(page + "/" + id + "/amend").then().statusCode(303);
    Csrf.form()
        .formParams(amendment)
        .post(page + "/" + id + "/amend")
        .then()
        .statusCode(409)
        .body(containsString("North door"));
    Csrf.form()
        .formParam("reason", "Nobody goes there")
        .formParam("version", "1")
        .post(page + "/" + id + "/withdraw")
        .then()
        .statusCode(303);
    given()
        .get(page + "/" + id)
        .then()
        .body(containsString("It moved"))
        .body(containsString("Nobody goes there"));
  }

  @Test
  @TestSecurity(
      user = BOTH,
      roles = {Role.COORDINATOR_, Role.RESEARCHER_})
  @OidcSecurity(
      claims = {@Claim(key = "email", value = BOTH), @Claim(key = "name", value = "Both Hats")})
  void comesFromAListAndGoesIntoTheExport() throws IOException {
    String list =
        "site,since,clearance,days_ahead,entrance\n"
            + trial.code("WI-DANE")
            + ",2026-02-01,at_the_door,,Gate 3\n";
    String address = "/api" + trial.path() + "/visit-notes-import?dryRun=false";
    given()
        .contentType("text/csv")
        .body(list)
        .post(address)
        .then()
        .statusCode(200)
        .body("rows.kind", equalTo(List.of("NEW")));
    given()
        .contentType("text/csv")
        .body(list)
        .post(address)
        .then()
        .statusCode(200)
        .body("rows.kind", equalTo(List.of("SAME")));
    given()
        .get(trial.path() + "/visit-notes-import")
        .then()
        .statusCode(200)
        .body(containsString("<code>days_ahead</code>"));
    byte[] zip =
        given()
            .get("/api" + trial.path() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    String exported = null;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        if (entry.getName().equals("visit_notes.csv")) {
          exported = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    assertThat(exported)
        .contains("holds_since,clearance,days_ahead")
        .contains("2026-02-01,at_the_door,")
        .doesNotContain("Gate 3");
  }

  @Test
  @AsClinician
  void staffReadAndDoNotWrite() {
    given().get(page).then().statusCode(200);
    post(facts()).statusCode(403);
    Csrf.form().formParam("entrance", "Gate").post(page).then().statusCode(403);
  }

  @Test
  @AsOutsider
  void othersFindNothing() {
    given().get(page).then().statusCode(404);
    given().get("/api" + page).then().statusCode(404).body("facts", nullValue());
  }

  @Test
  @AsBlindedResearcher
  void blindedResearchersReadNothing() {
    given().get(page).then().statusCode(403);
  }
}
