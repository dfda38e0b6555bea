package org.reachline.protocol.strategy;

import org.reachline.protocol.design.Require;

/**
 * When a strategy counts as delivered, and how much of it a unit may receive that was not
 * prescribed.
 *
 * @param presentAtLeast share of a session that a person must be there to have attended, above 0,
 *     at most 1
 * @param extraContacts contacts beyond the prescribed ones that are tolerated before contamination
 *     is flagged
 * @param extraMinutes minutes beyond the prescribed ones that are tolerated before contamination is
 *     flagged
 */
public record Fidelity(
    double presentAtLeast, int extraContacts, int extraMinutes, Thresholds thresholds) {

  /** Half of the session, nothing extra, no verdict on delivery. */
  public static final Fidelity STRICT = new Fidelity(0.5, 0, 0, Thresholds.NONE);

  public Fidelity {
    Require.that(
        presentAtLeast > 0 && presentAtLeast <= 1,
        "presence must be a share above 0 and at most 1");
    Require.that(extraContacts >= 0 && extraMinutes >= 0, "tolerances must not be negative");
  }
}
