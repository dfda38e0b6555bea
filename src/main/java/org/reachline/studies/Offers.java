package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;

/** What a study delivers, for pages that link only to rooms in which there is something. */
@Named("offers")
@ApplicationScoped
public class Offers {
  @Inject Protocols protocols;
  @Inject CurrentPerson me;

  /**
   * Strategies of which the current person may be told what a site is to get. A coach knows what is
   * done at a site, not whether its arm is offered ECHO.
   */
  public List<Strategy> toldOf(StudyFile file) {
    return file.strategies().stream()
        .filter(s -> me.maySeeArms() || s.kind() != StrategyKind.ECHO)
        .toList();
  }

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
