package org.reachline.people;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.base.AuditEntry;
import org.reachline.base.Role;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** Nothing is half saved while Keycloak does not answer. */
@QuarkusTest
@TestProfile(KeycloakDownTest.NobodyListens.class)
class KeycloakDownTest {
  /** Points the admin client at a port where nothing answers. */
  public static class NobodyListens implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.keycloak.admin-client.server-url", "http://127.0.0.1:18249");
    }
  }

  @Test
  @AsCoordinator
  void invitationKeepsTheTypistsWordsAndNoRecord() {
    Csrf.form()
        .formParam("email", "nora@down.example")
        .formParam("name", "Nora Neumann")
        .formParam("role", "hub")
        .formParam("zone", "America/Chicago")
        .post("/people/invite")
        .then()
        .statusCode(503)
        .body(containsString("did not answer as it should. Nothing was changed."))
        .body(containsString("value=\"nora@down.example\""));
    assertThat(Person.findByEmail("nora@down.example")).isEmpty();
  }

  @Test
  @AsCoordinator
  void endingAccessIsUndoneWhole() {
    Person person =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Person p = new Person();
                  p.email = "stays@down.example";
                  p.name = "Stays Here";
                  p.zone = "America/Chicago";
                  p.keycloakId = "no-such-account";
                  p.roles.add(Role.COACH);
                  p.persist();
                  return p;
                });
    given()
        .contentType("application/json")
        .body(Map.of("reason", "left"))
        .post("/api/people/" + person.id + "/end")
        .then()
        .statusCode(503)
        .body("status", equalTo(503));
    assertThat(Person.findByEmail("stays@down.example").orElseThrow().isActive()).isTrue();
    assertThat(AuditEntry.listForSubject("person:stays@down.example")).isEmpty();
  }
}
