package org.reachline.comparison;

import java.time.Instant;
import java.util.List;

/**
 * How often a question has been looked at.
 *
 * @param count how many looks, this one included
 * @param latest the latest ones, newest first
 */
record InterimLook(long count, List<Look> latest) {
  public InterimLook {
    latest = List.copyOf(latest);
  }

  /**
   * One look.
   *
   * @param at when
   * @param by mail address of who
   */
  public record Look(Instant at, String by) {}
}
