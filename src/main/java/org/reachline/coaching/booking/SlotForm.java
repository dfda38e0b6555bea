package org.reachline.coaching.booking;

import org.jboss.resteasy.reactive.RestForm;

/** An offer as a coach types it, word for word. */
class SlotForm {
  /** First day, in the coach's zone. */
  @RestForm public String day;

  /** Times of day in the coach's zone, apart by commas or spaces. */
  @RestForm public String times;

  /** Length of each. */
  @RestForm public String minutes;

  /** Name of a {@link org.reachline.coaching.contacts.DeliveredMode}. */
  @RestForm public String mode;

  /** In how many weeks, the first included. */
  @RestForm public String weeks;
}
