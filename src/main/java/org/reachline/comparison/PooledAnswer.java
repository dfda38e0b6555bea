package org.reachline.comparison;

import java.time.Instant;
import java.util.List;
import org.reachline.comparison.months.PhaseRows;

/**
 * What somebody blinded is told: everybody together, without arm, level or dose.
 *
 * @param blinded always true
 * @param note why there is no comparison
 * @param phases counts and rate of everybody per phase, in order
 * @param rows what became of the site-months per phase, in order
 * @param trajectory rate per month, a single line
 * @param cautions what a reader should know
 */
record PooledAnswer(
    Asked asked,
    boolean blinded,
    String note,
    List<Group> phases,
    List<PhaseRows> rows,
    Trajectory trajectory,
    List<String> cautions)
    implements Answer {

  /** Said to everybody who is blinded. */
  static final String NOTE =
      "You are blinded to allocation, so you see all sites together. The coordinator can lift this"
          + " with a reason that is kept.";

  @Override
  public PooledAnswer asOf(Instant now) {
    return new PooledAnswer(asked.at(now), blinded, note, phases, rows, trajectory, cautions);
  }
}
