package org.reachline.comparison;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.personas.AsCoordinator;

/**
 * Data that were not made here go in by the product's own uploads, as a coordinator would bring
 * them, and the page and the API show the numbers that others found.
 */
@QuarkusTest
class RealInputTest {
  private static final Offset<Double> NEAR = within(1e-6);

  @Test
  @AsCoordinator
  void comparesTheSimulatedTrialOf48SitesAsRDoes() throws IOException {
    String slug = bring("trial-sim48", Sim48.FOLDER.resolve("data.csv"));
    JsonNode answer = ask(slug, "cluster_level_ancova");
    JsonNode expected = Sim48.expected();

    JsonNode model = answer.get("model");
    List<String> names = new ArrayList<>();
    expected.get("coefficients").fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSize(10);
    for (String name : names) {
      assertThat(model.get("coefficients").get(name).asDouble())
          .as(name)
          .isCloseTo(expected.get("coefficients").get(name).asDouble(), NEAR);
      assertThat(model.get("se").get(name).asDouble())
          .as("se of " + name)
          .isCloseTo(expected.get("se").get(name).asDouble(), NEAR);
    }
    assertThat(model.get("sigma").asDouble()).isCloseTo(expected.get("sigma").asDouble(), NEAR);
    assertThat(model.get("df").asInt()).isEqualTo(38);

    JsonNode contrasts = answer.get("contrasts");
    assertThat(contrasts).hasSize(3);
    meets(expected, "high_main_averaged_over_echo", contrasts.get(0));
    meets(expected, "echo_main_averaged_over_high", contrasts.get(1));
    meets(expected, "interaction", contrasts.get(2));
    JsonNode within = answer.get("withinLevels");
    meets(expected, "simple_high_without_echo", within.get(0));
    meets(expected, "simple_high_with_echo", within.get(1));
    meets(expected, "simple_echo_at_low", within.get(2));
    meets(expected, "simple_echo_at_high", within.get(3));
    assertThat(answer.get("rows").get("units").asInt()).isEqualTo(48);
    // 48 sites, 12 months each; the blanks of the data set are blanks here too.
    JsonNode phase = answer.get("rows").get("phases").get(0);
    assertThat(phase.get("planned").asInt()).isEqualTo(576);
    assertThat(phase.get("used").asInt() + phase.get("blank").asInt()).isEqualTo(576);

    JsonNode gee = answer.get("beside").get(0);
    JsonNode expectedGee =
        Sim48.fit("itt_gee_nb_exchangeable").get("expected_by_convention").get("df");
    JsonNode high = expectedGee.get("contrasts").get("high_main_averaged_over_echo");
    near("gee", gee.get("contrasts").get(0), "estimate", high.get("estimate").asDouble());
    near("gee", gee.get("contrasts").get(0), "se", high.get("se_kc").asDouble());
    assertThat(answer.get("beside").get(1).get("contrasts")).hasSize(2);
    assertThat(answer.get("missingMonths").get("missing").asInt()).isZero();

    String page = page(slug);
    assertThat(page)
        .contains("The same question by another method: Negative binomial GEE over site-months")
        .contains("The same question by another method: Randomisation test")
        .contains(
            "%.3f %.3f to %.3f"
                .formatted(
                    high.get("exp_estimate").asDouble(),
                    Math.exp(high.get("ci_t_kc").get(0).asDouble()),
                    Math.exp(high.get("ci_t_kc").get(1).asDouble())))
        .contains("No month of the compared units is missing");
    for (String name :
        List.of("high_main_averaged_over_echo", "echo_main_averaged_over_high", "interaction")) {
      JsonNode e = expected.get("contrasts").get(name);
      assertThat(page)
          .as(name)
          .contains(
              "%.3f %.3f to %.3f %.3f 48 38"
                  .formatted(
                      e.get("exp_estimate").asDouble(),
                      Math.exp(e.get("ci_t_model").get(0).asDouble()),
                      Math.exp(e.get("ci_t_model").get(1).asDouble()),
                      e.get("p_t_model").asDouble()));
    }
    for (String name : names) {
      assertThat(page)
          .contains(
              String.format(
                  Locale.US,
                  "%s %.7f %.7f",
                  name,
                  expected.get("coefficients").get(name).asDouble(),
                  expected.get("se").get(name).asDouble()));
    }
    assertThat(page)
        .contains("Residual standard deviation 0.3335801, 38 degrees of freedom")
        .contains("Simulated data.");
  }

  private static void meets(JsonNode expected, String name, JsonNode effect) {
    JsonNode e = expected.get("contrasts").get(name);
    double lower = e.get("ci_t_model").get(0).asDouble();
    double upper = e.get("ci_t_model").get(1).asDouble();
    near(name, effect, "estimate", e.get("estimate").asDouble());
    near(name, effect, "value", e.get("exp_estimate").asDouble());
    near(name, effect, "se", e.get("se_model").asDouble());
    near(name, effect, "pValue", e.get("p_t_model").asDouble());
    near(name, effect, "df", e.get("df").asDouble());
    near(name, effect, "estimateLower", lower);
    near(name, effect, "estimateUpper", upper);
    near(name, effect, "lower", Math.exp(lower));
    near(name, effect, "upper", Math.exp(upper));
  }

  private static void near(String name, JsonNode effect, String field, double expected) {
    assertThat(effect.get(field).asDouble()).as(name + " " + field).isCloseTo(expected, NEAR);
  }

  @Test
  @AsCoordinator
  void givesThePublishedDifferencesOfThePrimaryCareTrial() {
    String slug = bring("proud-primary-care", Path.of("studies/proud-primary-care/data/reach.csv"));
    JsonNode answer = ask(slug, "change_by_system");
    // PMC11584924, table zoi241341t3; the published differences come from unrounded rates.
    double[] published = {45.6, 10.2, -10.5, -4.4, 9.5, 19.3};
    assertThat(answer.get("pairs")).hasSize(6);
    for (int i = 0; i < published.length; i++) {
      assertThat(answer.get("pairs").get(i).get("difference").asDouble())
          .as("system " + (i + 1))
          .isCloseTo(published[i], within(0.1 + 1e-9));
    }
    // From the rounded table: mean 11.6, t interval -9.3 to 32.4; not the published model.
    JsonNode effect = answer.get("contrasts").get(0);
    assertThat(effect.get("value").asDouble()).isCloseTo(11.6, within(0.05));
    assertThat(effect.get("lower").asDouble()).isCloseTo(-9.3, within(0.05));
    assertThat(effect.get("upper").asDouble()).isCloseTo(32.4, within(0.05));
    String page = page(slug);
    assertThat(page)
        .contains("System 1 13.3 68.1 54.8 3.9 13.1 9.2 45.6")
        .contains("System 3 8.3 33.7 25.4 20.3 56.3 36 -10.6")
        .contains("Nurse care manager against Usual care difference of changes")
        .contains("Changes that are alike differ by 0.")
        .contains("Pair Nurse care manager Usual care Difference of changes before after change")
        .doesNotContain("First arm");
  }

  /** Brings a study's file, sites, enrolment, allocation and reports, each as a file. */
  private static String bring(String study, Path reports) {
    QuarkusTransaction.requiringNew().run(TrialBuilder::personas);
    Path data = Path.of("studies", study, "data");
    String slug = study + "-brought";
    given()
        .contentType("text/yaml")
        .body(
            text(Path.of("studies", study, "study.yaml"))
                .replaceFirst("(?m)^slug: .*$", "slug: " + slug))
        .post("/api/studies?dryRun=false")
        .then()
        .statusCode(201);
    upload("/api/sites/upload", data.resolve("sites.csv"));
    upload("/api/studies/" + slug + "/enrolments/upload", data.resolve("enrolment.csv"));
    allocate("/api/studies/" + slug + "/allocation", text(data.resolve("allocation.csv")));
    given()
        .contentType("text/csv")
        .body(text(reports))
        .post("/api/studies/" + slug + "/reach/import?dryRun=false&ignoreUnknown=true")
        .then()
        .statusCode(200);
    return slug;
  }

  /** Looks first, then confirms the very list that was looked at. */
  private static void allocate(String address, String list) {
    String sha256 =
        given()
            .contentType("text/csv")
            .body(list)
            .post(address)
            .then()
            .statusCode(200)
            .extract()
            .path("sha256");
    given()
        .contentType("text/csv")
        .body(list)
        .post(address + "?confirm=" + sha256)
        .then()
        .statusCode(200);
  }

  private static void upload(String address, Path file) {
    given()
        .contentType("text/csv")
        .body(text(file))
        .post(address + "?dryRun=false")
        .then()
        .statusCode(200);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode ask(String slug, String analysis) {
    try {
      return new ObjectMapper()
          .readTree(
              given()
                  .get("/api/studies/" + slug + "/comparison/" + analysis)
                  .then()
                  .statusCode(200)
                  .extract()
                  .asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(String slug) {
    return ComparisonPageTest.words(
        given()
            .get("/studies/" + slug + "/comparison")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
