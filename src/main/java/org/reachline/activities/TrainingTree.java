package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.base.Choice;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.trail.AuditTrail;
import org.reachline.studies.Study;

/**
 * Which training trained the trainers of another. The generation follows from it and is never
 * believed from what somebody typed: those whom the hub trained are the first, those whom they
 * trained the second.
 */
@ApplicationScoped
class TrainingTree {
  /** Answer for trainers whom the hub itself trained. */
  static final String HUB = "hub";

  static final int LAST_GENERATION = 20;

  @Inject ActivityAccess access;
  @Inject EntityManager database;
  @Inject AuditTrail audit;

  /** The hub, then the trainings on record that can have trained trainers, newest first. */
  List<Choice> choices(Study study, Activity own) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice(HUB, "The hub: generation 1"));
    List<Activity> trainings = Activity.listTrainings(study, access.readableSites());
    for (int i = trainings.size() - 1; i >= 0; i--) {
      Activity t = trainings.get(i);
      if (own == null || !t.id.equals(own.id)) {
        choices.add(
            new Choice(
                String.valueOf(t.id),
                "Generation "
                    + (t.facts.generation() + 1)
                    + ": trained on "
                    + Formats.shortly(t.facts.day())
                    + " at "
                    + t.site.name
                    + ", "
                    + t.facts.strategyLabel()));
      }
    }
    return choices;
  }

  /**
   * Reads who trained the trainers and derives the generation.
   *
   * @param said who: {@code hub}, the key of a training, or what a row of the list can call it
   * @param facts what was read so far, with the generation that was typed
   * @param own the activity that is being amended, or null for a new one
   * @param listed activities of the same list, by what a row can call them
   * @return the facts with the training and the generation that follows from it
   */
  ActivityFacts read(
      String said,
      ActivityFacts facts,
      Study study,
      Activity own,
      Map<String, Activity> listed,
      Problems problems) {
    Integer claimed = facts.generation();
    String typed = said == null ? "" : said.strip();
    Activity parent = null;
    Integer generation = null;
    if (typed.isEmpty() && claimed != null && claimed > 1) {
      problems.add(
          "trainedBy",
          "Say which training trained the trainers of generation "
              + claimed
              + "; the generation follows from it.");
    } else if (typed.isEmpty()) {
      generation = claimed;
    } else if (typed.equalsIgnoreCase(HUB)) {
      generation = 1;
    } else {
      parent = parent(typed, facts, study, own, listed, problems);
      generation = parent == null ? null : parent.facts.generation() + 1;
    }
    if (generation != null && claimed != null && !claimed.equals(generation)) {
      problems.add(
          "generation",
          "It follows from the training that trained the trainers: " + generation + ".");
    }
    if (generation != null && generation > LAST_GENERATION) {
      problems.add("trainedBy", "A cascade has at most " + LAST_GENERATION + " generations.");
    }
    ActivityFacts now = facts.withTrainedBy(parent).withGeneration(generation);
    if (own != null) {
      keepChildren(now, own, problems);
    }
    return now;
  }

  private Activity parent(
      String typed,
      ActivityFacts facts,
      Study study,
      Activity own,
      Map<String, Activity> listed,
      Problems problems) {
    // Two amendments at once could each close a circle that neither sees.
    database
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) l")
        .setParameter(1, "activity-cascade/" + study.id)
        .getSingleResult();
    Activity parent = listed.containsKey(typed) ? listed.get(typed) : onRecord(typed, study, own);
    if (parent == null
        || parent.facts.generation() == null
        || !parent.facts.strategy().equals(facts.strategy())) {
      problems.add(
          "trainedBy", "This is no training of the same strategy on record that has a generation.");
      return null;
    }
    if (facts.day() != null && parent.facts.day().isAfter(facts.day())) {
      problems.add(
          "trainedBy",
          "That training was held later, on "
              + Formats.inWords(parent.facts.day())
              + ": nobody can have trained here before.");
    }
    for (Activity p = parent; own != null && p != null; p = p.facts.trainedBy()) {
      if (own.id.equals(p.id)) {
        problems.add(
            "trainedBy", "That training descends from this one: nobody trains their own trainers.");
        return null;
      }
    }
    return parent;
  }

  private Activity onRecord(String typed, Study study, Activity own) {
    if (!typed.matches("\\d{1,18}")) {
      return null;
    }
    Activity parent = Activity.findById(Long.valueOf(typed));
    Set<Long> sites = access.readableSites();
    boolean readable =
        parent != null
            && parent.study.id.equals(study.id)
            && (sites == null || sites.contains(parent.site.id));
    boolean keeps = readable && own != null && own.facts.isTrainedBy(parent);
    return readable && (parent.isStanding() || keeps) ? parent : null;
  }

  private static void keepChildren(ActivityFacts now, Activity own, Problems problems) {
    List<Activity> children = Activity.listTrainedBy(own);
    if (children.isEmpty()) {
      return;
    }
    if (now.generation() == null && problems.of("trainedBy") == null) {
      problems.add(
          "trainedBy",
          "Trainers of this training trained others. Say who trained them, or amend those first.");
    }
    if (now.strategy() != null && !now.strategy().equals(own.facts.strategy())) {
      problems.add("planned", "Other trainings of the strategy descend from this one.");
    }
    if (now.day() != null && children.stream().anyMatch(c -> c.facts.day().isBefore(now.day()))) {
      problems.add("day", "Trainers of this training trained others before this day.");
    }
  }

  /** Lets the generations below an activity follow its own, each with its line in the trail. */
  void follow(Activity parent, String reason) {
    for (Activity child : Activity.listTrainedBy(parent)) {
      int next = parent.facts.generation() + 1;
      int before = child.facts.generation();
      if (before != next) {
        child.facts = child.facts.withGeneration(next);
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
