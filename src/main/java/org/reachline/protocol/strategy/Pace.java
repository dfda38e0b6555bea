package org.reachline.protocol.strategy;

import org.reachline.protocol.design.Require;

/**
 * How fast contacts can follow each other at most; foresight reckons with it. Never two on one day.
 *
 * @param contacts most contacts in any stretch of that many days, 1 or more
 * @param days length of the stretch, not shorter than {@code contacts}
 */
public record Pace(int contacts, int days) {

  /** Longest stretch: a quarter of a year. */
  public static final int LONGEST_DAYS = 92;

  /** One a week: a year of monthly calls held in its last week would miss the point. */
  public static final Pace WEEKLY = new Pace(1, 7);

  public Pace {
    Require.that(contacts >= 1, "a pace has a contact at least");
    Require.that(
        days >= contacts && days <= LONGEST_DAYS,
        "a pace has as many days as contacts at least, and at most " + LONGEST_DAYS);
  }

  /** As people read it: {@code at most one contact a week}. */
  public String inWords() {
    return "at most "
        + (contacts == 1 ? "one contact" : contacts + " contacts")
        + (days == 1 ? " a day" : days == 7 ? " a week" : " in " + days + " days");
  }
}
