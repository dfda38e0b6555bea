package org.reachline.coaching;

import io.quarkus.qute.TemplateExtension;
import java.util.Optional;
import org.reachline.protocol.dose.PlannedState;

/** Figures of a dose as pages print them. */
@TemplateExtension
final class DoseWords {
  private DoseWords() {}

  /** {@code 83 %}, or a dash where there is nothing to take a share of. */
  public static String asPercent(Optional<Integer> percent) {
    return percent.map(p -> p + " %").orElse("–");
  }

  /** Style class of a state's tag. */
  public static String look(PlannedState state) {
    return switch (state) {
      case ON_TIME, EARLY -> "tag-good";
      case HELD_LATE, DUE -> "tag-warn";
      case LATE, LOST -> "tag-bad";
      case COMING, NOT_DUE -> "tag-quiet";
    };
  }
}
