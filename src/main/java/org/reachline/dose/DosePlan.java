package org.reachline.dose;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.reachline.base.OrderedEntity;
import org.reachline.studies.Enrolment;
import org.reachline.studies.StudyVersion;

/**
 * What a unit's planned dose followed from, each time that it changed: arm, start date and version
 * of the study file. The database writes it whenever one of the three changes, so no room can
 * re-plan without a trace; entries of the ledger point at the plan that they were posted under.
 */
@Entity
@Immutable
@Table(name = "dose_plan")
public class DosePlan extends OrderedEntity {
  /** Whose plan. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** 1, 2, 3 ... within the unit. */
  @Column(nullable = false)
  public int number;

  /** Version of the study file. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** Key of the arm. Whoever shows it asks who may see it. */
  @Column(name = "arm_key", nullable = false)
  public String armKey;

  /** First day of study month 1. */
  @Column(name = "started_on", nullable = false)
  public LocalDate startedOn;

  /** When it came into force. */
  @Column(name = "made_at", nullable = false)
  public Instant madeAt;

  /**
   * {@code allocated}, {@code start moved}, {@code arm changed} or {@code new protocol version}.
   */
  @Column(nullable = false)
  public String cause;

  /** Plans of a unit, newest first. */
  public static List<DosePlan> listForEnrolment(Enrolment enrolment) {
    return list(
        "from DosePlan p join fetch p.studyVersion where p.enrolment = ?1 order by p.number desc",
        enrolment);
  }
}
