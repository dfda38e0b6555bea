package org.reachline.activities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.KeptRecord;
import org.reachline.base.Words;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * Something that was done under a strategy at a site, specified as implementation research asks
 * (Proctor 2013: actor, action, target, temporality, dose, outcome, justification). Amended or
 * withdrawn with a reason; never erased.
 */
@Entity
public class Activity extends KeptRecord {
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

  /** How long it took; 0 only of staffing, which lasts instead. */
  @Column(nullable = false)
  public int minutes;

  /** Part that the people played for whom it was, a key of the study file. */
  @Column(nullable = false)
  public String part;

  /** How many of them took part. */
  @Column(nullable = false)
  public int people;

  /**
   * In a cascade of trainers, 1 for those trained by the hub, 2 for those they trained; or null. It
   * follows from {@link #trainedBy}.
   */
  public Integer generation;

  /** The training that trained its trainers; null for the hub, and outside of a cascade. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "trained_by_id")
  public Activity trainedBy;

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

  /** Of staffing: how much of a full time was put in place; or null. */
  @Column(name = "full_time_equivalent")
  public BigDecimal fullTimeEquivalent;

  /** Of staffing: last day on which it was in place, or null while it lasts. */
  @Column(name = "placed_until")
  public LocalDate placedUntil;

  /** Name of the activity in the audit trail and the ledger. */
  @Override
  public String subject() {
    return "activity:" + id;
  }

  /**
   * Whether it puts somebody in place and is nothing else: no contact, so it adds nothing to the
   * contacts and minutes of a dose. One that fulfils a planned line besides is a contact too.
   */
  public boolean isStaffing() {
    return fullTimeEquivalent != null && plannedKey == null;
  }

  /** The strategy in words. */
  public String strategyLabel() {
    return Words.fromKey(strategy);
  }

  /** The part in words. */
  public String partLabel() {
    return Words.fromKey(part);
  }

  /** The planned line it fulfils, as {@code first_generation@1}; empty if none. */
  public Optional<String> occurrence() {
    return Optional.ofNullable(plannedKey).map(key -> key + "@" + plannedMonth);
  }

  @Override
  protected String noun() {
    return "activity";
  }

  /** Takes over what another one says of what was done, for whom and why. */
  void specifyAs(Activity other) {
    strategy = other.strategy;
    plannedKey = other.plannedKey;
    plannedMonth = other.plannedMonth;
    heldOn = other.heldOn;
    minutes = other.minutes;
    part = other.part;
    people = other.people;
    generation = other.generation;
    trainedBy = other.trainedBy;
    fullTimeEquivalent = other.fullTimeEquivalent;
    placedUntil = other.placedUntil;
    actor = other.actor;
    action = other.action;
    target = other.target;
    resources = other.resources;
    outcomeMeant = other.outcomeMeant;
    justification = other.justification;
    modification = other.modification;
  }

  /** Activities of a unit, withdrawn ones too, by day. */
  public static List<Activity> listForEnrolment(Enrolment enrolment) {
    return list(
        "from Activity a join fetch a.site left join fetch a.trainedBy where a.enrolment = ?1"
            + " order by a.heldOn, a.ordinal",
        enrolment);
  }

  /** Activities of a study, withdrawn ones too, by day. */
  public static List<Activity> listForStudy(Study study) {
    return list(
        "from Activity a join fetch a.site join fetch a.enrolment where a.study = ?1"
            + " order by a.heldOn, a.ordinal",
        study);
  }

  /**
   * Activities of a study, withdrawn ones too, newest day first.
   *
   * @param sites keys of the sites to look at, or null for all
   * @param strategy key of one strategy, or empty for all
   */
  static List<Activity> listForStudy(
      Study study, Set<Long> sites, String strategy, int offset, int limit) {
    if (sites != null && sites.isEmpty()) {
      return List.of();
    }
    return Activity.<Activity>find(
            "from Activity a join fetch a.site join fetch a.enrolment where a.study = :study and"
                + " (:all = true or a.site.id in :sites) and (:strategy = '' or a.strategy ="
                + " :strategy) order by a.heldOn desc, a.ordinal desc",
            Map.of(
                "study",
                study,
                "all",
                sites == null,
                "sites",
                sites == null ? Set.of(-1L) : sites,
                "strategy",
                strategy))
        .range(offset, offset + limit - 1)
        .list();
  }

  /**
   * Standing activities with a generation: trainings in a cascade of trainers.
   *
   * @param sites keys of the sites to look at, or null for all
   */
  static List<Activity> listTrainings(Study study, Set<Long> sites) {
    return Activity.<Activity>list(
            "from Activity a join fetch a.site left join fetch a.trainedBy where a.study = ?1 and"
                + " a.generation is not null and a.withdrawnAt is null order by a.heldOn, a.ordinal",
            study)
        .stream()
        .filter(a -> sites == null || sites.contains(a.site.id))
        .toList();
  }

  /** Standing activities of a study that put somebody in place, by day. */
  static List<Activity> listStaffing(Study study) {
    return list(
        "study = ?1 and fullTimeEquivalent is not null and withdrawnAt is null order by heldOn, ordinal",
        study);
  }

  /** Standing trainings whose trainers this one trained. */
  static List<Activity> listTrainedBy(Activity training) {
    return list("trainedBy = ?1 and withdrawnAt is null order by heldOn, ordinal", training);
  }
}
