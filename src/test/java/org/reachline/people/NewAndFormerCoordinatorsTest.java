package org.reachline.people;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.people.accounts.AccessRequest;
import org.reachline.personas.Persona;
import org.reachline.personas.Tokens;
import org.reachline.personas.WithKeycloak;

/** Who becomes a coordinator is told to the others, and who was one is none at once. */
@QuarkusTest
@WithKeycloak
class NewAndFormerCoordinatorsTest {
  @Inject Keycloak keycloak;

  private final String coordinator = Tokens.of(Persona.COORDINATOR);

  private static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }

  private Person invited(String token, String role) {
    long id =
        with(token)
            .body(
                Map.of(
                    "email", UUID.randomUUID() + "@news.example", "name", "Nia New", "role", role))
            .post("/api/people")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("person.id");
    return QuarkusTransaction.requiringNew().call(() -> Person.findById(id));
  }

  private UserResource account(Person person) {
    var users = keycloak.realm("reachline").users();
    return users.get(users.searchByEmail(person.email, true).get(0).getId());
  }

  /** The person chooses a password and comes in. */
  private String comesIn(Person person) {
    UserResource account = account(person);
    UserRepresentation user = account.toRepresentation();
    user.setRequiredActions(List.of());
    user.setEmailVerified(true);
    account.update(user);
    CredentialRepresentation password = new CredentialRepresentation();
    password.setType(CredentialRepresentation.PASSWORD);
    password.setValue(Persona.PASSWORD);
    password.setTemporary(false);
    account.resetPassword(password);
    String token = Tokens.of(person.email);
    with(token).get("/api/me").then().statusCode(200);
    return token;
  }

  private static void edit(String token, Person person, int status, String... roles) {
    Person now = QuarkusTransaction.requiringNew().call(() -> Person.findById(person.id));
    with(token)
        .body(
            Map.of(
                "name",
                now.name,
                "zone",
                now.zone,
                "roles",
                List.of(roles),
                "reason",
                "It was agreed",
                "version",
                now.version))
        .put("/api/people/" + person.id)
        .then()
        .statusCode(status);
  }

  /** What coordinators were written about somebody who became one, by receiver. */
  private static List<OutboxMail> news(Person about) {
    return QuarkusTransaction.requiringNew()
        .call(() -> OutboxMail.list("mailKey like ?1", "coordinator-added-" + about.id + "-%"));
  }

  @Test
  void allOthersAreToldWhoBecomesACoordinatorAndByWhom() {
    Person witness = invited(coordinator, "coordinator");
    Person added = invited(coordinator, "coordinator");
    assertThat(news(added))
        .extracting(mail -> mail.to)
        .contains(witness.email)
        .doesNotContain(added.email, Persona.COORDINATOR.email())
        .doesNotHaveDuplicates();
    assertThat(news(added).get(0).subject).isEqualTo("A new coordinator: Nia New");
    assertThat(news(added).get(0).text)
        .contains(
            Persona.COORDINATOR.fullName() + " (" + Persona.COORDINATOR.email() + ") made Nia New",
            added.email,
            "/people/" + added.id);

    Person risen = invited(coordinator, "coach");
    assertThat(news(risen)).isEmpty();
    edit(coordinator, risen, 200, "coach", "coordinator");
    assertThat(news(risen)).extracting(mail -> mail.to).contains(witness.email, added.email);
    int letters = news(risen).size();
    edit(coordinator, risen, 200, "clinician", "coordinator");
    assertThat(news(risen)).as("they were one before").hasSize(letters);
  }

  @Test
  void aRoleThatWasGivenInTheSignInServiceIsToldWhenItIsSeen() {
    Person witness = invited(coordinator, "coordinator");
    Person risen = invited(coordinator, "coach");
    account(risen)
        .roles()
        .realmLevel()
        .add(List.of(keycloak.realm("reachline").roles().get("coordinator").toRepresentation()));
    comesIn(risen);
    assertThat(news(risen))
        .extracting(mail -> mail.to)
        .contains(witness.email, Persona.COORDINATOR.email())
        .doesNotContain(risen.email)
        .doesNotHaveDuplicates();
    assertThat(news(risen).get(0).text).contains("Nobody gave the role here");
  }

  @Test
  void whoWasDemotedActsNoMoreAlthoughTheirTokenStillNamesTheRole() {
    Person former = invited(coordinator, "coordinator");
    edit(coordinator, former, 200, "coordinator", "clinician");
    String before = comesIn(former);
    Person other = invited(before, "coordinator");
    long asked = asked(other, AccessRequest.Act.END);
    long demotion = asked(former, AccessRequest.Act.DEMOTE);
    with(coordinator)
        .post("/api/people/" + former.id + "/requests/" + demotion + "/confirm")
        .then()
        .statusCode(200);

    for (String act : List.of("requests/" + asked + "/confirm", "end", "demote", "renew")) {
      with(before)
          .body(Map.of("reason", "a last one"))
          .post("/api/people/" + other.id + "/" + act)
          .then()
          .statusCode(403)
          .body("detail", containsString("Your roles were changed"));
    }
    with(before)
        .body(
            Map.of(
                "email",
                UUID.randomUUID() + "@news.example",
                "name",
                "Second Self",
                "role",
                "coordinator"))
        .post("/api/people")
        .then()
        .statusCode(403);
    edit(before, former, 403, "coordinator", "clinician");
    with(before).get("/api/people").then().statusCode(403);
    with(before).get("/api/me").then().statusCode(200).body("roles", contains("clinician"));
    with(before).get("/api/studies").then().statusCode(200);
    assertThat(
            QuarkusTransaction.requiringNew().call(() -> Person.<Person>findById(other.id).endedAt))
        .isNull();
    with(coordinator)
        .get("/api/people/" + other.id + "/requests")
        .then()
        .body("act", hasItem("end"));
  }

  private static long asked(Person person, AccessRequest.Act act) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              AccessRequest request = new AccessRequest();
              request.person = Person.findById(person.id);
              request.act = act;
              request.reason = "they left the trial";
              request.askedBy = "another@coordinators.example";
              request.askedAt = Instant.now();
              request.persist();
              return request.id;
            });
  }
}
