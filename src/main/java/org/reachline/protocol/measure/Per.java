package org.reachline.protocol.measure;

import org.reachline.protocol.design.Require;

/**
 * A denominator: so many per how many.
 *
 * @param measure key of the measure that is divided by
 * @param per how many of it make one, such as 100 for a rate per 100; more than 0
 */
public record Per(String measure, double per) {

  public Per {
    Require.text(measure, "measure");
    Require.that(per > 0, "per must be more than 0");
  }
}
