package org.reachline.base.lists;

import java.util.List;
import org.reachline.base.RowOutcome;

/**
 * What a list would do, or has done.
 *
 * @param basis what it was made from, to come back with the confirmation
 * @param unexplained how many rows need a reason and have none of their own
 * @param asks what the preview says where it asks for one
 * @param done whether it was saved
 */
public record ListTaken(
    List<RowOutcome> rows, String basis, int unexplained, String asks, boolean done)
    implements ListOutcome {
  @Override
  public ListTaken withRows(List<RowOutcome> some) {
    return new ListTaken(some, basis, unexplained, asks, done);
  }

  /** What the preview says where it asks for a reason; empty where it asks for none. */
  public String why() {
    return unexplained == 0 ? "" : asks;
  }
}
