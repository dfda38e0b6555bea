package org.reachline.base.trail;

/**
 * A record whose acts are written to the trail; by its subject anybody can ask who did what, by its
 * version whether somebody did it since.
 */
public interface Audited {
  /** Kind and key of the record, as given to {@link AuditTrail#record}. */
  String subject();

  /** Counts its changes. */
  int version();

  /** The acts that change it, or their beginning; empty where its trail tells of nothing else. */
  default String changingActs() {
    return "";
  }

  /** What those who work on it call somebody. */
  default String whoIs(String email) {
    return email;
  }

  /** What people call a property that its trail keeps: {@code heldOn} is {@code Held on}. */
  default String label(String property) {
    return ChangeSummary.label(property);
  }
}
