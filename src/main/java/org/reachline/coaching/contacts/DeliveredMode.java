package org.reachline.coaching.contacts;

import org.reachline.base.facts.InWords;

/** How a coach and a site met. A plan may leave it open; a contact that took place cannot. */
public enum DeliveredMode implements InWords {
  /** At the site. */
  ONSITE("At the site"),
  /** By video. */
  VIDEO("Video"),
  /** By telephone. */
  PHONE("Telephone"),
  /** By mail or letter. */
  MAIL("Mail");

  private final String label;

  DeliveredMode(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  @Override
  public String inWords() {
    return label;
  }
}
