package org.reachline.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reachline.cli.fit.FitAnswers.ask;
import static org.reachline.cli.fit.FitAnswers.cautions;
import static org.reachline.cli.fit.FitAnswers.data;
import static org.reachline.cli.fit.FitAnswers.number;
import static org.reachline.cli.fit.FitAnswers.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Few events per site, and counts that cannot be told from Poisson counts. */
class RareOutcomeTest {

  @Test
  void fewEventsPerSiteAreSaidBeforeAnythingElse() {
    FitAnswers.Printed printed = run("f01_rare.json");
    for (String id : List.of("lm1", "lm2", "lm3")) {
      assertThat(printed.fit(id).get("cautions").get(0).asText())
          .startsWith("rare outcome: ")
          .contains("events expected per cluster")
          .contains("Read a negative binomial GEE with MD errors and t first");
    }
    for (String id : List.of("gee1", "gee2", "gee3")) {
      JsonNode fit = printed.fit(id);
      assertThat(fit.get("cautions").get(0).asText())
          .startsWith("rare outcome: ")
          .contains("read MD with t(42)");
      assertThat(cautions(fit)).doesNotContain("read KC");
      assertThat(fit.get("contrasts").get("high").has("ci_exp_md")).isTrue();
    }
    assertThat(printed.fit("lm1").get("cautions").get(0).asText())
        .contains("3.1 events expected per cluster, none in 14 of 48 clusters");
  }

  @Test
  void enoughEventsAreNotCautionedAbout() {
    for (String kind : FitAnswers.KINDS) {
      assertThat(cautions(ask(data("base"), kind))).as(kind).doesNotContain("rare outcome");
      assertThat(cautions(ask(data("base"), kind + ",'row_filter':'month < 6'")))
          .as(kind)
          .matches(c -> kind.equals(FitAnswers.GLM) || c.contains("rare outcome"));
    }
  }

  /** R 4.2.2, MASS 7.3-58.2: glm.nb(..., control = glm.control(epsilon = 1e-12, maxit = 5000)). */
  @ParameterizedTest
  @CsvSource({
    "theta_25, 119.190158456, 2845.46, -253.128673042, -3.30604064117, 1.71312064488, -0.42003285428",
    "theta_265, 453.083767092, 31087.46, -279.682722449, -2.85956811025, 0.94878514210, -0.06662230031"
  })
  void aThetaThatIsNearlyFreeSettlesWhereMassPutsIt(
      String name,
      double theta,
      double se,
      double logLikelihood,
      double intercept,
      double high,
      double interaction) {
    String model = "'family':'nbinom','formula':'y ~ high*echo + stratum','offset':'log(adp/100)'";
    JsonNode glm = ask(data(name), "'kind':'glm'," + model);
    assertThat(number(glm, "theta")).isCloseTo(theta, within(1e-4 * theta));
    assertThat(number(glm, "se_theta_given_means")).isCloseTo(se, within(1e-3 * se));
    assertThat(number(glm, "loglik")).isCloseTo(logLikelihood, within(1e-6));
    assertThat(number(glm, "coefficients", "(Intercept)")).isCloseTo(intercept, within(1e-6));
    assertThat(number(glm, "coefficients", "high")).isCloseTo(high, within(1e-6));
    assertThat(number(glm, "coefficients", "high:echo")).isCloseTo(interaction, within(1e-6));
    assertThat(cautions(glm)).contains("these counts cannot be told from Poisson counts");
    JsonNode gee = ask(data(name), "'kind':'gee','cluster':'site','wave':'month'," + model);
    assertThat(number(gee, "theta")).isCloseTo(theta, within(1e-4 * theta));
    JsonNode mixed =
        ask(data(name), "'kind':'glmm_random_intercept','cluster':'site','nAGQ':5," + model);
    assertThat(mixed.path("error").asText("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"theta_25", "theta_265"})
  void withThetaFromMassTheAnswerIsTheSame(String name) {
    String gee =
        "'kind':'gee','family':'nbinom','formula':'y ~ high*echo + stratum',"
            + "'offset':'log(adp/100)','cluster':'site','wave':'month'";
    double theta = number(ask(data(name), gee), "theta");
    JsonNode fixed = ask(data(name), gee + ",'theta_fixed':" + theta);
    assertThat(number(fixed, "se_kc", "high"))
        .isCloseTo(number(ask(data(name), gee), "se_kc", "high"), within(1e-7));
  }

  @Test
  void tooFewNodesAreSaidInTheAnswer() {
    String mixed =
        "'kind':'glmm_random_intercept','family':'binomial','formula':'s ~ arm + stratum',"
            + "'trials':'n','cluster':'site','nAGQ':";
    assertThat(cautions(ask(data("bin0"), mixed + "1"))).contains("use more nodes");
    assertThat(cautions(ask(data("bin0"), mixed + "25"))).doesNotContain("nodes");
  }
}
