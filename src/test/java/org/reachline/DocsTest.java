package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there. */
class DocsTest {
  private static final List<Path> ABOUT_THE_CODE =
      List.of(
          Path.of("README.md"),
          Path.of("CONTRIBUTING.md"),
          Path.of("docs/decisions.md"),
          Path.of("docs/reference/testing.md"));

  /** A class, with its rooms before it or a member behind: {@code base.WallClock}. */
  private static final Pattern CLASS =
      Pattern.compile("`(?:[a-z]+[./])*([A-Z][a-z]+(?:[A-Z][a-z]*)+)(?:[.][A-Za-z.]+)?`");

  /** A place in the house: {@code people/PersonalSiteAccess}. */
  private static final Pattern PLACE =
      Pattern.compile("`([a-z]+(?:/[a-z]+)*/[A-Za-z]+)(?:[.]\\w+)?`");

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)(#[^)]*)?\\)");

  @Test
  void namesOfClassesAndPlacesAreThoseOfTheCode() throws IOException {
    Set<String> words = new HashSet<>();
    Set<String> rooms = new HashSet<>();
    for (Path file : files(Path.of("src"), ".java")) {
      Pattern.compile("\\W+").splitAsStream(Files.readString(file)).forEach(words::add);
    }
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/org/reachline"))) {
      folders.forEach(folder -> rooms.add(folder.getFileName().toString()));
    }
    Set<String> unknown = new TreeSet<>();
    for (Path document : ABOUT_THE_CODE) {
      String text = Files.readString(document);
      for (Matcher name = CLASS.matcher(text); name.find(); ) {
        if (!words.contains(name.group(1)) && !name.group(1).startsWith("Xxx")) {
          unknown.add(document + ": " + name.group());
        }
      }
      for (Matcher place = PLACE.matcher(text); place.find(); ) {
        Path at = Path.of("src/main/java/org/reachline", place.group(1));
        if (rooms.contains(place.group(1).split("/")[0])
            && !Files.exists(at)
            && !Files.exists(at.resolveSibling(at.getFileName() + ".java"))) {
          unknown.add(document + ": " + place.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<Path> documents = new ArrayList<>(files(Path.of("docs"), ".md"));
    try (Stream<Path> top = Files.list(Path.of(""))) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    Set<String> broken = new TreeSet<>();
    for (Path document : documents) {
      for (Matcher link = LINK.matcher(Files.readString(document)); link.find(); ) {
        Path folder = document.getParent() == null ? Path.of("") : document.getParent();
        if (!Files.exists(folder.resolve(link.group(1)))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDecisionHasANumberOfItsOwnAndCitesOnesThatAre() throws IOException {
    String decisions = Files.readString(Path.of("docs/decisions.md"));
    List<String> numbers =
        Pattern.compile("(?m)^- (D\\d+) \\*\\*")
            .matcher(decisions)
            .results()
            .map(r -> r.group(1))
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    for (Path document : ABOUT_THE_CODE) {
      String text = Files.readString(document).replaceAll("(?m)^\\|.*$", "");
      assertThat(
              Pattern.compile("\\bD\\d+\\b").matcher(text).results().map(r -> r.group()).toList())
          .as(document.toString())
          .isSubsetOf(numbers);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
