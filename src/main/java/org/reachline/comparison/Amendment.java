package org.reachline.comparison;

import java.time.Instant;
import java.util.List;

/**
 * A version of the study file that changed a question, or brought it in, after the first version.
 *
 * @param version number of the version
 * @param on when it came into force
 * @param looks how often the question had been looked at by then; for a question that the version
 *     brought in, how often any question of the study had been
 * @param people by how many people
 * @param reason why, in the words of who loaded it; null for people who are blinded
 * @param changes what changed, in words; empty for people who are blinded, because an arm can stand
 *     in it
 * @param words all of it in a sentence
 */
public record Amendment(
    int version,
    Instant on,
    long looks,
    long people,
    String reason,
    List<String> changes,
    String words) {
  public Amendment {
    changes = List.copyOf(changes);
  }

  /** Whether somebody had looked before it came. */
  public boolean isAfterLooks() {
    return looks > 0;
  }
}
