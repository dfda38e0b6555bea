package org.reachline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.JsonRows;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileError;
import org.reachline.protocol.file.StudyFileReader;

/**
 * Key by key: what makes no sense there, and what the one message about it says. Each row of the
 * table changes one place of {@code every-key.yaml}; the message stands on the line that was
 * changed.
 */
class SenselessValuesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String GOOD = read(Path.of("src/test/resources/studies/every-key.yaml"));

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * One row.
   *
   * @param good what the file says, first place
   * @param odd what it says instead
   * @param told path and message, as much as matters
   */
  record Odd(String good, String odd, String told) {
    @Override
    public String toString() {
      return odd;
    }
  }

  /** The rows of {@code senseless-values.jsonl}: good, odd, told. */
  static Stream<Odd> table() {
    return JsonRows.of("studies/senseless-values.jsonl")
        .map(row -> new Odd(row.get(0), row.get(1), row.get(2)));
  }

  @Test
  void theFileThatIsChangedIsGoodItself() {
    assertThat(StudyFileReader.read(GOOD, "study.yaml").errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("table")
  void isRefusedWithLinePathAndMessage(Odd row) {
    int at = GOOD.indexOf(row.good());
    assertThat(at).as(row.good()).isNotNegative();
    String text = GOOD.substring(0, at) + row.odd() + GOOD.substring(at + row.good().length());
    List<StudyFileError> errors = StudyFileReader.read(text, "study.yaml").errors();
    assertThat(errors).as(row.odd()).isNotEmpty();
    assertThat(errors.stream().map(StudyFileError::toString).toList())
        .as(row.odd())
        .anyMatch(told -> told.contains(row.told()));
    assertThat(errors).allMatch(e -> e.line() > 0 && !e.message().contains("Exception"));
  }

  static Stream<String> cases() {
    return Stream.of(
        "check_without_measure_gives_500.yaml:33: checks[0].rule: '1 > 2' says nothing",
        "42_formula_div0.yaml:32: measures[2].computed: 'elig / 0' says nothing: it divides by 0",
        "47_denominator_self.yaml:31: measures[1].denominator: 'started' would be divided by itself",
        "52_exposure_self.yaml:37: analyses[0].exposure: the outcome would be divided by itself",
        "56_baseline_after.yaml:37: analyses[0].baseline_phase: the baseline 'intervention' comes",
        "231_lock_before_late.yaml:34: reporting.lock_after_days: a report would be locked after 5",
        "236_hash_title.yaml:3: title: 'title' ends at 'Base', because YAML takes what follows #");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesTheCasesThatLoaded(String row) {
    String[] parts = row.split(":", 3);
    ReadResult read =
        StudyFileReader.read(read(CASES.resolve("studies").resolve(parts[0])), parts[0]);
    assertThat(read.errors()).hasSize(1);
    assertThat(read.errors().get(0).line()).isEqualTo(Integer.valueOf(parts[1]));
    assertThat(read.errors().get(0).toString()).contains(parts[2].strip());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsReadableWhatWasOnRecordBefore(String row) {
    String name = row.substring(0, row.indexOf(':'));
    assertThat(StudyFileReader.readOnRecord(read(CASES.resolve("studies").resolve(name)), name))
        .satisfies(result -> assertThat(result.errors()).isEmpty());
  }

  static Stream<Path> designs() throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve("designs"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  static Stream<Path> refusedDesigns() throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve("designs/refused"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  void takesTheDesignsOfTheField(Path file) {
    assertThat(StudyFileReader.read(read(file), file.toString()).errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusedDesigns")
  void saysWhereTheFormatCannotSayADesignYet(Path file) {
    assertThat(StudyFileReader.read(read(file), file.toString()).errors())
        .isNotEmpty()
        .allMatch(e -> e.line() > 1 && !e.expected().isBlank());
  }

  @Test
  void namesHugeNumbersOfCombinationsWithoutMakingThem() {
    StringBuilder factors = new StringBuilder("factors:\n");
    for (int f = 0; f < 40; f++) {
      factors.append("  - {key: f%d, label: F%d, levels: [".formatted(f, f));
      for (int level = 0; level < 9; level++) {
        factors.append("{key: l%d, label: L%d}, ".formatted(level, level));
      }
      factors.append("]}\n");
    }
    StringBuilder levels = new StringBuilder();
    for (int f = 0; f < 40; f++) {
      levels.append("f%d: l0, ".formatted(f));
    }
    String text =
        """
        format: 1
        slug: huge
        title: Huge
        simulated: true
        site_types: [{key: clinic, label: Clinic}]
        phases: [{key: only, label: Only, from: 1, to: 2}]
        %sarms: [{key: A, label: A, levels: {%s}}]
        measures: [{key: n, label: N, type: count, nature: flow, unit: people}]
        reporting: {every: month, due_after_days: 1, late_after_days: 2, lock: on_approval}
        allocation: {unit: site, site_type: clinic, method: uploaded_list}
        """
            .formatted(factors, levels);
    assertThat(StudyFileReader.read(text, "huge.yaml").errors())
        .extracting(StudyFileError::message)
        .containsExactly("the factors have more than 256 combinations of levels");
  }
}
