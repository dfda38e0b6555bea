package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.people.Person;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;
import org.reachline.personas.WithKeycloak;

/** A role that shows a blinded researcher the arms is asked about before it is given. */
@QuarkusTest
@WithKeycloak
class UnblindingRoleTest extends AccountFixture {
  @Test
  @AsCoordinator
  void roleThatShowsABlindedResearcherArmsIsAskedAbout() {
    Person blinded = invited("researcher");
    Map<String, Object> change =
        new HashMap<>(
            Map.of(
                "name",
                blinded.name,
                "zone",
                blinded.zone,
                "reason",
                "x",
                "version",
                blinded.version));
    for (String role : List.of("coordinator", "hub", "coach")) {
      change.put("roles", List.of("researcher", role));
      given()
          .contentType(ContentType.JSON)
          .body(change)
          .put("/api/people/" + blinded.id)
          .then()
          .statusCode(400)
          .body("errors[0].field", equalTo("unblinds"))
          .body("errors[0].message", containsString("would learn what arms get"));
    }
    assertThat(roles(blinded)).doesNotContain("coach");
    Csrf.form()
        .formParam("name", blinded.name)
        .formParam("zone", blinded.zone)
        .formParam("role", "researcher", "coach")
        .formParam("rolesShown", "yes")
        .formParam("reason", "they coach now")
        .formParam("version", blinded.version)
        .post("/people/" + blinded.id + "/edit")
        .then()
        .statusCode(400)
        .body(containsString("name=\"unblinds\""))
        .body(containsString("they coach now"));
    change.put("roles", List.of("researcher", "coach"));
    change.put("unblinds", true);
    given()
        .contentType(ContentType.JSON)
        .body(change)
        .put("/api/people/" + blinded.id)
        .then()
        .statusCode(200);
    // A clinician's role shows nothing of arms, and is not asked about.
    Person other = invited("researcher");
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name",
                other.name,
                "zone",
                other.zone,
                "reason",
                "x",
                "version",
                other.version,
                "roles",
                List.of("researcher", "clinician")))
        .put("/api/people/" + other.id)
        .then()
        .statusCode(200);
  }
}
