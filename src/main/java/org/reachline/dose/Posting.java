package org.reachline.dose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.dose.Delivery;

/**
 * The arithmetic of the ledger, pure: what has to be written so that a source stands for a delivery
 * (or for nothing), and what stands after all that was written.
 *
 * @param takesBack the line that is taken back first; empty if the source stood for nothing
 * @param posts the delivery that is posted then; empty if the source stands for nothing from now on
 */
record Posting(Optional<Line> takesBack, Optional<Delivery> posts) {

  /**
   * A line as arithmetic sees it.
   *
   * @param key names it
   * @param delivery what it posts; for a reversal what it takes back
   * @param reverses key of the line that it takes back; empty for a posting
   */
  public record Line(long key, Delivery delivery, Optional<Long> reverses) {

    /** 1 for a posting, -1 for a reversal. */
    public int sign() {
      return reverses.isPresent() ? -1 : 1;
    }

    /** Minutes with their sign. */
    public int minutes() {
      return sign() * delivery.minutes();
    }

    /** Everybody's minutes with their sign. */
    public int personMinutes() {
      return sign() * delivery.personMinutes();
    }
  }

  /** Whether nothing has to be written. */
  public boolean isNothing() {
    return takesBack.isEmpty() && posts.isEmpty();
  }

  /** What has to be written so that the source of these lines stands for {@code now}. */
  public static Posting of(List<Line> linesOfSource, Optional<Delivery> now) {
    List<Line> standing = standing(linesOfSource);
    if (standing.size() > 1) {
      throw new IllegalStateException("a source stands for one delivery at most");
    }
    Optional<Line> before = standing.stream().findFirst();
    return before.map(Line::delivery).equals(now)
        ? new Posting(Optional.empty(), Optional.empty())
        : new Posting(before, now);
  }

  /** The postings that nothing has taken back, whatever the order of the lines. */
  public static List<Line> standing(Collection<Line> lines) {
    Set<Long> takenBack = new HashSet<>();
    lines.forEach(line -> line.reverses().ifPresent(takenBack::add));
    return lines.stream()
        .filter(line -> line.reverses().isEmpty() && !takenBack.contains(line.key()))
        .toList();
  }

  /** The deliveries that stand, by source, whatever the order of the lines. */
  public static List<Delivery> deliveries(Collection<Line> lines) {
    Map<String, Delivery> bySource = new HashMap<>();
    standing(lines).forEach(line -> bySource.put(line.delivery().source(), line.delivery()));
    List<Delivery> deliveries = new ArrayList<>(bySource.values());
    deliveries.sort(Delivery.BY_DAY);
    return deliveries;
  }
}
