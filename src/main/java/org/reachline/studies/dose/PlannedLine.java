package org.reachline.studies.dose;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A planned contact beside what became of it.
 *
 * @param planned what was planned
 * @param countsUntil last day on which it can be held and still count: the end of its window or of
 *     its phase, whichever is later
 * @param delivery what fulfilled it
 * @param state how it stands
 */
public record PlannedLine(
    PlannedContact planned,
    LocalDate countsUntil,
    Optional<Delivery> delivery,
    PlannedState state) {

  /** What it adds to the delivered dose: its count, and the minutes that it really lasted. */
  public PlannedTotal delivered() {
    return delivery
        .map(
            d ->
                new PlannedTotal(
                    planned.countsContact() ? 1 : 0, planned.countsMinutes() ? d.minutes() : 0))
        .orElse(PlannedTotal.NONE);
  }

  /** Whether it counts toward the dose at all. */
  public boolean counts() {
    return planned.countsContact() || planned.countsMinutes();
  }

  /** Whether its time has come: it was held, or its window has closed. */
  public boolean isSettled() {
    return state.isHeld() || state == PlannedState.LATE || state == PlannedState.LOST;
  }

  static PlannedLine of(
      PlannedContact planned, LocalDate countsUntil, Optional<Delivery> delivery, LocalDate today) {
    PlannedState state;
    if (delivery.isPresent()) {
      LocalDate held = delivery.get().day();
      state =
          held.isBefore(planned.dueFrom())
              ? PlannedState.EARLY
              : held.isAfter(planned.dueTo()) ? PlannedState.HELD_LATE : PlannedState.ON_TIME;
    } else if (today.isAfter(countsUntil)) {
      state = PlannedState.LOST;
    } else if (today.isAfter(planned.dueTo())) {
      state = PlannedState.LATE;
    } else {
      state = today.isBefore(planned.dueFrom()) ? PlannedState.COMING : PlannedState.DUE;
    }
    return new PlannedLine(planned, countsUntil, delivery, state);
  }
}
