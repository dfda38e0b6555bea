package org.reachline.activities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.AuditTrail;
import org.reachline.dose.EntryLinks;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.studies.Enrolment;

/** The shapes of the activities API. */
final class ActivityJson {
  private ActivityJson() {}

  /** An activity put right: the version that you saw, why, and what it shall say. */
  public record AmendRequest(Integer version, String reason, Sent<ActivityFacts> activity) {}

  /**
   * An activity on record.
   *
   * @param activity what is said of it; its {@code planned} is null if you may not know the plan
   * @param withdrawnBy null while it stands
   * @param version send it back when you change the activity
   */
  public record RecordJson(
      long id,
      String site,
      ActivityFacts activity,
      String loggedBy,
      Instant loggedAt,
      String amendedBy,
      Instant amendedAt,
      String withdrawnBy,
      Instant withdrawnAt,
      String withdrawalReason,
      int version) {}

  /**
   * One strategy at a site: contacts and minutes are two facts.
   *
   * @param besideContacts activities that fulfil nothing planned
   * @param late planned ones whose window has closed and that can still be held
   * @param entries address of everything that these figures are made of
   */
  public record AccountJson(
      String strategy,
      int plannedContacts,
      int plannedMinutes,
      int deliveredContacts,
      int deliveredMinutes,
      int besideContacts,
      int besideMinutes,
      int personMinutes,
      int late,
      String entries) {}

  /**
   * A site's timeline.
   *
   * @param accounts planned beside delivered; empty before the start or if you may not know the
   *     plan
   * @param staffing staff put in place, planned beside there
   * @param activities by day, withdrawn ones too
   */
  public record TimelineJson(
      String site,
      List<AccountJson> accounts,
      List<StaffJson> staffing,
      List<CascadeJson> cascades,
      List<RecordJson> activities) {}

  /**
   * How far a training of trainers has spread.
   *
   * @param trainings every training, each after the one that trained its trainers
   */
  public record CascadeJson(
      String strategy, List<TrainerCascade.Generation> generations, List<TrainingJson> trainings) {}

  /**
   * A training of a cascade.
   *
   * @param activity its key
   * @param trainedBy key of the training that trained its trainers; null for the hub
   * @param note what is to know of that one if it does not stand or lies elsewhere; or null
   */
  public record TrainingJson(
      long activity,
      int generation,
      @Schema(implementation = Long.class) Activity trainedBy,
      String site,
      LocalDate day,
      String note) {}

  /** Staff of one strategy at a site. */
  public record StaffJson(String strategy, List<StaffInPlace.Role> roles) {}

  static StaffJson staff(StaffInPlace staff) {
    return new StaffJson(staff.strategy().key(), staff.roles());
  }

  /** One act of an activity's trail. */
  public record StepJson(
      String act, String who, Instant when, String reason, List<AuditTrail.Difference> changes) {}

  static RecordJson record(Activity a, boolean withPlan) {
    return new RecordJson(
        a.id,
        a.site.code,
        withPlan ? a.facts : a.facts.withoutPlan(),
        a.loggedBy,
        a.loggedAt,
        a.amendedBy,
        a.amendedAt,
        a.withdrawnBy,
        a.withdrawnAt,
        a.withdrawalReason,
        a.version);
  }

  static AccountJson account(Enrolment unit, DoseAccount a) {
    return new AccountJson(
        a.strategy(),
        a.planned().contacts(),
        a.planned().minutes(),
        a.delivered().contacts(),
        a.delivered().minutes(),
        a.extra().contacts(),
        a.extra().minutes(),
        a.personMinutes(),
        a.late().size(),
        "/api" + EntryLinks.site(unit.study, unit.unit, a, "all", "lines"));
  }

  static CascadeJson cascade(TrainerCascade cascade) {
    return new CascadeJson(
        cascade.strategy().key(),
        cascade.generations(),
        cascade.branches().stream()
            .map(
                b ->
                    new TrainingJson(
                        b.training().id,
                        b.training().facts.generation(),
                        b.training().facts.trainedBy(),
                        b.training().site.code,
                        b.training().facts.day(),
                        b.note()))
            .toList());
  }

  static StepJson step(AuditTrail.Step step) {
    return new StepJson(step.act(), step.who(), step.when(), step.reason(), step.changes());
  }
}
