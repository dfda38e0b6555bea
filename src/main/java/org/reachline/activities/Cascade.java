package org.reachline.activities;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.reachline.studies.file.Strategy;

/**
 * How far a training of trainers has spread: generation 1 was trained by the hub, generation 2 by
 * generation 1, and so on. Only what stands is counted.
 *
 * @param strategy the strategy
 * @param generations ascending, those with at least one training
 */
public record Cascade(Strategy strategy, List<Generation> generations) {

  /**
   * One generation.
   *
   * @param number 1 for those whom the hub trained
   * @param trainings how many trainings were held
   * @param people how many people were trained, summed over trainings
   * @param minutes minutes of all trainings
   * @param sites in how many sites
   */
  public record Generation(int number, int trainings, int people, int minutes, int sites) {}

  /** One per strategy in which a generation is on record. */
  static List<Cascade> of(List<Strategy> strategies, Collection<Activity> activities) {
    List<Cascade> cascades = new ArrayList<>();
    for (Strategy strategy : strategies) {
      Map<Integer, List<Activity>> byNumber = new TreeMap<>();
      for (Activity a : activities) {
        if (a.isStanding() && a.generation != null && a.strategy.equals(strategy.key())) {
          byNumber.computeIfAbsent(a.generation, n -> new ArrayList<>()).add(a);
        }
      }
      if (!byNumber.isEmpty()) {
        List<Generation> generations = new ArrayList<>();
        byNumber.forEach((number, own) -> generations.add(generation(number, own)));
        cascades.add(new Cascade(strategy, List.copyOf(generations)));
      }
    }
    return cascades;
  }

  private static Generation generation(int number, List<Activity> own) {
    Set<Long> sites = new HashSet<>();
    own.forEach(a -> sites.add(a.site.id));
    return new Generation(
        number,
        own.size(),
        own.stream().mapToInt(a -> a.people).sum(),
        own.stream().mapToInt(a -> a.minutes).sum(),
        sites.size());
  }
}
