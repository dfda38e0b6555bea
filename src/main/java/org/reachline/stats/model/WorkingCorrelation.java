package org.reachline.stats.model;

import java.util.List;
import org.reachline.stats.Nearest;
import org.reachline.stats.UnusableQuestion;

/** How the rows of a cluster are taken to hang together while fitting. */
public enum WorkingCorrelation {
  /** Not at all. */
  INDEPENDENCE,
  /** Every pair alike. */
  EXCHANGEABLE,
  /** alpha to the power of the distance in time, gaps counted. */
  AR1;

  /** The structure as R's geepack spells it. */
  public static WorkingCorrelation named(String name) {
    return switch (name) {
      case "independence" -> INDEPENDENCE;
      case "exchangeable" -> EXCHANGEABLE;
      case "ar1" -> AR1;
      default ->
          throw new UnusableQuestion(
              "there is no corstr %s; known are independence, exchangeable, ar1%s"
                  .formatted(
                      name, Nearest.hint(name, List.of("independence", "exchangeable", "ar1"))));
    };
  }
}
