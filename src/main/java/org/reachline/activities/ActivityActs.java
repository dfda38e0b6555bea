package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.base.trail.Change;
import org.reachline.dose.DeliveryObserved;
import org.reachline.dose.DoseLedger;
import org.reachline.dose.Occurrence;
import org.reachline.protocol.dose.Delivery;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.records.RecordActs;

/** Logs, amends and withdraws activities, each with its line in the trail and in the ledger. */
@ApplicationScoped
class ActivityActs {
  /** Kind of the ledger's sources that are activities. */
  public static final String KIND = "activity";

  @Inject RecordActs records;
  @Inject DoseLedger ledger;
  @Inject Event<DeliveryObserved> seen;
  @Inject TrainingTree trainings;

  /** A new activity, not yet entered. */
  static Activity of(Enrolment unit, Site site, ActivityFacts facts) {
    Activity activity = new Activity();
    activity.studyVersion = unit.study.current;
    activity.say(unit, site, facts);
    return activity;
  }

  /** Enters an activity that is in order. */
  @Transactional
  public Activity log(Activity activity) {
    records.enter(activity);
    post(activity, "logged");
    return activity;
  }

  /**
   * Puts an activity right.
   *
   * @param now what it shall say
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn
   */
  @Transactional
  public void amend(Activity activity, ActivityFacts now, Change change) {
    records.amend(activity, change, () -> activity.facts = now);
    post(activity, "amended");
    if (now.generation() != null) {
      trainings.follow(activity, change.reason());
    }
  }

  /**
   * Takes an activity back for good.
   *
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn before
   */
  @Transactional
  public void withdraw(Activity activity, Change change) {
    records.withdraw(activity, change);
    post(activity, "withdrawn");
  }

  private void post(Activity a, String why) {
    boolean delivers = a.isStanding() && !a.facts.staffsOnly();
    ledger.post(
        a.enrolment,
        a.subject(),
        delivers ? Optional.of(delivery(a.subject(), a.facts)) : Optional.empty(),
        why);
    if (a.facts.fullTimeEquivalent() != null) {
      seen.fire(new DeliveryObserved(a.enrolment.id, a.facts.strategy()));
    }
  }

  private static Delivery delivery(String subject, ActivityFacts facts) {
    return Delivery.together(
        subject,
        facts.strategy(),
        Optional.ofNullable(facts.planned()).map(Occurrence::toString),
        facts.day(),
        facts.minutes(),
        facts.people() == 0 ? Map.of() : Map.of(facts.part(), facts.people()));
  }
}
