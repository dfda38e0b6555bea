package org.reachline.personas;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

/**
 * Posts a form as a browser does that has fetched the page before: cookie and field carry the same
 * token. Redirects are not followed, so that a test sees where a change leads.
 */
public final class Csrf {
  // 16 bytes in URL-safe Base64, as quarkus-rest-csrf makes them.
  private static final String TOKEN = "AAECAwQFBgcICQoLDA0ODw";

  private Csrf() {}

  /** A form whose fields are sent as {@code application/x-www-form-urlencoded}. */
  public static RequestSpecification form() {
    return given()
        .redirects()
        .follow(false)
        .cookie("csrf-token", TOKEN)
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("csrf-token", TOKEN);
  }

  /** A form that may carry files: {@code multipart/form-data}. */
  public static RequestSpecification upload() {
    return given()
        .redirects()
        .follow(false)
        .cookie("csrf-token", TOKEN)
        .contentType("multipart/form-data")
        .multiPart("csrf-token", TOKEN);
  }
}
