package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.launch.TestKeycloak;
import org.reachline.people.AffiliationChanged;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.personas.Persona;
import org.reachline.personas.Tokens;
import org.reachline.personas.WithKeycloak;

/** Invitations and ended access, against the real Keycloak. */
@QuarkusTest
@WithKeycloak
class InvitationActsTest {
  private static final String OWN_PASSWORD = "a password of my own";

  /** A record that cannot be kept although every check let it pass. */
  @Singleton
  static class BrokenSite {
    volatile long id = -1;

    void fail(@Observes AffiliationChanged changed) {
      if (changed.siteId() == id) {
        throw new IllegalStateException("no record today");
      }
    }
  }

  @Inject BrokenSite broken;

  @Inject Keycloak keycloak;

  @Test
  @AsCoordinator
  void invitedPersonSignsInAfterChoosingAPasswordAndSeesTheirSiteOnly() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .withSite("WI-ROCK", "Rock County Jail")
            .save();
    String email = newAddress();
    String page =
        Csrf.form()
            .formParam("email", email)
            .formParam("name", "Nora Neumann")
            .formParam("role", "clinician")
            .formParam("zone", "America/Denver")
            .formParam("site", trial.code("WI-DANE"), "", "")
            .formParam("part", "prescriber", "", "")
            .post("/people/invite")
            .then()
            .statusCode(200)
            .header("cache-control", "no-store")
            .extract()
            .asString();
    String temporary = page.replaceAll("(?s).*id=\"temporary-password\">([^<]+)<.*", "$1");
    assertThat(temporary).hasSize(19);
    assertThat(token(email, temporary).statusCode())
        .as("a temporary password opens nothing before it is changed")
        .isEqualTo(400);

    UserRepresentation user = user(email);
    assertThat(user.getRequiredActions()).contains("UPDATE_PASSWORD");
    assertThat(roles(user)).contains("clinician").doesNotContain("coordinator");
    choosePassword(user);

    String token = token(email, OWN_PASSWORD).then().statusCode(200).extract().path("access_token");
    given()
        .auth()
        .oauth2(token)
        .get("/api/sites?limit=1000")
        .then()
        .statusCode(200)
        .body("code", equalTo(List.of(trial.code("WI-DANE"))));
    AuditEntry entry = AuditEntry.listForSubject("person:" + email).get(0);
    assertThat(entry.act).isEqualTo("person.invited");
    assertThat(entry.personEmail).isEqualTo("coordinator@demo.reachline.example");
    assertThat(entry.after).contains("clinician").contains(trial.code("WI-DANE") + ": prescriber");
    assertThat(entry.after).doesNotContain(temporary);
  }

  /** Keycloak has rules of its own about signs; they are the typist's to mend, not an outage. */
  @Test
  @AsCoordinator
  void aNameThatKeycloakRefusesIsNamedAndNothingIsKept() {
    String email = newAddress();
    Csrf.form()
        .formParam("email", email)
        .formParam("name", "Anna Smith (RN)")
        .formParam("role", "clinician")
        .formParam("zone", "America/Denver")
        .post("/people/invite")
        .then()
        .statusCode(400)
        .body(containsString("does not take this name"))
        .body(containsString("value=\"Anna Smith (RN)\""));
    assertThat(Person.findByEmail(email)).isEmpty();
  }

  @Test
  @AsCoordinator
  void anAddressWithAnApostropheIsInvitedAndSignsIn() {
    String email = "o'" + newAddress();
    invite(email, "clinician").statusCode(201);
    choosePassword(user(email));
    token(email, OWN_PASSWORD).then().statusCode(200);
  }

  @Test
  @AsCoordinator
  void endedPersonGetsNoTokenAndTheirLiveTokenOpensNothing() {
    String email = newAddress();
    long id = invite(email, "researcher").statusCode(201).extract().jsonPath().getLong("person.id");
    choosePassword(user(email));
    String live = token(email, OWN_PASSWORD).then().statusCode(200).extract().path("access_token");
    given().auth().oauth2(live).get("/api/studies").then().statusCode(200);

    reason("/api/people/" + id + "/end", "left the team")
        .statusCode(200)
        .body("endedAt", notNullValue());

    assertThat(token(email, OWN_PASSWORD).statusCode()).isEqualTo(400);
    assertThat(user(email).isEnabled()).isFalse();
    given()
        .auth()
        .oauth2(live)
        .get("/api/studies")
        .then()
        .statusCode(403)
        .body("detail", equalTo("Your access was ended."));
    AuditEntry ended = last(email);
    assertThat(ended.act).isEqualTo("person.access_ended");
    assertThat(ended.reason).isEqualTo("left the team");

    reason("/api/people/" + id + "/end", "left again")
        .statusCode(409)
        .body(
            "detail",
            containsString(
                "ended already. coordinator@demo.reachline.example changed this record meanwhile"));
    given()
        .contentType("application/json")
        .post("/api/people/" + id + "/renew")
        .then()
        .statusCode(409)
        .body("detail", containsString("Restore it first. coordinator@demo.reachline.example"));

    reason("/api/people/" + id + "/restore", "came back")
        .statusCode(200)
        .body("endedAt", nullValue());
    token(email, OWN_PASSWORD).then().statusCode(200);
    assertThat(last(email).act).isEqualTo("person.access_restored");
  }

  @Test
  @AsCoordinator
  void secondInvitationOfAnAddressSaysWhoHasIt() {
    String email = newAddress();
    long id =
        invite(email, "coach")
            .statusCode(201)
            .body("temporaryPassword", notNullValue())
            .extract()
            .jsonPath()
            .getLong("person.id");
    given()
        .contentType("application/json")
        .post("/api/people/" + id + "/renew")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("temporaryPassword", notNullValue());
    assertThat(last(email).act).isEqualTo("person.invitation_renewed");
    invite(email.toUpperCase(java.util.Locale.ROOT), "coach")
        .statusCode(400)
        .body("errors.field", hasItem("email"))
        .body("errors.message", hasItem(containsString("is here already")));
  }

  @Test
  @AsCoordinator
  void addressThatHasAnAccountKeepsItsPassword() {
    String email = newAddress();
    makeAccount(email);
    choosePassword(user(email));

    invite(email, "hub")
        .statusCode(201)
        .body("hadAccount", equalTo(true))
        .body("temporaryPassword", nullValue());
    String token = token(email, OWN_PASSWORD).then().statusCode(200).extract().path("access_token");
    given().auth().oauth2(token).get("/api/me").then().body("roles", hasItem("hub"));
  }

  /** One of them finds that the person is here now, and leaves them what they were invited to. */
  @Test
  void twoInvitationsOfOneAddressAtOnceLeaveTheInvitedTheirRole() {
    String email = newAddress();
    makeAccount(email);
    String token = Tokens.of(Persona.COORDINATOR);
    List<Integer> statuses =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            given()
                                .auth()
                                .oauth2(token)
                                .contentType("application/json")
                                .body(
                                    Map.of("email", email, "name", "Ada Account", "role", "coach"))
                                .post("/api/people")
                                .statusCode()))
            .limit(3)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(statuses).containsOnlyOnce(201);
    assertThat(roles(user(email))).contains("coach");
  }

  @Test
  @AsCoordinator
  void invitationThatCannotBeKeptTakesTheRoleBack() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    String email = newAddress();
    makeAccount(email);
    broken.id = trial.site("WI-DANE").id;
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "email",
                email,
                "name",
                "Ada Account",
                "role",
                "coach",
                "places",
                List.of(Map.of("site", trial.code("WI-DANE"), "part", "coach"))))
        .post("/api/people")
        .then()
        .statusCode(500);
    assertThat(Person.findByEmail(email)).isEmpty();
    assertThat(roles(user(email))).doesNotContain("coach");
  }

  @Test
  @AsCoordinator
  void placesOfAnInvitationBeginAndEndOnTheDaysThatItNames() {
    Trial trial = aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane Jail").save();
    String code = trial.code("WI-DANE");
    String email = newAddress();
    Map<String, Object> person =
        Map.of(
            "email",
            email,
            "name",
            "Ada Account",
            "role",
            "clinician",
            "zone",
            "America/Chicago",
            "places",
            List.of(
                Map.of(
                    "site",
                    code,
                    "part",
                    "prescriber",
                    "from",
                    "2025-01-06",
                    "until",
                    "2025-03-31"),
                Map.of("site", code, "part", "prescriber", "from", "2025-06-01")));
    given()
        .contentType("application/json")
        .body(person)
        .post("/api/people")
        .then()
        .statusCode(201)
        .body("person.places.from", equalTo(List.of("2025-01-06", "2025-06-01")))
        .body("person.places[0].until", equalTo("2025-03-31"));
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "email",
                newAddress(),
                "name",
                "Ben Account",
                "role",
                "clinician",
                "zone",
                "UTC",
                "places",
                List.of(
                    Map.of("site", code, "part", "prescriber", "from", "2025-02-30"),
                    Map.of(
                        "site",
                        code,
                        "part",
                        "member",
                        "from",
                        "2025-05-02",
                        "until",
                        "2025-05-01"))))
        .post("/api/people")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("places[0].from"))
        .body("errors.field", hasItem("places[1].until"));
  }

  @Test
  @AsCoordinator
  void refusedInvitationMakesNoAccount() {
    String email = newAddress();
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "email",
                email,
                "name",
                "N".repeat(20),
                "role",
                "coach",
                "zone",
                "UTC",
                "places",
                List.of(Map.of("site", "NOWHERE", "part", "coach"))))
        .post("/api/people")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("places[0].site")));
    assertThat(keycloak.realm("reachline").users().searchByEmail(email, true)).isEmpty();
  }

  @Test
  void outsidersTokenDoesNotInvite() {
    given()
        .auth()
        .oauth2(Tokens.of(Persona.OUTSIDER))
        .contentType("application/json")
        .body(Map.of("email", newAddress(), "name", "No Body", "role", "coordinator"))
        .post("/api/people")
        .then()
        .statusCode(403)
        .body("detail", not(containsString("@")));
    given()
        .auth()
        .oauth2(Tokens.of(Persona.OUTSIDER))
        .contentType("application/json")
        .post("/api/people/1/renew")
        .then()
        .statusCode(403);
  }

  private void makeAccount(String email) {
    UserRepresentation user = new UserRepresentation();
    user.setUsername(email);
    user.setEmail(email);
    user.setFirstName("Ada");
    user.setLastName("Account");
    user.setEnabled(true);
    keycloak.realm("reachline").users().create(user).close();
  }

  private static String newAddress() {
    return "p" + UUID.randomUUID().toString().substring(0, 8) + "@invited.example";
  }

  private static io.restassured.response.ValidatableResponse invite(String email, String role) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "name", "Ina Vited", "role", role))
        .post("/api/people")
        .then();
  }

  private static io.restassured.response.ValidatableResponse reason(String path, String reason) {
    return given().contentType("application/json").body(Map.of("reason", reason)).post(path).then();
  }

  private static AuditEntry last(String email) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<AuditEntry> trail = AuditEntry.listForSubject("person:" + email);
              return trail.get(trail.size() - 1);
            });
  }

  private UserRepresentation user(String email) {
    return keycloak.realm("reachline").users().searchByEmail(email, true).get(0);
  }

  private List<String> roles(UserRepresentation user) {
    return keycloak
        .realm("reachline")
        .users()
        .get(user.getId())
        .roles()
        .realmLevel()
        .listEffective()
        .stream()
        .map(r -> r.getName())
        .toList();
  }

  /** What the person does at their first sign-in, on Keycloak's own pages. */
  private void choosePassword(UserRepresentation user) {
    CredentialRepresentation own = new CredentialRepresentation();
    own.setType(CredentialRepresentation.PASSWORD);
    own.setTemporary(false);
    own.setValue(OWN_PASSWORD);
    keycloak.realm("reachline").users().get(user.getId()).resetPassword(own);
    UserRepresentation now =
        keycloak.realm("reachline").users().get(user.getId()).toRepresentation();
    now.setRequiredActions(List.of());
    keycloak.realm("reachline").users().get(user.getId()).update(now);
  }

  private static Response token(String email, String password) {
    return given()
        .formParam("grant_type", "password")
        .formParam("client_id", "reachline-api")
        .formParam("client_secret", TestKeycloak.apiClientSecret())
        .formParam("username", email)
        .formParam("password", password)
        .post(TestKeycloak.issuer() + "/protocol/openid-connect/token");
  }
}
