package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.sessions.EchoProgram;
import org.reachline.studies.StrategiesInUse;
import org.reachline.studies.StudyVersionCheck;

/** Programmes deliver a strategy; their pages look it up in the study file. */
@ApplicationScoped
class ProgramVersionGuard {
  @Inject StrategiesInUse strategies;

  void tell(@Observes StudyVersionCheck version) {
    strategies.tell(
        version, StrategyKind.ECHO, EchoProgram.class, "strategy", "programme", "programmes");
  }
}
