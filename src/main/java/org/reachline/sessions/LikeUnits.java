package org.reachline.sessions;

import java.util.List;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Units that stand for all units of a study: what sessions a unit is to have follows from its arm,
 * its start, its time zone and the programmes that it was placed in, and of a thousand units many
 * have these in common.
 */
final class LikeUnits {
  private LikeUnits() {}

  /** One active unit with a start for each kind, by code. */
  static List<Enrolment> of(Study study) {
    List<?> keys =
        Enrolment.getEntityManager()
            .createNativeQuery(
                "select min(e.id) from enrolment e join site u on u.id = e.unit_site_id left join"
                    + " (select p.enrolment_id, string_agg(p.program_id || '@' || p.from_on || '/'"
                    + " || p.replaces_later, ',' order by p.ordinal) as places from"
                    + " echo_cohort_place p join enrolment x on x.id = p.enrolment_id where"
                    + " x.study_id = ?1 group by p.enrolment_id) c on c.enrolment_id = e.id where"
                    + " e.study_id = ?1 and e.withdrawn_on is null and e.started_on is not null"
                    + " group by e.arm_key, e.started_on, u.zone, c.places",
                Long.class)
            .setParameter(1, study.id)
            .getResultList();
    return Enrolment.listByIds(keys.stream().map(Long.class::cast).toList());
  }
}
