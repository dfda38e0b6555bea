package org.reachline.sessions;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;

/**
 * Fields that stand on one line take one line, on pages and in the API, and keep what was typed.
 */
@QuarkusTest
class SingleLineFieldsTest {
  private static final String TWO = "One line\r\nBcc: all@evil.example";
  private static final String TWO_AS_JSON = "One line\\r\\nBcc: all@evil.example";

  @Test
  @AsClinician
  void onesOwnName() {
    given().get("/me").then().statusCode(200);
    int version =
        QuarkusTransaction.requiringNew()
            .call(() -> Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow().version);
    Csrf.form()
        .formParam("name", TWO)
        .formParam("zone", "America/Chicago")
        .formParam("version", version)
        .post("/me")
        .then()
        .statusCode(400)
        .body(containsString("One line, please"))
        .body(containsString("all@evil.example"));
  }

  @Test
  @AsHub
  void aTalkAndTheNameOfAProgramme() {
    EchoTrial trial = EchoTrial.planned();
    for (String field : new String[] {"didacticTitle", "didacticPresenter"}) {
      given()
          .contentType("application/json")
          .body("{\"" + field + "\":\"" + TWO_AS_JSON + "\",\"version\":0}")
          .put(trial.api(0))
          .then()
          .statusCode(400)
          .body("errors.field", hasItem(field));
      Csrf.form()
          .formParam(field, TWO)
          .formParam("version", "0")
          .post(trial.first() + "/edit")
          .then()
          .statusCode(400)
          .body(containsString("One line, please"));
    }
    long program =
        QuarkusTransaction.requiringNew()
            .call(() -> EchoSession.<EchoSession>findById(trial.sessions().get(0)).program.id);
    given()
        .contentType("application/json")
        .body(
            "{\"name\":\""
                + TWO_AS_JSON
                + "\",\"roomKind\":\"external\",\"opensBeforeMinutes\":20,\"version\":0}")
        .put("/api" + trial.trial().path() + "/sessions/programs/" + program)
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("name"));
  }

  @Test
  @AsCoordinator
  void aSite() {
    given()
        .contentType("application/json")
        .body(
            "{\"code\":\"WI-LINES\",\"name\":\""
                + TWO_AS_JSON
                + "\",\"type\":\"jail\",\"zone\":\"America/Chicago\",\"state\":\"WI\"}")
        .post("/api/sites")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("name"));
  }

  @Test
  @TestSecurity(user = "two.lines@lines.example", roles = "clinician")
  @OidcSecurity(
      claims = {
        @Claim(key = "email", value = "two.lines@lines.example"),
        @Claim(key = "name", value = "Two\r\nLines \u202Eoddly")
      })
  void aNameThatTheSignInServiceTellsIsBroughtOntoOneLine() {
    given().get("/api/me").then().statusCode(200).body("name", equalTo("Two Lines oddly"));
  }
}
