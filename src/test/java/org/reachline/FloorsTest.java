package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The house: a room imports only rooms on lower floors; rooms on one floor do not know each other.
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
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        JavaClass target = d.getTargetClass();
        if (!target.getPackageName().startsWith("org.reachline") || room(target).equals(room(c))) {
          continue;
        }
        if (FLOORS.get(room(target)) >= FLOORS.get(room(c))) {
          wrong.add(c.getName() + " looks up or across at " + target.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
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

  private static String room(JavaClass c) {
    String rest = c.getPackageName().substring("org.reachline".length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
  }
}
