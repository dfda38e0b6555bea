package org.reachline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.reachline.comparison.months.UnitDose;
import org.reachline.dose.EntryLinks;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Spread;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Study;

/**
 * What the units of one arm received of one strategy, set against the plan. Contacts and minutes
 * are two facts.
 *
 * @param arm key of the arm
 * @param armLabel what people read
 * @param order the arm's place in the study file, from 0
 * @param strategy key of the strategy
 * @param strategyLabel what people read
 * @param rule key of the counting rule
 * @param ruleLabel the rule in the study file's words
 * @param otherRule the same key where it is not the study file's own choice; else null
 * @param units units of the arm that have started
 * @param contacts contacts or sessions that count, per unit
 * @param minutes their minutes, per unit
 * @param plannedContacts contacts that the arm prescribes in all
 * @param plannedMinutes minutes that the arm prescribes in all
 * @param dueContacts contacts that were due by now, median over units
 * @param dueMinutes minutes that were due by now, median over units
 * @param beyondPlan contacts or sessions that were held and do not count, over all units
 * @param entries address of the entries that all these figures are made of
 */
record DoseLine(
    String arm,
    String armLabel,
    int order,
    String strategy,
    String strategyLabel,
    String rule,
    String ruleLabel,
    String otherRule,
    int units,
    Spread contacts,
    Spread minutes,
    int plannedContacts,
    int plannedMinutes,
    double dueContacts,
    double dueMinutes,
    int beyondPlan,
    String entries) {

  /** One line per strategy and arm, in the order of the study file. */
  static List<DoseLine> of(
      Study study, StudyFile file, List<UnitDose> doses, CountingChoice counting) {
    List<DoseLine> lines = new ArrayList<>();
    for (Strategy strategy : file.strategies()) {
      CountingRule rule = counting.ruleOf(strategy);
      String other = counting.isOther(strategy) ? rule.key() : null;
      for (Arm arm : file.arms()) {
        List<UnitDose> own =
            doses.stream()
                .filter(dose -> dose.strategy().equals(strategy.key()))
                .filter(dose -> dose.arm().equals(Optional.of(arm.key())))
                .toList();
        if (own.isEmpty()) {
          continue;
        }
        lines.add(
            new DoseLine(
                arm.key(),
                arm.label(),
                arm.order(),
                strategy.key(),
                strategy.label(),
                rule.key(),
                rule.label(),
                other,
                own.size(),
                spread(own, dose -> dose.delivered().contacts()),
                spread(own, dose -> dose.delivered().minutes()),
                own.get(0).planned().contacts(),
                own.get(0).planned().minutes(),
                spread(own, dose -> dose.plannedToDate().contacts()).median(),
                spread(own, dose -> dose.plannedToDate().minutes()).median(),
                own.stream().mapToInt(dose -> dose.beyondPlan().contacts()).sum(),
                "/api" + EntryLinks.arm(study, arm.key(), strategy.key(), other, "all", "lines")));
      }
    }
    return lines;
  }

  private static Spread spread(List<UnitDose> doses, ToIntFunction<UnitDose> value) {
    return Spread.of(doses.stream().mapToInt(value));
  }
}
