package org.reachline.base;

/** A record whose acts are written to the trail; by its subject anybody can ask who did what. */
public interface OnTrail {
  /** Kind and key of the record, as given to {@link Audit#record}. */
  String subject();
}
