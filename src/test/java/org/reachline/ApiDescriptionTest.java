package org.reachline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.activities.ActivityFacts;
import org.reachline.base.Problems;
import org.reachline.base.errors.ErrorPages;
import org.reachline.base.facts.FactSheet;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.NextStep;
import org.reachline.people.AffiliationFacts;
import org.reachline.people.PersonFacts;
import org.reachline.projects.CycleFacts;
import org.reachline.projects.ProjectFacts;
import org.reachline.projects.WalkFacts;
import org.reachline.projects.WalkNote;
import org.reachline.sites.SiteFacts;
import org.reachline.studies.EnrolmentFacts;

/** The API's description says of each operation what it answers, and how it refuses. */
@QuarkusTest
class ApiDescriptionTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private Map<String, Object> api;

  @BeforeEach
  void read() throws JsonProcessingException {
    String text = given().accept("application/json").get("/api/openapi?format=json").asString();
    api = new ObjectMapper().readValue(text, new TypeReference<Map<String, Object>>() {});
  }

  /** What stands in the description under these names, one below the other. */
  private Map<?, ?> at(String... names) {
    Map<?, ?> place = api;
    for (String name : names) {
      place = (Map<?, ?>) place.get(name);
    }
    return place;
  }

  @Test
  void everyOperationSaysWhatItAnswersAndHowItRefuses() {
    SortedSet<String> silent = new TreeSet<>();
    List<String> checked = new ArrayList<>();
    at("paths")
        .forEach(
            (path, item) ->
                ((Map<?, ?>) item)
                    .forEach(
                        (method, operation) -> {
                          if (path.toString().startsWith("/api/") && METHODS.contains(method)) {
                            checked.add(method + " " + path);
                            check(method + " " + path, (Map<?, ?>) operation, silent);
                          }
                        }));
    assertThat(checked).hasSizeGreaterThan(100);
    assertThat(silent).isEmpty();
  }

  private void check(String name, Map<?, ?> operation, Set<String> silent) {
    Map<?, ?> answers = (Map<?, ?>) operation.get("responses");
    List<String> good =
        answers.keySet().stream().map(Object::toString).filter(s -> s.startsWith("2")).toList();
    if (good.isEmpty()) {
      silent.add(name + " has no good answer");
    }
    for (String status : good) {
      if (!status.equals("204") && !hasSchema((Map<?, ?>) answers.get(status))) {
        silent.add(name + " does not say what " + status + " holds");
      }
    }
    boolean changes = !name.startsWith("get ");
    boolean asked = changes || operation.get("parameters") instanceof List<?>;
    for (String status : List.of("400", "403", "404", "409", "500", "503")) {
      boolean fits =
          switch (status) {
            case "400", "404" -> asked;
            case "409", "503" -> changes;
            default -> true;
          };
      if (fits && !isProblem((Map<?, ?>) answers.get(status))) {
        silent.add(name + " does not say how it answers " + status);
      }
    }
  }

  /** A schema with something in it, for every type of content. */
  private static boolean hasSchema(Map<?, ?> answer) {
    return answer.get("content") instanceof Map<?, ?> content
        && !content.isEmpty()
        && content.values().stream()
            .allMatch(
                type ->
                    ((Map<?, ?>) type).get("schema") instanceof Map<?, ?> schema
                        && !schema.isEmpty());
  }

  private boolean isProblem(Map<?, ?> answer) {
    if (answer == null) {
      return false;
    }
    Map<?, ?> told =
        answer.get("$ref") == null
            ? answer
            : at("components", "responses", answer.get("$ref").toString().replaceFirst(".*/", ""));
    return told.get("content") instanceof Map<?, ?> content
        && content.get("application/problem+json") instanceof Map<?, ?> problem
        && problem.get("schema").toString().contains("#/components/schemas/ProblemJson");
  }

  @Test
  void problemIsDescribedAsItIsSent() {
    assertDescribed("ProblemJson", ErrorPages.ProblemJson.class);
    assertDescribed("FieldProblemJson", Problems.Problem.class);
    assertThat(
            at("components", "schemas", "ProblemJson", "properties", "errors", "items").get("$ref"))
        .isEqualTo("#/components/schemas/FieldProblemJson");
  }

  @Test
  void everyFieldOfARecordIsDescribedWhereItIsSentAndAsked() {
    Map<String, Class<? extends Record>> bodies =
        Map.ofEntries(
            Map.entry("ActivityFacts", ActivityFacts.class),
            Map.entry("SentActivityFacts", ActivityFacts.class),
            Map.entry("ContactJson", ContactFacts.class),
            Map.entry("SentContactRequest", ContactFacts.class),
            Map.entry("ProjectView", ProjectFacts.class),
            Map.entry("ProjectRequest", ProjectFacts.class),
            Map.entry("CycleJson", CycleFacts.class),
            Map.entry("CycleRequest", CycleFacts.class),
            Map.entry("WalkJson", WalkFacts.class),
            Map.entry("SentWalkFacts", WalkFacts.class),
            Map.entry("SiteJson", SiteFacts.class),
            Map.entry("SiteRequest", SiteFacts.class),
            Map.entry("PersonRequest", PersonFacts.class),
            Map.entry("SentAffiliationFacts", AffiliationFacts.class),
            Map.entry("EnrolmentJson", EnrolmentFacts.class),
            Map.entry("EnrolmentRequest", EnrolmentFacts.class),
            Map.entry("NextStep", NextStep.class),
            Map.entry("Attendee", Attendee.class),
            Map.entry("WalkNote", WalkNote.class));
    SortedSet<String> silent = new TreeSet<>();
    bodies.forEach(
        (body, facts) ->
            FactSheet.of(facts)
                .facts()
                .forEach(
                    fact -> {
                      Map<?, ?> schema = at("components", "schemas", body);
                      Object field =
                          schema == null
                              ? null
                              : ((Map<?, ?>) schema.get("properties")).get(fact.jsonName());
                      if (field == null || ((Map<?, ?>) field).get("description") == null) {
                        silent.add(body + "." + fact.jsonName());
                      }
                    }));
    assertThat(silent).isEmpty();
    assertThat(
            at("components", "schemas", "SentContactRequest", "properties", "travelMinutes")
                .get("description"))
        .isEqualTo("The coach's travel there and back (minutes); nothing: not noted");
  }

  private void assertDescribed(String schema, Class<?> body) {
    assertThat(at("components", "schemas", schema, "properties").keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(body.getRecordComponents()).map(RecordComponent::getName).toList());
  }
}
