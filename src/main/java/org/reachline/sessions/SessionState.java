package org.reachline.sessions;

/** Where a session stands. {@link EchoSession} guards the moves between these. */
public enum SessionState {
  /** In the calendar, not begun. */
  PLANNED("Planned", "tag-quiet"),
  /** The host has started it. */
  OPEN("Open now", "tag-good"),
  /** It took place; only corrections with a reason change its attendance. */
  HELD("Held", "tag-good"),
  /** It does not take place; the reason is on record. */
  CANCELLED("Cancelled", "tag-bad");

  private final String label;
  private final String tag;

  SessionState(String label, String tag) {
    this.label = label;
    this.tag = tag;
  }

  /** The state in words. */
  public String label() {
    return label;
  }

  /** The act that brings a session into this state, as the trail names it; null for the first. */
  public String act() {
    return switch (this) {
      case PLANNED -> null;
      // Also session.opened_again.
      case OPEN -> "session.opened";
      case HELD -> "session.closed";
      case CANCELLED -> "session.cancelled";
    };
  }

  /** Style of the mark that stands with the word. */
  public String tag() {
    return tag;
  }
}
