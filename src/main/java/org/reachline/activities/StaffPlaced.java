package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.dose.PlacedStaff;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Tells whoever watches who was put in place where. */
@ApplicationScoped
class StaffPlaced implements PlacedStaff {
  @Override
  public Map<Long, List<Placement>> placed(Study study, Collection<Enrolment> units) {
    Set<Long> wanted = new HashSet<>();
    units.forEach(unit -> wanted.add(unit.id));
    Map<Long, List<Placement>> placed = new HashMap<>();
    for (Activity a : Activity.listStaffing(study)) {
      if (wanted.contains(a.enrolment.id)) {
        placed
            .computeIfAbsent(a.enrolment.id, unit -> new ArrayList<>())
            .add(
                new Placement(
                    a.subject(),
                    a.facts.strategy(),
                    a.facts.part(),
                    a.facts.fullTimeEquivalent(),
                    a.facts.day(),
                    a.facts.placedUntil()));
      }
    }
    return placed;
  }
}
