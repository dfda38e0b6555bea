package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.HubSites;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.Cohorts;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.SessionPlanner;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * The sites of the programmes that somebody of the role hub runs: those whose arm is offered what a
 * programme delivers and that are in it today or are to come into it.
 */
@ApplicationScoped
class ProgramSites implements HubSites {
  @Inject Protocols protocols;
  @Inject SessionPlanner planner;
  @Inject Clock clock;

  /** Four queries, however many studies there are: every page of a hub asks. */
  @Override
  public Set<Long> siteIdsOf(long personId) {
    Map<Long, List<Strategy>> offered = new HashMap<>();
    for (Study study : Study.listByTitle()) {
      List<Strategy> strategies = study.current == null ? List.of() : planner.echoStrategies(study);
      if (!strategies.isEmpty()) {
        offered.put(study.id, strategies);
      }
    }
    Map<Long, List<EchoProgram>> programs =
        EchoProgram.listForStudies(offered.keySet()).stream()
            .collect(Collectors.groupingBy(program -> program.study.id));
    Cohorts cohorts = Cohorts.of(offered.keySet());
    Set<Long> sites = new HashSet<>();
    for (Enrolment unit : Enrolment.listForStudies(offered.keySet())) {
      List<EchoProgram> ofStudy = programs.getOrDefault(unit.study.id, List.of());
      for (Strategy strategy : offered.get(unit.study.id)) {
        List<EchoProgram> all =
            ofStudy.stream().filter(p -> p.strategy.equals(strategy.key())).toList();
        if (isOffered(unit, strategy)
            && all.stream().anyMatch(p -> p.isRunBy(personId) && isOrWillBeIn(cohorts, unit, p))) {
          unit.members.forEach(site -> sites.add(site.id));
        }
      }
    }
    return sites;
  }

  private boolean isOrWillBeIn(Cohorts cohorts, Enrolment unit, EchoProgram program) {
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    return cohorts.isIn(unit, program, today)
        || cohorts.later(unit, program.strategy, today).stream()
            .anyMatch(place -> place.program.id.equals(program.id));
  }

  /** Whether the arm of a unit is offered a strategy. */
  private boolean isOffered(Enrolment unit, Strategy strategy) {
    return protocols
        .armOf(unit)
        .flatMap(strategy::findPlan)
        .filter(plan -> !plan.contacts().isEmpty())
        .isPresent();
  }
}
