package org.reachline.base.trail;

import org.reachline.base.Refusal;

/**
 * What comes with every change of a record: which version of it the person saw, and why they change
 * it. Each act takes one, and one who was overtaken meanwhile is told by whom.
 *
 * @param version the version that the person saw
 * @param reason why, in their words; null where none is asked for
 */
public record Change(Integer version, String reason) {
  /**
   * Passes whoever saw the record as it is now.
   *
   * @param subject whose trail tells who was quicker, as given to {@link AuditTrail#record}
   * @param now the version that the record has
   * @throws Refusal.Overtaken if somebody changed it since
   */
  public void requireSeen(String subject, int now) {
    requireSeen(subject, null, now);
  }

  /**
   * The same for a record whose trail tells of more than its changes.
   *
   * @param act the acts that are changes, or their beginning, such as {@code session.}
   */
  public void requireSeen(String subject, String act, int now) {
    if (version == null || version != now) {
      throw new Refusal.Overtaken(subject, act, now);
    }
  }
}
