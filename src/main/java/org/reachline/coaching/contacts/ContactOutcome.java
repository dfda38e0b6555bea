package org.reachline.coaching.contacts;

import org.reachline.base.facts.InWords;

/** What became of a contact. Each is a fact of the trial, so none is entered by leaving a gap. */
public enum ContactOutcome implements InWords {
  /** It took place; only then can it add to the dose. */
  HELD("Held"),
  /** The coach was there and the site was not. */
  NO_SHOW("Site did not come"),
  /** It was moved before it began; the later contact is logged on its own. */
  RESCHEDULED("Rescheduled");

  private final String label;

  ContactOutcome(String label) {
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
