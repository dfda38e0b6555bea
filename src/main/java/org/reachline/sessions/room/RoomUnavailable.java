package org.reachline.sessions.room;

/** The provider of the video room did not do what was asked; the message says why. */
class RoomUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, in the provider's words where it gave any. */
  public RoomUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
