package org.reachline.sessions.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.reachline.sessions.Span;

/**
 * Turns beats into stretches. Time is cut into slots of {@value #SLOT_SECONDS} seconds, and a beat
 * is the number of its slot: so a page that is open twice, a beat that is sent again and beats in
 * any order give the same stretches.
 */
final class Stretches {
  /** How long a slot lasts, in seconds; also how often a page gives a sign of life. */
  public static final int SLOT_SECONDS = 15;

  /**
   * How long somebody may be silent and still count as there. Browsers let a page behind another
   * window speak once a minute, and a restart of the service or a weak link swallows a beat or two.
   */
  public static final Duration SILENCE = Duration.ofMinutes(3);

  private static final int SILENT_SLOTS = (int) (SILENCE.toSeconds() / SLOT_SECONDS);

  private Stretches() {}

  /** The slot in which an instant lies: slots since 1970. */
  public static int slotOf(Instant at) {
    return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS));
  }

  /** When a slot begins. */
  public static Instant beginOf(int slot) {
    return Instant.ofEpochSecond((long) slot * SLOT_SECONDS);
  }

  /** The stretches that these slots make, oldest first; the order of the slots does not matter. */
  public static List<Span> of(Collection<Integer> slots) {
    List<Span> stretches = new ArrayList<>();
    Integer first = null;
    Integer last = null;
    for (Integer slot : new TreeSet<>(slots)) {
      if (last != null && slot - last > SILENT_SLOTS) {
        stretches.add(span(first, last));
        first = null;
      }
      first = first == null ? slot : first;
      last = slot;
    }
    if (last != null) {
      stretches.add(span(first, last));
    }
    return stretches;
  }

  private static Span span(int first, int last) {
    return new Span(beginOf(first), beginOf(last + 1));
  }
}
