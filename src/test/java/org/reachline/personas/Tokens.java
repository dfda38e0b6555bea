package org.reachline.personas;

import static io.restassured.RestAssured.given;

import java.util.Map;
import org.reachline.launch.TestKeycloak;

/** Real bearer tokens, for tests that are annotated {@link WithKeycloak}. */
public final class Tokens {
  private Tokens() {}

  /** An access token of {@code persona}, by password, as the README's API example gets one. */
  public static String of(Persona persona) {
    return of(persona.email());
  }

  /** An access token of whoever has this address and the demonstration's password. */
  public static String of(String email) {
    return allOf(email).get("access_token");
  }

  /** All that the identity provider gives: access_token, id_token, refresh_token. */
  public static Map<String, String> allOf(Persona persona) {
    return allOf(persona.email());
  }

  private static Map<String, String> allOf(String email) {
    return given()
        .formParam("scope", "openid")
        .formParam("grant_type", "password")
        .formParam("client_id", "reachline-api")
        .formParam("client_secret", TestKeycloak.apiClientSecret())
        .formParam("username", email)
        .formParam("password", Persona.PASSWORD)
        .post(TestKeycloak.issuer() + "/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("", String.class, String.class);
  }
}
