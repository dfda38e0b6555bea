package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.dose.DeliveryObserved;
import org.reachline.dose.DoseLedger;
import org.reachline.dose.Occurrence;
import org.reachline.protocol.dose.Delivery;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** Logs, amends and withdraws activities, each with its line in the trail and in the ledger. */
@ApplicationScoped
class ActivityActs {
  /** Kind of the ledger's sources that are activities. */
  public static final String KIND = "activity";

  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject DoseLedger ledger;
  @Inject Event<DeliveryObserved> seen;
  @Inject TrainingTree trainings;

  /** A new activity, not yet entered. */
  static Activity of(Enrolment unit, Site site, ActivityFacts facts) {
    Activity activity = new Activity();
    activity.study = unit.study;
    activity.studyVersion = unit.study.current;
    activity.enrolment = unit;
    activity.site = site;
    activity.facts = facts;
    return activity;
  }

  /** Enters an activity that is in order. */
  @Transactional
  public Activity log(Activity activity) {
    activity.enter(me.email(), clock.instant());
    activity.persistAndFlush();
    audit.record(
        "activity.logged", activity.subject(), activity.site.id, null, state(activity), null);
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
    activity.requireUnchanged(change);
    change(
        "amended",
        activity,
        change,
        () -> {
          activity.facts = now;
          activity.amend(me.email(), clock.instant());
        });
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
    activity.requireUnchanged(change);
    change(
        "withdrawn",
        activity,
        change,
        () -> activity.withdraw(me.email(), change.reason(), clock.instant()));
  }

  private void change(String act, Activity activity, Change change, Runnable doing) {
    audit.change(
        "activity." + act, activity, activity.site.id, ActivityActs::state, change.reason(), doing);
    post(activity, act);
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

  /** An activity as the trail keeps it, property by property. */
  private static Map<String, Object> state(Activity a) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("site", a.site.code);
    state.putAll(ActivityFacts.SHEET.state(a.facts));
    state.put("withdrawn", !a.isStanding());
    return state;
  }
}
