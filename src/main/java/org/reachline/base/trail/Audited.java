package org.reachline.base.trail;

/** A record whose acts are written to the trail; by its subject anybody can ask who did what. */
public interface Audited {
  /** Kind and key of the record, as given to {@link AuditTrail#record}. */
  String subject();
}
