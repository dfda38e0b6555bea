package org.reachline.journeys;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static Reachline first;
  private static SecondInstance second;
  private static List<String> addresses;

  @BeforeAll
  static void startsASecondInstanceOnTheSameDatabase() {
    first = Reachline.start();
    second = SecondInstance.start(first, "reachline", Map.of());
    addresses = List.of(second.address(), first.address());
  }

  @AfterAll
  static void ends() {
    second.stop();
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

  private static RequestSpecification as(Persona persona) {
    return given().auth().oauth2(second.token(persona)).contentType(ContentType.JSON);
  }
}
