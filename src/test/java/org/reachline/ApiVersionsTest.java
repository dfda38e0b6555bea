package org.reachline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.coaching.booking.Booking;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsOutsider;
import org.reachline.sessions.EchoTrial;

/**
 * Every call of the API whose body takes a version takes it from {@code If-Match} as well, and
 * every answer about one record gives it as {@code ETag}. Which calls these are, the API's own
 * description says.
 */
@QuarkusTest
class ApiVersionsTest {
  private static final String STALE = "\"987654\"";
  private static final LocalDate DAY = LocalDate.of(2026, 1, 9);

  /** What a call needs beside what GET gives of the record, so that only the version is wrong. */
  private static final Map<String, Map<String, Object>> BODIES =
      Map.ofEntries(
          Map.entry("/affiliations/{place}/end", Map.of("until", "2027-01-31")),
          Map.entry("/bookings/{id}/move", Map.of("slot", 0)),
          Map.entry("/projects/{id}/close", Map.of("closingWords", "It is kept up")),
          Map.entry(
              "/cycles/{number}",
              Map.of("change", "One night", "plan", "Ask", "startsOn", "2026-01-09")),
          Map.entry(
              "/programs/{id}",
              Map.of("name", "ECHO", "roomKind", "external", "opensBeforeMinutes", 15)),
          Map.entry(
              "/programs/{id}/sites", Map.of("units", List.of("WI-DANE"), "from", "2027-01-31")),
          Map.entry("/programs/{id}/team", Map.of("team", List.of())),
          Map.entry("/sessions/{id}", Map.of("didacticTitle", "Withdrawal")),
          Map.entry(
              "/sessions/{id}/agenda",
              Map.of(
                  "agenda", List.of(Map.of("kind", "didactic", "label", "Talk", "minutes", 30)))),
          Map.entry("/sessions/{id}/move", Map.of("startsAt", "2027-01-31T15:00:00Z")),
          Map.entry("/live/notes", Map.of("wording", "Other words")),
          Map.entry("/live/cases/{number}", Map.of("wording", "Other words")));

  /** What ends a record, or undoes its end. */
  private static final String ENDS = ".*/(agenda|cancel|withdraw|close|end|reopen)";

  /** Records that have no address of their own: in whose answer they stand, and where in it. */
  private static final Map<String, List<String>> TOLD =
      Map.of(
          "/affiliations/", List.of("", "places[0].version"),
          "/bookings/", List.of("/bookings", "version[0]"),
          "/cycles/", List.of("", "cycles[0].version"),
          "/live/cases/", List.of("/live/notes", "version"),
          "/programs/{id}", List.of("/programs", "version[0]"));

  private JsonNode api;
  private Map<String, String> keys;

  @BeforeEach
  void aTrialWithSomethingOfEachKind() throws JsonProcessingException {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
    EchoTrial trial = EchoTrial.plannedForDane();
    EchoTrial.runByTheHub(trial.trial().slug());
    TrialBuilder.Trial other =
        aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(DAY)
            .coached()
            .save();
    keys = QuarkusTransaction.requiringNew().call(() -> addresses(trial, other));
    api =
        new ObjectMapper()
            .readTree(
                given().accept("application/json").get("/api/openapi?format=json").asString());
  }

  @Test
  @AsCoordinator
  void coordinatorsCallsTakeTheTagOfWhatTheySaw() {
    begin();
    assertThat(check(path -> !isOfTheSite(path))).hasSizeGreaterThan(20);
  }

  @Test
  @AsCoach
  void callsOfTheSiteTakeTheTagOfWhatTheySaw() {
    assertThat(check(ApiVersionsTest::isOfTheSite)).hasSizeGreaterThan(5);
  }

  @Test
  @AsCoordinator
  void answerAboutOneRecordHasItsVersionAsTag() {
    begin();
    SortedMap<String, String> tags = new TreeMap<>();
    operations(
        (name, operation) -> {
          if (name.startsWith("get ") && gives(operation) && !name.endsWith("/live")) {
            Response one = given().get(address(name.substring(4)));
            assertThat(one.statusCode()).as(name).isEqualTo(200);
            assertThat(one.header("ETag"))
                .as(name)
                .isEqualTo("\"" + one.jsonPath().get("version") + "\"");
            assertThat(operation.at("/responses/200/headers/ETag").isMissingNode())
                .as(name + " says so")
                .isFalse();
            tags.put(name, one.header("ETag"));
          }
        });
    assertThat(tags).hasSizeGreaterThan(10);
  }

  @Test
  @AsCoordinator
  void tagThatGetGaveIsTakenOnce() {
    begin();
    assertThat(takenOnce(path -> !isOfTheSite(path))).hasSizeGreaterThan(12);
  }

  @Test
  @AsCoach
  void tagThatGetGaveIsTakenOnceAtTheSite() {
    assertThat(takenOnce(ApiVersionsTest::isOfTheSite)).hasSizeGreaterThan(5);
  }

  @Test
  @AsOutsider
  void strangersLearnNothingByATag() {
    operations(
        (name, operation) -> {
          if (takesVersion(operation) && !name.endsWith("/api/me")) {
            String[] call = name.split(" ");
            Map<String, Object> body = Map.of();
            assertThat(call(call[0], call[1], body, STALE).statusCode()).as(name).isIn(403, 404);
          }
        });
  }

  /** What people change but a trial does not begin with. */
  private void begin() {
    send("put", "/sessions/{id}/live/notes", Map.of("wording", "Words", "version", 0));
    send("put", "/sessions/{id}/live/cases/{number}", Map.of("wording", "Words", "version", 0));
  }

  private void send(String method, String path, Map<String, Object> body) {
    assertThat(call(method, "/api/studies/{slug}" + path, body, null).statusCode()).isEqualTo(200);
  }

  private static boolean isOfTheSite(String path) {
    return path.matches(".*/(projects|walk-throughs|activities)/.*");
  }

  private SortedSet<String> check(Predicate<String> theirs) {
    SortedSet<String> checked = new TreeSet<>();
    operations(
        (name, operation) -> {
          String path = name.split(" ")[1];
          // Of what is made by a call nobody has seen a version.
          boolean makes = !operation.at("/responses/201").isMissingNode();
          if (takesVersion(operation) && !makes && theirs.test(path)) {
            assertThat(operation.path("parameters").findValuesAsText("name"))
                .as(name + " says that it takes a tag")
                .contains("If-Match");
            check(name.split(" ")[0], path, operation);
            checked.add(name);
          }
        });
    return checked;
  }

  /**
   * Makes each call with the tag that GET gave, and where it changed the record, once more; what
   * ends a record comes last. Whatever else a call is refused for, its tag is taken.
   *
   * @return the calls that were done
   */
  private SortedSet<String> takenOnce(Predicate<String> theirs) {
    SortedMap<String, JsonNode> calls = new TreeMap<>();
    operations(
        (name, operation) -> {
          boolean makes = !operation.at("/responses/201").isMissingNode();
          if (takesVersion(operation) && !makes && theirs.test(name.split(" ")[1])) {
            calls.put((name.matches(ENDS) ? "2 " : "1 ") + name, operation);
          }
        });
    SortedSet<String> done = new TreeSet<>();
    calls.forEach(
        (name, operation) -> {
          String method = name.split(" ")[1];
          String path = name.split(" ")[2];
          String tag = tag(path);
          Map<String, Object> body = body(method, path, operation);
          Response right = call(method, path, body, tag);
          String said = name + tag + body + right.asString();
          assertThat(right.statusCode()).as(said).isIn(200, 400, 409, 503);
          assertThat(right.asString()).as(said).doesNotContain("It is now version", "If-Match");
          body.computeIfPresent("wording", (field, words) -> words + " again");
          if (right.statusCode() == 200) {
            done.add(name);
          }
          if (right.statusCode() == 200 && !tag.equals(tag(path))) {
            Response again = call(method, path, body, tag);
            assertThat(again.statusCode()).as("again " + name + again.asString()).isEqualTo(409);
          }
        });
    return done;
  }

  /** The tag of the record that a call is about, where it stands alone or in another's answer. */
  private String tag(String path) {
    for (Map.Entry<String, List<String>> told : TOLD.entrySet()) {
      if (path.contains(told.getKey())) {
        String whole = path.substring(0, path.indexOf(told.getKey())) + told.getValue().get(0);
        return "\"" + given().get(address(whole)).jsonPath().get(told.getValue().get(1)) + "\"";
      }
    }
    String seen = path;
    while (!gives(api.path("paths").path(seen).path("get"))) {
      seen = seen.substring(0, seen.lastIndexOf('/'));
    }
    return given().get(address(seen)).header("ETag");
  }

  private void check(String method, String path, JsonNode operation) {
    Map<String, Object> body = body(method, path, operation);
    Map<String, Object> stale = new TreeMap<>(body);
    stale.put("version", 987654);
    BiConsumer<Map<String, Object>, String> overtaken =
        (sent, tags) -> {
          Response answer = call(method, path, sent, tags);
          assertThat(answer.statusCode()).as(method + path + answer.asString()).isEqualTo(409);
          assertThat(answer.asString()).contains("version");
        };
    BiConsumer<Map<String, Object>, String> refused =
        (sent, tags) -> {
          Response answer = call(method, path, sent, tags);
          assertThat(answer.statusCode())
              .as(method + path + tags + answer.asString())
              .isEqualTo(400);
          assertThat(answer.jsonPath().getList("errors.field", String.class)).contains("version");
        };
    overtaken.accept(body, STALE);
    overtaken.accept(body, "W/" + STALE);
    overtaken.accept(stale, STALE);
    overtaken.accept(stale, "*");
    overtaken.accept(stale, "\"1\", " + STALE);
    refused.accept(stale, "\"1\"");
    refused.accept(body, "\"1\", " + STALE);
    for (String tag : List.of("*", "1", "\"one\"", "\"1\" \"2\"", "\"-1\"", "\"1", "w/\"1\"")) {
      refused.accept(body, tag);
    }
  }

  /** What GET gives of the record as far as the call takes it, a reason, and what is listed. */
  private Map<String, Object> body(String method, String path, JsonNode operation) {
    JsonNode taken = schema(operation.at("/requestBody/content/application~1json"));
    Map<String, Object> body = new TreeMap<>();
    if (method.equals("put") && !api.path("paths").path(path).path("get").isMissingNode()) {
      given().get(address(path)).jsonPath().<Map<String, Object>>get().forEach(body::put);
    }
    body.put("reason", "A slip");
    BODIES.forEach((end, more) -> body.putAll(path.endsWith(end) ? more : Map.of()));
    body.computeIfPresent("slot", (slot, none) -> slotOfTheBooking());
    body.keySet().removeIf(key -> key.equals("version") || !taken.path("properties").has(key));
    body.values().removeIf(Objects::isNull);
    return body;
  }

  private Response call(String method, String path, Map<String, Object> body, String tags) {
    RequestSpecification call = given().contentType("application/json").body(body);
    return (tags == null ? call : call.header("If-Match", tags))
        .request(method.toUpperCase(Locale.ROOT), address(path));
  }

  /** The study of the other records delivers coaching only. */
  private static Map<String, String> addresses(EchoTrial trial, TrialBuilder.Trial delivering) {
    Person clinician = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
    String activity = "/studies/{slug}/activities/{code}/{id}";
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(
        activity.replaceAll("[{}]", "\\\\$0"),
        filled(activity, EachKind.ofActivities(delivering, "MA-FRANKLIN")));
    keys.put("\\{place[^/]*\\}", Affiliation.listForPerson(clinician).get(0).id.toString());
    keys.putAll(EachKind.in(trial));
    return keys;
  }

  private long slotOfTheBooking() {
    long booking = Long.parseLong(keys.get("(?<=/bookings/)\\{id\\}"));
    return QuarkusTransaction.requiringNew().call(() -> Booking.<Booking>findById(booking).slot.id);
  }

  private boolean gives(JsonNode operation) {
    return schema(operation.at("/responses/200/content/application~1json"))
        .path("properties")
        .has("version");
  }

  private void operations(BiConsumer<String, JsonNode> each) {
    api.path("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getKey().startsWith("/api/")) {
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            each.accept(
                                operation.getKey() + " " + path.getKey(), operation.getValue()));
              }
            });
  }

  private boolean takesVersion(JsonNode operation) {
    return schema(operation.at("/requestBody/content/application~1json"))
        .path("properties")
        .has("version");
  }

  private JsonNode schema(JsonNode content) {
    String ref = content.path("schema").path("$ref").asText();
    return ref.isEmpty() ? content.path("schema") : api.at(ref.substring(1));
  }

  private String address(String path) {
    return filled(path, keys);
  }

  private static String filled(String path, Map<String, String> keys) {
    String address = path;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      address = address.replaceAll(key.getKey(), key.getValue());
    }
    return address;
  }
}
