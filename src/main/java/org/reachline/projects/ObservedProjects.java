package org.reachline.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.dose.ObservedDeliveries;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Change projects are what coaching is about, so a unit that is to get none should run none. They
 * have no length and are no contacts; they are seen under the study's first coaching strategy.
 */
@ApplicationScoped
class ObservedProjects implements ObservedDeliveries {
  @Inject Protocols protocols;

  @Override
  public Map<Long, List<Delivery>> seen(Study study, String strategy, Collection<Enrolment> units) {
    Map<Long, List<Delivery>> seen = new HashMap<>();
    if (!strategyOf(study).filter(strategy::equals).isPresent()) {
      return seen;
    }
    Map<Long, Enrolment> wanted = new HashMap<>();
    units.forEach(unit -> wanted.put(unit.id, unit));
    for (ChangeProject project : ChangeProject.listForStudy(study)) {
      if (project.isStanding() && wanted.containsKey(project.enrolment.id)) {
        seen.computeIfAbsent(project.enrolment.id, u -> new ArrayList<>())
            .add(
                Delivery.together(
                    project.subject(),
                    strategy,
                    Optional.empty(),
                    project.facts.startsOn(),
                    0,
                    Map.of()));
      }
    }
    return seen;
  }

  /** The strategy under which a study's projects are seen; empty without coaching. */
  Optional<String> strategyOf(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.COACHING).stream()
        .findFirst()
        .map(Strategy::key);
  }
}
