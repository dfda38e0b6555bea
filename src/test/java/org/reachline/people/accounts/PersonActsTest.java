package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.reachline.TrialBuilder;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.people.TokenRoles;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.personas.Persona;
import org.reachline.personas.Tokens;
import org.reachline.personas.WithKeycloak;

/** Names, zones and roles, changed here and in the real Keycloak. */
@QuarkusTest
@WithKeycloak
class PersonActsTest {
  @Inject Keycloak keycloak;
  @Inject TokenRoles tokenRoles;

  private static long invited(String email, String role) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "name", "Ina Vited", "role", role))
        .post("/api/people")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("person.id");
  }

  private static String newAddress() {
    return "e" + UUID.randomUUID().toString().substring(0, 8) + "@edited.example";
  }

  private RoleScopeResource account(String email) {
    var users = keycloak.realm("reachline").users();
    return users.get(users.searchByEmail(email, true).get(0).getId()).roles().realmLevel();
  }

  private static ValidatableResponse put(
      String path, String name, List<String> roles, int version) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("zone", "America/Denver");
    body.put("roles", roles);
    body.put("reason", "Changed post");
    body.put("version", version);
    return given().contentType("application/json").body(body).put(path).then();
  }

  private static List<AuditEntry> trail(String email) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("person:" + email));
  }

  @Test
  @AsCoordinator
  void coordinatorChangesRolesInRecordAndAccountAlike() {
    String email = newAddress();
    long id = invited(email, "coach");
    int version = given().get("/api/people/" + id).then().extract().path("version");
    put("/api/people/" + id, "Ina V. Ited", List.of("clinician", "hub"), version)
        .statusCode(200)
        .body("name", equalTo("Ina V. Ited"))
        .body("zone", equalTo("America/Denver"))
        .body("roles", contains("clinician", "hub"));
    assertThat(account(email).listAll())
        .extracting(r -> r.getName())
        .contains("clinician", "hub")
        .doesNotContain("coach");
    AuditEntry edited = trail(email).get(1);
    assertThat(edited.act).isEqualTo("person.edited");
    assertThat(edited.reason).isEqualTo("Changed post");
    assertThat(edited.before).contains("coach", "Ina Vited");
    assertThat(edited.after).contains("clinician, hub", "Ina V. Ited");
    assertThat(edited.personEmail).isEqualTo(TrialBuilder.COORDINATOR);
    // Somebody who read the record before is told, and nothing of theirs is kept.
    put("/api/people/" + id, "Other", List.of("coach"), version)
        .statusCode(409)
        .body("detail", containsString("Name: “Ina Vited” → “Ina V. Ited”"));
    Csrf.form()
        .formParam("name", "My words stay")
        .formParam("zone", "UTC")
        .formParam("rolesShown", "yes")
        .formParam("role", "coach")
        .formParam("reason", "Back")
        .formParam("version", String.valueOf(version))
        .post("/people/" + id + "/edit")
        .then()
        .statusCode(409)
        .body(containsString("“Ina Vited” → “Ina V. Ited”"))
        .body(containsString("My words stay"));
    assertThat(account(email).listAll()).extracting(r -> r.getName()).doesNotContain("coach");
  }

  @Test
  @AsCoordinator
  void formSaysWhenTheSignInServiceKnowsOtherRolesAndNamesWhatIsWrong() {
    String email = newAddress();
    long id = invited(email, "coach");
    account(email).add(List.of(keycloak.realm("reachline").roles().get("hub").toRepresentation()));
    given()
        .get("/people/" + id + "/edit")
        .then()
        .statusCode(200)
        .body(containsString("The sign-in service says Hub team, Coach; the record says Coach."));
    Csrf.form()
        .formParam("name", "")
        .formParam("zone", "Mars/Olympus")
        .formParam("rolesShown", "yes")
        .formParam("version", "0")
        .post("/people/" + id + "/edit")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."))
        .body(containsString("“Mars/Olympus” is not a time zone"))
        .body(containsString("Choose at least one role"));
    long own = QuarkusTransaction.requiringNew().call(() -> own(TrialBuilder.COORDINATOR).id);
    put("/api/people/" + own, "Corinne Adler", List.of("researcher"), 0)
        .statusCode(400)
        .body("errors.field", hasItem("role"));
  }

  private static Person own(String email) {
    return Person.findByEmail(email).orElseThrow();
  }

  @Test
  void recordFollowsTheTokenButNotAStaleOne() {
    QuarkusTransaction.requiringNew().run(TrialBuilder::personas);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person hub = own(TrialBuilder.HUB);
              hub.roles.add(Role.COACH);
              hub.rolesChangedAt = Instant.now().plusSeconds(600);
            });
    String token = Tokens.of(Persona.HUB);
    given().auth().oauth2(token).get("/api/me").then().body("roles", contains("hub"));
    assertThat(roles()).contains(Role.COACH);
    QuarkusTransaction.requiringNew()
        .run(() -> own(TrialBuilder.HUB).rolesChangedAt = Instant.EPOCH);
    given().auth().oauth2(token).get("/api/me").then().body("roles", contains("hub"));
    assertThat(roles()).containsExactly(Role.HUB);
    List<AuditEntry> trail = trail(TrialBuilder.HUB);
    AuditEntry followed = trail.get(trail.size() - 1);
    assertThat(followed.act).isEqualTo("person.roles_followed");
    assertThat(followed.before).contains("coach");
    assertThat(followed.after).doesNotContain("coach");
  }

  private static Set<Role> roles() {
    return QuarkusTransaction.requiringNew().call(() -> Set.copyOf(own(TrialBuilder.HUB).roles));
  }

  @Test
  @AsCoach
  void everybodyChangesTheirOwnNameAndZoneOnly() {
    QuarkusTransaction.requiringNew().run(TrialBuilder::personas);
    int version = QuarkusTransaction.requiringNew().call(() -> own(TrialBuilder.COACH).version);
    given().get("/me").then().statusCode(200).body(containsString("Your name and time zone"));
    Csrf.form()
        .formParam("name", "")
        .formParam("zone", "America/Denver")
        .formParam("version", String.valueOf(version))
        .post("/me")
        .then()
        .statusCode(400)
        .body(containsString("Please fill this in."));
    Csrf.form()
        .formParam("name", "Cole Whitfield")
        .formParam("zone", "America/Denver")
        .formParam("role", "coordinator")
        .formParam("rolesShown", "yes")
        .formParam("version", String.valueOf(version))
        .post("/me")
        .then()
        .statusCode(303);
    Person now = QuarkusTransaction.requiringNew().call(() -> own(TrialBuilder.COACH));
    assertThat(now.zone).isEqualTo("America/Denver");
    assertThat(now.roles).containsExactly(Role.COACH);
    given()
        .contentType("application/json")
        .body(Map.of("name", "Cole Whitfield", "zone", "America/Chicago", "version", version))
        .put("/api/me")
        .then()
        .statusCode(409);
    given()
        .contentType("application/json")
        .body(Map.of("name", "Cole Whitfield", "zone", "America/Chicago", "version", now.version))
        .put("/api/me")
        .then()
        .statusCode(200)
        .body("zone", equalTo("America/Chicago"));
  }

  @Test
  @AsCoordinator
  void takesBackWordForWordWhatItGave() {
    String email = newAddress();
    String path = "/api/people/" + invited(email, "coach");
    Map<String, Object> given = given().get(path).jsonPath().getMap("");
    given.keySet().retainAll(List.of("name", "credential", "zone", "roles", "version"));
    given.put("reason", "Nothing");
    Map<String, Object> now =
        given()
            .contentType("application/json")
            .body(given)
            .put(path)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getMap("");
    for (String field : List.of("name", "credential", "zone", "roles")) {
      assertThat(now.get(field)).as(field).isEqualTo(given.get(field));
    }
    assertThat(trail(email)).extracting(entry -> entry.act).doesNotContain("person.edited");
  }

  @Test
  @TestSecurity(user = "own.words@people.example", roles = "clinician")
  void onesOwnWordsAreTakenBackAsTheyWereGiven() {
    Map<String, Object> own = given().get("/api/me").jsonPath().getMap("");
    own.keySet().retainAll(List.of("name", "credential", "zone", "version"));
    own.put("credential", "RN");
    own = me(own).statusCode(200).extract().jsonPath().getMap("");
    assertThat(given().get("/api/me").jsonPath().getMap("")).isEqualTo(own);
    own.keySet().retainAll(List.of("name", "credential", "zone", "version"));
    me(own).statusCode(200).body("credential", equalTo("RN"));
    assertThat(trail("own.words@people.example")).hasSize(1);
    own.put("zone", "Mars/Olympus");
    me(own).statusCode(400).body("errors.field", hasItem("zone"));
  }

  private static ValidatableResponse me(Map<String, Object> own) {
    return given().contentType("application/json").body(own).put("/api/me").then();
  }

  @Test
  @AsClinician
  void othersAreForCoordinators() {
    QuarkusTransaction.requiringNew().run(TrialBuilder::personas);
    long coach = QuarkusTransaction.requiringNew().call(() -> own(TrialBuilder.COACH).id);
    given().get("/people/" + coach + "/edit").then().statusCode(403);
    Csrf.form().formParam("name", "X").post("/people/" + coach + "/edit").then().statusCode(403);
    put("/api/people/" + coach, "X", List.of("coordinator"), 0).statusCode(403);
  }

  @Test
  @AsCoordinator
  void listsAreSearchedAndPaged() {
    String mark = "zq" + UUID.randomUUID().toString().substring(0, 6);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int i = 0; i < 60; i++) {
                Person p = new Person();
                p.email = mark + i + "@many.example";
                p.name = "Many " + mark + " %02d".formatted(i);
                p.zone = "UTC";
                p.persist();
              }
            });
    given()
        .get("/people?q=" + mark.toUpperCase(java.util.Locale.ROOT))
        .then()
        .statusCode(200)
        .body(containsString("60 people, page 1 of 2"))
        .body(containsString(mark + " 00"))
        .body(not(containsString(mark + " 50")));
    given().get("/people?page=2&q=" + mark).then().body(containsString(mark + " 50"));
    given()
        .queryParam("q", "100%")
        .get("/people")
        .then()
        .body(containsString("Nobody fits “100%”"));
    given()
        .get("/api/people?limit=5&offset=58&q=" + mark)
        .then()
        .body("email", contains(mark + "58@many.example", mark + "59@many.example"));
  }
}
