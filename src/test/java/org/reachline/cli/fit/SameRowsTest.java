package org.reachline.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reachline.cli.fit.FitAnswers.KINDS;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of model takes the same rows and says which it left out, and why. */
class SameRowsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "base, 288, 24, ''",
    "adp0s, 276, 23, adp (0)",
    "adp0y, 287, 24, adp (0)",
    "adpn, 276, 23, adp (below 0)",
    "inf, 280, 24, adp (infinite)",
    "blank, 288, 24, ''",
    "lead, 288, 24, ''",
    "frac, 288, 24, ''"
  })
  void everyKindTakesTheSameRows(String name, int rows, int clusters, String why) {
    for (String kind : KINDS) {
      JsonNode fit = ask(data(name), kind);
      assertThat(fit.path("error").asText("")).as(kind).isEmpty();
      assertThat(fit.get("n").asInt()).as("rows of " + kind).isEqualTo(rows);
      assertThat(fit.get("clusters").asInt()).as("clusters of " + kind).isEqualTo(clusters);
      assertThat(fit.get("rows").get("left_out_incomplete").asInt()).isEqualTo(288 - rows);
      if (!why.isEmpty()) {
        assertThat(number(fit.get("rows").get("incomplete_because_of"), why)).isEqualTo(288 - rows);
        assertThat(cautions(fit)).as(kind).contains(why).contains("of 288 rows");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "neg, 'y is -1 in line 27, site S03'",
    "na2, 'column y holds \"n/a\" in line 4 and 7 more such cells'",
    "dec, 'column adp holds \"141,6\" in line 2 and 287 more such cells: write the decimal with a point (141.6)'"
  })
  void everyKindRefusesTheSameCellByItsLine(String name, String cell) {
    for (String kind : KINDS) {
      assertThat(ask(data(name), kind).path("error").asText()).as(kind).contains(cell);
    }
  }

  @Test
  void aSiteWithoutExposureIsNamed() {
    FitAnswers.Printed printed = run("f03_site_lost_unreported.json");
    for (String id : List.of("lm", "gee")) {
      JsonNode fit = printed.fit(id);
      assertThat(fit.get("clusters").asInt()).isEqualTo(23);
      assertThat(fit.get("rows").get("clusters_left_out").asInt()).isEqualTo(1);
      assertThat(fit.get("rows").get("clusters_left_out_incomplete").toString())
          .isEqualTo("[\"S05\"]");
      assertThat(cautions(fit)).contains("no complete row is left of cluster S05");
    }
    // R 4.2.2: lm(log((y + .5)/(adp/100)) ~ arm + stratum) on the sums of rows with adp > 0
    assertThat(number(printed.fit("lm"), "coefficients", "arm"))
        .isCloseTo(0.458358160596, within(1e-9));
    assertThat(number(printed.fit("lm"), "se", "arm")).isCloseTo(0.2645862036, within(1e-9));
    // R 4.2.2, geepack 1.3.9: geeglm(..., corstr = "exchangeable") on the same rows
    assertThat(number(printed.fit("gee"), "coefficients", "arm"))
        .isCloseTo(0.6678508830, within(1e-4));
  }

  @Test
  void aMonthWithoutExposureLendsNoEvents() {
    JsonNode lm = run("f04_events_without_exposure.json").fit("lm");
    // R 4.2.2: lm(log((y + .5)/(adp/100)) ~ arm + stratum) on the sums of rows with adp > 0
    assertThat(number(lm, "coefficients", "arm")).isCloseTo(0.5678083154, within(1e-9));
    assertThat(number(lm, "coefficients", "(Intercept)")).isCloseTo(-0.4453719015, within(1e-9));
    assertThat(number(lm, "se", "arm")).isCloseTo(0.2744411974, within(1e-9));
    assertThat(lm.get("rows").get("first_incomplete").toString()).contains("line 52");
  }

  @Test
  void noTrialsAreNoRowHoweverTheyAreWritten() {
    FitAnswers.Printed printed = run("f08_cbind_zero_total.json");
    for (String id : List.of("cbind", "trials")) {
      JsonNode fit = printed.fit(id);
      assertThat(fit.get("n").asInt()).isEqualTo(287);
      assertThat(cautions(fit)).contains("no trials").contains("line 27");
      // R 4.2.2: glm(cbind(s, n - s) ~ arm + stratum, binomial)
      assertThat(number(fit, "coefficients", "arm")).isCloseTo(0.88275467482, within(1e-9));
      assertThat(number(fit, "loglik")).isCloseTo(-442.9365974, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f16_trailing_blank.json"})
  void blanksAroundANameMakeNoSecondSite(String specification) {
    FitAnswers.Printed printed = run(specification);
    for (String id : List.of("gee", "lm")) {
      assertThat(printed.fit(id).get("clusters").asInt()).isEqualTo(24);
      assertThat(cautions(printed.fit(id)))
          .contains("column site: 24 cells have blanks around them (first in line 6)");
    }
    JsonNode plain = ask(data("base"), FitAnswers.LM);
    assertThat(number(printed.fit("lm"), "coefficients", "arm"))
        .isEqualTo(number(plain, "coefficients", "arm"));
  }

  @Test
  void spellingsOfOneNumberAreOneSiteAndSaidSo() {
    for (String kind : KINDS) {
      assertThat(cautions(ask(data("lead"), kind)))
          .contains("column site: 01 and 1 (and 23 more such) are one number");
    }
  }

  @Test
  void namesThatDifferByLittleAreAskedAbout() throws IOException {
    Path file = changed("S01,A,0,control,5", "s01,A,0,control,5");
    JsonNode fit = ask(file, FitAnswers.GEE);
    assertThat(fit.get("clusters").asInt()).isEqualTo(25);
    assertThat(cautions(fit))
        .contains("\\\"S01\\\" and \\\"s01\\\" are two clusters; is that one?");
  }

  @Test
  void countsThatAreNotWholeAreSaid() {
    for (String kind : KINDS) {
      assertThat(cautions(ask(data("frac"), kind)))
          .as(kind)
          .contains("288 counts are not whole (first: y is 0.5 in line 2");
    }
  }

  @Test
  void whatAFilterTakesOutWholeIsNamed() {
    for (String kind : KINDS) {
      JsonNode fit = ask(data("base"), kind + ",'row_filter':'site != S05 and month > 2'");
      assertThat(fit.get("clusters").asInt()).isEqualTo(23);
      assertThat(fit.get("rows").get("clusters_left_out_by_filter").toString())
          .isEqualTo("[\"S05\"]");
      assertThat(cautions(fit)).contains("the filter leaves out cluster S05 whole");
    }
  }

  @Test
  void aFilterThatAsksForWhatIsNotThereSaysWhatIs() {
    JsonNode none = ask(data("base"), FitAnswers.GEE + ",'row_filter':'armf == treatd'");
    assertThat(none.get("error").asText())
        .isEqualTo(
            "no row passes the filter; the filter asks for armf treatd, which no row has; there are"
                + " control, treated");
    JsonNode some = ask(data("base"), FitAnswers.GEE + ",'row_filter':'stratum in (A, D)'");
    assertThat(cautions(some)).contains("the filter asks for stratum D, which no row has");
  }

  @Test
  void aMonthThatCameInTwiceIsAskedAbout() throws IOException {
    Path file = changed("S01,A,0,control,2,", "S01,A,0,control,1,");
    JsonNode fit = ask(file, FitAnswers.GEE + ",'wave':'month'");
    assertThat(cautions(fit)).contains("cluster S01 has two rows of month 1 (line 2 and line 3)");
    JsonNode ar1 = ask(file, FitAnswers.GEE + ",'wave':'month','corstr':'ar1'");
    assertThat(ar1.get("error").asText()).contains("AR1 needs distinct times");
  }

  @Test
  void aRowWithoutItsTimeIsLostOnlyWhereTimeIsNeeded() throws IOException {
    Path file = changed("S01,A,0,control,2,", "S01,A,0,control,,");
    assertThat(ask(file, FitAnswers.GEE + ",'wave':'month'").get("n").asInt()).isEqualTo(288);
    assertThat(ask(file, FitAnswers.LM + ",'wave':'month'").get("n").asInt()).isEqualTo(288);
    JsonNode ar1 = ask(file, FitAnswers.GEE + ",'wave':'month','corstr':'ar1'");
    assertThat(ar1.get("n").asInt()).isEqualTo(287);
    assertThat(cautions(ar1)).contains("1 because of month: line 3");
  }

  @Test
  void aCovariateOfNumbersWithASpoiltCellIsNoFactor() throws IOException {
    Path file = changed("S01,A,0,control,2,141.6,0,47", "S01,A,0,control,2,141.6,0,?");
    JsonNode fit = ask(file, FitAnswers.GLM.replace("arm + stratum", "arm + elig"));
    assertThat(fit.get("error").asText())
        .contains("elig reads like numbers")
        .contains("\"?\" in line 3");
  }

  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(data("base"));
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("changed.csv"), text.replaceFirst(from, to));
  }
}
