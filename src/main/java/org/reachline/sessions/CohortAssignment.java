package org.reachline.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.reachline.base.OrderedEntity;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * A unit is in a programme from a day on. Written once: another row takes its place from another
 * day, so that who was expected in the past stays known.
 */
@Entity
@Table(name = "echo_cohort_place")
public class CohortAssignment extends OrderedEntity {
  /** The unit; its sites go together, because dose is counted by unit. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Where it is expected. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoProgram program;

  /** First day, in the unit's zone. */
  @Column(name = "from_on", nullable = false, updatable = false)
  public LocalDate from;

  /** Whether placements for the same day or later that were said before hold no more. */
  @Column(name = "replaces_later", nullable = false, updatable = false)
  public boolean replacesLater;

  /** Why. */
  @Column(nullable = false, updatable = false)
  public String reason;

  /** Mail address of who said so. */
  @Column(name = "placed_by", nullable = false, updatable = false)
  public String placedBy;

  /** When it was said. */
  @Column(name = "placed_at", nullable = false, updatable = false)
  public Instant placedAt;

  /** Places of all units of a study, as they were said. */
  static List<CohortAssignment> listForStudy(Study study) {
    return listForStudies(List.of(study.id));
  }

  /** Places of some units, by their keys, as they were said. */
  static List<CohortAssignment> listForUnits(Collection<Long> enrolments) {
    return enrolments.isEmpty()
        ? List.of()
        : list(
            "from CohortAssignment p join fetch p.program where p.enrolment.id in ?1 order by"
                + " p.ordinal",
            enrolments);
  }

  /** Places of all units of many studies, as they were said. */
  static List<CohortAssignment> listForStudies(Collection<Long> studies) {
    return list(
        "from CohortAssignment p join fetch p.program g where g.study.id in ?1 order by p.ordinal",
        studies);
  }
}
