package org.reachline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.comparison.months.PhaseRows;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.stats.Rarity;

/** Cautions that follow from what an answer rests on. */
final class Cautions {
  /** Below this many units intervals of cluster trials are known to be fragile. */
  private static final int FEW_UNITS = 20;

  private Cautions() {}

  /** About a question that was written anew after somebody had seen an answer. */
  static List<String> ofAmendments(List<Amendment> amendments) {
    return amendments.stream()
        .filter(Amendment::isAfterLooks)
        .map(
            amendment ->
                amendment.words()
                    + (amendment.words().endsWith(".") ? "" : ".")
                    + " What is asked below was not settled before anybody had seen an answer.")
        .toList();
  }

  /** About rows: what is missing, not over, or not asked for. */
  static List<String> ofRows(List<PhaseRows> phases) {
    List<String> cautions = new ArrayList<>();
    for (PhaseRows rows : phases) {
      if (rows.lost() > 0) {
        cautions.add(
            "%s: %d of %d site-months that are over are missing (%.0f %%: %d without a report, %d in draft, %d left blank). They are left out of sums and denominators, not filled in; if reports fail to come where things go badly, rates look better than they are."
                .formatted(
                    rows.label(),
                    rows.lost(),
                    rows.due(),
                    100.0 * rows.lost() / rows.due(),
                    rows.missing(),
                    rows.draft(),
                    rows.blank()));
      }
      if (rows.noExposure() > 0) {
        cautions.add(
            "%s: %d %s 0 of what the rate is divided by. What was counted there is in no rate, no chart and no contrast."
                .formatted(
                    rows.label(),
                    rows.noExposure(),
                    rows.noExposure() == 1 ? "site-month reports" : "site-months report"));
      }
    }
    if (!phases.isEmpty() && phases.get(0).notAsked() > 0) {
      cautions.add(
          "Sites of type %s do not report what the rate is divided by, so their counts are left out of the rate as well."
              .formatted(
                  phases.get(0).typesNotAsked().stream()
                      .map(Question::withinASentence)
                      .collect(Collectors.joining(" and "))));
    }
    return cautions;
  }

  /** About an interim look. */
  static List<String> ofInterim(boolean interim, int notOver, String phase) {
    return interim
        ? List.of(
            "Interim look: %d site-months of %s are not over yet. Looking early and often makes chance findings more likely; this look is on record."
                .formatted(notOver, Question.withinASentence(phase)))
        : List.of();
  }

  /**
   * How few events a unit may expect in the compared phase; empty where there are enough, or where
   * what is compared is no sum of events.
   */
  static Optional<Rarity> rarity(Question question, List<UnitTotals> used) {
    return question.isSummed()
        ? Optional.of(Rarity.of(used.stream().mapToDouble(u -> u.phase().events()).toArray()))
            .filter(Rarity::isRare)
        : Optional.empty();
  }

  /** About an outcome so rare that the registered analysis misleads. */
  static String ofRareOutcome(Rarity rarity, double continuity) {
    return "Rare outcome: %.1f events are expected per unit%s. With fewer than about %.0f the %s that is added to each count pulls the registered ratios towards 1, and their intervals miss the truth too often. Read the estimating equations with Mancl-DeRouen errors first; in simulations their intervals hold."
        .formatted(
            rarity.eventsPerCluster(),
            rarity.without() == 0
                ? ""
                : ", and %d of %d units have none".formatted(rarity.without(), rarity.clusters()),
            Rarity.FEW,
            Double.toString(continuity));
  }

  /** About the number of units. */
  static List<String> ofUnits(int units) {
    return units > 0 && units < FEW_UNITS
        ? List.of("Only %d units: one unusual site can move these numbers.".formatted(units))
        : List.of();
  }

  /** About several pre-registered questions or an exploratory one. */
  static List<String> ofQuestion(Question question) {
    List<String> cautions = new ArrayList<>();
    if (question.isExploratory()) {
      cautions.add(
          "Exploratory: the protocol names “%s” in “%s” for this question, not this measure or phase. Treat the result as an idea to test elsewhere."
              .formatted(
                  Question.asRegistered(question.file(), question.registered()).outcomeLabel(),
                  Question.asRegistered(question.file(), question.registered()).phaseLabel()));
    } else if (question.file().analyses().size() > 1) {
      cautions.add(
          "The protocol asks %d questions; the p values are not adjusted for their number."
              .formatted(question.file().analyses().size()));
    }
    return cautions;
  }
}
