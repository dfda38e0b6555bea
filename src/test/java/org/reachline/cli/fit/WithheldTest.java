package org.reachline.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reachline.cli.fit.FitAnswers.GEE;
import static org.reachline.cli.fit.FitAnswers.GLM;
import static org.reachline.cli.fit.FitAnswers.GLMM;
import static org.reachline.cli.fit.FitAnswers.LM;
import static org.reachline.cli.fit.FitAnswers.PERMUTATION;
import static org.reachline.cli.fit.FitAnswers.ask;
import static org.reachline.cli.fit.FitAnswers.cautions;
import static org.reachline.cli.fit.FitAnswers.data;
import static org.reachline.cli.fit.FitAnswers.number;
import static org.reachline.cli.fit.FitAnswers.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data cannot tell is withheld, and nothing else. */
class WithheldTest {
  private static final String INDEPENDENT =
      GEE.replace("arm + stratum", "arm + stratum + only") + ",'corstr':'independence'";

  @TempDir Path folder;

  @Test
  void aCoefficientOfOneSiteWithholdsItsOwnErrorOnly() throws IOException {
    Path file = rows(line -> line + (line.startsWith("site") ? ",only" : only(line, "S02")));
    JsonNode with = ask(file, INDEPENDENT);
    JsonNode without = ask(file, GEE + ",'corstr':'independence','row_filter':'site != S02'");
    for (String kind : List.of("robust", "robust_df1", "kc", "kc_lu", "md", "fg")) {
      assertThat(with.get("se_" + kind).has("only")).as("se_" + kind).isFalse();
      assertThat(with.get("se_" + kind).has("arm")).as("se_" + kind).isTrue();
    }
    // The site that has its own coefficient tells nothing of the others.
    for (String kind : List.of("robust", "kc", "kc_lu", "md")) {
      for (String name : List.of("(Intercept)", "arm", "stratumB", "stratumC")) {
        assertThat(number(with, "se_" + kind, name))
            .as(kind + " of " + name)
            .isCloseTo(number(without, "se_" + kind, name), within(1e-9));
      }
    }
    assertThat(with.get("se_naive").has("only")).isTrue();
    assertThat(with.get("p_t_kc").has("only")).isFalse();
    assertThat(number(with, "contrasts", "arm", "p_t_kc"))
        .isCloseTo(number(without, "contrasts", "arm", "p_t_kc"), within(1e-9));
    assertThat(cautions(with)).contains("cluster S02 alone fixes only (leverage 1)");
  }

  @Test
  void anArmOfOneSiteWithholdsTheArm() {
    String filter = ",'row_filter':'arm == 0 or site == S02'";
    JsonNode gee = ask(data("base"), GEE + filter);
    assertThat(gee.get("se_kc").has("arm")).isFalse();
    assertThat(gee.get("se_kc").has("stratumB")).isTrue();
    assertThat(gee.get("contrasts").get("arm").has("p_t_kc")).isFalse();
    assertThat(cautions(gee)).contains("cluster S02 alone fixes arm");
    assertThat(cautions(ask(data("base"), LM + filter))).contains("site S02 alone fixes");
  }

  @Test
  void anArmWithoutEventsWithholdsTheArm() {
    JsonNode glm = ask(data("armzeros"), GLM);
    // R 4.2.2: glm(y ~ arm + stratum + offset(log(adp/100)), poisson), where arm runs to -33.7
    assertThat(number(glm, "coefficients", "(Intercept)")).isCloseTo(-0.8492180935, within(1e-9));
    assertThat(number(glm, "coefficients", "stratumB")).isCloseTo(0.6399416765, within(1e-9));
    assertThat(number(glm, "se", "stratumC")).isCloseTo(0.3297972616, within(1e-6));
    for (String kind : List.of(GLM, GEE, GLMM)) {
      JsonNode fit = ask(data("armzeros"), kind);
      assertThat(fit.get("coefficients").has("arm")).as(kind).isFalse();
      assertThat(fit.get("coefficients").has("stratumB")).isTrue();
      assertThat(fit.get("withheld").get("arm").asText()).contains("the 144 rows");
      assertThat(fit.get("contrasts").get("arm").has("estimate")).isFalse();
      assertThat(cautions(fit)).contains("an arm without any event").contains("line 14, site S02");
    }
  }

  @Test
  void aRatioMadeByTheAddedHalfHasNoError() {
    JsonNode lm = run("f15_zero_arm_lm.json").fit("lm");
    JsonNode arm = lm.get("contrasts").get("arm");
    assertThat(arm.has("estimate")).isTrue();
    assertThat(arm.has("p_t_model")).isFalse();
    assertThat(arm.has("ci_t_model")).isFalse();
    assertThat(lm.get("se").has("arm")).isFalse();
    assertThat(lm.get("se").has("stratumB")).isTrue();
    assertThat(cautions(lm))
        .contains("no event in the 12 clusters that would fix arm (an arm without any event?)");
    JsonNode test = ask(data("armzeros"), PERMUTATION);
    assertThat(test.get("arm_log_ratio").has("p_monte_carlo_plus1")).isTrue();
    assertThat(test.get("arm_log_ratio").has("ci_by_inversion")).isFalse();
    assertThat(cautions(test)).contains("one level of arm has no event at all");
  }

  @Test
  void aReferenceWithoutEventsTakesItsInterceptAlong() throws IOException {
    Path file =
        rows(
            line ->
                line.contains(",control,")
                    ? line.replaceFirst(",[0-9]+,([0-9]+)$", ",0,$1")
                    : line);
    JsonNode gee = ask(file, GEE);
    assertThat(gee.get("withheld").has("arm")).isTrue();
    assertThat(gee.get("withheld").has("(Intercept)")).isTrue();
    assertThat(gee.get("coefficients").has("stratumB")).isTrue();
  }

  @Test
  void aStratumWithoutEventsLeavesTheArmsComparable() throws IOException {
    Path file =
        rows(line -> line.contains(",C,") ? line.replaceFirst(",[0-9]+,([0-9]+)$", ",0,$1") : line);
    JsonNode gee = ask(file, GEE);
    JsonNode rest = ask(file, GEE + ",'row_filter':'stratum != C'");
    assertThat(number(gee, "contrasts", "arm", "p_t_kc"))
        .isCloseTo(number(rest, "contrasts", "arm", "p_t_kc"), within(1e-9));
    assertThat(gee.get("withheld").has("stratumC")).isTrue();
    JsonNode test = ask(file, PERMUTATION);
    assertThat(test.path("error").asText("")).isEmpty();
  }

  @Test
  void aContrastOfACollinearColumnIsWithheldAlone() throws IOException {
    Path file = rows(line -> line + (line.startsWith("site") ? ",twice" : "," + 2 * arm(line)));
    for (String kind : List.of(GEE, GLM, GLMM)) {
      JsonNode fit =
          ask(
              file,
              kind.replace("arm + stratum", "arm + stratum + twice")
                  .replace("{'arm':{'arm':1}}", "{'arm':{'arm':1},'twice':{'twice':1}}"));
      assertThat(fit.get("aliased").toString()).isEqualTo("[\"twice\"]");
      assertThat(fit.get("contrasts").get("twice").get("withheld").asText())
          .contains("twice depends on other columns");
      assertThat(fit.get("contrasts").get("arm").has("estimate")).isTrue();
    }
  }

  @Test
  void scalesOfColumnsDoNotMatter() throws IOException {
    for (String scale : List.of("1e12", "1e-12", "1")) {
      JsonNode fit = ask(data("base"), GLM.replace("arm + stratum", "arm + I(elig*" + scale + ")"));
      JsonNode plain = ask(data("base"), GLM.replace("arm + stratum", "arm + elig"));
      assertThat(number(fit, "coefficients", "arm"))
          .isCloseTo(number(plain, "coefficients", "arm"), within(1e-9));
    }
    for (String per : List.of("1e-9", "1e9")) {
      JsonNode gee = ask(data("base"), GEE.replace("adp/100", "adp/" + per));
      JsonNode plain = ask(data("base"), GEE);
      assertThat(number(gee, "coefficients", "arm"))
          .isCloseTo(number(plain, "coefficients", "arm"), within(1e-8));
    }
  }

  @Test
  void tooFewClustersAreAnAnswerInWords() {
    for (String kind : List.of(GEE, GLMM)) {
      assertThat(ask(data("base"), kind + ",'row_filter':'site == S01'").get("error").asText())
          .startsWith("1 cluster");
    }
    JsonNode one = ask(data("base"), LM + ",'row_filter':'site == S01'");
    assertThat(cautions(one)).contains("1 rows for 1 coefficients");
    JsonNode month = ask(data("base"), GEE + ",'row_filter':'month == 1'");
    assertThat(cautions(month)).contains("every cluster has one row");
    assertThat(month.get("se_kc").has("arm")).isTrue();
  }

  private static String only(String line, String site) {
    return line.startsWith(site + ",") ? ",1" : ",0";
  }

  private static int arm(String line) {
    return Integer.parseInt(line.split(",")[2]);
  }

  private Path rows(UnaryOperator<String> change) throws IOException {
    String text =
        Files.readAllLines(data("base")).stream().map(change).collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("rows.csv"), text);
  }
}
