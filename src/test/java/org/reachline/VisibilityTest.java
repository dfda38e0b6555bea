package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What only its package needs is hidden in it, so that a room shows no more than it lends. */
class VisibilityTest {
  private static final String DESCRIBES = "A library makes one to describe the API.";
  private static final String CONSTANT = "Others use its constants, which Java copies into them.";
  private static final String PASSED = "Others pass it on without a name for it.";

  /** What no other package names and is public all the same, each with the reason. */
  private static final Map<String, String> PUBLIC =
      Map.ofEntries(
          Map.entry("base.errors.DescribedProblems", DESCRIBES),
          Map.entry("base.errors.SignInAway", CONSTANT),
          Map.entry("base.facts.DescribedFacts", DESCRIBES),
          Map.entry("base.trail.DescribedTags", DESCRIBES),
          Map.entry("base.lists.ListTaken", PASSED),
          Map.entry("contamination.Standing", PASSED),
          Map.entry("sessions.programs.SeriesFacts", PASSED),
          Map.entry("cli.Main", "The build writes its name into the archive, and Java starts it."),
          Map.entry("coaching.contacts.ContactPosting", CONSTANT),
          Map.entry("contamination.ContaminationPage", CONSTANT),
          Map.entry(
              "reach.imports.ImportPreview", "Another package passes it on without a name for it."),
          Map.entry("sessions.live.Beats", CONSTANT));

  @Test
  void whatOnlyItsPackageNeedsIsHidden() {
    ClassFileImporter importer = new ClassFileImporter();
    Set<String> lent =
        importer.importPackages("org.reachline").stream()
            .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
            .filter(d -> !inPackageOf(d.getOriginClass(), d.getTargetClass()))
            .map(d -> outermost(d.getTargetClass().getBaseComponentType()).getName())
            .collect(Collectors.toSet());
    SortedSet<String> open = new TreeSet<>();
    importer
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("org.reachline")
        .stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !lent.contains(type.getName()))
        .forEach(type -> open.add(type.getName().substring("org.reachline.".length())));
    assertThat(open)
        .as("Take public away from it, or say here why it must be")
        .isEqualTo(new TreeSet<>(PUBLIC.keySet()));
  }

  private static boolean inPackageOf(JavaClass one, JavaClass other) {
    return one.getPackageName().equals(other.getBaseComponentType().getPackageName());
  }

  private static JavaClass outermost(JavaClass type) {
    Optional<JavaClass> around = type.getEnclosingClass();
    return around.isPresent() ? outermost(around.get()) : type;
  }
}
