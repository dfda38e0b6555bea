package org.reachline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.RandomisedContrast;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.protocol.strategy.RecurrenceRule;
import org.reachline.protocol.strategy.StrategyKind;

/** Every study file of the repository. */
class StudyFilesTest {

  static Stream<Path> studyFiles() {
    try (Stream<Path> folders = Files.list(Path.of("studies"))) {
      return folders
          .map(folder -> folder.resolve("study.yaml"))
          .filter(Files::exists)
          .sorted()
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("studyFiles")
  void isReadWithoutAMistakeAndLivesInTheFolderOfItsSlug(Path file) throws IOException {
    ReadResult result = StudyFileReader.read(file);
    assertEquals(List.of(), result.errors());
    assertEquals(file.getParent().getFileName().toString(), result.orThrow().slug());
  }

  @ParameterizedTest
  @MethodSource("studyFiles")
  void standsBesideAProtocolThatTellsSourcedFromAssumed(Path file) throws IOException {
    String protocol = Files.readString(file.resolveSibling("protocol.md"));
    assertTrue(protocol.contains("## Sourced"), protocol);
    assertTrue(protocol.contains("## Assumed"), protocol);
  }

  @Test
  void theFirstTrialComparesDoseEchoAndTheirInteractionAndNothingElse() throws IOException {
    StudyFile study =
        StudyFileReader.read(Path.of("studies/jail-moud-coaching-echo/study.yaml")).orThrow();
    assertEquals(
        List.of(
            "Coaching dose: high against low",
            "ECHO: offered against not offered",
            "Interaction of Coaching dose and ECHO"),
        study.randomisedContrasts().stream().map(RandomisedContrast::label).toList());
    assertEquals("baseline", study.findPhase(0).orElseThrow().key());
    assertEquals("intervention", study.findPhase(12).orElseThrow().key());
    assertEquals(24, study.lastMonth());
  }

  @Test
  void theVersionIsTheSha256OfTheText() {
    // printf 'x' | sha256sum
    assertEquals(
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        StudyFileReader.read("x", "x.yaml").sha256());
  }

  @Test
  void randomisesNothingWhereNobodyAllocatesAndArmsWhereThereAreNoFactors() throws IOException {
    Path designs = Path.of("src/test/resources/studies/designs");
    StudyFile outreach = StudyFileReader.read(designs.resolve("outreach-funnel.yaml")).orThrow();
    assertEquals(List.of(), outreach.randomisedContrasts());
    StudyFile navigation =
        StudyFileReader.read(designs.resolve("navigation-after-jail.yaml")).orThrow();
    assertEquals(
        List.of(
            "Long-acting naltrexone against Usual treatment",
            "Long-acting naltrexone and navigation against Usual treatment"),
        navigation.randomisedContrasts().stream().map(RandomisedContrast::label).toList());
    StudyFile wedge =
        StudyFileReader.read(designs.resolve("stepped-wedge-hospitals.yaml")).orThrow();
    assertEquals(11, wedge.findArm("WAVE2").orElseThrow().crossesOverInMonth().orElseThrow());
  }

  @Test
  void givesEveryArmAMarkAndAColourOfItsOwn() throws IOException {
    StudyFile study =
        StudyFileReader.read(Path.of("studies/jail-moud-coaching-echo/study.yaml")).orThrow();
    assertEquals(4, study.arms().stream().map(Arm::mark).distinct().count());
    assertEquals(4, study.arms().stream().map(Arm::look).distinct().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: uploaded_list|method: none",
        "site_types: \\[jail\\]|site_types: [jail, jail]",
        "site_types: \\[jail\\]|site_types: []",
        "rule: FREQ=MONTHLY;BYDAY=2TU|rule: FREQ=MONTHLY;BYDAY=2TU;WKST=XX",
        "key: data_reporter|key: coach",
        "registry_id: .*|registry_id: \"a\\\\u0007b\"",
      })
  void staysReadableOnRecordAfterMoreIsAskedOfFilesThatComeIn(String good, String odd)
      throws IOException {
    String text =
        Files.readString(Path.of("studies/jail-moud-coaching-echo/study.yaml"))
            .replaceFirst(good, odd);
    ReadResult incoming = StudyFileReader.read(text, "study.yaml");
    assertEquals(1, incoming.errors().size(), () -> odd + incoming.errors());
    StudyFile kept = StudyFileReader.readOnRecord(text, "study.yaml").orThrow();
    assertEquals("jail-moud-coaching-echo", kept.slug());
    RecurrenceRule rule =
        kept.listStrategies(StrategyKind.ECHO).get(0).programme().orElseThrow().rule();
    assertEquals("FREQ=MONTHLY;BYDAY=2TU", rule.text());
    assertEquals(1, StudyFileReader.readOnRecord(text + "more: 1\n", "study.yaml").errors().size());
  }
}
