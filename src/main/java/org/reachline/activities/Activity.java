package org.reachline.activities;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.base.Words;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * Something that was done under a strategy at a site, specified as implementation research asks
 * (Proctor 2013: actor, action, target, temporality, dose, outcome, justification). Amended by
 * withdrawing it with a reason and logging it anew; never erased.
 */
@Entity
public class Activity extends PanacheEntity {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Version of the study file under which it was logged. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  /** The unit whose dose it touches. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Where. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** Key of the strategy in the study file. */
  @Column(nullable = false)
  public String strategy;

  /** Key of the planned line that it fulfils, or null. */
  @Column(name = "planned_key")
  public String plannedKey;

  /** Study month of the planned line, or null. */
  @Column(name = "planned_month")
  public Integer plannedMonth;

  /** Day in the site's zone. */
  @Column(name = "held_on", nullable = false)
  public LocalDate heldOn;

  /** How long it took. */
  @Column(nullable = false)
  public int minutes;

  /** Part that the people played for whom it was, a key of the study file. */
  @Column(nullable = false)
  public String part;

  /** How many of them took part. */
  @Column(nullable = false)
  public int people;

  /**
   * In a cascade of trainers, 1 for those trained by the hub, 2 for those they trained; or null.
   */
  public Integer generation;

  /** Who did it. */
  @Column(nullable = false)
  public String actor;

  /** What was done. */
  @Column(nullable = false)
  public String action;

  /** What it was to change, or null. */
  public String target;

  /** What it took: materials, kits, money; or null. */
  public String resources;

  /** The implementation outcome that it was meant for, or null. */
  @Column(name = "outcome_meant")
  public String outcomeMeant;

  /** Why this and not something else, or null. */
  public String justification;

  /** What was done differently from the plan, or null. */
  public String modification;

  /** When it was entered. */
  @Column(name = "logged_at", nullable = false, updatable = false)
  public Instant loggedAt;

  /** Mail address of who entered it. */
  @Column(name = "logged_by", nullable = false, updatable = false)
  public String loggedBy;

  /** When it was withdrawn, or null. */
  @Column(name = "withdrawn_at")
  public Instant withdrawnAt;

  /** Mail address of who withdrew it, or null. */
  @Column(name = "withdrawn_by")
  public String withdrawnBy;

  /** Why it was withdrawn, or null. */
  @Column(name = "withdrawal_reason")
  public String withdrawalReason;

  /** Counts changes. */
  @Version public int version;

  /** Name of the activity in the audit trail and the ledger. */
  public String subject() {
    return "activity:" + id;
  }

  /** The strategy in words. */
  public String strategyLabel() {
    return Words.fromKey(strategy);
  }

  /** The part in words. */
  public String partLabel() {
    return Words.fromKey(part);
  }

  /** Whether it still stands. */
  public boolean isStanding() {
    return withdrawnAt == null;
  }

  /** The planned line it fulfils, as {@code first_generation@1}; empty if none. */
  public Optional<String> occurrence() {
    return Optional.ofNullable(plannedKey).map(key -> key + "@" + plannedMonth);
  }

  /** Takes it back. @throws Refusal.Conflict if it was withdrawn before */
  void withdraw(String by, String reason, Instant now) {
    if (!isStanding()) {
      throw new Refusal.Conflict("This activity was already withdrawn by " + withdrawnBy + ".");
    }
    withdrawnAt = now;
    withdrawnBy = by;
    withdrawalReason = reason;
  }

  /** Activities of a unit, withdrawn ones too, by day. */
  public static List<Activity> listForEnrolment(Enrolment enrolment) {
    return list(
        "from Activity a join fetch a.site where a.enrolment = ?1 order by a.heldOn, a.id",
        enrolment);
  }

  /** Activities of a study, withdrawn ones too, by day. */
  public static List<Activity> listForStudy(Study study) {
    return list(
        "from Activity a join fetch a.site join fetch a.enrolment where a.study = ?1"
            + " order by a.heldOn, a.id",
        study);
  }
}
