package org.reachline.sessions;

/**
 * Told inside the transaction when a host changed, moved, opened, closed or cancelled a session.
 *
 * @param session the session after the change
 * @param reason why, in the host's words, for everybody who is expected; null where nobody was
 *     asked
 */
public record SessionChanged(EchoSession session, String reason) {
  /** A change for which nobody was asked why. */
  public SessionChanged(EchoSession session) {
    this(session, null);
  }
}
