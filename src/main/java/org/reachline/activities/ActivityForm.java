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

  /** Generation in a cascade of trainers. */
  @RestForm public String generation;

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
}
