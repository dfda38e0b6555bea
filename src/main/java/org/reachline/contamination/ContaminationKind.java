package org.reachline.contamination;

/** How treatment can reach whom it was not meant for. */
public enum ContaminationKind {
  /** A site got something of a strategy that its arm does not prescribe at all. */
  NOT_PRESCRIBED("Received what its arm does not offer"),
  /** A site got more beside its plan than the study file tolerates. */
  BEYOND_PLAN("Received more than planned"),
  /** A site of a stepped design got something before its step. */
  BEFORE_STEP("Treated before its step"),
  /** One coach coaches sites that were allocated to different levels. */
  SHARED_COACH("One coach for different levels"),
  /** Somebody works at sites of different arms at the same time. */
  SHARED_PERSON("Works at sites of different arms"),
  /** Somebody went from a site of one arm to a site of another. */
  MOVED_PERSON("Moved between arms"),
  /** Somebody of one site took part in a contact of a site of another arm. */
  GUEST("Took part in a contact of another arm");

  private final String label;

  ContaminationKind(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }
}
