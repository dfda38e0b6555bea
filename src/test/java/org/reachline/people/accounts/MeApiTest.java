package org.reachline.people.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsHub;
import org.reachline.personas.Persona;
import org.reachline.personas.Tokens;
import org.reachline.personas.WithKeycloak;

@QuarkusTest
@WithKeycloak
class MeApiTest {
  @Test
  void realTokenTellsNameAndRoles() {
    given()
        .auth()
        .oauth2(Tokens.of(Persona.HUB))
        .get("/api/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("Dr Hanna Okafor"))
        .body("email", equalTo("hub@demo.reachline.example"))
        .body("roles", contains("hub"));
  }

  @Test
  void realTokenOfAnotherRoleIsAnswered403() {
    given()
        .auth()
        .oauth2(Tokens.of(Persona.COACH))
        .contentType("text/plain")
        .body("title: not mine to load")
        .post("/api/studies")
        .then()
        .statusCode(403);
  }

  @Test
  void withoutTokenIsAnswered401AndNotSentToASignInPage() {
    given().redirects().follow(false).get("/api/me").then().statusCode(401);
  }

  @Test
  void forgedTokenIsAnswered401() {
    String token = Tokens.of(Persona.HUB);
    String[] parts = token.split("\\.");
    String forged = parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length());
    given().auth().oauth2(forged).get("/api/me").then().statusCode(401);
  }

  @Test
  @AsCoach
  void personaOfATestIsThePersonOfTheRequest() {
    given()
        .get("/api/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("Cole Whitfield"))
        .body("email", equalTo("coach@demo.reachline.example"))
        .body("roles", contains("coach"));
  }

  @Test
  @AsHub
  void personaReachesPagesToo() {
    given().redirects().follow(false).get("/home").then().statusCode(200);
  }

  @Test
  void strangersAreSentFromPagesToKeycloak() {
    given()
        .redirects()
        .follow(false)
        .get("/home")
        .then()
        .statusCode(302)
        .header("location", org.hamcrest.Matchers.containsString("code_challenge_method=S256"));
  }
}
