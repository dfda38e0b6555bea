package org.reachline.dose;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.reachline.base.OrderedEntity;
import org.reachline.protocol.dose.Delivery;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * One line of the ledger. A delivery is posted once; when its record is amended or withdrawn, a
 * reversal with the same figures below zero follows, and perhaps a new posting. The table refuses
 * update and delete. Keys instead of references: a board reads tens of thousands of these.
 */
@Entity
@Table(name = "dose_entry")
public class DoseEntry extends OrderedEntity {
  /** Key of the study. */
  @Column(name = "study_id", nullable = false)
  public Long studyId;

  /** Key of the unit. */
  @Column(name = "enrolment_id", nullable = false)
  public Long enrolmentId;

  /** Key of the strategy in the study file. */
  @Column(nullable = false)
  public String strategy;

  /** Kind and key of the record it comes from, such as {@code coaching_contact:17}. */
  @Column(nullable = false)
  public String source;

  /** 1 for the first line of a source and unit, then 2, 3 ... */
  @Column(nullable = false)
  public int step;

  /** The planned contact that the record is matched to, or null. */
  public @Nullable String occurrence;

  /** Day of the delivery in the unit's zone. */
  @Column(name = "held_on", nullable = false)
  public LocalDate heldOn;

  /** 1 for a posting, -1 for a reversal. */
  @Column(nullable = false)
  public int contacts;

  /** Minutes; below zero in a reversal. */
  @Column(nullable = false)
  public int minutes;

  /** Everybody's minutes together; below zero in a reversal. */
  @Column(name = "person_minutes", nullable = false)
  public int personMinutes;

  /** People of the unit who took part, by part. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Column(nullable = false)
  public Map<String, Integer> people = new TreeMap<>();

  /** Key of the entry that this one takes back, or null for a posting. */
  @Column(name = "reverses_id")
  public @Nullable Long reversesId;

  /** Why it was posted: {@code logged}, {@code amended}, {@code withdrawn} ... */
  @Column(nullable = false)
  public String why;

  /** When it was posted. */
  @Column(name = "posted_at", nullable = false)
  public Instant postedAt;

  /** Mail address of who caused it, or {@code system}. */
  @Column(name = "posted_by", nullable = false)
  public String postedBy;

  /** Key of the plan of record in force at the posting, or null if there was none. */
  @Column(name = "plan_id")
  public @Nullable Long planId;

  /** Whether it takes another entry back. */
  public boolean isReversal() {
    return reversesId != null;
  }

  /** The delivery that it posts. @throws IllegalStateException for a reversal */
  public Delivery delivery() {
    if (isReversal()) {
      throw new IllegalStateException("a reversal delivers nothing");
    }
    return new Delivery(
        source, strategy, Optional.ofNullable(occurrence), heldOn, minutes, people, personMinutes);
  }

  /** The account of a unit, oldest first; of all strategies. */
  public static List<DoseEntry> listForEnrolment(Enrolment enrolment) {
    return list("enrolmentId = ?1 order by ordinal", enrolment.id);
  }

  /** All lines of a study, oldest first. */
  public static List<DoseEntry> listForStudy(Study study) {
    return list("studyId = ?1 order by ordinal", study.id);
  }

  /** The lines of one source for one unit, in order. */
  static List<DoseEntry> listForSource(String source, long enrolmentId) {
    return list("source = ?1 and enrolmentId = ?2 order by step", source, enrolmentId);
  }
}
