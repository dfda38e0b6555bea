package org.reachline.sessions;

/**
 * Told inside the transaction when a host changed, moved, opened, closed or cancelled a session.
 *
 * @param session the session after the change
 */
public record SessionChanged(EchoSession session) {}
