package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;

@QuarkusTest
class PeoplePageTest {
  private static final String ENDED = "ended@people.example";

  @Test
  @AsCoordinator
  void listTellsWhoBelongsToASiteToday() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .coached()
            .staffed()
            .save();
    given()
        .get("/people?site=" + trial.code("WI-DANE").toLowerCase(java.util.Locale.ROOT))
        .then()
        .statusCode(200)
        .body(containsString("Cole Whitfield"))
        .body(containsString("Mara Jensen"))
        .body(not(containsString("Otis Frame")));
  }

  @Test
  @AsCoach
  void peopleAreForCoordinators() {
    given().get("/people").then().statusCode(403);
    given().get("/api/people").then().statusCode(403);
    Csrf.form().formParam("email", "x@y.example").post("/people/invite").then().statusCode(403);
  }

  @Test
  @AsCoordinator
  void refusedInvitationKeepsEveryWord() {
    Csrf.form()
        .formParam("email", "not an address")
        .formParam("name", "Ina <b>")
        .formParam("role", "king")
        .formParam("zone", "America/Chicago")
        .formParam("site", "NOWHERE", "", "")
        .formParam("part", "prescriber", "", "")
        .post("/people/invite")
        .then()
        .statusCode(400)
        .body(containsString("is not a mail address such as name@place.org"))
        .body(containsString("Ina &lt;b&gt;"))
        .body(containsString("“king” is not one of the answers"))
        .body(containsString("value=\"NOWHERE\""));
  }

  @Test
  @AsCoordinator
  void partsAreAddedAndEndedWithAReasonAndNeverTwiceAtOnce() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    Person person = someone(Role.CLINICIAN, null);
    String code = trial.code("WI-DANE");
    String path = "/people/" + person.id + "/affiliations";
    part(path, code, "prescriber", "2026-01-01").statusCode(303);
    part(path, code, "prescriber", "2026-02-01")
        .statusCode(400)
        .body(containsString("holds this part at Dane Jail in these days already"));
    part(path, code, "coach", "2026-02-01")
        .statusCode(400)
        .body(containsString("does not hold the role coach"));
    long id =
        given()
            .get("/api/people/" + person.id)
            .then()
            .body("places.site", equalTo(List.of(code)))
            .extract()
            .jsonPath()
            .getLong("places[0].id");

    given()
        .contentType("application/json")
        .body(Map.of("until", "2026-03-31"))
        .post("/api/people/" + person.id + "/affiliations/" + id + "/end")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("version", "reason")));
    given()
        .contentType("application/json")
        .body(Map.of("until", "2026-03-31", "reason", "moved to Rock County", "version", 0))
        .post("/api/people/" + person.id + "/affiliations/" + id + "/end")
        .then()
        .statusCode(200)
        .body("places[0].until", equalTo("2026-03-31"));
    List<AuditEntry> trail = trail(person);
    assertThat(trail.get(1).act).isEqualTo("affiliation.ended");
    assertThat(trail.get(1).reason).isEqualTo("moved to Rock County");
    assertThat(trail.get(1).after).contains("2026-03-31");
  }

  @Test
  @AsCoordinator
  void blindingIsLiftedOnlyWithAReason() {
    Person person = someone(Role.RESEARCHER, null);
    Csrf.form()
        .formParam("reason", " ")
        .post("/people/" + person.id + "/unblind")
        .then()
        .statusCode(400)
        .body(containsString("href=\"#reason-unblind\">Reason: please fill this in."));
    Csrf.form()
        .formParam("reason", "joins the unblinded team")
        .post("/people/" + person.id + "/unblind")
        .then()
        .statusCode(303);
    given().get("/api/people/" + person.id).then().body("blinded", equalTo(false));
    AuditEntry entry = trail(person).get(0);
    assertThat(entry.act).isEqualTo("person.unblinded");
    assertThat(entry.reason).isEqualTo("joins the unblinded team");
  }

  @Test
  @AsResearcher
  void nobodyLiftsTheirOwnBlinding() {
    Person person = someone(Role.RESEARCHER, null);
    Csrf.form()
        .formParam("reason", "curious")
        .post("/people/" + person.id + "/unblind")
        .then()
        .statusCode(403);
    assertThat(trail(person)).isEmpty();
  }

  @Test
  @AsCoordinator
  void coordinatorCannotEndTheirOwnAccess() {
    TrialBuilder.aTrial("trial-sim48").save();
    long id = Person.findByEmail(TrialBuilder.COORDINATOR).orElseThrow().id;
    given()
        .contentType("application/json")
        .body(Map.of("reason", "tired"))
        .post("/api/people/" + id + "/end")
        .then()
        .statusCode(409)
        .body("detail", containsString("your own access"));
  }

  @Test
  @TestSecurity(user = ENDED, roles = "coordinator")
  void endedPersonGetsACalmPageEverywhere() {
    if (Person.findByEmail(ENDED).isEmpty()) {
      someone(Role.COORDINATOR, ENDED);
    }
    given().get("/people").then().statusCode(403).body(containsString("Your access was ended"));
    given().get("/studies").then().statusCode(403).body(containsString("Your access was ended"));
    // The page says so itself: on a computer that others use, they sign out.
    given().redirects().follow(false).get("/logout").then().statusCode(303);
    given()
        .get("/api/people")
        .then()
        .statusCode(403)
        .body("detail", equalTo("Your access was ended."));
  }

  private static io.restassured.response.ValidatableResponse part(
      String path, String site, String part, String from) {
    return Csrf.form()
        .formParam("site", site)
        .formParam("part", part)
        .formParam("from", from)
        .post(path)
        .then();
  }

  private static List<AuditEntry> trail(Person person) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("person:" + person.email));
  }

  private static Person someone(Role role, String ended) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Person person = new Person();
              person.email =
                  ended == null
                      ? "p" + UUID.randomUUID().toString().substring(0, 8) + "@people.example"
                      : ended;
              person.name = "Some One";
              person.zone = "America/Chicago";
              person.roles.add(role);
              person.endedAt = ended == null ? null : Instant.parse("2026-01-01T00:00:00Z");
              person.persist();
              return person;
            });
  }

  @Test
  @AsCoordinator
  void secondWhoLiftsBlindingIsToldWhoDidAndKeepsTheReason() {
    Person person = someone(Role.RESEARCHER, null);
    for (int status : new int[] {303, 409}) {
      Csrf.form()
          .formParam("reason", "joins the unblinded team")
          .post("/people/" + person.id + "/unblind")
          .then()
          .statusCode(status);
    }
    Csrf.form()
        .formParam("reason", "reads the primary outcome")
        .post("/people/" + person.id + "/unblind")
        .then()
        .statusCode(409)
        .body(containsString("is not blinded. coordinator@demo.reachline.example changed this"))
        .body(containsString("Blinded: “true” → “false”"))
        .body(containsString("The reason that you typed: reads the primary outcome"));
  }

  @Test
  @AsCoordinator
  void invitationNamesEachPlaceOnceAndNotTooMany() {
    TrialBuilder.Trial trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane").save();
    Map<String, String> place = Map.of("site", trial.code("WI-DANE"), "part", "prescriber");
    for (int places : new int[] {2, 51}) {
      given()
          .contentType("application/json")
          .body(
              Map.of(
                  "email", "twice." + trial.slug() + "@example.org",
                  "name", "Twice Named",
                  "role", "clinician",
                  "zone", "UTC",
                  "places", java.util.Collections.nCopies(places, place)))
          .post("/api/people")
          .then()
          .statusCode(400)
          .body("errors.field", equalTo(List.of("places[" + (places - 1) + "].site")))
          .body(
              "errors.message[0]",
              containsString(places == 2 ? "named twice for the same part" : "At most 50 places"));
    }
  }

  @Test
  @AsCoordinator
  void secondWhoEndsAPartIsToldWhoEndedItAndKeepsTheirWords() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    Person person = someone(Role.CLINICIAN, null);
    String path = "/people/" + person.id + "/affiliations";
    for (String part : new String[] {"prescriber", "change_leader"}) {
      part(path, trial.code("WI-DANE"), part, "2026-01-01").statusCode(303);
    }
    List<Long> ids =
        given().get("/api/people/" + person.id).jsonPath().getList("places.id", Long.class);
    end(path, ids.get(0), "2026-03-31", "moved to Rock County", 0).statusCode(303);
    end(path, ids.get(1), "2026-02-28", "another hand leads now", 0).statusCode(303);

    end(path, ids.get(0), "2026-04-30", "left at the end of April", 0)
        .statusCode(409)
        .body(containsString("coordinator@demo.reachline.example changed this record meanwhile"))
        .body(containsString("Until: nothing → “2026-03-31”"))
        .body(not(containsString("Until: nothing → “2026-02-28”. Look")))
        .body(containsString("value=\"left at the end of April\""))
        .body(containsString("value=\"2026-04-30\""))
        .body(containsString("name=\"version\" value=\"1\""));
    given()
        .contentType("application/json")
        .body(Map.of("until", "2026-04-30", "reason", "left in April", "version", 0))
        .post("/api" + path + "/" + ids.get(0) + "/end")
        .then()
        .statusCode(409)
        .body("detail", containsString("Until: nothing → “2026-03-31”"));
    given().get("/api/people/" + person.id).then().body("places.until", hasItem("2026-03-31"));
  }

  @Test
  @AsCoordinator
  void whatIsWrongWithTheEndOfAPartStandsInItsOwnForm() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    Person person = someone(Role.CLINICIAN, null);
    String path = "/people/" + person.id + "/affiliations";
    part(path, trial.code("WI-DANE"), "prescriber", "2026-01-01").statusCode(303);
    long id = given().get("/api/people/" + person.id).jsonPath().getLong("places[0].id");
    end(path, id, "2025-12-31", "", 0)
        .statusCode(400)
        .body(containsString("href=\"#until" + id + "\">Last day: the last day lies before"))
        .body(containsString("href=\"#reason" + id + "\">Reason: please fill this in."))
        .body(containsString("id=\"reason" + id + "-problem\""))
        .body(not(containsString("id=\"until-problem\"")))
        .body(containsString("value=\"2025-12-31\""));
    Csrf.form()
        .formParam("reason", "")
        .post("/people/" + person.id + "/end")
        .then()
        .statusCode(400)
        .body(containsString("id=\"reason-end-problem\""))
        .body(not(containsString("id=\"reason" + id + "-problem\"")));
  }

  @Test
  @AsCoordinator
  void partIsNotLengthenedIntoItsSuccessor() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    Person person = someone(Role.CLINICIAN, null);
    String path = "/people/" + person.id + "/affiliations";
    part(path, trial.code("WI-DANE"), "prescriber", "2026-01-01").statusCode(303);
    long id = given().get("/api/people/" + person.id).jsonPath().getLong("places[0].id");
    end(path, id, "2026-03-31", "leave", 0).statusCode(303);
    part(path, trial.code("WI-DANE"), "prescriber", "2026-06-01").statusCode(303);
    end(path, id, "2026-06-01", "stayed after all", 1)
        .statusCode(400)
        .body(containsString("They hold this part again from 2026-06-01"));
    end(path, id, "2026-05-31", "stayed after all", 1).statusCode(303);
  }

  @Test
  @AsCoordinator
  void trailSaysWhatChangedAndWhy() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    Person person = someone(Role.CLINICIAN, null);
    String path = "/people/" + person.id + "/affiliations";
    String code = trial.code("WI-DANE");
    part(path, code, "prescriber", "2026-01-01").statusCode(303);
    long id = given().get("/api/people/" + person.id).jsonPath().getLong("places[0].id");
    end(path, id, "2026-03-31", "moved to Rock County", 0).statusCode(303);
    given()
        .get("/people/" + person.id)
        .then()
        .body(containsString("Affiliation added</strong> by coordinator@demo.reachline.example"))
        .body(containsString("Site: “" + code + "”"))
        .body(containsString("Until: “2026-03-31”"))
        .body(containsString("moved to Rock County"));
    given()
        .get("/api/people/" + person.id + "/trail")
        .then()
        .statusCode(200)
        .body("act", equalTo(List.of("affiliation.ended", "affiliation.added")))
        .body("who", hasItem("coordinator@demo.reachline.example"))
        .body("[0].reason", equalTo("moved to Rock County"))
        .body("[0].changes.property", equalTo(List.of("until")))
        .body("[0].changes[0].after", equalTo("2026-03-31"));
  }

  @Test
  @AsCoach
  void trailOfAPersonIsForCoordinators() {
    Person person = someone(Role.CLINICIAN, null);
    given().get("/api/people/" + person.id + "/trail").then().statusCode(403);
  }

  private static io.restassured.response.ValidatableResponse end(
      String path, long id, String until, String reason, int version) {
    return Csrf.form()
        .formParam("until", until)
        .formParam("reason", reason)
        .formParam("version", version)
        .post(path + "/" + id + "/end")
        .then();
  }
}
