package org.reachline.sessions;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from first instant, included
 * @param to end, not included; equal to {@code from} for an empty stretch
 */
public record Span(Instant from, Instant to) {
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a span must not end before it begins: " + from + " " + to);
    }
  }
}
