package org.reachline.base.lists;

import java.util.List;
import java.util.Locale;
import org.reachline.base.RowOutcome;

/**
 * What a list would do, or has done.
 *
 * @param basis what it was made from, to come back with the confirmation
 * @param unexplained how many records it amends without a reason of their own
 * @param many what the records are called
 */
public record ListTaken(List<RowOutcome> rows, String basis, int unexplained, String many) {
  /** Whether a row cannot be taken. */
  public boolean isBad() {
    return RowOutcome.anyError(rows);
  }

  /** What the preview says where it asks for a reason; empty where it asks for none. */
  public String why() {
    return unexplained == 0
        ? ""
        : many.substring(0, 1).toUpperCase(Locale.ROOT)
            + many.substring(1)
            + " that are on record are amended. Kept with each that gives no reason of its own.";
  }
}
