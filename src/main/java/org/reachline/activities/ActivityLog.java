package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Words;
import org.reachline.dose.DoseLedger;
import org.reachline.dose.DoseSeen;
import org.reachline.protocol.dose.Delivery;

/** Logs, amends and withdraws activities, each with its line in the trail and in the ledger. */
@ApplicationScoped
public class ActivityLog {
  /** Kind of the ledger's sources that are activities. */
  public static final String KIND = "activity";

  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject DoseLedger ledger;
  @Inject Event<DoseSeen> seen;
  @Inject Lineage lineage;

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
   * @param seen the version that the typist saw
   * @param now what it shall say
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn
   */
  @Transactional
  public void amend(Activity activity, int seen, Activity now, String reason) {
    activity.requireUnchanged(seen);
    Map<String, Object> before = state(activity);
    activity.specifyAs(now);
    activity.amend(me.email(), clock.instant());
    Activity.flush();
    audit.record(
        "activity.amended", activity.subject(), activity.site.id, before, state(activity), reason);
    post(activity, "amended");
    if (activity.generation != null) {
      lineage.follow(activity, reason);
    }
  }

  /**
   * Takes an activity back for good.
   *
   * @param seen the version that the typist saw
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn before
   */
  @Transactional
  public void withdraw(Activity activity, int seen, String reason) {
    activity.requireUnchanged(seen);
    Map<String, Object> before = state(activity);
    activity.withdraw(me.email(), reason, clock.instant());
    Activity.flush();
    audit.record(
        "activity.withdrawn",
        activity.subject(),
        activity.site.id,
        before,
        state(activity),
        reason);
    post(activity, "withdrawn");
  }

  private void post(Activity a, String why) {
    boolean delivers = a.isStanding() && !a.isStaffing();
    ledger.post(
        a.enrolment, a.subject(), delivers ? Optional.of(delivery(a)) : Optional.empty(), why);
    if (a.fullTimeEquivalent != null) {
      seen.fire(new DoseSeen(a.enrolment.id, a.strategy));
    }
  }

  private static Delivery delivery(Activity a) {
    return Delivery.together(
        a.subject(),
        a.strategy,
        a.occurrence(),
        a.heldOn,
        a.minutes,
        a.people == 0 ? Map.of() : Map.of(a.part, a.people));
  }

  /** What people read for a property of {@link #state}. */
  static String label(String property) {
    return switch (property) {
      case "heldOn" -> "Day";
      case "trainedBy" -> "Trained by";
      case "fullTimeEquivalent" -> "Share of a full time";
      case "placedUntil" -> "Placed until";
      case "outcomeMeant" -> "Outcome meant";
      default -> Words.fromKey(property);
    };
  }

  /** An activity as the trail keeps it, property by property. */
  static Map<String, Object> state(Activity a) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("site", a.site.code);
    state.put("strategy", a.strategy);
    state.put("planned", a.occurrence().orElse("beside the plan"));
    state.put("heldOn", a.heldOn.toString());
    state.put("minutes", a.minutes);
    state.put("part", a.part);
    state.put("people", a.people);
    state.put("generation", a.generation);
    state.put("trainedBy", a.trainedBy == null ? null : a.trainedBy.subject());
    state.put("fullTimeEquivalent", a.fullTimeEquivalent);
    state.put("placedUntil", a.placedUntil == null ? null : a.placedUntil.toString());
    state.put("actor", a.actor);
    state.put("action", a.action);
    state.put("target", a.target);
    state.put("resources", a.resources);
    state.put("outcomeMeant", a.outcomeMeant);
    state.put("justification", a.justification);
    state.put("modification", a.modification);
    state.put("withdrawn", !a.isStanding());
    return state;
  }
}
