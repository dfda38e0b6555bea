package org.reachline.base.errors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;

/** Every failure is an answer that says what to do, and never what went on inside. */
@QuarkusTest
class ErrorPagesTest {
  @TestHTTPResource String origin;

  /** What nobody foresaw, as a page and as an API. */
  @Path("/")
  @PermitAll
  public static class Broken {
    @GET
    @Path("broken-page-of-the-tests")
    public String page() {
      throw new IllegalStateException("inner words");
    }

    @GET
    @Path("api/broken-call-of-the-tests")
    public String call() {
      throw new IllegalStateException("inner words");
    }
  }

  @Test
  @AsOutsider
  void ourMistakeIsACalmPageWithAReference() {
    given()
        .get("/broken-page-of-the-tests")
        .then()
        .statusCode(500)
        .contentType(ContentType.HTML)
        .body(containsString("Our mistake"))
        .body(matchesPattern("(?s).*class=\"reference\">[0-9A-F]{8}<.*"))
        .body(not(containsString("inner words")))
        .body(not(containsString("IllegalState")));
  }

  @Test
  @AsOutsider
  void nothingThatSomebodyWasShownStaysInTheBrowser() {
    for (String address :
        List.of("/home", "/api/home", "/broken-page-of-the-tests", "/", "/nowhere")) {
      given().get(address).then().header("Cache-Control", "no-store");
    }
    // What is the same for everybody is kept.
    for (String address :
        List.of("/theme/reachline.css", "/theme/fonts/source-sans-3-latin-wght-normal.woff2")) {
      given()
          .get(address)
          .then()
          .statusCode(200)
          .header("Cache-Control", containsString("max-age"));
    }
  }

  @Test
  @AsOutsider
  void ourMistakeIsAProblemToAProgram() {
    given()
        .get("/api/broken-call-of-the-tests")
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("reference", matchesPattern("[0-9A-F]{8}"))
        .body("detail", not(containsString("inner words")));
  }

  @Test
  @AsOutsider
  void anAddressThatNobodyHasIsAPageOrAProblem() {
    given()
        .get("/nobody-lives-here")
        .then()
        .statusCode(404)
        .contentType(ContentType.HTML)
        .body(containsString("Nothing here"));
    given()
        .get("/api/nobody-lives-here")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", equalTo(404));
    given().urlEncodingEnabled(false).get("/api/sites/%00").then().statusCode(404);
    given().urlEncodingEnabled(false).get("/sites?q=%00").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"size":12.7}                                  | size       | A whole number
          {"nam":"X"}                                    | nam        | Did you mean
          {"name":"a\\u0000b"}                           | name       | U+0000
          {"name":"\\ud83d"}                             | name       | U+D83D
          {"name":{}}                                    | name       | A text or a number
          {"name":                                       | ''         | not readable JSON
          """)
  @AsCoordinator
  void jsonThatIsNotMeantIsRefusedWithItsProperty(String body, String field, String message) {
    ValidatableResponse answer =
        given().contentType("application/json").body(body).post("/api/sites").then();
    answer
        .statusCode(400)
        .body("errors.field", hasItem(field))
        .body("errors.message", hasItem(containsString(message)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=abc", "offset=99999999999", "limit=1e3"})
  @AsCoordinator
  void aNumberInTheAddressThatIsNoneIsNamed(String query) {
    given()
        .get("/api/sites?" + query)
        .then()
        .statusCode(400)
        .body("errors.field", hasItem(query.replaceFirst("=.*", "")));
  }

  @Test
  @AsCoordinator
  void aDryRunIsOneUnlessItIsClearlyNot() {
    String list = "code,name,type,zone\nWI-WET,Wet County Jail,jail,America/Chicago\n";
    for (String unclear : new String[] {"yes", "1", "False"}) {
      given()
          .contentType("text/csv")
          .body(list)
          .post("/api/sites/upload?dryRun=" + unclear)
          .then()
          .statusCode(400)
          .body("errors.field", hasItem("dryRun"));
    }
    given().get("/api/sites/WI-WET").then().statusCode(404);
  }

  @Test
  @AsCoordinator
  void aListInAnotherEncodingIsRefused() {
    given()
        .contentType("text/csv")
        .body("code,name,type\nWI-ENC,Ca\u00f1on Jail,jail\n".getBytes(StandardCharsets.ISO_8859_1))
        .post("/api/sites/upload?dryRun=false")
        .then()
        .statusCode(400)
        .body("detail", containsString("not UTF-8"));
    given().get("/api/sites/WI-ENC").then().statusCode(404);
  }

  @Test
  @AsCoordinator
  void aFormWithoutItsTokenIsAPageThatSaysWhatToDo() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("code", "WI-FORGED")
        .post("/sites/new")
        .then()
        .statusCode(400)
        .contentType(ContentType.HTML)
        .body(containsString("load the page again"));
  }

  /** What browsers and scanners send that no page of ours makes. */
  @ParameterizedTest
  @CsvSource({
    "HEAD, /sites, 200",
    "OPTIONS, /sites, 200",
    "GET, /sites/, 200",
    "PUT, /sites, 405",
    "DELETE, /api/sites, 405",
    "HEAD, /nobody-lives-here, 404",
    "GET, /api/sites/, 200"
  })
  @AsCoordinator
  void anOddRequestGetsACalmAnswer(String method, String path, int status) {
    given().when().request(method, path).then().statusCode(status);
  }

  @Test
  @AsCoordinator
  void contentOfAnotherTypeIsRefusedInWords() {
    given()
        .contentType("application/xml")
        .body("<a/>")
        .post("/sites/upload")
        .then()
        .statusCode(415)
        .contentType(ContentType.HTML)
        .body(containsString("does not take that kind of content"));
    given()
        .contentType("application/xml")
        .body("<a/>")
        .post("/api/sites")
        .then()
        .statusCode(415)
        .contentType("application/problem+json")
        .body("status", equalTo(415));
  }

  @Test
  @AsCoordinator
  void anAddressThatIsVeryLongIsStillRead() {
    given().get("/sites?q=" + "x".repeat(12_000)).then().body(containsString("No site fits"));
  }

  @Test
  @AsCoordinator
  void aFileThatIsTooLargeIsRefusedInWords() throws IOException, InterruptedException {
    HttpResponse<String> page = large("/sites/upload", "multipart/form-data; boundary=x");
    assertThat(page.statusCode()).isEqualTo(413);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.body()).contains("larger than we take");
    HttpResponse<String> problem = large("/api/sites/upload", "text/csv");
    assertThat(problem.statusCode()).isEqualTo(413);
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.body()).contains("larger than we take").contains("\"status\":413");
  }

  private HttpResponse<String> large(String path, String type)
      throws IOException, InterruptedException {
    byte[] body = new byte[21 * 1024 * 1024];
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(origin.replaceFirst("/$", "") + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
