package org.reachline.projects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/** Where a walk-through stops to look, in the order in which a person meets them. */
public enum WalkStage {
  /** Calling, arriving, being asked. */
  @JsonProperty("first_contact")
  FIRST_CONTACT("First contact"),
  /** Screening, assessment, paperwork. */
  @JsonProperty("assessment")
  ASSESSMENT("Screening and assessment"),
  /** The time until something happens. */
  @JsonProperty("wait")
  WAIT("Waiting"),
  /** The first treatment. */
  @JsonProperty("start")
  START("Start of treatment"),
  /** Staying in treatment. */
  @JsonProperty("follow_up")
  FOLLOW_UP("Follow-up"),
  /** Leaving: release, transfer, referral. */
  @JsonProperty("hand_over")
  HAND_OVER("Leaving and hand-over");

  private final String label;

  WalkStage(String label) {
    this.label = label;
  }

  /** The stage of this key, such as {@code first_contact}; null if there is none. */
  @JsonCreator
  static WalkStage find(String key) {
    return Arrays.stream(values())
        .filter(stage -> stage.name().equalsIgnoreCase(key))
        .findFirst()
        .orElse(null);
  }

  /** What people read. */
  public String label() {
    return label;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
