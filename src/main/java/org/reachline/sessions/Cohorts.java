package org.reachline.sessions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Which units are in which programme of a strategy on which day: in one at a time. A unit that was
 * placed nowhere is in the programme of the study file.
 */
final class Cohorts {
  private final Map<Long, List<CohortPlace>> byUnit = new HashMap<>();

  private Cohorts(List<CohortPlace> places) {
    places.forEach(p -> byUnit.computeIfAbsent(p.enrolment.id, unit -> new ArrayList<>()).add(p));
  }

  /** Of a study, as they stand. */
  static Cohorts of(Study study) {
    return new Cohorts(CohortPlace.listForStudy(study));
  }

  /** Of many studies, by their keys, as they stand. */
  static Cohorts of(Collection<Long> studies) {
    return new Cohorts(CohortPlace.listForStudies(studies));
  }

  /** Whether the unit is expected in the programme's sessions on this day. */
  boolean isIn(Enrolment unit, EchoProgram program, LocalDate day) {
    return placeOf(unit, program.strategy, day)
        .map(place -> place.program.id.equals(program.id))
        .orElse(program.isOfProtocol());
  }

  /** The place that holds on this day, if the unit was ever placed. */
  Optional<CohortPlace> placeOf(Enrolment unit, String strategy, LocalDate day) {
    return of(unit, strategy).stream()
        .filter(place -> !place.from.isAfter(day))
        .reduce((earlier, later) -> later);
  }

  /** The next place that begins after this day, if one is foreseen. */
  Optional<CohortPlace> nextPlace(Enrolment unit, String strategy, LocalDate day) {
    return of(unit, strategy).stream().filter(place -> place.from.isAfter(day)).findFirst();
  }

  private List<CohortPlace> of(Enrolment unit, String strategy) {
    return byUnit.getOrDefault(unit.id, List.of()).stream()
        .filter(place -> place.program.strategy.equals(strategy))
        .toList();
  }
}
