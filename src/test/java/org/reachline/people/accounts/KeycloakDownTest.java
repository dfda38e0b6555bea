package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** Nothing is half saved while Keycloak does not answer. */
@QuarkusTest
class KeycloakDownTest {
  /** A real client, pointed at a port where nothing answers. */
  @BeforeEach
  void nobodyListens() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      QuarkusMock.installMockForType(
          KeycloakBuilder.builder()
              .serverUrl("http://127.0.0.1:" + closed.getLocalPort())
              .realm("reachline")
              .clientId("reachline-admin")
              .clientSecret("of-no-use-here")
              .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
              .build(),
          Keycloak.class);
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
        .header("Retry-After", notNullValue())
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
        .header("Retry-After", notNullValue())
        .body("status", equalTo(503));
    assertThat(Person.findByEmail("stays@down.example").orElseThrow().isActive()).isTrue();
    assertThat(AuditEntry.listForSubject("person:stays@down.example")).isEmpty();
  }
}
