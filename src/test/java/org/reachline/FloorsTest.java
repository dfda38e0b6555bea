package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The house: a room imports only rooms on lower floors; rooms on one floor do not know each other.
 * The same holds among the inner rooms of a room, and no packages at any depth go in a circle.
 */
class FloorsTest {
  /** The drawing in the README is made from this table. */
  static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("home", 7),
          Map.entry("cli", 7),
          Map.entry("exports", 6),
          Map.entry("comparison", 5),
          Map.entry("cases", 5),
          Map.entry("contamination", 5),
          Map.entry("sessions", 4),
          Map.entry("coaching", 4),
          Map.entry("projects", 4),
          Map.entry("reach", 4),
          Map.entry("activities", 4),
          Map.entry("dose", 3),
          Map.entry("studies", 2),
          Map.entry("people", 2),
          Map.entry("protocol", 1),
          Map.entry("launch", 1),
          Map.entry("sites", 1),
          Map.entry("stats", 0),
          Map.entry("base", 0));

  /**
   * The inner rooms, from the ground up; a point is the room's own package. Rooms between two
   * commas do not know each other.
   */
  static final Map<String, String> INNER_FLOORS =
      Map.ofEntries(
          Map.entry(
              "base",
              "., act, database < calendar, fence, figures, input, trail"
                  + " < errors, facts, lists, outbox < signin"),
          Map.entry("cli", "fit, simulate < ., demo"),
          Map.entry("coaching", "contacts < booking < ."),
          Map.entry("comparison", "months < methods < ."),
          Map.entry("dose", ". < pages"),
          Map.entry("exports", "tables < ."),
          Map.entry("people", ". < accounts"),
          Map.entry("protocol", "design < measure, strategy < . < dose, file"),
          Map.entry("reach", "reports < imports < ."),
          Map.entry(
              "sessions",
              ". < attendance, materials < room < hosting"
                  + " < after, imports, join, live, programs < calendar"),
          Map.entry("stats", "matrix < . < table < formula < model < cluster, permutation"),
          Map.entry("studies", ". < records, versions < enrolment"));

  /** A package that somebody can take in at one look. */
  static final int FILES_OF_A_PACKAGE = 28;

  /** Packages that are larger, and why. */
  static final Map<String, String> LARGER =
      Map.of("stats.model", "thirty small classes that share what no other package may see");

  static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.reachline");

  @Test
  void everyRoomHasAFloor() {
    SortedSet<String> strangers = new TreeSet<>();
    HOUSE.forEach(c -> strangers.add(room(c)));
    strangers.removeAll(FLOORS.keySet());
    assertThat(strangers).as("packages without a floor").isEmpty();
  }

  @Test
  void roomsImportOnlyLowerFloors() {
    SortedSet<String> wrong = new TreeSet<>();
    for (JavaClass c : HOUSE) {
      for (JavaClass target : targets(c)) {
        if (!room(target).equals(room(c)) && FLOORS.get(room(target)) >= FLOORS.get(room(c))) {
          wrong.add(c.getName() + " looks up or across at " + target.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void innerRoomsImportOnlyLowerInnerFloors() {
    SortedSet<String> wrong = new TreeSet<>();
    for (JavaClass c : HOUSE) {
      for (JavaClass target : targets(c)) {
        if (!room(target).equals(room(c)) || target.getPackage().equals(c.getPackage())) {
          continue;
        }
        int from = innerFloor(c);
        int to = innerFloor(target);
        if (from < 0 || to < 0) {
          wrong.add((from < 0 ? c : target).getPackageName() + " has no inner floor");
        } else if (to >= from) {
          wrong.add(c.getName() + " looks up or across at " + target.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPackagesGoInACircle() {
    Map<String, SortedSet<String>> imports = new TreeMap<>();
    for (JavaClass c : HOUSE) {
      SortedSet<String> own = imports.computeIfAbsent(c.getPackageName(), p -> new TreeSet<>());
      targets(c).forEach(target -> own.add(target.getPackageName()));
    }
    imports.forEach((from, own) -> own.remove(from));
    // Who imports nothing that is left, or is imported by nobody, goes; what stays goes in a
    // circle.
    boolean fewer = true;
    while (fewer) {
      imports.values().forEach(own -> own.retainAll(imports.keySet()));
      fewer = imports.values().removeIf(Set::isEmpty);
      Set<String> imported = new TreeSet<>();
      imports.values().forEach(imported::addAll);
      fewer |= imports.keySet().retainAll(imported);
    }
    assertThat(imports).as("packages that go in a circle").isEmpty();
  }

  @Test
  void aPackageCanBeTakenInAtOneLook() throws IOException {
    SortedMap<String, Long> large = new TreeMap<>();
    for (String name : new TreeSet<>(HOUSE.stream().map(JavaClass::getPackageName).toList())) {
      try (Stream<Path> files =
          Files.list(Path.of("src/main/java", name.replace('.', '/')))
              .filter(Files::isRegularFile)) {
        large.put(name.substring("org.reachline".length()).replaceFirst("^\\.", ""), files.count());
      }
    }
    large.values().removeIf(files -> files <= FILES_OF_A_PACKAGE);
    assertThat(large.keySet()).as("packages of many files").isEqualTo(LARGER.keySet());
  }

  @Test
  void noTwoClassesShareASimpleName() throws IOException {
    SortedMap<String, Set<Path>> files = new TreeMap<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> sources = Files.walk(Path.of(root))) {
        sources
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(
                file ->
                    files
                        .computeIfAbsent(file.getFileName().toString(), n -> new TreeSet<>())
                        .add(file));
      }
    }
    files.remove("package-info.java");
    files.values().removeIf(same -> same.size() == 1);
    assertThat(files).as("classes of one simple name").isEmpty();
  }

  @Test
  void statisticsKnowNoFramework() {
    SortedSet<String> wrong = new TreeSet<>();
    for (JavaClass c : HOUSE) {
      if (!room(c).equals("stats")) {
        continue;
      }
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        String name = d.getTargetClass().getPackageName();
        if (name.startsWith("io.quarkus")
            || name.startsWith("jakarta.")
            || name.startsWith("java.sql")
            || name.startsWith("com.fasterxml")) {
          wrong.add(c.getName() + " knows " + name);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRoomExplainsItself() {
    SortedSet<String> silent = new TreeSet<>();
    HOUSE.forEach(c -> silent.add(c.getPackageName()));
    // A package-info without annotations leaves no class file, so look for the source.
    silent.removeIf(
        p -> Files.exists(Path.of("src/main/java", p.replace('.', '/'), "package-info.java")));
    assertThat(silent).as("packages without package-info").isEmpty();
  }

  /** The classes of the house that this one knows. */
  private static List<JavaClass> targets(JavaClass c) {
    return c.getDirectDependenciesFromSelf().stream()
        .map(d -> d.getTargetClass().getBaseComponentType())
        .filter(target -> target.getPackageName().startsWith("org.reachline"))
        .distinct()
        .toList();
  }

  /** How high a class lies among the inner rooms of its room; -1 where the table does not say. */
  private static int innerFloor(JavaClass c) {
    String inner = c.getPackageName().substring("org.reachline.".length() + room(c).length());
    String name = inner.isEmpty() ? "." : inner.substring(1);
    List<String> floors = List.of(INNER_FLOORS.getOrDefault(room(c), "").split(" < "));
    for (int floor = 0; floor < floors.size(); floor++) {
      if (List.of(floors.get(floor).split(", ")).contains(name)) {
        return floor;
      }
    }
    return -1;
  }

  private static String room(JavaClass c) {
    String rest = c.getPackageName().substring("org.reachline".length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
  }
}
