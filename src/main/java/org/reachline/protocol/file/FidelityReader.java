package org.reachline.protocol.file;

import java.math.BigDecimal;
import java.util.Optional;
import org.reachline.protocol.strategy.Fidelity;
import org.reachline.protocol.strategy.Pace;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.protocol.strategy.Thresholds;

/** Reads what a strategy says of itself beside its plans: thresholds, pace and nudge. */
final class FidelityReader {

  /** Earliest reminder before a window opens, in days. */
  private static final int EARLIEST_NUDGE = 92;

  private FidelityReader() {}

  static Fidelity fidelity(YamlMap map) {
    double present = share(map, "present_at_least").orElse(0.5);
    int contacts = map.maybeInteger("extra_contacts", 0, 1000).orElse(0);
    int minutes = map.maybeInteger("extra_minutes", 0, 100_000).orElse(0);
    Thresholds thresholds =
        new Thresholds(
            share(map, "contacts_at_least"),
            share(map, "minutes_at_least"),
            share(map, "on_schedule_at_least"),
            share(map, "parts_at_least"));
    map.done();
    return new Fidelity(present, contacts, minutes, thresholds);
  }

  private static Optional<Double> share(YamlMap map, String key) {
    Optional<Double> share = map.maybeNumber(key).map(Number::doubleValue);
    if (share.isPresent() && (share.get() <= 0 || share.get() > 1)) {
      map.problem(
          key,
          "'"
              + key
              + "' is "
              + BigDecimal.valueOf(share.get()).stripTrailingZeros().toPlainString(),
          "a share above 0 and at most 1");
      return Optional.empty();
    }
    return share;
  }

  static Pace pace(YamlMap map) {
    Integer contacts = map.integer("contacts", 1, 100);
    Integer days = map.integer("days", 1, Pace.LONGEST_DAYS);
    map.done();
    if (contacts == null || days == null) {
      return Pace.WEEKLY;
    }
    if (contacts > days) {
      map.problem(
          "contacts",
          contacts + " contacts do not fit into " + days + (days == 1 ? " day" : " days"),
          "one a day at most");
      return Pace.WEEKLY;
    }
    return new Pace(contacts, days);
  }

  /** Days before a window opens on which the coach is reminded; empty for no reminder. */
  static Optional<Integer> nudge(YamlMap strategy, StrategyKind kind) {
    Optional<YamlMap> nudge = strategy.maybeMap("nudge");
    Optional<Integer> days =
        nudge.map(
            map -> {
              Integer before = map.integer("days_before", 0, EARLIEST_NUDGE);
              map.done();
              return before;
            });
    if (nudge.isPresent() && kind != null && kind != StrategyKind.COACHING) {
      strategy.problem(
          "nudge", "only a strategy of kind coaching has a nudge", "kind: coaching, or no nudge");
      return Optional.empty();
    }
    return days;
  }
}
