package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.design.ArmMark;

/** What holds for every template, whoever writes it. */
class TemplatesTest {
  /** Set as a PDF; no browser reads it. */
  private static final String PRINTED = "CertificatePdf";

  private static final Pattern POST_FORM =
      Pattern.compile(
          "<form[^>]*method=\"post\".*?</form>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @Test
  void everyPostingFormCarriesItsToken() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : templates()) {
      Matcher form = POST_FORM.matcher(Files.readString(file));
      while (form.find()) {
        if (!form.group().contains("{#csrf")) {
          wrong.add(file + ": " + form.group().lines().findFirst().orElse(""));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noLineIsLongerThanAScreenIsWide() throws IOException {
    assertNowhere(".{161}");
  }

  @Test
  void nothingComesFromAnotherHost() throws IOException {
    assertNowhere("(src|srcset|data)=\"(https?:)?//|<link[^>]+href=\"(https?:)?//");
  }

  @Test
  void everyMarkOfAnArmIsDrawnInAColourOfItsOwn() throws IOException {
    Path theme = Path.of("src/main/resources/META-INF/resources/theme");
    String tokens = Files.readString(theme.resolve("tokens.css"));
    String sheet = Files.readString(theme.resolve("reachline.css"));
    Set<String> colours = new HashSet<>();
    for (int arm = 1; arm <= ArmMark.values().length; arm++) {
      Matcher colour = Pattern.compile("--arm-%d: (#[0-9a-f]{6});".formatted(arm)).matcher(tokens);
      assertThat(colour.find()).as("colour of arm " + arm).isTrue();
      colours.add(colour.group(1));
      assertThat(sheet).contains(".arm-%d .arm-mark { color: var(--arm-%d)".formatted(arm, arm));
    }
    assertThat(colours).hasSize(ArmMark.values().length);
  }

  @Test
  void nothingNeedsInlineScriptOrStyle() throws IOException {
    // The content security policy refuses them, silently for the reader.
    assertNowhere(
        "\\sstyle=\"|\\son[a-z]+=\"|<style|<script(?![^>]*\\ssrc=)(?![^>]*application/json)");
  }

  @Test
  void typedWordsInAnAddressAreEncoded() throws IOException {
    assertNowhere("href=\"[^\"]*[?&;](q|site|arm|sort|text)=\\{(?!#)[^}]*(?<!\\.inQuery)\\}");
  }

  private static void assertNowhere(String forbidden) throws IOException {
    Pattern pattern = Pattern.compile(forbidden, Pattern.CASE_INSENSITIVE);
    List<String> wrong = new ArrayList<>();
    for (Path file : templates()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (pattern.matcher(line).find()) {
          wrong.add(file + ":" + number + " " + line.strip());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
      return files
          .filter(f -> f.toString().endsWith(".html"))
          .filter(f -> !f.getParent().endsWith(PRINTED))
          .toList();
    }
  }
}
