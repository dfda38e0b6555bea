package org.reachline.sessions.imports;

/** Whose participant list it is, told by its columns. */
public enum Provider {
  /** Zoom's participant report: Name, User Email, Join Time, Leave Time, Duration, Guest. */
  ZOOM("Zoom"),
  /** Teams' attendance report: three numbered parts, separated by tabs. */
  TEAMS("Microsoft Teams"),
  /** BigBlueButton's learning dashboard: Name, Moderator ... Join, Left, Duration. */
  BIGBLUEBUTTON("BigBlueButton");

  private final String label;

  Provider(String label) {
    this.label = label;
  }

  /** The service's name. */
  public String label() {
    return label;
  }
}
