package org.reachline.protocol.measure;

/** When a report can no longer be changed without a reason. */
public enum LockRule {
  /** When the coordinator approves it. */
  ON_APPROVAL,
  /** A number of days after it was due. */
  AFTER_DAYS
}
