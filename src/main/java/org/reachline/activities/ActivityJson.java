package org.reachline.activities;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.reachline.base.Trail;
import org.reachline.dose.EntryLinks;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.studies.Enrolment;

/** The shapes of the activities API. */
public final class ActivityJson {
  private ActivityJson() {}

  /**
   * What is said of an activity that is to be logged or put right.
   *
   * @param strategy key of a strategy of the kind activity
   * @param planned the planned line that it fulfils, such as {@code first_generation@1}; null for
   *     one beside the plan
   * @param day day in the site's zone
   * @param minutes how long it took, at least 1; not needed of staffing that fulfils no planned
   *     line: it is no contact
   * @param part part of those for whom it was, a key of the study file
   * @param people how many of them took part
   * @param generation in a cascade of trainers: 1 for those the hub trained; or null. It follows
   *     from {@code trainedBy}; one that does not agree is refused
   * @param trainedBy key of the training that trained its trainers; null for the hub
   * @param fullTimeEquivalent of staffing: how much of a full time was put in place; or null
   * @param placedUntil of staffing: last day in place; null while it lasts
   * @param actor who did it
   * @param action what was done
   * @param target what it was to change, or null
   * @param resources materials, kits, money; or null
   * @param outcomeMeant the implementation outcome that it was meant for, or null
   * @param justification why this and not something else, or null
   * @param modification what was done differently from the plan, or null
   */
  public record ActivityRequest(
      String strategy,
      String planned,
      LocalDate day,
      Integer minutes,
      String part,
      Integer people,
      Integer generation,
      Long trainedBy,
      BigDecimal fullTimeEquivalent,
      LocalDate placedUntil,
      String actor,
      String action,
      String target,
      String resources,
      String outcomeMeant,
      String justification,
      String modification) {

    ActivityForm form() {
      ActivityForm form = new ActivityForm();
      form.planned = strategy == null ? null : strategy + "|" + (planned == null ? "" : planned);
      form.day = text(day);
      form.minutes = text(minutes);
      form.part = part;
      form.people = text(people);
      form.generation = text(generation);
      form.trainedBy = text(trainedBy);
      form.placedUntil = text(placedUntil);
      form.fullTimeEquivalent =
          fullTimeEquivalent == null ? null : fullTimeEquivalent.toPlainString();
      form.actor = actor;
      form.action = action;
      form.target = target;
      form.resources = resources;
      form.outcomeMeant = outcomeMeant;
      form.justification = justification;
      form.modification = modification;
      return form;
    }

    private static String text(Object value) {
      return value == null ? null : value.toString();
    }
  }

  /** An activity put right: the version that you saw, why, and what it shall say. */
  public record AmendRequest(Integer version, String reason, ActivityRequest activity) {}

  /** An activity taken back: the version that you saw, and why. */
  public record WithdrawRequest(Integer version, String reason) {}

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
      ActivityRequest activity,
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
      String strategy, List<Cascade.Generation> generations, List<TrainingJson> trainings) {}

  /**
   * A training of a cascade.
   *
   * @param activity its key
   * @param trainedBy key of the training that trained its trainers; null for the hub
   * @param note what is to know of that one if it does not stand or lies elsewhere; or null
   */
  public record TrainingJson(
      long activity, int generation, Long trainedBy, String site, LocalDate day, String note) {}

  /** Staff of one strategy at a site. */
  public record StaffJson(String strategy, List<Staff.Role> roles) {}

  static StaffJson staff(Staff staff) {
    return new StaffJson(staff.strategy().key(), staff.roles());
  }

  /** One act of an activity's trail. */
  public record StepJson(
      String act, String who, Instant when, String reason, List<Trail.Change> changes) {}

  static RecordJson record(Activity a, boolean withPlan) {
    return new RecordJson(
        a.id,
        a.site.code,
        new ActivityRequest(
            a.strategy,
            withPlan ? a.occurrence().orElse(null) : null,
            a.heldOn,
            a.minutes,
            a.part,
            a.people,
            a.generation,
            a.trainedBy == null ? null : a.trainedBy.id,
            a.fullTimeEquivalent,
            a.placedUntil,
            a.actor,
            a.action,
            a.target,
            a.resources,
            a.outcomeMeant,
            a.justification,
            a.modification),
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

  static CascadeJson cascade(Cascade cascade) {
    return new CascadeJson(
        cascade.strategy().key(),
        cascade.generations(),
        cascade.branches().stream()
            .map(
                b ->
                    new TrainingJson(
                        b.training().id,
                        b.training().generation,
                        b.training().trainedBy == null ? null : b.training().trainedBy.id,
                        b.training().site.code,
                        b.training().heldOn,
                        b.note()))
            .toList());
  }

  static StepJson step(Trail.Step step) {
    return new StepJson(step.act(), step.who(), step.when(), step.reason(), step.changes());
  }
}
