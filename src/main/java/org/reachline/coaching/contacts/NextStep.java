package org.reachline.coaching.contacts;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import org.reachline.base.facts.InWords;

/** What somebody agreed to do after a contact. */
@Embeddable
public class NextStep implements InWords {
  /** What. */
  @Column(name = "what", nullable = false)
  public String what;

  /** Who does it, in the typist's words, or null. */
  public String owner;

  /** By when, in the site's zone, or null. */
  @Column(name = "due_on")
  public LocalDate dueOn;

  /** For Hibernate. */
  protected NextStep() {}

  /** A step; owner and day may be null. */
  public NextStep(String what, String owner, LocalDate dueOn) {
    this.what = what;
    this.owner = owner;
    this.dueOn = dueOn;
  }

  /** {@code Write the order (Jail physician) by 2026-12-01}. */
  @Override
  public String inWords() {
    return what + (owner == null ? "" : " (" + owner + ")") + (dueOn == null ? "" : " by " + dueOn);
  }
}
