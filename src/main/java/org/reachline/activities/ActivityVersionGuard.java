package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.StrategiesInUse;
import org.reachline.studies.StudyVersionCheck;

/** Activities were done under a strategy; the dose they add up to looks it up. */
@ApplicationScoped
class ActivityVersionGuard {
  @Inject StrategiesInUse strategies;

  void tell(@Observes StudyVersionCheck version) {
    strategies.tell(
        version, StrategyKind.ACTIVITY, Activity.class, "facts.strategy", "activity", "activities");
  }
}
