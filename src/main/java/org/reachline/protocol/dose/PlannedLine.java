package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Whether it was not held and somebody still owes it, even if it can no longer be held. */
  public boolean isOpen() {
    return delivery.isEmpty() && state != PlannedState.NOT_DUE;
  }

  /** Whether its time has come: it was held, or its window has closed. */
  public boolean isSettled() {
    return state.isHeld() || state == PlannedState.LATE || state == PlannedState.LOST;
  }

  /**
   * Whether its window had closed by a day while the unit was in the study.
   *
   * @param leftOn the unit's last day in the study, or null while it is in
   */
  boolean wasDueBy(LocalDate today, @Nullable LocalDate leftOn) {
    return today.isAfter(planned.dueTo()) && (leftOn == null || !planned.dueTo().isAfter(leftOn));
  }

  /**
   * The line as it stands.
   *
   * @param leftOn the unit's last day in the study, or null while it is in; what would have become
   *     due after it is owed by nobody
   */
  static PlannedLine of(
      PlannedContact planned,
      LocalDate countsUntil,
      Optional<Delivery> delivery,
      LocalDate today,
      @Nullable LocalDate leftOn) {
    PlannedState state;
    boolean left = leftOn != null && today.isAfter(leftOn);
    if (delivery.isPresent()) {
      LocalDate held = delivery.get().day();
      state =
          held.isBefore(planned.dueFrom())
              ? PlannedState.EARLY
              : held.isAfter(planned.dueTo()) ? PlannedState.HELD_LATE : PlannedState.ON_TIME;
    } else if (leftOn != null && (left ? planned.dueTo() : planned.dueFrom()).isAfter(leftOn)) {
      state = PlannedState.NOT_DUE;
    } else if (left || today.isAfter(countsUntil)) {
      state = PlannedState.LOST;
    } else if (today.isAfter(planned.dueTo())) {
      state = PlannedState.LATE;
    } else {
      state = today.isBefore(planned.dueFrom()) ? PlannedState.COMING : PlannedState.DUE;
    }
    return new PlannedLine(planned, countsUntil, delivery, state);
  }
}
