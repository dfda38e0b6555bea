package org.reachline.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.reachline.cli.fit.FitAnswers.ask;
import static org.reachline.cli.fit.FitAnswers.cautions;
import static org.reachline.cli.fit.FitAnswers.data;
import static org.reachline.cli.fit.FitAnswers.number;
import static org.reachline.cli.fit.FitAnswers.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Time within a cluster is what a wave says, not the alphabet. */
class WavesTest {
  private static final String AR1 =
      FitAnswers.GEE + ",'wave':'month','corstr':'ar1','convention':'geepack'";

  /** R 4.2.2, geepack 1.3.9: geeglm(y ~ arm + stratum + offset(...), waves = month, "ar1"). */
  private static final double BY_MONTH = 0.2410061;

  @TempDir Path folder;

  @Test
  void namesOfMonthsFollowTheCalendar() {
    JsonNode fit = run("f05_wave_names.json").fit("ar1");
    assertThat(number(fit, "alpha")).isCloseTo(BY_MONTH, within(1e-4));
    assertThat(cautions(fit)).contains("months are taken in the calendar's order");
  }

  @Test
  void gapsCountInWordsAsInNumbers() {
    JsonNode numbers = ask(data("wg"), AR1);
    JsonNode words = ask(data("wgt"), AR1);
    assertThat(number(words, "alpha")).isEqualTo(number(numbers, "alpha"));
    assertThat(words.get("coefficients")).isEqualTo(numbers.get("coefficients"));
  }

  static Stream<Arguments> spellings() {
    LocalDate start = LocalDate.of(2025, 9, 1);
    return Stream.of(
        spelling("year and month", m -> iso(start.plusMonths(m - 1), "yyyy-MM")),
        spelling("year and month without zeros", m -> iso(start.plusMonths(m - 1), "yyyy/M")),
        spelling("digits", m -> iso(start.plusMonths(m - 1), "yyyyMM")),
        spelling("first days", m -> start.plusMonths(m - 1).toString()),
        spelling("last days", m -> start.plusMonths(m).minusDays(1).toString()),
        spelling("month and year", m -> iso(start.plusMonths(m - 1), "MMM yyyy")),
        spelling("month and short year", m -> iso(start.plusMonths(m - 1), "MMM-yy")),
        spelling("long month and year", m -> iso(start.plusMonths(m - 1), "MMMM yyyy")),
        spelling("quarters", m -> "%d-Q%d".formatted(2025 + (m - 1) / 4, (m - 1) % 4 + 1)),
        spelling("visits", m -> "visit " + m),
        spelling("letters", m -> "M" + m));
  }

  private static Arguments spelling(String name, IntFunction<String> of) {
    return Arguments.of(name, of);
  }

  private static String iso(LocalDate day, String pattern) {
    return day.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spellings")
  void everyCertainSpellingGivesTheSame(String name, IntFunction<String> spelling)
      throws IOException {
    assertThat(number(ask(spelt(spelling), AR1), "alpha")).isCloseTo(BY_MONTH, within(1e-4));
  }

  static Stream<Arguments> uncertain() {
    List<String> words =
        List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    return Stream.of(
        spelling("words", m -> m <= 10 ? words.get(m - 1) : "late" + (char) ('a' + m)),
        spelling("mixed", m -> m % 2 == 0 ? "M" + m : "V" + m),
        spelling("day or month first", m -> "%d/3/2026".formatted(m)),
        spelling("over a year's end", m -> iso(LocalDate.of(2025, 9, 1).plusMonths(m), "MMM")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uncertain")
  void anUncertainOrderIsRefused(String name, IntFunction<String> spelling) throws IOException {
    assertThat(ask(spelt(spelling), AR1).path("error").asText())
        .contains("the order of wave month is not certain");
    // Where all pairs are alike, the order does not matter.
    assertThat(ask(spelt(spelling), FitAnswers.GEE + ",'wave':'month'").has("alpha")).isTrue();
  }

  @Test
  void aStatedOrderIsTheOrder() throws IOException {
    IntFunction<String> letters = m -> "" + (char) ('z' - m);
    String order =
        Stream.iterate(1, m -> m + 1)
            .limit(12)
            .map(m -> "'" + letters.apply(m) + "'")
            .collect(Collectors.joining(","));
    JsonNode fit =
        ask(spelt(letters), AR1 + ",'factor_levels_first_is_reference':{'month':[" + order + "]}");
    assertThat(number(fit, "alpha")).isCloseTo(BY_MONTH, within(1e-4));
  }

  @Test
  void aWaveThatIsNotThereIsRefusedAlsoWhereItDoesNotMatter() {
    assertThat(ask(data("base"), FitAnswers.GEE + ",'wave':'mnth'").get("error").asText())
        .contains("did you mean month?");
  }

  private Path spelt(IntFunction<String> spelling) throws IOException {
    String text =
        Files.readAllLines(data("base")).stream()
            .map(
                line -> {
                  String[] cells = line.split(",");
                  if (!cells[4].equals("month")) {
                    cells[4] = spelling.apply(Integer.parseInt(cells[4]));
                  }
                  return String.join(",", cells);
                })
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("spelt.csv"), text);
  }
}
