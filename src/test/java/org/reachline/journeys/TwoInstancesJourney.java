package org.reachline.journeys;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reachline.personas.Persona;

/**
 * Two instances of the packaged service on one database. Each hands out keys from blocks of its
 * own; whoever wrote last, by whichever, is the newest for both.
 */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class TwoInstancesJourney {
  private static final String STUDY = "/api/studies/jail-moud-coaching-echo";

  private static final Map<Persona, String> TOKENS = new EnumMap<>(Persona.class);

  private static Reachline first;
  private static ServiceProcess second;
  private static List<String> addresses;

  @BeforeAll
  static void startsASecondInstanceOnTheSameDatabase() {
    first = Reachline.start();
    int port = Reachline.freePort();
    Map<String, String> environment = new HashMap<>();
    Path home = ServiceProcess.emptyHome("second-instance");
    environment.put("REACHLINE_HOME", home.toString());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("REACHLINE_PUBLIC_URL", first.address());
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", first.jdbcUrl().replaceAll("\\?.*", ""));
    environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
    environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", first.issuer());
    environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secret("REACHLINE_CLIENT_SECRET"));
    environment.put(
        "QUARKUS_KEYCLOAK_ADMIN_CLIENT_CLIENT_SECRET", secret("REACHLINE_ADMIN_CLIENT_SECRET"));
    properties(first.home().resolve("secrets.properties"))
        .forEach(
            (name, value) ->
                environment.put(
                    name.toString().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                    value.toString()));
    second = ServiceProcess.start(environment).awaitReady();
    addresses = List.of("http://localhost:" + port, first.address());
  }

  @AfterAll
  static void ends() {
    second.signal("TERM");
    second.awaitExit();
  }

  @Test
  void privateNoteThatWasWrittenLastIsRead() {
    String site = siteOfCoach();
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("strategy", "coaching");
    contact.put("outcome", "held");
    contact.put("day", LocalDate.now(ZoneId.of("America/Chicago")).minusDays(1).toString());
    contact.put("time", "09:30");
    contact.put("minutes", 10);
    contact.put("mode", "phone");
    contact.put("kind", "call");
    contact.put("coaches", List.of(idOf(Persona.COACH)));
    contact.put("others", List.of(Map.of("part", "change_leader", "people", 1)));
    contact.put("privateNotes", "note 0");
    String address = STUDY + "/coaching/" + site + "/contacts";
    int logged =
        as(Persona.COACH)
            .body(contact)
            .post(addresses.get(0) + address)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String one = address + "/" + logged;
    for (int turn = 1; turn <= 4; turn++) {
      contact.put("privateNotes", "note " + turn);
      int version = as(Persona.COACH).get(addresses.get(turn % 2) + one).path("version");
      as(Persona.COACH)
          .body(Map.of("version", version, "reason", "turn " + turn, "contact", contact))
          .put(addresses.get(turn % 2) + one)
          .then()
          .statusCode(200);
      for (String instance : addresses) {
        as(Persona.COACH).get(instance + one).then().body("privateNotes", equalTo("note " + turn));
        as(Persona.COACH)
            .get(instance + one + "/history")
            .then()
            .body("[0].reason", equalTo("turn " + turn));
      }
      as(Persona.COACH)
          .body(Map.of("version", version, "reason", "too late", "contact", contact))
          .put(addresses.get((turn + 1) % 2) + one)
          .then()
          .statusCode(409);
    }
  }

  @Test
  void whoChangedASiteLastIsNamedToWhoIsOvertaken() {
    String code = as(Persona.COORDINATOR).get(first.address() + "/api/sites").path("[0].code");
    String address = "/api/sites/" + code;
    for (int turn = 1; turn <= 4; turn++) {
      String name = "Name of turn " + turn;
      Map<String, Object> site = site(address);
      Object seen = site.get("version");
      site.put("name", name);
      site.put("reason", "turn " + turn);
      as(Persona.COORDINATOR)
          .body(site)
          .put(addresses.get(turn % 2) + address)
          .then()
          .statusCode(200);
      site.put("name", "Another name");
      site.put("version", seen);
      for (String instance : addresses) {
        as(Persona.COORDINATOR)
            .body(site)
            .put(instance + address)
            .then()
            .statusCode(409)
            .body("detail", containsString(name));
        as(Persona.COORDINATOR)
            .get(instance + address + "/trail")
            .then()
            .body("[0].reason", equalTo("turn " + turn));
      }
    }
  }

  private static Map<String, Object> site(String address) {
    JsonPath found = as(Persona.COORDINATOR).get(first.address() + address).jsonPath();
    Map<String, Object> site = new HashMap<>();
    for (String field :
        List.of("name", "type", "size", "sizeUnit", "state", "zone", "partnerOf", "version")) {
      if (found.get(field) != null) {
        site.put(field, found.get(field));
      }
    }
    return site;
  }

  private static Integer idOf(Persona persona) {
    return as(Persona.COORDINATOR)
        .get(first.address() + "/api/people?q=" + persona.email())
        .path("[0].id");
  }

  private static String siteOfCoach() {
    String board = first.address() + STUDY + "/coaching";
    List<String> sites =
        as(Persona.COACH).get(first.address() + "/api/sites").jsonPath().getList("code");
    return sites.stream()
        .filter(site -> as(Persona.COACH).get(board + "/" + site + "/contacts").statusCode() == 200)
        .findFirst()
        .orElseThrow();
  }

  /** One at a time, and once: Keycloak takes two sign-ins of one person at once for an attack. */
  private static RequestSpecification as(Persona persona) {
    return given()
        .auth()
        .oauth2(TOKENS.computeIfAbsent(persona, TwoInstancesJourney::token))
        .contentType(ContentType.JSON);
  }

  private static String token(Persona persona) {
    return given()
        .formParam("grant_type", "password")
        .formParam("client_id", "reachline-api")
        .formParam("client_secret", secret("REACHLINE_API_CLIENT_SECRET"))
        .formParam("username", persona.email())
        .formParam("password", Persona.PASSWORD)
        .post(first.issuer() + "/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private static String secret(String name) {
    try (Stream<Path> files = Files.walk(first.home())) {
      return files
          .filter(file -> file.endsWith("client-secrets.properties"))
          .map(file -> properties(file).getProperty(name))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Properties properties(Path file) {
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
      return read;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
