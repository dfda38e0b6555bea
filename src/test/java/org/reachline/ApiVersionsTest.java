package org.reachline;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsCoordinator;
import org.reachline.sessions.EchoTrial;

/**
 * Every call of the API whose body takes a version takes it from {@code If-Match} as well, and
 * every answer about one record gives it as {@code ETag}. Which calls these are, the API's own
 * description says.
 */
@QuarkusTest
class ApiVersionsTest {
  private static final String STALE = "\"987654\"";

  private JsonNode api;
  private Map<String, String> keys;

  @BeforeEach
  void aTrialWithSomethingOfEachKind() throws JsonProcessingException {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
    EchoTrial trial = EchoTrial.plannedForDane();
    EchoTrial.runByTheHub(trial.trial().slug());
    keys = QuarkusTransaction.requiringNew().call(() -> EachKind.in(trial));
    keys.put(
        "\\{place[^/]*\\}",
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    org.reachline.people.Affiliation.listForPerson(
                            org.reachline.people.Person.findByEmail(TrialBuilder.CLINICIAN)
                                .orElseThrow())
                        .get(0)
                        .id
                        .toString()));
    api =
        new ObjectMapper()
            .readTree(
                given().accept("application/json").get("/api/openapi?format=json").asString());
  }

  @Test
  @AsCoordinator
  void dump() throws Exception {
    StringBuilder b = new StringBuilder();
    operations(
        (name, op) -> {
          if (takesVersion(op)) {
            String[] p = name.split(" ");
            Response r =
                given()
                    .contentType("application/json")
                    .header("If-Match", STALE)
                    .body("{\"reason\":\"x\"}")
                    .request(p[0].toUpperCase(), address(p[1]));
            b.append(name)
                .append(" -> ")
                .append(address(p[1]))
                .append(" ")
                .append(r.statusCode())
                .append(" ")
                .append(r.asString())
                .append("\n   ")
                .append(schema(op.path("requestBody").path("content").path("application/json")))
                .append("\n");
          }
          if (p0(name).equals("get")
              && schema(op.path("responses").path("200").path("content").path("application/json"))
                  .path("properties")
                  .has("version")) {
            Response r = given().request("GET", address(name.split(" ")[1]));
            b.append(name)
                .append(" => ")
                .append(r.statusCode())
                .append(" ")
                .append(r.header("ETag"))
                .append("\n");
          }
        });
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/trail-ops.txt"), b.toString());
  }

  private static String p0(String n) {
    return n.split(" ")[0];
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
    return schema(operation.path("requestBody").path("content").path("application/json"))
        .path("properties")
        .has("version");
  }

  private JsonNode schema(JsonNode content) {
    String ref = content.path("schema").path("$ref").asText();
    return ref.isEmpty() ? content.path("schema") : api.at(ref.substring(1));
  }

  private String address(String path) {
    String address = path;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      address = address.replaceAll(key.getKey(), key.getValue());
    }
    return address;
  }
}
