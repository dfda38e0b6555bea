package org.reachline.studies.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.JsonRows;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

/** A change of a study file is told in words, for every key of the format. */
class ProtocolChangeTest {
  private static final String OLD = read("src/test/resources/studies/every-key.yaml");

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * One change.
   *
   * @param key place in the format that changes, lists by their name alone
   * @param old the file before
   * @param now the file after
   * @param told the sentence, as much as matters
   */
  record Row(String key, String old, String now, String told) {
    @Override
    public String toString() {
      return key;
    }
  }

  private static Row row(String key, String was, String is, String told) {
    return new Row(key, OLD, OLD.replaceFirst(Pattern.quote(was), is), told);
  }

  /** Where more than one place changes: pairs of what stands everywhere and what comes instead. */
  private static Row rowsOf(String old, String key, String told, String... pairs) {
    String now = old;
    for (int i = 0; i < pairs.length; i += 2) {
      now = now.replace(pairs[i], pairs[i + 1]);
    }
    return new Row(key, old, now, told);
  }

  private static final String TWO_FACTORS =
      OLD.replace(
              "arms:\n",
              "  - {key: help, label: Help, levels: [{key: off_, label: none}, {key: on_, label:"
                  + " some}]}\narms:\n  - {key: LOWH, label: Low with help, levels: {dose: low, help:"
                  + " on_}}\n  - {key: HIGHH, label: High with help, levels: {dose: high, help:"
                  + " on_}}\n")
          .replace("{dose: low},", "{dose: low, help: off_},")
          .replace("{dose: high},", "{dose: high, help: off_},")
          .replace("      - arm: LOW\n        contacts: []\n", "")
          .replace("      - arm: HIGH\n        contacts:\n", "      - contacts:\n");

  /**
   * The rows of {@code changes.jsonl}: whether the first or all places change, and of which file;
   * key, sentence, and pairs of what stands there and what comes instead.
   */
  static Stream<Row> table() {
    return JsonRows.of("studies/changes.jsonl")
        .map(
            row -> {
              String[] pairs = row.subList(3, row.size()).toArray(String[]::new);
              return switch (row.get(0)) {
                case "one" -> row(row.get(1), pairs[0], pairs[1], row.get(2));
                case "all" -> rowsOf(OLD, row.get(1), row.get(2), pairs);
                default -> rowsOf(TWO_FACTORS, row.get(1), row.get(2), pairs);
              };
            });
  }

  @ParameterizedTest
  @MethodSource("table")
  void tellsTheOldAndTheNewInWords(Row row) {
    StudyFile old = StudyFileReader.read(row.old(), "old.yaml").orThrow();
    StudyFile now = StudyFileReader.readOnRecord(row.now(), "new.yaml").orThrow();
    List<String> told =
        ProtocolChange.between(old, now).stream().map(ProtocolChange::sentence).toList();
    assertThat(told).anyMatch(sentence -> sentence.contains(row.told()));
    assertThat(row.told()).isNotEmpty();
    assertThat(told)
        .as("words, not Java")
        .noneMatch(
            s ->
                s.matches("(?s).*(\\[|\\]|\\w@[0-9a-f]|=\\w+,|Optional|\\bnull\\b|[a-z][A-Z]).*")
                    && !s.contains("FREQ="));
  }

  @Test
  void everyKeyOfThePublishedFormatIsChangedByARow() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("docs/reference/study.schema.json").toFile());
    Set<String> keys = new TreeSet<>();
    collect(schema, schema, "", keys);
    keys.removeAll(Set.of("format", "slug"));
    assertThat(table().map(Row::key).toList()).containsAll(keys);
  }

  private static void collect(JsonNode schema, JsonNode at, String path, Set<String> into) {
    JsonNode node = at;
    while (node.has("$ref")) {
      node = schema.at(node.get("$ref").asText().substring(1));
    }
    if (node.has("items")) {
      collect(schema, node.get("items"), path, into);
    } else if (node.has("properties")) {
      node.get("properties")
          .properties()
          .forEach(
              e ->
                  collect(
                      schema,
                      e.getValue(),
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                      into));
    } else {
      into.add(path);
    }
  }

  @Test
  void tellsNothingWhereTheMeaningIsTheSame() {
    String same =
        OLD.replace("counts: true, ", "")
            .replace("    interaction: false\n", "")
            .replace(
                "title: A trial that says every key", "title: \"A trial that says every key\"");
    assertThat(same).isNotEqualTo(OLD);
    StudyFile old = StudyFileReader.read(OLD, "old.yaml").orThrow();
    assertThat(ProtocolChange.between(old, StudyFileReader.read(same, "new.yaml").orThrow()))
        .isEmpty();
  }

  @Test
  void tellsWhatComesAndGoesAndAnotherOrder() {
    String other =
        OLD.replace("  - {key: nurse, label: Nurse}\n", "")
            .replace(
                "  - {key: leader, label: Change leader}\n",
                "  - {key: nurse, label: Nurse}\n  - {key: leader, label: Change leader}\n")
            .replace("        - {key: everything, label: Everything}\n", "")
            .replace(
                "          - {part: nurse, full_time_equivalent: 0.5}\n",
                "          - {part: leader}\n");
    StudyFile old = StudyFileReader.read(OLD, "old.yaml").orThrow();
    StudyFile now = StudyFileReader.read(other, "new.yaml").orThrow();
    assertThat(ProtocolChange.between(old, now).stream().map(ProtocolChange::sentence))
        .containsExactlyInAnyOrder(
            "Order of parts: Change leader, Nurse, now Nurse, Change leader",
            "Everything (Coaching): in the list, now gone",
            "Nurse (Coaching, low): share of full time 0.5, now gone",
            "Change leader (Coaching, low): new, share of full time 1");
  }
}
