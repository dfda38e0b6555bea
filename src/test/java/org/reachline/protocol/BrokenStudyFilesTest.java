package org.reachline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileError;
import org.reachline.protocol.file.StudyFileReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The battery: each broken file stands beside the complete list of its mistakes, one a line as
 * {@code line:column | path | message | expected}. The first line says what is broken: {@code
 * syntax} (no proper YAML), {@code structure} (the published schema refuses it too) or {@code
 * meaning} (the schema lets it pass).
 */
class BrokenStudyFilesTest {

  private static final Path RESOURCES = Path.of("src/test/resources/studies");
  private static final Path SCHEMA = Path.of("docs/reference/study.schema.json");

  static Stream<Path> brokenFiles() {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("broken"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Stream<Path> goodFiles() {
    Stream<Path> here =
        Stream.of(
                "small-trial.yaml",
                "three-arms.yaml",
                "designs/stepped-wedge-hospitals.yaml",
                "designs/navigation-after-jail.yaml",
                "designs/outreach-funnel.yaml")
            .map(RESOURCES::resolve);
    return Stream.concat(here, StudyFilesTest.studyFiles());
  }

  @Test
  void isAsLongAsItIsMeantToBe() {
    assertTrue(brokenFiles().count() >= 45, "broken files");
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void tellsEveryMistakeWithLinePathMessageAndWhatWasExpected(Path file) throws IOException {
    ReadResult result = StudyFileReader.read(file);
    List<String> told =
        result.errors().stream()
            .map(
                e ->
                    (e.line()
                            + ":"
                            + e.column()
                            + " | "
                            + e.path()
                            + " | "
                            + e.message()
                            + " | "
                            + e.expected())
                        .strip())
            .toList();
    List<String> expected = expectation(file);
    assertEquals(expected.subList(1, expected.size()), told);
    assertFalse(result.isValid());
    result.errors().forEach(e -> assertTrue(e.file().endsWith(file.getFileName().toString())));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void agreesWithThePublishedSchema(Path file) throws IOException {
    String kind = expectation(file).get(0);
    if (!kind.equals("syntax")) {
      assertEquals(kind.equals("meaning"), schema().validate(json(file)).isEmpty(), kind);
    }
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void takesWhatThePublishedSchemaTakes(Path file) throws IOException {
    assertEquals(List.of(), StudyFileReader.read(file).errors());
    assertEquals(List.of(), List.copyOf(schema().validate(json(file))));
  }

  @Test
  void refusesAHugeFileByItsSize() {
    String huge = "# " + "x".repeat(StudyFileReader.LARGEST_BYTES) + "\n";
    StudyFileError error = StudyFileReader.read(huge, "huge.yaml").errors().get(0);
    assertEquals(
        "huge.yaml:1:1: the file has 1000003 bytes; expected at most 1000000 bytes",
        error.toString());
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws IOException {
    Path file = Files.createTempFile("latin", ".yaml");
    try {
      Files.write(file, "title: Déjà vu\n".getBytes(StandardCharsets.ISO_8859_1));
      StudyFileError error = StudyFileReader.read(file).errors().get(0);
      assertEquals("the file is not written in UTF-8", error.message());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void namesTheLineOfACharacterThatYamlDoesNotAllow() {
    StudyFileError error =
        StudyFileReader.read("title: a\nslug: \u0007\n", "bell.yaml").errors().get(0);
    assertEquals(2, error.line());
    assertEquals("the line has a character that YAML does not allow", error.message());
  }

  @Test
  void neverThrowsHoweverTheFileIsCutOff() throws IOException {
    String whole = Files.readString(RESOURCES.resolve("small-trial.yaml"));
    for (int end = 0; end < whole.length(); end += 7) {
      ReadResult result = StudyFileReader.read(whole.substring(0, end), "cut.yaml");
      int length = end;
      result
          .errors()
          .forEach(e -> assertTrue(e.line() >= 1 && !e.message().isBlank(), "cut at " + length));
    }
  }

  @Test
  void neverThrowsHoweverALineIsSpoilt() throws IOException {
    List<String> junk =
        List.of(
            "",
            " []",
            " {}",
            " null",
            " -1",
            " 1e9",
            " x y",
            " 2020-01-01",
            " [[1]]",
            " !!set {a}");
    List<String> lines = Files.readAllLines(RESOURCES.resolve("small-trial.yaml"));
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      for (String value : junk) {
        List<String> spoilt = new ArrayList<>(lines);
        spoilt.set(at, line.substring(0, line.indexOf(':') + 1) + value);
        ReadResult result = StudyFileReader.read(String.join("\n", spoilt), "spoilt.yaml");
        assertTrue(result.errors().stream().allMatch(e -> e.line() >= 1), spoilt.get(at));
      }
      List<String> shorter = new ArrayList<>(lines);
      shorter.remove(at);
      StudyFileReader.read(String.join("\n", shorter), "shorter.yaml");
    }
  }

  private static List<String> expectation(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", ".errors");
    return Files.readAllLines(file.resolveSibling(name)).stream().map(String::strip).toList();
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(SCHEMA));
  }

  private static JsonNode json(Path file) throws IOException {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return new ObjectMapper().valueToTree(loaded);
  }
}
