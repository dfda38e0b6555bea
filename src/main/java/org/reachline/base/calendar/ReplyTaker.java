package org.reachline.base.calendar;

import java.time.Instant;

/**
 * A room whose calendar entries people answer by mail. Declared here so that the mailbox is read
 * once for all rooms; CDI joins them.
 */
public interface ReplyTaker {

  /**
   * An answer as a calendar program sent it (iTIP REPLY).
   *
   * @param messageId the mail's own number; the same mail counts once
   * @param from mail address of its sender, lower case
   * @param attendee mail address of who answers, lower case
   * @param uid which event
   * @param answer {@code ACCEPTED}, {@code DECLINED} or {@code TENTATIVE}; null for anything else
   * @param sequence the revision that is answered
   * @param stamp when it was answered, by the answering program's clock
   */
  record Reply(
      String messageId,
      String from,
      String attendee,
      String uid,
      String answer,
      int sequence,
      Instant stamp) {}

  /** Whether an event of this UID is of this room. */
  boolean names(String uid);

  /**
   * Takes an answer to an event of this room; one that does not fit is kept with the reason and
   * changes nothing.
   *
   * @return false if the mail was read before
   */
  boolean take(Reply reply);
}
