package org.reachline.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published schema of study files says what the readers ask. {@code ./mvnw test
 * -Dtest=StudySchemaTest -Dschema=write} writes the readers' part into it; descriptions, defaults
 * and conditions between keys are people's.
 */
class StudySchemaTest {
  private static final Path SCHEMA = Path.of("docs/reference/study.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<Path> goodFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("studies", "src/test/resources/studies")) {
      try (Stream<Path> all = Files.walk(Path.of(folder), 2)) {
        all.filter(file -> file.toString().endsWith(".yaml"))
            .filter(file -> !file.toString().matches(".*(broken|truths).*"))
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  void saysWhatTheReadersAsk() throws IOException {
    ObjectNode published = (ObjectNode) JSON.readTree(Files.readString(SCHEMA));
    ObjectNode asked = published.deepCopy();
    AskedOfFiles.read(goodFiles()).writeInto(asked);
    if ("write".equals(System.getProperty("schema"))) {
      Files.writeString(SCHEMA, text(asked) + "\n");
    } else if (!asked.equals(published)) {
      assertEquals(text(asked), text(published), "write it anew: -Dschema=write");
    }
  }

  @Test
  void describesEveryKey() throws IOException {
    List<String> silent = new ArrayList<>();
    JsonNode schema = JSON.readTree(Files.readString(SCHEMA));
    look(schema, schema, "", silent);
    assertEquals(List.of(), silent, "keys without a description");
  }

  private static void look(JsonNode schema, JsonNode node, String path, List<String> silent) {
    node.properties()
        .forEach(
            entry -> {
              String at = path + "/" + entry.getKey();
              if (path.matches("(/\\$defs/\\w+)?(/properties/\\w+)*/properties")
                  && !entry.getValue().has("description")
                  && !schema
                      .at(entry.getValue().path("$ref").asText("#").substring(1) + "/description")
                      .isTextual()) {
                silent.add(at);
              }
              look(schema, entry.getValue(), at, silent);
            });
  }

  private static String text(JsonNode schema) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return JSON.writer(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Spacing.AFTER)
                        .withArrayEmptySeparator(""))
                .withArrayIndenter(indenter)
                .withObjectIndenter(indenter))
        .writeValueAsString(schema);
  }
}
