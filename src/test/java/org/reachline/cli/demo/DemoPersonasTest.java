package org.reachline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.cli.simulate.SimulatedTrial;
import org.reachline.cli.simulate.Simulator;
import org.reachline.cli.simulate.TruthsReader;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

class DemoPersonasTest {
  private static final Path STUDY = Path.of("studies/jail-moud-coaching-echo");

  /** On whatever day somebody tries it, each login has a day's work to do. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22", "2027-01-01", "2027-02-28", "2027-07-15", "2028-12-31"})
  void everyLoginHasAPlaceOnAnyDay(String day) throws IOException {
    StudyFile file = StudyFileReader.read(STUDY.resolve("study.yaml")).orThrow();
    SimulatedTrial trial =
        DemoPersonas.give(
            Simulator.simulate(
                file,
                TruthsReader.read(Files.readString(STUDY.resolve("data/truths.yaml"))),
                4363320,
                LocalDate.parse(day)),
            file,
            LocalDate.parse(day));
    assertThat(parts(trial, DemoPersonas.CLINICIAN)).contains("prescriber", "data_reporter");
    assertThat(parts(trial, DemoPersonas.COACH)).contains("coach");
    assertThat(trial.people()).anyMatch(p -> p.email().equals(DemoPersonas.HUB));
    assertThat(trial.contacts()).anyMatch(c -> c.coach().equals(DemoPersonas.COACH));
    assertThat(trial.attendance()).anyMatch(a -> a.person().equals(DemoPersonas.CLINICIAN));
  }

  private static Stream<String> parts(SimulatedTrial trial, String email) {
    return trial.people().stream()
        .filter(p -> p.email().equals(email))
        .flatMap(p -> p.part().stream());
  }
}
