package org.reachline.protocol.strategy;

import org.reachline.protocol.design.Require;

/**
 * A person whom a level puts in place, such as a nurse care manager.
 *
 * @param part key of one of {@code StudyFile.parts}
 * @param fullTimeEquivalent share of full time, more than 0
 */
public record Staffing(String part, double fullTimeEquivalent) {

  public Staffing {
    Require.text(part, "part");
    Require.that(fullTimeEquivalent > 0, "full-time equivalent must be more than 0");
  }
}
