package org.reachline.sessions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
public final class Cohorts {
  private final Map<Long, List<CohortAssignment>> byUnit = new HashMap<>();

  private Cohorts(List<CohortAssignment> asSaid) {
    for (CohortAssignment place : asSaid) {
      List<CohortAssignment> known =
          byUnit.computeIfAbsent(place.enrolment.id, u -> new ArrayList<>());
      known.removeIf(earlier -> isReplaced(earlier, place));
      known.add(place);
    }
    byUnit.values().forEach(places -> places.sort(Comparator.comparing(place -> place.from)));
  }

  /** The last word holds from its day on. */
  private static boolean isReplaced(CohortAssignment earlier, CohortAssignment place) {
    return earlier.program.strategy.equals(place.program.strategy)
        && (place.replacesLater
            ? !earlier.from.isBefore(place.from)
            : earlier.from.equals(place.from));
  }

  /** Of a study, as they stand. */
  public static Cohorts of(Study study) {
    return new Cohorts(CohortAssignment.listForStudy(study));
  }

  /** Of some units, as they stand. */
  static Cohorts ofUnits(Collection<Enrolment> units) {
    return new Cohorts(CohortAssignment.listForUnits(units.stream().map(unit -> unit.id).toList()));
  }

  /** Of many studies, by their keys, as they stand. */
  public static Cohorts of(Collection<Long> studies) {
    return new Cohorts(CohortAssignment.listForStudies(studies));
  }

  /** Whether the unit is expected in the programme's sessions on this day. */
  public boolean isIn(Enrolment unit, EchoProgram program, LocalDate day) {
    return placeOf(unit, program.strategy, day)
        .map(place -> place.program.id.equals(program.id))
        .orElse(program.isOfProtocol());
  }

  /** The place that holds on this day, if the unit was ever placed. */
  public Optional<CohortAssignment> placeOf(Enrolment unit, String strategy, LocalDate day) {
    return of(unit, strategy).stream()
        .filter(place -> !place.from.isAfter(day))
        .reduce((earlier, later) -> later);
  }

  /** The places that are foreseen after this day, by day. */
  public List<CohortAssignment> later(Enrolment unit, String strategy, LocalDate day) {
    return of(unit, strategy).stream().filter(place -> place.from.isAfter(day)).toList();
  }

  private List<CohortAssignment> of(Enrolment unit, String strategy) {
    return byUnit.getOrDefault(unit.id, List.of()).stream()
        .filter(place -> place.program.strategy.equals(strategy))
        .toList();
  }
}
