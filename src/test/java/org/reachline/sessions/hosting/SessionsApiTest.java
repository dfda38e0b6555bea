package org.reachline.sessions.hosting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

@QuarkusTest
class SessionsApiTest {
  private static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  private static io.restassured.specification.RequestSpecification json(Object body) {
    return given().contentType("application/json").body(body);
  }

  @Test
  @AsHub
  void listsTheCalendarInPages() {
    EchoTrial trial = EchoTrial.planned();
    String list = "/api" + trial.trial().path() + "/sessions";
    given()
        .get(list)
        .then()
        .statusCode(200)
        .body("", hasSize(12))
        .body("[0].startsAt", equalTo("2026-01-13T18:00:00Z"))
        .body("[0].zone", equalTo("America/Chicago"))
        .body("[0].state", equalTo("planned"))
        .body("[0].caseSlots", equalTo(2))
        .body("[0].agenda[1].kind", equalTo("didactic"));
    given().get(list + "?limit=2&offset=10").then().body("number", equalTo(List.of(11, 12)));
    given().get(list + "?limit=0").then().statusCode(400).body("errors.field", hasItem("limit"));
  }

  @Test
  @AsOutsider
  void listsNothingForASiteThatIsNotOfferedEcho() {
    EchoTrial trial = EchoTrial.planned();
    given().get("/api" + trial.trial().path() + "/sessions").then().body("", empty());
    given().get(trial.api(0)).then().statusCode(404);
    given().get(trial.api(0) + "/attendance").then().statusCode(404);
  }

  /** The room of the programme is the session's too; sent back, it is still the programme's. */
  @Test
  @AsHub
  void takesBackWordForWordWhatItGave() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              EchoSession session = EchoSession.findById(trial.sessions().get(0));
              session.program.roomUrl = "https://meet.example.org/all";
              session.didacticTitle = "Naltrexone";
              session.didacticPresenter = "Twin of two";
              session.didacticPresenterId = Person.findByEmail(EchoTrial.COLLEAGUE).get().id;
            });
    Map<String, Object> gave = given().get(trial.api(0)).jsonPath().getMap("");
    Map<String, Object> back = new HashMap<>(gave);
    back.keySet().retainAll(List.of("didacticTitle", "didacticPresenter", "roomUrl", "version"));
    assertThat(back).hasSize(4).doesNotContainValue(null);
    Map<String, Object> now =
        json(back).put(trial.api(0)).then().statusCode(200).extract().jsonPath().getMap("");
    gave.remove("version");
    now.remove("version");
    assertThat(now).isEqualTo(gave);
    String own =
        QuarkusTransaction.requiringNew()
            .call(() -> EchoSession.<EchoSession>findById(trial.sessions().get(0)).roomUrl);
    assertThat(own).isNull();
  }

  @Test
  @AsHub
  void changesTheTalkOfTheVersionThatWasRead() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    json("{\"didacticTitle\":\"Buprenorphine at intake\",\"version\":0}")
        .put(trial.api(0))
        .then()
        .statusCode(200)
        .body("didacticTitle", equalTo("Buprenorphine at intake"))
        .body("version", equalTo(1));
    json("{\"didacticTitle\":\"Other\",\"version\":0}")
        .put(trial.api(0))
        .then()
        .statusCode(409)
        .body("detail", containsString("Dr Hanna Okafor changed this"));
    json("{\"roomUrl\":\"zoom\"}")
        .put(trial.api(0))
        .then()
        .statusCode(400)
        .body("errors.field", hasItem(containsString("version")));
    json("{\"roomUrl\":\"zoom\",\"version\":1}")
        .put(trial.api(0))
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("roomUrl"));
  }

  @Test
  @AsHub
  void opensClosesAndCancels() {
    EchoTrial trial = EchoTrial.planned();
    at(-5);
    json("").post(trial.api(0) + "/open").then().statusCode(200).body("state", equalTo("open"));
    at(60);
    json("").post(trial.api(0) + "/close").then().statusCode(200).body("state", equalTo("held"));
    json("{\"reason\":\"late\",\"version\":2}")
        .post(trial.api(0) + "/cancel")
        .then()
        .statusCode(409)
        .body("detail", containsString("it is held already"));
    json("{\"reason\":\"The wrong button.\",\"version\":1}")
        .post(trial.api(0) + "/reopen")
        .then()
        .statusCode(409)
        .body("detail", containsString("State: “OPEN” → “HELD”"));
    json("{\"reason\":\"The wrong button.\",\"version\":2}")
        .post(trial.api(0) + "/reopen")
        .then()
        .statusCode(200)
        .body("state", equalTo("open"));
    json("{\"reason\":\"Again.\",\"version\":3}")
        .post(trial.api(0) + "/reopen")
        .then()
        .statusCode(409)
        .body("detail", containsString("cannot be opened again: it is open already"));
    json("{\"reason\":\"\"}")
        .post(trial.api(1) + "/cancel")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem(containsString("reason")))
        .body("errors.field", hasItem(containsString("version")));
    json("{\"reason\":\"The hub has flu.\",\"version\":4}")
        .post(trial.api(1) + "/cancel")
        .then()
        .statusCode(409);
    json("{\"reason\":\"The hub has flu.\",\"version\":0}")
        .post(trial.api(1) + "/cancel")
        .then()
        .statusCode(200)
        .body("state", equalTo("cancelled"))
        .body("cancelReason", equalTo("The hub has flu."));
  }

  @Test
  @AsHub
  void movesASessionToATimeToCome() {
    EchoTrial trial = EchoTrial.planned();
    at(-600);
    json("{\"startsAt\":\"2020-01-01T00:00:00Z\",\"reason\":\"No.\",\"version\":0}")
        .post(trial.api(0) + "/move")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("startsAt"));
    json("{\"startsAt\":\"2026-01-14T18:00:00Z\",\"reason\":\"The hub is away.\",\"version\":0}")
        .post(trial.api(0) + "/move")
        .then()
        .statusCode(200)
        .body("startsAt", equalTo("2026-01-14T18:00:00Z"));
  }

  @Test
  @AsHub
  void showsAndTakesAParticipantList() {
    EchoTrial trial = EchoTrial.planned();
    at(120);
    String list =
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\\n"
            + "Notes,,01/13/2026 12:00:00 PM,01/13/2026 01:00:00 PM,60\\n"
            + "Mara,clinician@demo.reachline.example,01/13/2026 12:00:00 PM,01/13/2026 12:45:00"
            + " PM,45\\n";
    String head = "{\"zone\":\"America/Chicago\",\"text\":\"" + list + "\",";
    json(head + "\"dryRun\":true}")
        .post(trial.api(0) + "/import")
        .then()
        .statusCode(200)
        .body("saved", nullValue())
        .body("provider", equalTo("zoom"))
        .body("participants.certainty", equalTo(List.of("unknown", "mail")));
    json(head + "\"dryRun\":false}")
        .post(trial.api(0) + "/import")
        .then()
        .body("saved", nullValue());
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    json(head + "\"dryRun\":false,\"answers\":{\"notes\":\"nobody\"}}")
        .post(trial.api(0) + "/import")
        .then()
        .statusCode(200)
        .body("saved", equalTo(1));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("45 IMPORT");
    json(head + "\"dryRun\":true,\"answers\":{\"notes\":\"ghost@nowhere.example\"}}")
        .post(trial.api(0) + "/import")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("answers.notes"));
  }

  @Test
  @AsHub
  void recordsTheRollCallWholeOrNotAtAll() {
    EchoTrial trial = EchoTrial.planned();
    at(61);
    String one = "{\"email\":\"" + TrialBuilder.CLINICIAN + "\",\"minutes\":45}";
    json("[" + one + ",{\"email\":\"nobody@nowhere.example\",\"minutes\":10}]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("[1].email"));
    json("[" + one + "," + one.replace("45", "50") + "]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("[1].email"))
        .body("errors.message", hasItem("Mara Jensen stands in [0] already."));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    json("[" + one + "]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(200)
        .body("email", containsInAnyOrder(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE))
        .body("find { it.minutes == 45 }.present", equalTo(true))
        .body("find { it.minutes == 45 }.minutesBy.roll_call", equalTo(45))
        .body("find { it.minutes == 45 }.site", equalTo(trial.trial().code("WI-DANE")));
    json("[{\"email\":\"" + TrialBuilder.CLINICIAN + "\",\"minutes\":10}]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("[0].reason"));
  }

  @Test
  @AsClinician
  void clinicianReadsTheirOwnSitesPeopleAndNoRoom() {
    EchoTrial trial = EchoTrial.planned();
    given().get(trial.api(0)).then().statusCode(200).body("roomUrl", nullValue());
    given().get(trial.api(0) + "/attendance").then().statusCode(200).body("", hasSize(2));
    json("[{\"email\":\"x\",\"minutes\":1}]")
        .post(trial.api(0) + "/attendance")
        .then()
        .statusCode(403);
    given().post("/api" + trial.trial().path() + "/sessions/plan").then().statusCode(403);
    json("{\"reason\":\"No.\",\"version\":0}")
        .post(trial.api(0) + "/reopen")
        .then()
        .statusCode(403);
    json("{\"zone\":\"America/Chicago\",\"text\":\"x\",\"dryRun\":true}")
        .post(trial.api(0) + "/import")
        .then()
        .statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherReadsNoPeople() {
    EchoTrial trial = EchoTrial.planned();
    trial.presentedByMara();
    given()
        .get(trial.api(0))
        .then()
        .statusCode(200)
        .body("didacticPresenter", nullValue())
        .body("didacticPresenterId", nullValue())
        .body("agenda.presenter", everyItem(nullValue()))
        .body("agenda.presenterId", everyItem(nullValue()));
    given().get(trial.api(0) + "/attendance").then().statusCode(200).body("", empty());
  }

  @Test
  @AsHub
  void planningLeavesOneLineOnTheTrail() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 5))
            .allocatedTo("HIGH-ECHO")
            .save();
    json("").post("/api" + trial.path() + "/sessions/plan").then().body("", empty());
    EchoTrial.hosted(trial);
    json("").post("/api" + trial.path() + "/sessions/plan").then().body("", hasSize(12));
    json("").post("/api" + trial.path() + "/sessions/plan").then().body("", empty());
    List<AuditEntry> planned =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("study:" + trial.slug()))
            .stream()
            .filter(entry -> entry.act.equals("sessions.planned"))
            .toList();
    assertThat(planned).hasSize(1);
    assertThat(planned.get(0).personEmail).isEqualTo(TrialBuilder.HUB);
    assertThat(planned.get(0).after).contains("2026-01-13T18:00:00Z");
  }

  @Test
  @AsHub
  void hubReadsThePersonalLinksAndMakesOneUseless() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.minusSeconds(3600));
    String old = trial.joinPath(0, TrialBuilder.CLINICIAN);
    String mara = "find { it.email == '" + TrialBuilder.CLINICIAN + "' }";
    int key =
        given()
            .get(trial.api(0) + "/links")
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .body(mara + ".path", equalTo(old))
            .extract()
            .path(mara + ".person");
    given()
        .contentType("application/json")
        .post(trial.api(0) + "/links/" + key + "/revoke")
        .then()
        .statusCode(200)
        .body("path", not(equalTo(old)));
    given().get(old).then().statusCode(404);
    given()
        .contentType("application/json")
        .post(trial.api(0) + "/links/0/revoke")
        .then()
        .statusCode(404);
  }

  @Test
  @AsClinician
  void clinicianReadsNobodysLink() {
    EchoTrial trial = EchoTrial.planned();
    given().get(trial.api(0) + "/links").then().statusCode(403);
    given()
        .contentType("application/json")
        .post(trial.api(0) + "/links/1/revoke")
        .then()
        .statusCode(403);
  }
}
