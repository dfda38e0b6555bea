package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** What is so of the units and people of a study today, and from what that follows. */
@ApplicationScoped
class StudyFindings {
  /**
   * Everything that findings follow from, as counts, versions and the newest row of each kind: each
   * change counts, so equal words are equal records. Then the time zones of the study.
   */
  private static final String BASIS =
      """
      select concat_ws(' ',
        (select count(*) || '/' || max(ordinal) from dose_entry where study_id = ?1),
        (select count(*) || '/' || sum(e.version) || '/' || sum(s.version) || '/' || max(e.ordinal)
           from enrolment e join enrolment_member m on m.enrolment_id = e.id join site s on s.id = m.site_id
          where e.study_id = ?1),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from person),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from affiliation),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from coaching_contact where study_id = ?1),
        (select count(*) || '/' || sum(b.version) || '/' || sum(t.version) || '/' || max(b.ordinal)
           from coaching_slot t join coaching_booking b on b.slot_id = t.id where t.study_id = ?1),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from change_project where study_id = ?1),
        (select count(*) || '/' || sum(version) || '/' || max(ordinal) from activity where study_id = ?1),
        (select count(*) || '/' || sum(a.version) || '/' || sum(s.version) || '/' || max(a.ordinal)
           from echo_program p join echo_session s on s.program_id = p.id join attendance a on a.session_id = s.id
          where p.study_id = ?1)),
        (select string_agg(distinct s.zone, ' ')
           from enrolment e join site s on s.id = e.unit_site_id where e.study_id = ?1)""";

  @Inject EntityManager database;
  @Inject Intakes intakes;
  @Inject Whereabouts whereabouts;
  @Inject Clock clock;

  /** Says from what the findings of a study follow; where it says the same, they are the same. */
  String basis(Study study) {
    Object[] said =
        (Object[])
            database
                .createNativeQuery(BASIS, Object[].class)
                .setParameter(1, study.id)
                .getSingleResult();
    String days =
        said[1] == null
            ? ""
            : Arrays.stream(said[1].toString().split(" "))
                .map(zone -> zone + LocalDate.now(clock.withZone(ZoneId.of(zone))))
                .collect(Collectors.joining(" "));
    return study.current.id + " " + said[0] + " " + days;
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
