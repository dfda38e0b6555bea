package org.reachline.activities;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.reachline.base.Formats;
import org.reachline.protocol.strategy.Strategy;

/**
 * How far a training of trainers has spread: generation 1 was trained by the hub, generation 2 by
 * generation 1, and so on. Only what stands is counted.
 *
 * @param strategy the strategy
 * @param generations ascending, those with at least one training
 * @param branches every training, each after the one that trained its trainers
 */
record TrainerCascade(Strategy strategy, List<Generation> generations, List<Branch> branches) {

  /**
   * A training in the tree.
   *
   * @param note what is to know of the training that trained its trainers, if that one does not
   *     stand above it; or null
   */
  public record Branch(Activity training, String note) {}

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
  static List<TrainerCascade> of(List<Strategy> strategies, Collection<Activity> activities) {
    List<TrainerCascade> cascades = new ArrayList<>();
    for (Strategy strategy : strategies) {
      Map<Integer, List<Activity>> byNumber = new TreeMap<>();
      for (Activity a : activities) {
        if (a.isStanding()
            && a.facts.generation() != null
            && a.facts.strategy().equals(strategy.key())) {
          byNumber.computeIfAbsent(a.facts.generation(), n -> new ArrayList<>()).add(a);
        }
      }
      if (!byNumber.isEmpty()) {
        List<Generation> generations = new ArrayList<>();
        byNumber.forEach((number, own) -> generations.add(generation(number, own)));
        cascades.add(new TrainerCascade(strategy, List.copyOf(generations), branches(byNumber)));
      }
    }
    return cascades;
  }

  private static List<Branch> branches(Map<Integer, List<Activity>> byNumber) {
    List<Activity> all = byNumber.values().stream().flatMap(List::stream).toList();
    Set<Long> here = new HashSet<>();
    all.forEach(a -> here.add(a.id));
    List<Branch> branches = new ArrayList<>();
    for (Activity a : all) {
      if (a.facts.trainedBy() == null || !here.contains(a.facts.trainedBy().id)) {
        grow(a, all, note(a), branches);
      }
    }
    return List.copyOf(branches);
  }

  private static void grow(Activity a, List<Activity> all, String note, List<Branch> branches) {
    branches.add(new Branch(a, note));
    all.stream()
        .filter(child -> child.facts.isTrainedBy(a))
        .forEach(child -> grow(child, all, null, branches));
  }

  private static String note(Activity a) {
    if (a.facts.trainedBy() == null) {
      return a.facts.generation() == 1 ? null : "It is not on record who trained its trainers.";
    }
    return a.facts.trainedBy().isStanding()
        ? "Its trainers were trained at another site."
        : "The training of "
            + Formats.inWords(a.facts.trainedBy().facts.day())
            + " that trained its trainers was withdrawn.";
  }

  private static Generation generation(int number, List<Activity> own) {
    Set<Long> sites = new HashSet<>();
    own.forEach(a -> sites.add(a.site.id));
    return new Generation(
        number,
        own.size(),
        own.stream().mapToInt(a -> a.facts.people()).sum(),
        own.stream().mapToInt(a -> a.facts.minutes()).sum(),
        sites.size());
  }
}
