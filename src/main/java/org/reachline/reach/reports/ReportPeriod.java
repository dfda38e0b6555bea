package org.reachline.reach.reports;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.reachline.base.Formats;

/**
 * One report that a site owes.
 *
 * @param studyMonth study month; the phase's first month where the study reports per phase
 * @param phaseKey key of the phase that it lies in
 * @param phaseLabel the phase in words
 * @param wholePhase whether the period is the whole phase
 * @param from first day counted, in the site's zone
 * @param to last day counted
 * @param dueOn last day on which the report is on time
 * @param lateAfter last day on which a missing report is merely due
 * @param lockOn day on which the calendar locks a submitted report, or null if a coordinator does
 * @param expected whether the site was still in the study when the period began
 */
public record ReportPeriod(
    int studyMonth,
    String phaseKey,
    String phaseLabel,
    boolean wholePhase,
    LocalDate from,
    LocalDate to,
    LocalDate dueOn,
    LocalDate lateAfter,
    LocalDate lockOn,
    boolean expected) {

  /** {@code Month 3}, or the phase's label. */
  public String name() {
    return wholePhase ? phaseLabel : "Month " + studyMonth;
  }

  /** {@code March 2026}, or both days where the period is no calendar month. */
  public String days() {
    return days(from, to);
  }

  /** The same of a report's own days. */
  public static String days(LocalDate from, LocalDate to) {
    boolean calendarMonth =
        from.getDayOfMonth() == 1 && to.equals(YearMonth.from(from).atEndOfMonth());
    return calendarMonth
        ? Formats.inWords(YearMonth.from(from))
        : Formats.shortly(from) + " to " + Formats.shortly(to);
  }

  /** Whether the last day has come, so that a report can be handed in. */
  public boolean isOver(LocalDate today) {
    return !today.isBefore(to);
  }

  /**
   * Why nothing can be taken for this period on a day, a sentence; empty if it can.
   *
   * @param handIn whether the report is to be handed in; a draft is kept otherwise
   */
  public Optional<String> refusal(LocalDate today, boolean handIn) {
    if (!expected) {
      return Optional.of(
          "The site had left the study before this period began, so it reports nothing for it.");
    }
    if (today.isBefore(from)) {
      return Optional.of(
          name() + " begins on " + Formats.inWords(from) + ". Fill it in from that day on.");
    }
    return handIn && !isOver(today)
        ? Optional.of(
            name()
                + " lasts until "
                + Formats.inWords(to)
                + ". It can be submitted from that day on; until then, save it as a draft.")
        : Optional.empty();
  }

  /** Whether a report should be in by now: its due day has passed. */
  public boolean wasDue(LocalDate today) {
    return expected && today.isAfter(dueOn);
  }

  /** Whether the calendar closes a submitted report by now. */
  public boolean locksBy(LocalDate today) {
    return lockOn != null && !today.isBefore(lockOn);
  }

  /**
   * What the grid says of it.
   *
   * @param report state of the report, or null if none was begun
   */
  public CellState state(ReportState report, LocalDate today) {
    if (report == ReportState.LOCKED) {
      return CellState.LOCKED;
    }
    if (report == ReportState.SUBMITTED) {
      return CellState.SUBMITTED;
    }
    if (!expected) {
      return CellState.NOT_EXPECTED;
    }
    if (today.isAfter(lateAfter)) {
      return CellState.LATE;
    }
    if (report == ReportState.DRAFT && !today.isBefore(from)) {
      return CellState.DRAFT;
    }
    return today.isAfter(to) ? CellState.DUE : CellState.NOT_DUE;
  }
}
