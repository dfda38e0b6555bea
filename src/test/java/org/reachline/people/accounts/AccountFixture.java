package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.UserRepresentation;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;

/** People whom the coordinator invited, and what Keycloak says of them. */
abstract class AccountFixture {
  @Inject Keycloak keycloak;

  @Inject EntityManager em;

  Person invited(String role) {
    String email = UUID.randomUUID() + "@second.example";
    long id =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("email", email, "name", "Sam Second", "role", role))
            .post("/api/people")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("person.id");
    return person(id);
  }

  static Person person(long id) {
    return QuarkusTransaction.requiringNew().call(() -> Person.findById(id));
  }

  /** As the first page that they open notes it. */
  void cameIn(Person person) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                em.createNativeQuery("update person set signed_in_at = now() where id = ?1")
                    .setParameter(1, person.id)
                    .executeUpdate());
  }

  UserRepresentation account(Person person) {
    return keycloak.realm("reachline").users().searchByEmail(person.email, true).get(0);
  }

  List<String> roles(Person person) {
    return keycloak
        .realm("reachline")
        .users()
        .get(account(person).getId())
        .roles()
        .realmLevel()
        .listAll()
        .stream()
        .map(role -> role.getName())
        .toList();
  }

  static ValidatableResponse post(Person person, String act) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("reason", "because of the test"))
        .post("/api/people/" + person.id + "/" + act)
        .then();
  }

  static AuditEntry last(Person person) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.findNewest(person.subject(), "").orElseThrow());
  }
}
