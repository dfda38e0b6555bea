package org.reachline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;

/** The illustration of a three-arm prison trial, from enrolment over the log to the ledger. */
@QuarkusTest
class PrisonTrialTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(3);

  private Trial trial;
  private String api;

  @Test
  @AsCoordinator
  void runsThroughEnrolmentLogAndLedger() {
    trial =
        aTrial("prison-three-arms")
            .withSite("OH-ROSS", "Ross prison")
            .notEnrolled()
            .withSite("OH-PIKE", "Pike prison")
            .notEnrolled()
            .withSite("OH-VINTON", "Vinton prison")
            .notEnrolled()
            .save();
    api = "/api" + trial.path();
    enrol();
    allocate();
    contact("OH-ROSS", "monthly_call@1", START.plusDays(10), 60);
    contact("OH-ROSS", "monthly_call@2", START.plusMonths(1).plusDays(10), 55);
    contact("OH-PIKE", null, START.plusDays(20), 30);
    champions();

    String ross = api + "/coaching/" + trial.code("OH-ROSS") + "/ledger";
    given()
        .get(ross)
        .then()
        .statusCode(200)
        .body("find { it.strategy == 'coaching' }.phases[0].contacts", equalTo(2))
        .body("find { it.strategy == 'coaching' }.phases[0].minutes", equalTo(115))
        .body("find { it.strategy == 'champions' }.phases[0].contacts", equalTo(1))
        .body("find { it.strategy == 'champions' }.phases[0].personMinutes", equalTo(900))
        .body("find { it.strategy == 'champions' }.lines", hasSize(1));
    given()
        .get(api + "/contamination")
        .then()
        .statusCode(200)
        .body("find { it.kind == 'not_prescribed' }.site", equalTo(trial.code("OH-PIKE")))
        // The coach of a site with coaching held the call.
        .body("kind", hasItem("shared_coach"));
    given()
        .get(api + "/entries?arm=COACHING-CHAMPIONS&strategy=coaching&of=counted&read=minutes")
        .then()
        .statusCode(200)
        .body("figure", equalTo("115"));
  }

  private void enrol() {
    StringBuilder units = new StringBuilder("unit,enrolled_on,starts_on,stratum\n");
    for (String code : List.of("OH-ROSS", "OH-PIKE", "OH-VINTON")) {
      units.append(trial.code(code)).append(',').append(START).append(',').append(START);
      units.append(",LARGE\n");
    }
    given()
        .contentType("text/csv")
        .body(units.toString())
        .post(api + "/enrolments/upload?dryRun=false")
        .then()
        .statusCode(200)
        .body("saved", equalTo(true));
  }

  private void allocate() {
    String list =
        "unit,stratum,arm\n"
            + (trial.code("OH-ROSS") + ",LARGE,COACHING-CHAMPIONS\n")
            + (trial.code("OH-PIKE") + ",LARGE,TOOLKIT\n")
            + (trial.code("OH-VINTON") + ",LARGE,COACHING\n");
    String sha256 =
        given()
            .contentType("text/csv")
            .body(list)
            .post(api + "/allocation")
            .then()
            .statusCode(200)
            .extract()
            .path("sha256");
    given()
        .contentType("text/csv")
        .body(list)
        .post(api + "/allocation?confirm=" + sha256)
        .then()
        .statusCode(200);
  }

  private void contact(String site, String planned, LocalDate day, int minutes) {
    long coach =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("strategy", "coaching");
    contact.put("planned", planned);
    contact.put("outcome", "held");
    contact.put("day", day.toString());
    contact.put("time", "10:00");
    contact.put("minutes", minutes);
    contact.put("mode", "video");
    contact.put("kind", "call");
    contact.put("coaches", List.of(coach));
    contact.put("others", List.of(Map.of("part", "change_leader", "people", 2)));
    given()
        .contentType(ContentType.JSON)
        .body(contact)
        .post(api + "/coaching/" + trial.code(site) + "/contacts")
        .then()
        .statusCode(201);
  }

  private void champions() {
    Map<String, Object> activity = new LinkedHashMap<>();
    activity.put("strategy", "champions");
    activity.put("planned", "champion_training@2");
    activity.put("day", START.plusDays(40).toString());
    activity.put("minutes", 180);
    activity.put("part", "champion");
    activity.put("people", 5);
    activity.put("actor", "Centre");
    activity.put("action", "Trained the champions");
    given()
        .contentType(ContentType.JSON)
        .body(activity)
        .post(api + "/activities/" + trial.code("OH-ROSS"))
        .then()
        .statusCode(201);
  }
}
