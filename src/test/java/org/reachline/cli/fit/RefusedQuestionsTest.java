package org.reachline.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.cli.fit.FitAnswers.ask;
import static org.reachline.cli.fit.FitAnswers.cautions;
import static org.reachline.cli.fit.FitAnswers.data;
import static org.reachline.cli.fit.FitAnswers.print;
import static org.reachline.cli.fit.FitAnswers.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key or term that would be passed over is refused by its name. */
class RefusedQuestionsTest {

  @Test
  void aRandomInterceptIsNoTermOfAnyOtherKind() {
    FitAnswers.Printed printed = run("f06_random_ignored.json");
    assertThat(printed.fit("glm").get("error").asText()).startsWith("(1 | site) is a random");
    assertThat(printed.fit("gee").get("error").asText()).startsWith("(1 | stratum) is a random");
    for (String kind : FitAnswers.KINDS) {
      if (!kind.equals(FitAnswers.GLMM)) {
        String random = kind.replaceFirst("stratum'", "stratum + (1 | site)'");
        assertThat(ask(data("base"), random).path("error").asText())
            .as(kind)
            .contains("(1 | site) is a random intercept");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(month | site)",
        "(1 | site) + (1 | stratum)",
        "(1 + month | site)",
        "(0 | site)"
      })
  void aMixedModelHasOneRandomIntercept(String random) {
    String fit = FitAnswers.GLMM.replaceFirst("stratum'", "stratum + " + random + "'");
    assertThat(ask(data("base"), fit).get("error").asText()).contains("one random intercept");
  }

  @Test
  void aMixedModelWhoseClustersDisagreeIsRefused() {
    String fit = FitAnswers.GLMM.replaceFirst("stratum'", "stratum + (1 | stratum)'");
    assertThat(ask(data("base"), fit).get("error").asText())
        .isEqualTo("cluster says site but the formula says (1 | stratum)");
  }

  @Test
  void levelsOfAColumnThatIsNotThereAreRefusedWithASuggestion() {
    FitAnswers.Printed printed = run("f07_levels_typo.json");
    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.err()).contains("names Stratum").contains("did you mean stratum?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'kind':'gmm'                                            | did you mean glm?
          'kind':'glm','family':'posson','formula':'y ~ arm'      | did you mean poisson?
          'kind':'glm','family':'poisson','formula':'y ~ armm'    | did you mean arm?
          'kind':'glm','family':'poisson','link':'lgo','formula':'y ~ arm' | did you mean log?
          'kind':'gee','family':'poisson','formula':'y ~ arm','cluster':'site','corstr':'exchangable' | did you mean exchangeable?
          'kind':'gee','family':'poisson','formula':'y ~ arm','cluster':'sites' | did you mean site?
          'kind':'glm','family':'poisson','formula':'y ~ arm','contrasts':{'a':{'amr':1}} | did you mean arm?
          'kind':'permutation_exact','formula':'y ~ stratum','cluster':'site','factors':['arm'],'statistics':['logratio'] | did you mean log_ratio?
          """)
  void anUnknownNameComesBackWithTheNearestKnown(String fit, String hint) {
    assertThat(ask(data("base"), fit).get("error").asText()).contains(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          glm ; 'corstr':'ar1'
          glm ; 'random':'(1 | site)'
          gee ; 'nAGQ':7
          gee ; 'profile':true
          lm ; 'family':'poisson'
          glmm_random_intercept ; 'convention':'df'
          permutation_exact ; 'draws':100
          permutation_exact ; 'contrasts':{'arm':{'arm':1}}
          """)
  void aKeyThatTheKindDoesNotReadIsRefused(String kind, String key) {
    String fit = "'kind':'%s','formula':'y ~ arm','cluster':'site',%s".formatted(kind, key);
    assertThat(ask(data("base"), fit).get("error").asText())
        .contains("a fit of kind %s does not read".formatted(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'profile':'yes'",
        "'seed':1.5",
        "'contrasts':{'a':3}",
        "'joint':['arm']",
        "'within':[['stratum']]",
        "'predict':[]",
        "'formla':'y ~ arm'"
      })
  void aValueOfAnotherTypeIsRefused(String key) {
    String kind = "'id':'x','kind':'glmm_random_intercept','formula':'y ~ arm'";
    FitAnswers.Printed printed = print(data("base"), "{'fits':[{%s,%s}]}".formatted(kind, key));
    assertThat(printed.code()).as(printed.out()).isEqualTo(2);
    assertThat(printed.err()).contains(key.substring(1, key.indexOf('\'', 1)).substring(0, 4));
  }

  @Test
  void aKeyWrittenTwiceIsRefused() {
    FitAnswers.Printed printed =
        print(data("base"), "{'fits':[{'id':'x','kind':'lm','kind':'glm'}]}");
    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.err()).contains("Duplicate");
  }

  @Test
  void anOffsetThatWasNotLoggedIsNamedAsTheCause() {
    assertThat(run("f11_offset_without_log.json").fit("glm").get("error").asText())
        .isEqualTo(
            "the offset adp is taken as it stands, on the log scale, where it goes from 20.10 to"
                + " 380.1; is log(adp) meant?");
    for (String kind : FitAnswers.KINDS) {
      if (!kind.equals(FitAnswers.LM)) {
        JsonNode small = ask(data("base"), kind.replace("log(adp/100)", "adp/100"));
        assertThat(cautions(small)).as(kind).contains("is log(adp/100) meant?");
        assertThat(cautions(ask(data("base"), kind))).doesNotContain("meant?");
      }
    }
  }

  @Test
  void clusterSumsHaveNoOffset() {
    assertThat(ask(data("base"), FitAnswers.LM + ",'offset':'log(adp/100)'").get("error").asText())
        .contains("not as offset");
  }
}
