package org.reachline.coaching;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.PlannedLine;

/**
 * A planned contact and what became of it.
 *
 * @param planned names it, such as {@code monthly_call@4}
 * @param countsUntil last day on which it can be held and still count
 * @param kind sort of event, such as {@code call}
 * @param mode how the two sides are to meet
 * @param audience parts of the people for whom it is meant
 * @param state such as {@code on_time}, {@code due}, {@code late}, {@code lost}
 * @param fulfilledBy the record that fulfils it, such as {@code coaching_contact:17}
 */
record LineJson(
    String planned,
    String label,
    int month,
    LocalDate dueFrom,
    LocalDate dueTo,
    LocalDate countsUntil,
    int plannedMinutes,
    String kind,
    String mode,
    List<String> audience,
    boolean countsContact,
    boolean countsMinutes,
    String state,
    String fulfilledBy,
    LocalDate heldOn,
    Integer minutes) {

  static LineJson of(PlannedLine line) {
    return new LineJson(
        line.planned().occurrence(),
        line.planned().label(),
        line.planned().month().number(),
        line.planned().dueFrom(),
        line.planned().dueTo(),
        line.countsUntil(),
        line.planned().minutes(),
        lower(line.planned().kind()),
        lower(line.planned().mode()),
        line.planned().audience(),
        line.planned().countsContact(),
        line.planned().countsMinutes(),
        lower(line.state()),
        line.delivery().map(Delivery::source).orElse(null),
        line.delivery().map(Delivery::day).orElse(null),
        line.delivery().map(Delivery::minutes).orElse(null));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
