package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of one line, and where they are asked for. */
class OneLineTest {
  private static final Pattern READ_AS_TEXT =
      Pattern.compile("\\b(?:problems|agreed)\\.(?:text|optionalText)\\(\\s*\"([^\"]+)\"");

  private static final Pattern BOX_OF_LINES =
      Pattern.compile("(?:\\{#area name=\"|<textarea[^>]* name=\"|feltField|seenField)([^\"]+)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jane",
        "O'Neill-Łukasiewicz",
        "Zoë 🎈 𝔘",
        "שרה \u200F(אחות)",
        "李 小龙",
        "a  b",
        "=1+1"
      })
  void namesOfAllLanguagesAreOneLine(String text) {
    assertThat(OneLine.complaint(text)).isEmpty();
    assertThat(OneLine.clean(text)).isEqualTo(text.replace("  ", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\r\nb",
        "a\u0000b",
        "a\u000Bb",
        "a\fb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\tb",
        "a\u001Bb",
        "a\u007Fb",
        "a\u202Eb",
        "a\u2066b",
        "a\u202Ab"
      })
  void whatEndsALineOrHidesInItIsNamed(String text) {
    assertThat(OneLine.complaint(text)).isPresent();
    Problems problems = new Problems();
    assertThat(problems.line("name", text, 200)).isNull();
    assertThat(problems.list()).hasSize(1);
    assertThat(OneLine.complaint(OneLine.clean(text))).isEmpty();
  }

  @Property(tries = 300)
  void whateverComesInIsOneLineWhenItIsCleaned(@ForAll("texts") String text) {
    String clean = OneLine.clean(text);
    assertThat(OneLine.complaint(clean)).isEmpty();
    String cut = OneLine.clean(text, 10);
    assertThat(cut.length()).isLessThanOrEqualTo(10);
    assertThat(StorableText.complaint(cut)).isEmpty();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .withChars('\r', '\n', '\0', '\u2028', '\u202E', '\uD83C', '\uDF88')
        .ofMaxLength(40);
  }

  /** A text of several lines is taken only where people are shown a box of several lines. */
  @Test
  void everyOtherFieldIsReadAsOneLine() throws IOException {
    Set<String> boxes = new TreeSet<>(Set.of("exceptions", "closingWords", "text_"));
    for (Path page : files("src/main/resources/templates", ".html")) {
      Matcher box = BOX_OF_LINES.matcher(Files.readString(page));
      while (box.find()) {
        boxes.add(box.group(1).replaceAll("_\\{.*", "_"));
      }
    }
    List<String> others = new ArrayList<>();
    for (Path code : files("src/main/java", ".java")) {
      Matcher read = READ_AS_TEXT.matcher(Files.readString(code));
      while (read.find()) {
        if (!boxes.contains(read.group(1))) {
          others.add(code.getFileName() + ": " + read.group(1));
        }
      }
    }
    assertThat(boxes).contains("reason", "question");
    assertThat(others).isEmpty();
  }

  private static List<Path> files(String root, String end) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(root))) {
      return all.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}
