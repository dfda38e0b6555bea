package org.reachline.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How soon a child that ended is started again: after one second, and each further time within an
 * hour after twice as long, up to a minute; ten times an hour, then when the oldest of them is an
 * hour old. A child that ran for long begins at one second again.
 */
final class Restarts {
  static final int AN_HOUR_AT_MOST = 10;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Deque<Instant> tries = new ArrayDeque<>();

  /** The moment of the next try for a child that has ended {@code now}; it counts as taken. */
  synchronized Instant next(Instant now) {
    int before = withinTheHour(now);
    Instant at =
        before >= AN_HOUR_AT_MOST ? tries.getFirst().plus(WINDOW) : now.plus(pauseAfter(before));
    tries.addLast(at);
    if (tries.size() > AN_HOUR_AT_MOST) {
      tries.removeFirst();
    }
    return at;
  }

  /** How many tries there were in the hour before {@code now}. */
  synchronized int withinTheHour(Instant now) {
    while (!tries.isEmpty() && !tries.getFirst().isAfter(now.minus(WINDOW))) {
      tries.removeFirst();
    }
    return tries.size();
  }

  private static Duration pauseAfter(int before) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << before);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
