package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reachline.base.OrderedEntity;

/**
 * Keys say nothing of the order of records: each instance hands them out from blocks of its own. So
 * no query, and no comparison in memory, takes them for age.
 */
class OrderTest {
  /** What follows "order by", over the ends of lines, up to a bracket or the end of the text. */
  private static final Pattern ORDER =
      Pattern.compile("(?is)order\\s+by\\s+((?:[^\"();]|\"\\s*\\+\\s*\"|\\bcase\\b)*)");

  private static final Pattern KEY = Pattern.compile("(?<![\\w.])(?:[a-z]\\.)?id\\b");

  private static final Pattern COMPARED =
      Pattern.compile(
          "comparing(?:Long)?\\(\\s*(?:\\(\\w+ \\w+\\)|\\w+) -> \\w+\\.id\\)"
              + "|\\b\\w+\\.id\\s*[<>]=?\\s*\\w+\\.id\\b"
              + "|max\\(\\s*\\w*\\.?id\\s*\\)");

  @Test
  void noQueryAndNoComparisonTakesKeysForAge() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file);
        Matcher order = ORDER.matcher(code);
        while (order.find()) {
          if (KEY.matcher(order.group(1)).find()) {
            found.add(file.getFileName() + ": order by " + order.group(1));
          }
        }
        Matcher compared = COMPARED.matcher(code);
        while (compared.find()) {
          found.add(file.getFileName() + ": " + compared.group());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyRecordWithAGeneratedKeyKnowsItsPlace() {
    List<String> without =
        FloorsTest.HOUSE.stream()
            .filter(type -> type.isAnnotatedWith(Entity.class))
            .filter(
                type ->
                    type.getAllFields().stream()
                        .anyMatch(field -> field.isAnnotatedWith(GeneratedValue.class)))
            .filter(type -> !type.isAssignableTo(OrderedEntity.class))
            .map(type -> type.getSimpleName())
            .toList();
    assertThat(without).isEmpty();
  }
}
