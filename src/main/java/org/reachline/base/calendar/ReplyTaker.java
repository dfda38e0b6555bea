package org.reachline.base.calendar;

import java.time.Instant;

/**
 * A room whose calendar entries people answer by mail. Declared here so that the mailbox is read
 * once for all rooms; CDI joins them.
 */
public interface ReplyTaker {

  /**
   * A mail with an answer.
   *
   * @param number the answer's own number; the same one counts once
   * @param from mail address of its sender, lower case
   * @param at when it arrived
   */
  record Arrived(String number, String from, Instant at) {}

  /** Whether an event of this UID is of this room. */
  boolean names(String uid);

  /**
   * Takes an answer to an event of this room; one that does not fit is kept with the reason and
   * changes nothing.
   *
   * @return false if it was read before
   */
  boolean take(Arrived mail, CalendarAnswer answer);
}
