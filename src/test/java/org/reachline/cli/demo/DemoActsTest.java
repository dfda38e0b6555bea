package org.reachline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.reachline.coaching.booking.CoachingSlot;

/** Demonstration data come through the same acts and importers as everybody's. */
class DemoActsTest {
  private static final Set<String> WRITES =
      Set.of("persist", "persistAndFlush", "merge", "delete", "update", "executeUpdate");

  /** A slot is made up here as on its page, and kept by the act that offers it. */
  private static final Set<String> HANDED_OVER = Set.of(CoachingSlot.class.getName());

  @Test
  void theDemonstrationWritesNoRecordItself() {
    SortedSet<String> wrong = new TreeSet<>();
    for (JavaClass c :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.reachline.cli.demo")) {
      for (JavaAccess<?> access : c.getAccessesFromSelf()) {
        JavaClass of = access.getTargetOwner();
        boolean sets =
            access instanceof JavaFieldAccess field
                && field.getAccessType() == JavaFieldAccess.AccessType.SET
                && of.isAnnotatedWith(Entity.class)
                && !HANDED_OVER.contains(of.getName());
        if (sets || WRITES.contains(access.getTarget().getName())) {
          wrong.add(access.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
