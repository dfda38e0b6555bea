package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RealmResource;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.personas.WithKeycloak;

/** Against a coordinator one coordinator asks and a second one confirms. */
@QuarkusTest
@WithKeycloak
class SecondCoordinatorTest extends AccountFixture {
  private static final String ME = "coordinator@demo.reachline.example";

  private static long askedBySomebodyElse(Person person, AccessRequest.Act act) {
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

  @Test
  @AsCoordinator
  void coordinatorIsNotEndedByOne() {
    Person other = invited("coordinator");
    post(other, "end").statusCode(200).body("endedAt", nullValue());
    assertThat(account(other).isEnabled()).isTrue();
    assertThat(last(other).act).isEqualTo("person.request_made");
    String requests = "/api/people/" + other.id + "/requests";
    long id =
        given()
            .get(requests)
            .then()
            .body("", hasSize(1))
            .body("[0].act", equalTo("end"))
            .body("[0].askedBy", equalTo(ME))
            .extract()
            .jsonPath()
            .getLong("[0].id");
    post(other, "end").statusCode(409).body("detail", containsString("has asked for this already"));
    given()
        .contentType(ContentType.JSON)
        .post(requests + "/" + id + "/confirm")
        .then()
        .statusCode(409)
        .body("detail", containsString("You asked for this yourself"));
    given()
        .get("/people/" + other.id)
        .then()
        .body(containsString("A second coordinator has to confirm it"))
        .body(containsString("Take it back"))
        .body(not(containsString("/requests/" + id + "/confirm")));
    Csrf.form().post("/people/" + other.id + "/requests/" + id + "/decline").then().statusCode(303);
    given().get(requests).then().body("", hasSize(0));
    given()
        .contentType(ContentType.JSON)
        .post(requests + "/" + id + "/confirm")
        .then()
        .statusCode(409)
        .body("detail", containsString("declined this already"));
  }

  @Test
  @AsCoordinator
  void secondCoordinatorsWordEndsAccess() {
    Person other = invited("coordinator");
    long id = askedBySomebodyElse(other, AccessRequest.Act.END);
    given()
        .get("/people")
        .then()
        .statusCode(200)
        .body(containsString("waits for a second coordinator"));
    given()
        .get("/people/" + other.id)
        .then()
        .body(containsString("they left the trial"))
        .body(containsString("/requests/" + id + "/confirm"));
    Csrf.form().post("/people/" + other.id + "/requests/" + id + "/confirm").then().statusCode(303);
    assertThat(person(other.id).endedAt).isNotNull();
    assertThat(account(other).isEnabled()).isFalse();
    Csrf.form()
        .post("/people/" + other.id + "/requests/" + id + "/confirm")
        .then()
        .statusCode(409)
        .body(containsString("confirmed this already"));
    given()
        .contentType(ContentType.JSON)
        .post("/api/people/" + (other.id + 1_000_000) + "/requests/" + id + "/confirm")
        .then()
        .statusCode(404);
  }

  @Test
  @AsCoordinator
  void coordinatorsRoleIsTakenByTwoAndNotByTheEditForm() {
    Person other = invited("coordinator");
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name",
                other.name,
                "zone",
                other.zone,
                "roles",
                List.of("hub"),
                "reason",
                "x",
                "version",
                other.version))
        .put("/api/people/" + other.id)
        .then()
        .statusCode(400)
        .body("errors[0].message", containsString("Nobody takes the coordinator's role"));
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name",
                other.name,
                "zone",
                other.zone,
                "roles",
                List.of("hub", "coordinator"),
                "reason",
                "x",
                "version",
                other.version))
        .put("/api/people/" + other.id)
        .then()
        .statusCode(200);
    post(other, "demote").statusCode(200);
    assertThat(roles(other)).contains("coordinator");
    QuarkusTransaction.requiringNew().run(() -> AccessRequest.delete("person.id = ?1", other.id));
    long id = askedBySomebodyElse(other, AccessRequest.Act.DEMOTE);
    given()
        .contentType(ContentType.JSON)
        .post("/api/people/" + other.id + "/requests/" + id + "/confirm")
        .then()
        .statusCode(200);
    assertThat(roles(other)).contains("hub").doesNotContain("coordinator");
    assertThat(person(other.id).roles).containsExactly(Role.HUB);
  }

  @Test
  @AsCoordinator
  void confirmedResetThatCannotBeSentWaitsOn() {
    Person other = invited("coordinator");
    cameIn(other);
    long id = askedBySomebodyElse(other, AccessRequest.Act.RESET);
    given()
        .contentType(ContentType.JSON)
        .post("/api/people/" + other.id + "/requests/" + id + "/confirm")
        .then()
        .statusCode(409)
        .body("detail", containsString("Keycloak sends no mail"));
    given().get("/api/people/" + other.id + "/requests").then().body("", hasSize(1));
  }

  @Test
  @AsCoordinator
  void whoCoordinatesByTheirAccountAloneIsNotEndedOrDemotedByOne() {
    // In Keycloak somebody made them a coordinator; they have not come in since.
    Person other = invited("hub");
    RealmResource realm = keycloak.realm("reachline");
    realm
        .users()
        .get(account(other).getId())
        .roles()
        .realmLevel()
        .add(List.of(realm.roles().get("coordinator").toRepresentation()));
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name",
                other.name,
                "zone",
                other.zone,
                "roles",
                List.of("hub"),
                "reason",
                "x",
                "version",
                other.version))
        .put("/api/people/" + other.id)
        .then()
        .statusCode(400)
        .body("errors[0].message", containsString("Nobody takes the coordinator's role"));
    post(other, "end").statusCode(200).body("endedAt", nullValue());
    post(other, "demote").statusCode(200);
    assertThat(account(other).isEnabled()).isTrue();
    assertThat(roles(other)).contains("coordinator");
    given().get("/api/people/" + other.id + "/requests").then().body("", hasSize(2));
  }

  @Test
  @AsCoordinator
  void requestThatTimeHasOvertakenSaysWhy() {
    Person other = invited("coordinator");
    long reset = askedBySomebodyElse(other, AccessRequest.Act.RESET);
    long demote = askedBySomebodyElse(other, AccessRequest.Act.DEMOTE);
    long end = askedBySomebodyElse(other, AccessRequest.Act.END);
    confirm(other, end).statusCode(200);
    confirm(other, reset)
        .statusCode(409)
        .body("detail", containsString("Their access was ended. Restore it first."));
    post(other, "restore").statusCode(200);
    confirm(other, demote).statusCode(409).body("detail", containsString("holds no other role"));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person changed = Person.findById(other.id);
              changed.roles.remove(Role.COORDINATOR);
              changed.roles.add(Role.HUB);
            });
    keycloak
        .realm("reachline")
        .users()
        .get(account(other).getId())
        .roles()
        .realmLevel()
        .remove(List.of(keycloak.realm("reachline").roles().get("coordinator").toRepresentation()));
    confirm(other, demote).statusCode(409).body("detail", containsString("is not a coordinator"));
  }

  private static ValidatableResponse confirm(Person person, long request) {
    return given()
        .contentType(ContentType.JSON)
        .post("/api/people/" + person.id + "/requests/" + request + "/confirm")
        .then();
  }

  @Test
  @AsCoordinator
  void accessEndsAlsoWhereTheAccountIsGone() {
    Person person = invited("clinician");
    keycloak.realm("reachline").users().get(account(person).getId()).remove();
    post(person, "end").statusCode(200).body("endedAt", notNullValue());
  }

  @Test
  @AsResearcher
  void nobodyElseAsksOrConfirms() {
    for (String act : List.of("end", "reset", "demote", "requests/1/confirm", "renew")) {
      given()
          .contentType(ContentType.JSON)
          .body(Map.of("reason", "x"))
          .post("/api/people/1/" + act)
          .then()
          .statusCode(403);
      Csrf.form().formParam("reason", "x").post("/people/1/" + act).then().statusCode(403);
    }
    given().get("/api/people/1/requests").then().statusCode(403);
  }
}
