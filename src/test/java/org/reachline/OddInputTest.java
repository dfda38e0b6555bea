package org.reachline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.personas.AsCoordinator;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionPlanner;

/**
 * Whatever is sent, the answer is somebody's: the sender's (4xx) or a record. Every operation that
 * the API describes is given bodies, properties and parameters that nobody means; none may answer
 * as if it were our mistake (5xx).
 */
@QuarkusTest
class OddInputTest {
  private static final List<String> BODIES = List.of("null", "[null]", "{}", "{", "", "\u0000");

  /** Values, written as JSON, that take the place of each property in turn. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "\" \"",
          "\"a\\u0000b\"",
          "\"" + "x".repeat(12_000) + "\"",
          "12.7",
          "1e999999999",
          "99999999999999999999",
          "[null]",
          "{}",
          "\"+999999999-12-31\"",
          "\",\"");

  private static final List<String> PARAMETERS =
      List.of("abc", "-1", "2147483647", "99999999999", "%00", "%2B999999999-12-31", "");

  /** Stands for a record that is not there. */
  private static final String NONE = "987654321";

  @Inject SessionPlanner planner;

  @TestHTTPResource String origin;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Odd> requests = new ArrayList<>();
  private final Set<String> mistakes = new ConcurrentSkipListSet<>();

  private record Odd(String method, String path, String type, String body) {}

  @Test
  @AsCoordinator
  void noOperationAnswersAsIfItWereOurMistake() {
    Trial trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-ODD", "Odd County Jail")
            .startedOn(LocalDate.of(2025, 1, 6))
            .inStratum("MEDIUM")
            .allocatedTo("HIGH-ECHO")
            .coached()
            .staffed()
            .save();
    CoachingContact contact =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    TestContacts.held(
                        trial, "WI-ODD", "monthly_call@2", LocalDate.of(2025, 2, 11), 60));
    EchoSession session =
        QuarkusTransaction.requiringNew().call(() -> planner.plan(trial.study()).get(0));
    JsonPath api = given().accept("application/json").get("/api/openapi?format=json").jsonPath();
    Map<String, Map<String, Map<String, Object>>> paths = api.getMap("paths");
    Map<String, Map<String, Object>> schemas = api.getMap("components.schemas");
    for (var path : new TreeMap<>(paths).entrySet()) {
      for (var operation : path.getValue().entrySet()) {
        if (!List.of("get", "post", "put", "patch", "delete").contains(operation.getKey())) {
          continue;
        }
        String place = address(path.getKey(), trial, contact.id, session.id);
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        bodies(method, place, operation.getValue(), schemas);
        parameters(method, place, operation.getValue());
      }
    }
    assertThat(requests).as("requests").hasSizeGreaterThan(1_000);
    requests.parallelStream().forEach(this::send);
    assertThat(mistakes).isEmpty();
  }

  /** The address with this trial's own records in it. */
  private static String address(String template, Trial trial, long contact, long session) {
    return template
        .replace("{slug}", trial.slug())
        .replaceAll("\\{(code|site|siteCode)\\}", trial.code("WI-ODD"))
        .replace("/contacts/{id}", "/contacts/" + contact)
        .replaceAll("/sessions/\\{[^}]+\\}", "/sessions/" + session)
        .replace("{month}", "3")
        .replaceAll("\\{[^}]+\\}", NONE);
  }

  private void bodies(
      String method,
      String address,
      Map<String, Object> operation,
      Map<String, Map<String, Object>> schemas) {
    Map<?, ?> content =
        operation.get("requestBody") instanceof Map<?, ?> body
            ? (Map<?, ?>) body.get("content")
            : Map.of();
    if (content.containsKey("application/json")) {
      List<String> sent = new ArrayList<>(BODIES);
      Map<String, String> plain = plain(content.get("application/json"), schemas);
      for (String property : plain.keySet()) {
        for (String odd : VALUES) {
          Map<String, String> one = new LinkedHashMap<>(plain);
          one.put(property, odd);
          sent.add(json(one));
        }
      }
      for (String body : sent) {
        requests.add(new Odd(method, address, "application/json", body));
      }
    }
    for (Object type : content.keySet()) {
      if (type.toString().matches("text/.*|application/yaml")) {
        for (String odd : List.of("", "\u0000", "a", "a,b\n1,\u0000", "\"", "a\u0001,b\n", "{}")) {
          requests.add(new Odd(method, address, type.toString(), odd));
        }
      }
    }
  }

  /** A body that looks right at first sight: a plausible value for every property. */
  private static Map<String, String> plain(Object content, Map<String, Map<String, Object>> all) {
    Map<String, String> values = new LinkedHashMap<>();
    Object reference = ((Map<?, ?>) ((Map<?, ?>) content).get("schema")).get("$ref");
    if (reference == null) {
      return values;
    }
    Map<String, Object> schema = all.get(reference.toString().replaceFirst(".*/", ""));
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> values.put(name.toString(), plausible((Map<?, ?>) property)));
    }
    return values;
  }

  private static String plausible(Map<?, ?> property) {
    if (property.containsKey("$ref")) {
      return property.get("$ref").toString().endsWith("LocalDate") ? "\"2025-03-04\"" : "null";
    }
    String type = String.valueOf(property.get("type"));
    String format = String.valueOf(property.get("format"));
    return switch (format.equals("null") ? type : format) {
      case "date" -> "\"2025-03-04\"";
      case "date-time" -> "\"2025-03-04T15:00:00Z\"";
      case "int32", "int64", "integer", "number" -> "1";
      case "boolean" -> "false";
      case "array" -> "[]";
      case "object" -> "{}";
      case "string" -> "\"words\"";
      default -> "null";
    };
  }

  private static String json(Map<String, String> properties) {
    List<String> parts = new ArrayList<>();
    properties.forEach((name, value) -> parts.add("\"" + name + "\":" + value));
    return "{" + String.join(",", parts) + "}";
  }

  private void parameters(String method, String address, Map<String, Object> operation) {
    if (!method.equals("GET") || !(operation.get("parameters") instanceof List<?> parameters)) {
      return;
    }
    for (Object parameter : parameters) {
      Map<?, ?> named = (Map<?, ?>) parameter;
      if ("query".equals(named.get("in"))) {
        for (String odd : PARAMETERS) {
          requests.add(new Odd(method, address + "?" + named.get("name") + "=" + odd, null, null));
        }
      }
    }
  }

  private void send(Odd odd) {
    String body = odd.body() == null ? "" : odd.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin.replaceFirst("/$", "") + odd.path()))
            .method(odd.method(), HttpRequest.BodyPublishers.ofString(body));
    if (odd.type() != null) {
      request.header("Content-Type", odd.type());
    }
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 500) {
        mistakes.add(
            status
                + " "
                + odd.method()
                + " "
                + odd.path()
                + " "
                + body.substring(0, Math.min(body.length(), 300)));
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(odd.toString(), failure);
    }
  }
}
