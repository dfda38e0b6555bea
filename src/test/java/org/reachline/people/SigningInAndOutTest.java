package org.reachline.people;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookies;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;
import org.reachline.personas.Tokens;
import org.reachline.personas.WithKeycloak;

/** The doors, with a real Keycloak: who comes in, for how long, and who is out. */
@QuarkusTest
@WithKeycloak
class SigningInAndOutTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TestHTTPResource String origin;

  /**
   * A browser without windows: keeps cookies and goes where it is sent. Everything is on localhost,
   * where browsers send cookies that are marked Secure in the open, too.
   */
  private final class Visitor {
    final Map<String, String> cookies = new TreeMap<>();

    HttpResponse<String> get(String address) throws IOException, InterruptedException {
      return go(HttpRequest.newBuilder(URI.create(origin).resolve(address)));
    }

    private HttpResponse<String> go(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      if (!cookies.isEmpty()) {
        request.header("Cookie", header(cookies));
      }
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (cookie.matches("(?i).*max-age=0(;.*)?")) {
          cookies.remove(pair[0]);
        } else {
          cookies.put(pair[0], pair[1]);
        }
      }
      return answer.statusCode() / 100 == 3
          ? go(
              HttpRequest.newBuilder(
                  answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow())))
          : answer;
    }

    HttpResponse<String> signIn(Persona persona) throws IOException, InterruptedException {
      String page = get("/home").body();
      Matcher action = Pattern.compile("<form[^>]* action=\"([^\"]+)\"").matcher(page);
      assertThat(action.find()).as(page).isTrue();
      return go(
          HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "username="
                          + URLEncoder.encode(persona.email(), StandardCharsets.UTF_8)
                          + "&password="
                          + Persona.PASSWORD)));
    }

    /** What somebody has who copied this browser's session. */
    Map<String, String> copy() {
      Map<String, String> session = new TreeMap<>(cookies);
      session.keySet().removeIf(name -> !name.startsWith("q_session"));
      assertThat(session).isNotEmpty();
      return session;
    }
  }

  private static String header(Map<String, String> cookies) {
    return cookies.entrySet().stream()
        .map(c -> c.getKey() + "=" + c.getValue())
        .collect(Collectors.joining("; "));
  }

  private static Response ask(String path, Map<String, ?> cookies) {
    return given().redirects().follow(false).cookies(cookies).get(path);
  }

  @Test
  void aCopiedSessionEndsWithTheSignOut() throws Exception {
    Visitor visitor = new Visitor();
    assertThat(visitor.signIn(Persona.OUTSIDER).body()).contains(Persona.OUTSIDER.fullName());
    Map<String, String> copy = visitor.copy();
    ask("/me", copy).then().statusCode(200).body(containsString(Persona.OUTSIDER.email()));

    HttpResponse<String> out = visitor.get("/logout");
    assertThat(out.uri().getPath()).as(out.body()).isEqualTo("/");
    assertThat(out.body()).doesNotContain(Persona.OUTSIDER.fullName());
    for (String path : new String[] {"/me", "/home", "/"}) {
      ask(path, copy).then().statusCode(303).header("location", endsWith("/"));
    }
    // And at Keycloak: the next visit asks for the password.
    assertThat(visitor.get("/home").uri().getPath()).startsWith("/realms/");
    // Another sign-in of the same person is another matter.
    Visitor again = new Visitor();
    assertThat(again.signIn(Persona.OUTSIDER).body()).contains(Persona.OUTSIDER.fullName());
  }

  @Test
  void whoSignedOutOnlyHereComesInAgain() throws Exception {
    Visitor visitor = new Visitor();
    visitor.signIn(Persona.OUTSIDER);
    // As when Keycloak is away at the sign-out: it does not hear of it, and still knows the
    // browser.
    ask("/logout", visitor.copy()).then().statusCode(303);
    visitor.cookies.keySet().removeIf(name -> name.startsWith("q_session"));

    HttpResponse<String> door = visitor.get("/home");
    assertThat(door.uri().getPath()).isEqualTo("/");
    assertThat(door.body()).contains("Please sign in again");
    // The sign-in that was ended is ended there too now, and the next one is another.
    assertThat(visitor.signIn(Persona.OUTSIDER).body()).contains(Persona.OUTSIDER.fullName());
  }

  @Test
  void nobodyIsSignedOutByAnotherSite() throws Exception {
    Visitor visitor = new Visitor();
    visitor.signIn(Persona.OUTSIDER);
    given()
        .redirects()
        .follow(false)
        .cookies(visitor.copy())
        .header("Sec-Fetch-Site", "cross-site")
        .get("/logout")
        .then()
        .statusCode(303)
        .header("location", endsWith("/home"));
    assertThat(visitor.get("/me").body()).contains(Persona.OUTSIDER.email());
  }

  @Test
  void aSessionOpensNoApi() throws Exception {
    Visitor visitor = new Visitor();
    visitor.signIn(Persona.OUTSIDER);
    for (String path : new String[] {"/api/me", "/api;x=y/me", "//api/me", "/api/./me"}) {
      HttpResponse<String> answer =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(origin.replaceFirst("/$", "") + path))
                  .header("Cookie", header(visitor.copy()))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isIn(401, 404);
      assertThat(answer.body()).as(path).doesNotContain(Persona.OUTSIDER.email());
    }
  }

  @Test
  void anIdTokenOpensNothing() {
    Map<String, String> tokens = Tokens.allOf(Persona.COACH);
    given().auth().oauth2(tokens.get("access_token")).get("/api/me").then().statusCode(200);
    for (String other : new String[] {"id_token", "refresh_token"}) {
      given()
          .auth()
          .oauth2(tokens.get(other))
          .get("/api/me")
          .then()
          .statusCode(401)
          .body(not(containsString(Persona.COACH.email())));
    }
  }

  @Test
  void halfAnHourAtTheSignInIsNotTooLong() {
    Response sent = ask("/home", Map.of());
    sent.then().statusCode(302);
    int seconds =
        sent.detailedCookies().asList().stream()
            .filter(cookie -> cookie.getName().startsWith("q_auth_"))
            .mapToInt(cookie -> Math.toIntExact(cookie.getMaxAge()))
            .findFirst()
            .orElseThrow();
    // Keycloak's form is good for 45 minutes and may begin anew: reachline-realm.json.
    assertThat(seconds).isGreaterThanOrEqualTo(45 * 60);
  }

  @Test
  void anUnknownReturnLeadsToTheDoorAndDisturbsNoOtherSignIn() throws Exception {
    for (String query : new String[] {"", "?state=unknown&code=x", "?state=unknown&error=x"}) {
      Response led = ask("/signed-in" + query, Map.of("q_auth_of-another-tab", "x"));
      led.then().statusCode(303).header("location", endsWith("/"));
      Cookies set = led.detailedCookies();
      assertThat(set.hasCookieWithName("q_auth_of-another-tab")).as("forgets another").isFalse();
      ask("/", Map.of("notice", led.cookie("notice")))
          .then()
          .statusCode(200)
          .body(containsString("Please sign in again"));
    }
    // Somebody who is inside already stays there.
    Visitor visitor = new Visitor();
    visitor.signIn(Persona.OUTSIDER);
    ask("/signed-in?state=unknown&code=x", visitor.copy())
        .then()
        .statusCode(303)
        .header("location", endsWith("/home"));
    // What Keycloak refuses to exchange is no empty page either.
    Response begun = ask("/home", Map.of());
    String cookie =
        begun.cookies().keySet().stream().filter(n -> n.startsWith("q_auth_")).findFirst().get();
    ask(
            "/signed-in?code=made-up&state=" + cookie.substring("q_auth_".length()),
            Map.of(cookie, begun.cookie(cookie)))
        .then()
        .statusCode(303)
        .header("location", endsWith("/"));
  }

  @Test
  void manySignInsUnderWayAreNotTooManyForARequest() {
    Map<String, String> many =
        IntStream.range(0, 15).boxed().collect(Collectors.toMap(n -> "q_auth_" + n, n -> "x"));
    long forgotten =
        ask("/", many).detailedCookies().asList().stream()
            .filter(cookie -> cookie.getName().startsWith("q_auth_") && cookie.getMaxAge() == 0)
            .count();
    assertThat(forgotten).isEqualTo(5);
  }

  @Test
  void whatAScriptFetchesBeginsNoSignIn() {
    for (Map<String, String> header :
        List.of(
            Map.of("Sec-Fetch-Dest", "empty"),
            Map.of("Accept", "text/event-stream"),
            Map.of("X-Requested-With", "JavaScript"))) {
      Response answer = given().redirects().follow(false).headers(header).get("/home");
      answer.then().statusCode(499);
      assertThat(answer.cookies().keySet()).noneMatch(name -> name.startsWith("q_auth_"));
    }
  }

  @Test
  void aPropertyThatComesTwiceIsRefused() {
    String token = Tokens.of(Persona.COORDINATOR);
    for (String body :
        new String[] {
          "{\"code\":\"WI-TWICE\",\"code\":\"WI-OTHER\"}", "{\"name\":\"a\",\"nam\\u0065\":\"b\"}"
        }) {
      given()
          .auth()
          .oauth2(token)
          .contentType("application/json")
          .body(body)
          .post("/api/sites")
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("errors[0].message", containsString("Duplicate"))
          .body("status", equalTo(400));
    }
  }

  @Test
  void nobodyLeavesHttpOneInTheOpen() throws IOException {
    URI address = URI.create(origin);
    assertThat(
            firstLine(
                address,
                "GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(firstLine(address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        .as("no frames of HTTP/2")
        .matches("(HTTP/[12]\\.\\d [45].*)?");
  }

  private static String firstLine(URI address, String request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[400];
      int length = socket.getInputStream().read(answer);
      String text = new String(answer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
      return text.lines().findFirst().orElse("");
    }
  }
}
