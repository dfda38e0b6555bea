package org.reachline.protocol.strategy;

import org.reachline.protocol.design.Require;

/**
 * A stretch of a session.
 *
 * @param kind what it is for
 * @param label what people read
 * @param minutes length, more than 0
 */
public record AgendaSlot(AgendaKind kind, String label, int minutes) {

  public AgendaSlot {
    Require.text(label, "label");
    Require.that(minutes > 0, "minutes must be more than 0");
  }
}
