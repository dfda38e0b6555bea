package org.reachline.activities;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;
import org.reachline.studies.records.SiteRecord;

/**
 * Something that was done under a strategy at a site, as its {@link ActivityFacts} say. Amended or
 * withdrawn with a reason; never erased.
 */
@Entity
public class Activity extends SiteRecord<ActivityFacts> {
  /** Version of the study file under which it was logged. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "study_version_id")
  public StudyVersion studyVersion;

  @Override
  protected String noun() {
    return "activity";
  }

  /** Activities of a unit, withdrawn ones too, by day. */
  public static List<Activity> listForEnrolment(Enrolment enrolment) {
    return list(
        "from Activity a join fetch a.site left join fetch a.facts.trainedBy where a.enrolment = ?1"
            + " order by a.facts.day, a.ordinal",
        enrolment);
  }

  /** Activities of a study, withdrawn ones too, by day. */
  public static List<Activity> listForStudy(Study study) {
    return list(
        "from Activity a join fetch a.site join fetch a.enrolment where a.study = ?1"
            + " order by a.facts.day, a.ordinal",
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
                + " (:all = true or a.site.id in :sites) and (:strategy = '' or a.facts.strategy ="
                + " :strategy) order by a.facts.day desc, a.ordinal desc",
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
            "from Activity a join fetch a.site left join fetch a.facts.trainedBy where a.study = ?1 and"
                + " a.facts.generation is not null and a.withdrawnAt is null order by a.facts.day, a.ordinal",
            study)
        .stream()
        .filter(a -> sites == null || sites.contains(a.site.id))
        .toList();
  }

  /** Standing activities of a study that put somebody in place, by day. */
  static List<Activity> listStaffing(Study study) {
    return list(
        "study = ?1 and facts.fullTimeEquivalent is not null and withdrawnAt is null order by facts.day, ordinal",
        study);
  }

  /** Standing trainings whose trainers this one trained. */
  static List<Activity> listTrainedBy(Activity training) {
    return list(
        "facts.trainedBy = ?1 and withdrawnAt is null order by facts.day, ordinal", training);
  }
}
