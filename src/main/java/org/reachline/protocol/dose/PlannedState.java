package org.reachline.protocol.dose;

/** How a planned contact stands on a given day. */
public enum PlannedState {
  /** Held within its window. */
  ON_TIME("On schedule"),
  /** Held before its window. */
  EARLY("Early"),
  /** Held after its window, while it could still count. */
  HELD_LATE("Held late"),
  /** Its window has not opened. */
  COMING("Coming"),
  /** Its window is open and it was not held yet. */
  DUE("Due now"),
  /** Its window has closed; held now it would count, though late. */
  LATE("Late"),
  /** It can no longer be held so that it counts. */
  LOST("Missed"),
  /** The unit left the study before its window closed, so nobody owes it. */
  NOT_DUE("Not due");

  private final String label;

  PlannedState(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  /** Whether it was held. */
  public boolean isHeld() {
    return this == ON_TIME || this == EARLY || this == HELD_LATE;
  }
}
