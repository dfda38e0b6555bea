package org.reachline.projects;

import java.util.Locale;

/** Where a walk-through stops to look, in the order in which a person meets them. */
public enum WalkStage {
  /** Calling, arriving, being asked. */
  FIRST_CONTACT("First contact"),
  /** Screening, assessment, paperwork. */
  ASSESSMENT("Screening and assessment"),
  /** The time until something happens. */
  WAIT("Waiting"),
  /** The first treatment. */
  START("Start of treatment"),
  /** Staying in treatment. */
  FOLLOW_UP("Follow-up"),
  /** Leaving: release, transfer, referral. */
  HAND_OVER("Leaving and hand-over");

  private final String label;

  WalkStage(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  /** Name of the field for what it felt like. */
  public String feltField() {
    return "felt_" + key();
  }

  /** Name of the field for what was seen. */
  public String seenField() {
    return "seen_" + key();
  }

  /** Name of the field for what could change. */
  public String toChangeField() {
    return "toChange_" + key();
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
