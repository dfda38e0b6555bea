package org.reachline.reach.reports;

/** How far a report has come. */
public enum ReportState {
  /** Begun, not handed in; only the site and the coordinator work with it. */
  DRAFT("Draft"),
  /** Handed in; a change from here on is an amendment with a reason. */
  SUBMITTED("Submitted"),
  /** Closed; only a coordinator opens it again, with a reason. */
  LOCKED("Locked");

  private final String label;

  ReportState(String label) {
    this.label = label;
  }

  /** The state in words. */
  public String label() {
    return label;
  }

  /** Whether the report has been handed in, locked or not. */
  public boolean isHandedIn() {
    return this != DRAFT;
  }
}
