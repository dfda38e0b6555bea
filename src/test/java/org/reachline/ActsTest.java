package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Synchronization;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Acts settle what follows from them at their end, not in the moment before the commit. */
class ActsTest {
  /** By then Hibernate has given its connection back; see {@code org.reachline.base.act}. */
  @Test
  void noActUsesTheMomentBeforeTheCommit() {
    SortedSet<String> wrong = new TreeSet<>();
    for (JavaClass c : FloorsTest.HOUSE) {
      if (c.isAssignableTo(Synchronization.class)) {
        wrong.add(c.getName());
      }
      for (Method method : c.reflect().getDeclaredMethods()) {
        for (Parameter parameter : method.getParameters()) {
          Observes observes = parameter.getAnnotation(Observes.class);
          if (observes != null && observes.during() == TransactionPhase.BEFORE_COMPLETION) {
            wrong.add(c.getName() + "." + method.getName());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
