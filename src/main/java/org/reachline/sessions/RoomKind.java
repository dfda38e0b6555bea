package org.reachline.sessions;

import org.reachline.base.facts.InWords;

/** Who provides a programme's video room. */
public enum RoomKind implements InWords {
  /** Any web address that the host pastes. */
  EXTERNAL("A web address (Zoom, Teams, any other)"),
  /** The configured Jitsi Meet server. */
  JITSI("Our Jitsi Meet server"),
  /** The configured BigBlueButton server. */
  BIGBLUEBUTTON("Our BigBlueButton server");

  private final String label;

  RoomKind(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  @Override
  public String inWords() {
    return label;
  }
}
