package org.reachline.sessions;

/** How we know that somebody was there. */
public enum Evidence {
  /** The host's roll-call: the newest one decides. */
  ROLL_CALL("Roll-call", Grade.HOST),
  /** Sign of life from the live page. */
  HEARTBEAT("Live page", Grade.MEASURED),
  /** Message from the video room's provider. */
  WEBHOOK("Video room", Grade.MEASURED),
  /** Participant list of the video room, imported. */
  IMPORT("Imported list", Grade.MEASURED),
  /** Pressed the join button; nobody saw the leaving. */
  JOINED("Join button", Grade.PRESUMED),
  /** The person's own word. */
  STATEMENT("Own statement", Grade.STATED),
  /** Said on the live page that they were leaving: ends what is presumed, gives no minutes. */
  LEFT("Left", Grade.PRESUMED);

  /** How much a kind of evidence is worth: a better grade sets the worse aside. */
  public enum Grade {
    /** Somebody responsible looked. */
    HOST,
    /** A machine measured coming and going. */
    MEASURED,
    /** The person says so. */
    STATED,
    /** Coming is known; staying is presumed. */
    PRESUMED
  }

  private final String label;
  private final Grade grade;

  Evidence(String label, Grade grade) {
    this.label = label;
    this.grade = grade;
  }

  /** The evidence in words. */
  public String label() {
    return label;
  }

  /** What it is worth. */
  public Grade grade() {
    return grade;
  }
}
