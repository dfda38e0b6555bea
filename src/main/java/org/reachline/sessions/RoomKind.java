package org.reachline.sessions;

/** Who provides a programme's video room. */
public enum RoomKind {
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

  /** In words. */
  public String label() {
    return label;
  }
}
