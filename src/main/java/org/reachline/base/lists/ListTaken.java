package org.reachline.base.lists;

import java.util.List;
import org.reachline.base.RowOutcome;

/**
 * What a list would do, or has done.
 *
 * @param basis what it was made from, to come back with the confirmation
 * @param unexplained how many rows need a reason and have none of their own
 * @param asks what the preview says where it asks for one
 */
public record ListTaken(List<RowOutcome> rows, String basis, int unexplained, String asks) {
  /** Whether a row cannot be taken. */
  public boolean isBad() {
    return RowOutcome.anyError(rows);
  }

  /** What the preview says where it asks for a reason; empty where it asks for none. */
  public String why() {
    return unexplained == 0 ? "" : asks;
  }
}
