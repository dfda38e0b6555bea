package org.reachline.people;

/** A person's part at a site. */
public enum Part {
  /** Leader who opens doors. */
  EXECUTIVE_SPONSOR("Executive sponsor"),
  /** Leads the change team. */
  CHANGE_LEADER("Change leader"),
  /** Member of the change team. */
  TEAM_MEMBER("Change team member"),
  /** Prescribes medication; the audience of ECHO. */
  PRESCRIBER("Prescriber"),
  /** Enters the monthly report. */
  DATA_REPORTER("Data reporter"),
  /** Local champion of the practice. */
  CHAMPION("Champion"),
  /** The implementation coach of the site (not on its staff). */
  COACH("Coach");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /** In words. */
  public String label() {
    return label;
  }
}
