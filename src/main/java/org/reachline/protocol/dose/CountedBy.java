package org.reachline.protocol.dose;

import java.util.Collection;
import java.util.List;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Strategy;

/**
 * The counting rule behind a dose, to stand beside it.
 *
 * @param strategy key of the strategy
 * @param rule key of the rule; {@code as_planned} where the study file names none
 * @param label the rule in the study file's words
 * @param chosen whether it is the study file's own choice
 */
public record CountedBy(String strategy, String rule, String label, boolean chosen) {

  /** The rules in force for these strategies. */
  public static List<CountedBy> of(Collection<Strategy> strategies, CountingChoice counting) {
    return strategies.stream()
        .map(
            s -> {
              CountingRule rule = counting.ruleOf(s);
              return new CountedBy(s.key(), rule.key(), rule.label(), !counting.isOther(s));
            })
        .toList();
  }
}
