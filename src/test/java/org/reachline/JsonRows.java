package org.reachline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A table of cases: each line of a file a list of texts; lines that begin with # are remarks. */
public final class JsonRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonRows() {}

  /** The rows of a file among the tests' resources. */
  public static Stream<List<String>> of(String file) {
    try {
      return Files.readAllLines(Path.of("src/test/resources", file)).stream()
          .filter(line -> !line.startsWith("#"))
          .map(JsonRows::row);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> row(String line) {
    try {
      return JSON.readValue(line, new TypeReference<List<String>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(line, unreadable);
    }
  }
}
