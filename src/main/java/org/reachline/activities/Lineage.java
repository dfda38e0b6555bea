package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.base.Audit;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Words;
import org.reachline.studies.Study;

/**
 * Which training trained the trainers of another. The generation follows from it and is never
 * believed from what somebody typed: those whom the hub trained are the first, those whom they
 * trained the second.
 */
@ApplicationScoped
class Lineage {
  /** Answer for trainers whom the hub itself trained. */
  static final String HUB = "hub";

  private static final int LAST_GENERATION = 20;

  @Inject ActivityReaders readers;
  @Inject EntityManager database;
  @Inject Audit audit;

  /** The hub, then the trainings on record that can have trained trainers, newest first. */
  List<Choice> choices(Study study, Activity own) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice(HUB, "The hub: generation 1"));
    List<Activity> trainings = Activity.listTrainings(study, readers.readableSites());
    for (int i = trainings.size() - 1; i >= 0; i--) {
      Activity t = trainings.get(i);
      if (own == null || !t.id.equals(own.id)) {
        choices.add(
            new Choice(
                String.valueOf(t.id),
                "Generation "
                    + (t.generation + 1)
                    + ": trained on "
                    + Words.shortly(t.heldOn)
                    + " at "
                    + t.site.name
                    + ", "
                    + t.strategyLabel()));
      }
    }
    return choices;
  }

  /**
   * Reads who trained the trainers and derives the generation.
   *
   * @param a what was read so far; takes parent and generation
   * @param own the activity that is being amended, or null for a new one
   * @param listed activities of the same list, by what a row can call them
   */
  void read(
      ActivityForm form,
      Activity a,
      Activity own,
      Map<String, Activity> listed,
      Problems problems) {
    Integer claimed = problems.optionalInteger("generation", form.generation, 1, LAST_GENERATION);
    String typed = form.trainedBy == null ? "" : form.trainedBy.strip();
    if (typed.isEmpty() && claimed != null && claimed > 1) {
      problems.add(
          "trainedBy",
          "Say which training trained the trainers of generation "
              + claimed
              + "; the generation follows from it.");
    } else if (typed.isEmpty()) {
      a.generation = claimed;
    } else if (typed.equalsIgnoreCase(HUB)) {
      a.generation = 1;
    } else {
      a.trainedBy = parent(typed, a, own, listed, problems);
      a.generation = a.trainedBy == null ? null : a.trainedBy.generation + 1;
    }
    if (a.generation != null && claimed != null && !claimed.equals(a.generation)) {
      problems.add(
          "generation",
          "It follows from the training that trained the trainers: " + a.generation + ".");
    }
    if (a.generation != null && a.generation > LAST_GENERATION) {
      problems.add("trainedBy", "A cascade has at most " + LAST_GENERATION + " generations.");
    }
    if (own != null) {
      keepChildren(a, own, problems);
    }
  }

  private Activity parent(
      String typed, Activity a, Activity own, Map<String, Activity> listed, Problems problems) {
    // Two amendments at once could each close a circle that neither sees.
    database
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) l")
        .setParameter(1, "activity-cascade/" + a.study.id)
        .getSingleResult();
    Activity parent = listed.containsKey(typed) ? listed.get(typed) : onRecord(typed, a, own);
    if (parent == null || parent.generation == null || !parent.strategy.equals(a.strategy)) {
      problems.add(
          "trainedBy", "This is no training of the same strategy on record that has a generation.");
      return null;
    }
    if (a.heldOn != null && parent.heldOn.isAfter(a.heldOn)) {
      problems.add(
          "trainedBy",
          "That training was held later, on "
              + Words.inWords(parent.heldOn)
              + ": nobody can have trained here before.");
    }
    for (Activity p = parent; own != null && p != null; p = p.trainedBy) {
      if (own.id.equals(p.id)) {
        problems.add(
            "trainedBy", "That training descends from this one: nobody trains their own trainers.");
        return null;
      }
    }
    return parent;
  }

  private Activity onRecord(String typed, Activity a, Activity own) {
    if (!typed.matches("\\d{1,18}")) {
      return null;
    }
    Activity parent = Activity.findById(Long.valueOf(typed));
    Set<Long> sites = readers.readableSites();
    boolean readable =
        parent != null
            && parent.study.id.equals(a.study.id)
            && (sites == null || sites.contains(parent.site.id));
    boolean keeps =
        readable && own != null && own.trainedBy != null && own.trainedBy.id.equals(parent.id);
    return readable && (parent.isStanding() || keeps) ? parent : null;
  }

  private static void keepChildren(Activity a, Activity own, Problems problems) {
    List<Activity> children = Activity.listTrainedBy(own);
    if (children.isEmpty()) {
      return;
    }
    if (a.generation == null && problems.of("trainedBy") == null) {
      problems.add(
          "trainedBy",
          "Trainers of this training trained others. Say who trained them, or amend those first.");
    }
    if (a.strategy != null && !a.strategy.equals(own.strategy)) {
      problems.add("planned", "Other trainings of the strategy descend from this one.");
    }
    if (a.heldOn != null && children.stream().anyMatch(c -> c.heldOn.isBefore(a.heldOn))) {
      problems.add("day", "Trainers of this training trained others before this day.");
    }
  }

  /** Lets the generations below an activity follow its own, each with its line in the trail. */
  void follow(Activity parent, String reason) {
    for (Activity child : Activity.listTrainedBy(parent)) {
      int next = parent.generation + 1;
      if (child.generation != next) {
        int before = child.generation;
        child.generation = next;
        Activity.flush();
        audit.record(
            "activity.generation_followed",
            child.subject(),
            child.site.id,
            Map.of("generation", before),
            Map.of("generation", next),
            reason);
        follow(child, reason);
      }
    }
  }
}
