package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reachline.studies.file.StrategyKind;

/** What a study delivers, for pages that link only to rooms in which there is something. */
@Named("offers")
@ApplicationScoped
public class Offers {
  @Inject Protocols protocols;

  /** Whether the study file in force names a strategy that is logged as activities. */
  public boolean activities(Study study) {
    return has(study, StrategyKind.ACTIVITY);
  }

  /** Whether the study file in force names a coaching strategy. */
  public boolean coaching(Study study) {
    return has(study, StrategyKind.COACHING);
  }

  /** Whether the study file in force names an ECHO strategy. */
  public boolean echo(Study study) {
    return has(study, StrategyKind.ECHO);
  }

  private boolean has(Study study, StrategyKind kind) {
    return study.current != null && !protocols.fileOf(study).listStrategies(kind).isEmpty();
  }
}
