package org.reachline.comparison.months;

/**
 * What was delivered of a strategy: contacts and minutes, two facts that are never added or
 * exchanged.
 *
 * @param contacts contacts held, or sessions attended
 * @param minutes their minutes
 */
public record Delivered(int contacts, int minutes) {
  /** Nothing. */
  public static final Delivered NONE = new Delivered(0, 0);

  public Delivered {
    if (contacts < 0 || minutes < 0) {
      throw new IllegalArgumentException("a delivered dose is not negative");
    }
  }

  /** Both together. */
  public Delivered plus(Delivered other) {
    return new Delivered(contacts + other.contacts, minutes + other.minutes);
  }
}
