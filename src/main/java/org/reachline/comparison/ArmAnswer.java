package org.reachline.comparison;

import java.time.Instant;
import java.util.List;
import org.reachline.comparison.methods.Association;
import org.reachline.comparison.methods.BesideAnswer;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.MissingMonths;
import org.reachline.comparison.methods.Model;
import org.reachline.comparison.methods.PairChange;
import org.reachline.comparison.methods.PairedArms;
import org.reachline.comparison.months.Rows;

/**
 * Everything that page and API tell somebody who may see arms. Randomised contrasts, descriptions
 * and associations stand in lists of their own.
 *
 * @param question the question in the protocol's words
 * @param randomised whether arms were allocated at random
 * @param first the same contrasts by the method that holds where events are few, to be read before
 *     the registered ones; null where there are enough
 * @param contrasts the randomised contrasts: main effects, interaction, or the paired difference
 * @param withinLevels randomised too: each factor's effect within each level of the other
 * @param pairedArms the two arms of a paired comparison; else null
 * @param pairs the pairs behind a paired comparison; else empty
 * @param model the regression behind the contrasts; null without one
 * @param notEstimable why there are no contrasts; null if there are some
 * @param beside the same contrasts by the other methods that the protocol names
 * @param missingMonths how much missing months could matter; null where no contrast was estimated
 * @param arms counts and rate per arm in the compared phase
 * @param factors counts and rate per level of each factor
 * @param overall counts and rate of everybody
 * @param dose what was delivered, per strategy and arm
 * @param associations what was not randomised
 * @param rows what the answer rests on
 * @param trajectory rate per month and arm
 * @param cautions what a reader should know before believing it
 */
record ArmAnswer(
    Asked asked,
    String question,
    boolean randomised,
    BesideAnswer first,
    List<Effect> contrasts,
    List<Effect> withinLevels,
    PairedArms pairedArms,
    List<PairChange> pairs,
    Model model,
    String notEstimable,
    List<BesideAnswer> beside,
    MissingMonths missingMonths,
    List<Group> arms,
    List<FactorGroups> factors,
    Group overall,
    List<DoseLine> dose,
    List<Association> associations,
    Rows rows,
    Trajectory trajectory,
    List<String> cautions)
    implements Answer {
  @Override
  public ArmAnswer asOf(Instant now) {
    return new ArmAnswer(
        asked.at(now),
        question,
        randomised,
        first,
        contrasts,
        withinLevels,
        pairedArms,
        pairs,
        model,
        notEstimable,
        beside,
        missingMonths,
        arms,
        factors,
        overall,
        dose,
        associations,
        rows,
        trajectory,
        cautions);
  }

  /**
   * The levels of one factor; each unit counts in one of them.
   *
   * @param factor key of the factor
   * @param label what people read
   * @param levels one per level, the reference first
   */
  public record FactorGroups(String factor, String label, List<Group> levels) {}
}
