package org.reachline.protocol.dose;

/**
 * How much is planned: contacts and minutes, two facts that are never added or exchanged.
 *
 * @param contacts how many contacts count
 * @param minutes how many minutes count
 */
public record PlannedTotal(int contacts, int minutes) {

  /** Nothing is planned. */
  public static final PlannedTotal NONE = new PlannedTotal(0, 0);

  public PlannedTotal {
    if (contacts < 0 || minutes < 0) {
      throw new IllegalArgumentException("a planned dose is not negative");
    }
  }

  /** Both together. */
  public PlannedTotal plus(PlannedTotal other) {
    return new PlannedTotal(contacts + other.contacts, minutes + other.minutes);
  }
}
