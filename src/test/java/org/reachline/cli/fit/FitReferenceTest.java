package org.reachline.cli.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/**
 * Every fit of every reference case, through the fit command's own reading and writing. Each number
 * under {@code expected} must be met; a number that the answer does not have is a failure, so
 * nothing is passed over in silence. The files name the R version and calls they were made with.
 */
class FitReferenceTest {
  static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parts of a fit that say what was asked; the rest is what was found. */
  private static final Set<String> QUESTION =
      Set.of(
          "id",
          "kind",
          "family",
          "link",
          "formula",
          "offset",
          "trials",
          "cluster",
          "wave",
          "corstr",
          "theta_fixed",
          "random",
          "row_filter");

  @TestFactory
  List<DynamicTest> meetsEveryNumber() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("epil", "cbpp", "ohio", "salamanders", "quine", "trial_sim48")) {
      JsonNode reference = JSON.readTree(REFERENCE.resolve(name).resolve("expected.json").toFile());
      Table data = CsvTable.read(REFERENCE.resolve(name).resolve("data.csv"));
      for (JsonNode fit : reference.get("fits")) {
        String kind = fit.get("kind").asText();
        if (Set.of("glm", "gee", "glmm_random_intercept", "lm").contains(kind)) {
          tests.addAll(tests(name, reference, fit, data));
        }
      }
    }
    assertTrue(tests.size() >= 84, "only " + tests.size() + " reference tests were found");
    return tests;
  }

  private static List<DynamicTest> tests(
      String name, JsonNode reference, JsonNode fit, Table data) {
    List<DynamicTest> tests = new ArrayList<>();
    String id = fit.get("id").asText();
    if (fit.has("expected_by_convention")) {
      fit.get("expected_by_convention")
          .properties()
          .forEach(
              e ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          name + " " + id + " " + e.getKey(),
                          () -> {
                            ObjectNode question = question(fit).put("convention", e.getKey());
                            compare(reference, fit, question, e.getValue(), data);
                          })));
    } else if (fit.get("kind").asText().equals("glmm_random_intercept")) {
      fit.get("expected")
          .properties()
          .forEach(
              e ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          name + " " + id + " " + e.getKey(),
                          () -> {
                            int nodes = e.getValue().get("nAGQ").asInt();
                            ObjectNode expected = e.getValue().deepCopy();
                            if (nodes == 1 && fit.has("conditional_modes_nAGQ1")) {
                              expected.set("conditional_modes", fit.get("conditional_modes_nAGQ1"));
                            }
                            compare(
                                reference, fit, question(fit).put("nAGQ", nodes), expected, data);
                          })));
    } else {
      tests.add(
          DynamicTest.dynamicTest(
              name + " " + id,
              () -> compare(reference, fit, question(fit), fit.get("expected"), data)));
    }
    return tests;
  }

  private static ObjectNode question(JsonNode fit) {
    ObjectNode question = JSON.createObjectNode();
    fit.properties()
        .forEach(
            e -> {
              if (QUESTION.contains(e.getKey())) {
                question.set(e.getKey(), e.getValue());
              }
            });
    return question;
  }

  private static void compare(
      JsonNode reference, JsonNode fit, ObjectNode question, JsonNode expected, Table data) {
    ObjectNode asked = question.deepCopy();
    if (expected.has("contrasts")) {
      asked.set("contrasts", expected.get("contrasts"));
    }
    List<String> wrong = new ArrayList<>();
    JsonNode answer = answer(reference, fit, asked, data);
    if (answer.has("error")) {
      throw new AssertionError(answer.get("error").asText());
    }
    if (fit.has("n") && !fit.get("n").equals(answer.get("n"))) {
      wrong.add("n is " + answer.get("n") + " instead of " + fit.get("n"));
    }
    Tolerance tolerance = new Tolerance(question.get("kind").asText(), expected);
    walk("", expected, answer, tolerance, wrong);
    List<String> order = new ArrayList<>();
    answer.get("coefficients").fieldNames().forEachRemaining(order::add);
    if (fit.has("coef_order")) {
      List<String> wanted = new ArrayList<>();
      fit.get("coef_order").forEach(c -> wanted.add(c.asText()));
      if (!wanted.equals(order)) {
        wrong.add("coefficients stand as " + order);
      }
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
  }

  /** The answer of the fit command to this question; row filters of the other fits can be named. */
  private static JsonNode answer(JsonNode reference, JsonNode fit, ObjectNode asked, Table data) {
    ObjectNode spec = JSON.createObjectNode();
    spec.set("factor_levels_first_is_reference", reference.get("factor_levels_first_is_reference"));
    var fits = spec.putArray("fits");
    fits.add(asked);
    String filter = fit.path("row_filter").asText("");
    for (JsonNode other : reference.get("fits")) {
      if (filter.equals("as " + other.get("id").asText())) {
        fits.add(question(other));
      }
    }
    return Fits.answer(SpecReader.read(spec), data, REFERENCE)
        .get("fits")
        .get(asked.get("id").asText());
  }

  private static void walk(
      String path, JsonNode expected, JsonNode found, Tolerance tolerance, List<String> wrong) {
    if (found == null || found.isMissingNode()) {
      wrong.add(path + " is not answered");
    } else if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              e -> {
                String key = e.getKey();
                // What MASS itself printed, of the same quantities.
                JsonNode inner = key.equals("glm_nb_reported") ? found : found.get(key);
                walk(path + "/" + key, e.getValue(), inner, tolerance, wrong);
              });
    } else if (expected.isArray()) {
      if (expected.size() != found.size()) {
        wrong.add(path + " has " + found.size() + " elements, not " + expected.size());
        return;
      }
      for (int i = 0; i < expected.size(); i++) {
        walk(path + "/" + i, expected.get(i), found.get(i), tolerance, wrong);
      }
    } else if (expected.isNumber()) {
      tolerance.check(path, expected.asDouble(), found, wrong);
    } else if (!expected.equals(found)) {
      wrong.add(path + " is " + found + " instead of " + expected);
    }
  }
}
