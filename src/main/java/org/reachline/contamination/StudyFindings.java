package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.dose.DoseBasis;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** What is so of the units and people of a study today, and from what that follows. */
@ApplicationScoped
class StudyFindings {
  /** What findings follow from beside doses: people and their places, and records of every room. */
  private static final String BASIS =
      """
      select concat_ws(' ',
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from person),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from affiliation),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from coaching_contact where study_id = ?1),
        (select count(*) || '/' || sum(b.version) || '/' || sum(t.version) || '/' || max(b.ordinal)
           from coaching_slot t join coaching_booking b on b.slot_id = t.id where t.study_id = ?1),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from change_project where study_id = ?1),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from activity where study_id = ?1),
        (select count(*) || '/' || sum(a.version) || '/' || sum(s.version) || '/' || max(a.ordinal)
           from echo_program p join echo_session s on s.program_id = p.id join attendance a on a.session_id = s.id
          where p.study_id = ?1))""";

  @Inject EntityManager database;
  @Inject DoseBasis doses;
  @Inject Intakes intakes;
  @Inject Whereabouts whereabouts;
  @Inject Clock clock;

  /** Says from what the findings of a study follow; where it says the same, they are the same. */
  String basis(Study study) {
    return doses.of(study)
        + " "
        + database
            .createNativeQuery(BASIS, String.class)
            .setParameter(1, study.id)
            .getSingleResult();
  }

  /**
   * What is so of units and of people, if these are the units of the study.
   *
   * @param withLeft whether units that left count as if they were in the study still
   */
  List<Finding> of(Study study, Collection<Enrolment> units, boolean withLeft) {
    Intakes.Gathered gathered = intakes.of(study, units, withLeft);
    List<Finding> findings = ofUnits(gathered);
    if (gathered.levels().areCompared()) {
      Map<Long, LocalDate> today = new HashMap<>();
      units.forEach(u -> today.put(u.id, LocalDate.now(clock.withZone(u.unit.zoneId()))));
      findings.addAll(
          new Carriers(gathered.levels(), unit -> today.get(unit.id()))
              .findings(
                  whereabouts.stays(study, gathered.units(), units, clock.instant()),
                  gathered.guests()));
    }
    return findings;
  }

  /** What is so of units alone. */
  static List<Finding> ofUnits(Intakes.Gathered gathered) {
    List<Finding> findings = new ArrayList<>();
    gathered
        .byUnit()
        .forEach(
            (unit, own) ->
                own.forEach(
                    intake ->
                        findings.addAll(
                            Findings.ofIntake(
                                gathered.levels(), gathered.units().get(unit), intake))));
    return findings;
  }
}
