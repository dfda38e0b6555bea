package org.reachline.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final String STUDY = "studies/jail-moud-coaching-echo/study.yaml";
  private static final String TRUTHS = "studies/jail-moud-coaching-echo/data/truths.yaml";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return SimulateCommand.run(List.of(args), new PrintStream(out), new PrintStream(err));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesATrialAndSaysThatItIsSimulated() throws IOException {
    int exit =
        run(
            STUDY,
            "--truths",
            TRUTHS,
            "--seed",
            "3",
            "--as-of",
            "2026-03-10",
            "--out",
            folder.toString());
    assertThat(said()).isEmpty();
    assertThat(exit).isZero();
    assertThat(Files.readString(folder.resolve("README.md")))
        .startsWith("# SIMULATED data of jail-moud-coaching-echo")
        .contains("--seed 3 --as-of 2026-03-10")
        .contains("log_rate_ratio: 0.30");
    for (String table :
        List.of(
            "sites",
            "people",
            "enrolment",
            "allocation",
            "sessions",
            "attendance",
            "contacts",
            "reports")) {
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder().ofNamedCsvRecord(folder.resolve(table + ".csv"))) {
        List<NamedCsvRecord> rows = csv.stream().toList();
        assertThat(rows).as(table).isNotEmpty();
        assertThat(rows)
            .as(table)
            .allMatch(row -> row.getFieldCount() == rows.get(0).getHeader().size());
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Simulated 25 units with 38 sites: ");
  }

  @Test
  void saysWhatIsMissingOrUnknown() {
    assertThat(run()).isEqualTo(2);
    assertThat(said()).contains("The study file is missing.").contains("Usage: simulate");
    assertThat(run(STUDY, "--truths", TRUTHS, "--as-of", "2026-03-10", "--out", "x")).isEqualTo(2);
    assertThat(said()).contains("The option --seed is missing.");
    assertThat(run(STUDY, "--truth", TRUTHS)).isEqualTo(2);
    assertThat(said()).contains("There is no option --truth.");
    assertThat(run(STUDY, "--truths", TRUTHS, "--seed", "x", "--as-of", "2026-03-10", "--out", "x"))
        .isEqualTo(2);
    assertThat(said()).contains("The seed 'x' is no whole number.");
    assertThat(run(STUDY, "--truths", TRUTHS, "--seed", "1", "--as-of", "10.3.2026", "--out", "x"))
        .isEqualTo(2);
    assertThat(said()).contains("The date '10.3.2026' is not of the form 2025-01-31.");
    assertThat(
            run(
                "nowhere.yaml",
                "--truths",
                TRUTHS,
                "--seed",
                "1",
                "--as-of",
                "2026-03-10",
                "--out",
                "x"))
        .isEqualTo(2);
    assertThat(said()).contains("There is no file nowhere.yaml.");
  }

  @Test
  void tellsTheMistakesOfABrokenStudyFileAndWritesNothing() {
    String broken = "src/test/resources/studies/broken/phase-gap.yaml";
    int exit =
        run(
            broken,
            "--truths",
            TRUTHS,
            "--seed",
            "1",
            "--as-of",
            "2026-03-10",
            "--out",
            folder.resolve("new").toString());
    assertThat(exit).isEqualTo(2);
    assertThat(said()).contains("phase-gap.yaml:12:52: phases[1].from: no phase covers the months");
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
