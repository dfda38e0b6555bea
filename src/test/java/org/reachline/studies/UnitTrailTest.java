package org.reachline.studies;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;

/** One unit as JSON, and what was done to it. */
@QuarkusTest
class UnitTrailTest {
  private static Trial trial() {
    return aTrial("jail-moud-coaching-echo")
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(LocalDate.of(2026, 1, 15))
        .allocatedTo("HIGH-ECHO")
        .staffed()
        .withPartner("WI-PART", "Dane Recovery")
        .save();
  }

  private static String unit(Trial trial) {
    return "/api" + trial.path() + "/enrolments/" + trial.code("WI-DANE");
  }

  @Test
  @AsCoordinator
  void coordinatorReadsAUnitAndWhatWasDoneToIt() {
    Trial trial = trial();
    given()
        .get("/api" + trial.path() + "/enrolments/" + trial.code("WI-PART"))
        .then()
        .statusCode(200)
        .body("unit", equalTo(trial.code("WI-DANE")))
        .body("arm", equalTo("HIGH-ECHO"));
    given()
        .contentType("application/json")
        .body(Map.of("startsOn", "2026-02-01", "reason", "opened late", "version", 0))
        .put(unit(trial))
        .then()
        .statusCode(200);
    given()
        .get(unit(trial) + "/trail")
        .then()
        .statusCode(200)
        .body("[0].act", equalTo("unit.changed"))
        .body("[0].who", equalTo("coordinator@demo.reachline.example"))
        .body("[0].reason", equalTo("opened late"))
        .body("[0].changes.property", hasItem("started_on"))
        .body("[0].changes.find { it.property == 'started_on' }.before", equalTo("2026-01-15"));
    given()
        .get(trial.path() + "/enrolment/" + trial.code("WI-DANE"))
        .then()
        .body(containsString("Started on: “2026-01-15” → “2026-02-01”"))
        .body(containsString("opened late"));
  }

  @Test
  @AsCoordinator
  void takesBackWordForWordWhatItGave() {
    String unit = unit(trial());
    Map<String, Object> whole = given().get(unit).jsonPath().getMap("");
    Map<String, Object> facts = new HashMap<>(whole);
    facts.keySet().retainAll(List.of("enrolledOn", "startsOn", "stratum", "pair", "version"));
    put(unit, facts).statusCode(200).body("", equalTo(whole));
    given().get(unit + "/trail").then().body("act", not(hasItem("unit.changed")));
    for (String field : List.of("stratum", "pair", "enrolledOn")) {
      Map<String, Object> other = new HashMap<>(facts);
      other.put(field, field.equals("enrolledOn") ? "2026-01-14" : "NOWHERE");
      put(unit, other).statusCode(400).body("errors.field", hasItem(field));
    }
  }

  private static ValidatableResponse put(String unit, Map<String, Object> facts) {
    return given().contentType("application/json").body(facts).put(unit).then();
  }

  @Test
  @AsClinician
  void clinicianReadsTheirUnitWithoutArmAndNotItsTrail() {
    Trial trial = trial();
    given().get(unit(trial)).then().statusCode(200).body("arm", nullValue());
    given().get(unit(trial) + "/trail").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderFindsNoUnit() {
    given().get(unit(trial())).then().statusCode(404);
  }
}
