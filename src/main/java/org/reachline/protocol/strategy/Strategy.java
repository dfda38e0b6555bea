package org.reachline.protocol.strategy;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Require;

/**
 * Something that the study does for its sites: coaching, an ECHO programme, or another activity.
 *
 * @param key what ledgers refer to
 * @param label what people read
 * @param kind which ledger delivers it
 * @param factor factor whose levels decide what is prescribed; absent if arms decide
 * @param fidelity thresholds
 * @param pace how fast contacts can follow each other
 * @param nudgeDays days before a contact's window opens on which its coach is reminded if nothing
 *     is booked; absent for no reminder
 * @param chosenRule key of the counting rule in force; absent if no rules are declared
 * @param countingRules named alternatives
 * @param programme calendar of an ECHO strategy
 * @param plans one per level, or one per arm, or a single one for everybody
 */
public record Strategy(
    String key,
    String label,
    StrategyKind kind,
    Optional<String> factor,
    Fidelity fidelity,
    Pace pace,
    Optional<Integer> nudgeDays,
    Optional<String> chosenRule,
    List<CountingRule> countingRules,
    Optional<Programme> programme,
    List<Plan> plans) {

  public Strategy {
    Require.text(key, "key");
    Require.text(label, "label");
    countingRules = List.copyOf(countingRules);
    plans = List.copyOf(plans);
    Require.that(
        kind == StrategyKind.ECHO || programme.isEmpty(), "only an ECHO strategy has a programme");
    Require.that(kind == StrategyKind.COACHING || nudgeDays.isEmpty(), "only coaching has a nudge");
  }

  /** What a unit in this arm is prescribed; absent if the strategy says nothing of the arm. */
  public Optional<Plan> findPlan(Arm arm) {
    return plans.stream().filter(plan -> plan.isFor(arm, factor)).findFirst();
  }

  /** The counting rule in force. */
  public CountingRule countingRule() {
    return chosenRule.flatMap(this::findCountingRule).orElseGet(CountingRule::asPlanned);
  }

  /** The counting rule of this key. */
  public Optional<CountingRule> findCountingRule(String ruleKey) {
    return countingRules.stream().filter(rule -> rule.key().equals(ruleKey)).findFirst();
  }
}
