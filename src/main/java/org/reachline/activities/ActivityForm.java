package org.reachline.activities;

import org.jboss.resteasy.reactive.RestForm;

/** What a person types about an activity, word for word. */
public class ActivityForm {
  /** {@code train_the_trainer|first_generation@1}, or {@code train_the_trainer|} if not planned. */
  @RestForm public String planned;

  /** Day in the site's zone. */
  @RestForm public String day;

  /** Minutes. */
  @RestForm public String minutes;

  /** Key of a part. */
  @RestForm public String part;

  /** How many people took part. */
  @RestForm public String people;

  /** Generation in a cascade of trainers; a page asks who trained the trainers instead. */
  @RestForm public String generation;

  /** In a cascade of trainers: {@code hub}, or the key of the training that trained them. */
  @RestForm public String trainedBy;

  /** Of staffing: how much of a full time. */
  @RestForm public String fullTimeEquivalent;

  /** Of staffing: last day in place. */
  @RestForm public String placedUntil;

  /** Who did it. */
  @RestForm public String actor;

  /** What was done. */
  @RestForm public String action;

  /** What it was to change. */
  @RestForm public String target;

  /** What it took. */
  @RestForm public String resources;

  /** The outcome it was meant for. */
  @RestForm public String outcomeMeant;

  /** Why. */
  @RestForm public String justification;

  /** What was done differently from the plan. */
  @RestForm public String modification;

  /** Why it is amended. */
  @RestForm public String reason;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** The form of an activity that is to be put right. */
  static ActivityForm of(Activity a) {
    ActivityForm form = new ActivityForm();
    form.planned = a.strategy + "|" + a.occurrence().orElse("");
    form.day = a.heldOn.toString();
    form.minutes = String.valueOf(a.minutes);
    form.part = a.part;
    form.people = String.valueOf(a.people);
    form.generation = text(a.generation);
    form.trainedBy =
        a.trainedBy != null
            ? String.valueOf(a.trainedBy.id)
            : a.generation != null && a.generation == 1 ? Lineage.HUB : null;
    form.fullTimeEquivalent = text(a.fullTimeEquivalent);
    form.placedUntil = text(a.placedUntil);
    form.actor = a.actor;
    form.action = a.action;
    form.target = a.target;
    form.resources = a.resources;
    form.outcomeMeant = a.outcomeMeant;
    form.justification = a.justification;
    form.modification = a.modification;
    form.version = String.valueOf(a.version);
    return form;
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
