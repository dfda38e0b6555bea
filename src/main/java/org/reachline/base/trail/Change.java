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
  /** What an act says that follows from another and looks at the record itself. */
  public static Change now(Audited record, String reason) {
    return new Change(record.version(), reason);
  }

  /** Whether the person saw the record in this version. */
  public boolean saw(int now) {
    return version != null && version == now;
  }

  /**
   * Passes whoever saw the record as it is now.
   *
   * @throws Refusal.Overtaken if somebody changed it since
   */
  public void requireSeen(Audited record) {
    if (!saw(record.version())) {
      throw overtaken(record);
    }
  }

  /** Says of a record that somebody else changed it; who and how, its trail tells. */
  static Refusal.Overtaken overtaken(Audited record) {
    return new Refusal.Overtaken(
        record.subject(), record.changingActs(), record.version(), record::whoIs, record::label);
  }
}
