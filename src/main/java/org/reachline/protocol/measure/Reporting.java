package org.reachline.protocol.measure;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.Require;

/**
 * The reporting calendar. Days count from the last day of the reported month or phase.
 *
 * @param every how often a site reports
 * @param dueAfterDays days until a report is due, 0 or more
 * @param lateAfterDays days until a missing report is late, not less than due
 * @param lock when a report is locked
 * @param lockAfterDays days until the lock, if it follows the calendar
 * @param missingCodes what lists of reports write where nothing is known
 */
public record Reporting(
    ReportingInterval every,
    int dueAfterDays,
    int lateAfterDays,
    LockRule lock,
    Optional<Integer> lockAfterDays,
    List<String> missingCodes) {

  public Reporting {
    Require.that(dueAfterDays >= 0, "due days must not be negative");
    Require.that(lateAfterDays >= dueAfterDays, "a report cannot be late before it is due");
    Require.that(
        (lock == LockRule.AFTER_DAYS) == lockAfterDays.isPresent(),
        "lock days belong to that lock rule");
    missingCodes = List.copyOf(missingCodes);
  }

  /** Whether a cell of a list says that nothing is known. */
  public boolean isMissingCode(String cell) {
    return missingCodes.stream().anyMatch(cell.strip()::equalsIgnoreCase);
  }
}
