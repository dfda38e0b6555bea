package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that one unit got: a coaching contact that was held, a session that its people
 * attended, an activity. Whichever ledger it comes from, dose is reckoned from these.
 *
 * @param source kind and key of the record it comes from, such as {@code coaching_contact:17}
 * @param strategy key of its strategy
 * @param occurrence the planned contact it is matched to ({@link PlannedContact#occurrence()});
 *     empty for help that nobody planned
 * @param day day in the unit's zone
 * @param minutes how long it lasted, 0 or more
 * @param people people of the unit who took part, by part; those of unknown part under an empty key
 * @param personMinutes everybody's minutes together
 * @param heldUnder key of the version of the study file under which it was first matched as it is;
 *     0 for the one in force
 */
public record Delivery(
    String source,
    String strategy,
    Optional<String> occurrence,
    LocalDate day,
    int minutes,
    Map<String, Integer> people,
    int personMinutes,
    long heldUnder) {

  /** By day; the source settles a tie, so that no order of arrival shows in any figure. */
  public static final Comparator<Delivery> BY_DAY =
      Comparator.comparing(Delivery::day).thenComparing(Delivery::source);

  public Delivery {
    if (minutes < 0 || personMinutes < 0) {
      throw new IllegalArgumentException("a delivery does not take less than no time");
    }
    people = java.util.Collections.unmodifiableMap(new TreeMap<>(people));
  }

  /** A delivery under the version of the study file in force. */
  public Delivery(
      String source,
      String strategy,
      Optional<String> occurrence,
      LocalDate day,
      int minutes,
      Map<String, Integer> people,
      int personMinutes) {
    this(source, strategy, occurrence, day, minutes, people, personMinutes, 0);
  }

  /** A delivery in which everybody stayed from beginning to end. */
  public static Delivery together(
      String source,
      String strategy,
      Optional<String> occurrence,
      LocalDate day,
      int minutes,
      Map<String, Integer> people) {
    int heads = people.values().stream().mapToInt(Integer::intValue).sum();
    return new Delivery(source, strategy, occurrence, day, minutes, people, minutes * heads);
  }
}
