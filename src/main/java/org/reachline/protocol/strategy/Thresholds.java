package org.reachline.protocol.strategy;

import java.util.Optional;
import org.reachline.protocol.design.Require;

/**
 * From which share on a strategy counts as delivered as meant, measure by measure. A file that sets
 * none gets the shares without a verdict.
 *
 * @param contacts share of the counting contacts whose time has come that were held
 * @param minutes share of their planned minutes that was delivered
 * @param onSchedule share of them that was held within the window
 * @param parts share of the parts that the held contacts were meant for and that were there
 */
public record Thresholds(
    Optional<Double> contacts,
    Optional<Double> minutes,
    Optional<Double> onSchedule,
    Optional<Double> parts) {

  /** No threshold at all. */
  public static final Thresholds NONE =
      new Thresholds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Thresholds {
    contacts.ifPresent(Thresholds::requireShare);
    minutes.ifPresent(Thresholds::requireShare);
    onSchedule.ifPresent(Thresholds::requireShare);
    parts.ifPresent(Thresholds::requireShare);
  }

  private static void requireShare(double share) {
    Require.that(share > 0 && share <= 1, "a threshold is a share above 0 and at most 1");
  }
}
