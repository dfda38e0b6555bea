package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.StrategiesInUse;
import org.reachline.studies.VersionLoads;

/** Programmes deliver a strategy; their pages look it up in the study file. */
@ApplicationScoped
class ProgramsStand {
  @Inject StrategiesInUse strategies;

  void tell(@Observes VersionLoads version) {
    strategies.tell(
        version, StrategyKind.ECHO, EchoProgram.class, "strategy", "programme", "programmes");
  }
}
