package org.reachline.protocol.dose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reachline.base.Problems;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Strategy;

/**
 * By which counting rules a dose is asked for. A study file names several and chooses one per
 * strategy; whoever doubts the choice reads the same contacts under another, by its key in the
 * address: {@code rule=published_label}, or {@code rule=coaching:published_label} where two
 * strategies have a rule of that key and only one is meant.
 *
 * @param others rules that take the place of the file's own choice, by key of the strategy
 */
public record CountingChoice(Map<String, CountingRule> others) {
  /** Every strategy by the rule that its study file chooses. */
  public static final CountingChoice OF_THE_FILE = new CountingChoice(Map.of());

  public CountingChoice {
    others = Map.copyOf(others);
  }

  /** One rule of one strategy; the others keep theirs. */
  public static CountingChoice of(Strategy strategy, CountingRule rule) {
    return new CountingChoice(Map.of(strategy.key(), rule));
  }

  /**
   * What an address asks for.
   *
   * @throws org.reachline.base.Refusal.BadInput if it names no rule of the study
   */
  public static CountingChoice of(StudyFile file, List<String> typed) {
    Problems problems = new Problems();
    CountingChoice counting = read(file, typed, problems);
    problems.throwIfAny();
    return counting;
  }

  /**
   * Reads what an address asks for; blank parts ask for nothing. What names no rule of the study is
   * noted as a problem of {@code rule}, with the rules there are.
   */
  public static CountingChoice read(StudyFile file, List<String> typed, Problems problems) {
    Map<String, CountingRule> others = new LinkedHashMap<>();
    for (String part : typed == null ? List.<String>of() : typed) {
      if (part == null || part.isBlank()) {
        continue;
      }
      int colon = part.indexOf(':');
      String strategyKey = colon < 0 ? null : part.substring(0, colon).strip();
      String ruleKey = part.substring(colon + 1).strip();
      boolean found = false;
      for (Strategy strategy : file.strategies()) {
        if (strategyKey == null || strategy.key().equals(strategyKey)) {
          CountingRule rule = find(strategy, ruleKey);
          if (rule != null) {
            found = true;
            others.put(strategy.key(), rule);
          }
        }
      }
      if (!found) {
        String shown = Problems.shortened(part);
        List<String> known = OF_THE_FILE.offered(file).stream().map(Offered::value).toList();
        problems.add(
            "rule",
            known.isEmpty()
                ? "This study names no counting rules, so none is called “" + shown + "”."
                : "No counting rule of this study is called “"
                    + shown
                    + "”. There are: "
                    + String.join(", ", known)
                    + ".");
      }
    }
    others.entrySet().removeIf(e -> isOwn(file, e.getKey(), e.getValue()));
    return new CountingChoice(others);
  }

  private static @Nullable CountingRule find(Strategy strategy, String key) {
    CountingRule own = strategy.countingRule();
    return own.key().equals(key) ? own : strategy.findCountingRule(key).orElse(null);
  }

  private static boolean isOwn(StudyFile file, String strategy, CountingRule rule) {
    return file.findStrategy(strategy).orElseThrow().countingRule().equals(rule);
  }

  /**
   * A rule that can be asked for.
   *
   * @param value as an address names it
   * @param label its strategy and the rule in the study file's words
   * @param inForce whether it is the one by which dose is told now
   */
  public record Offered(String value, String label, boolean inForce) {}

  /** Every rule that a study file names, for a choice on a page; empty if it names none. */
  public List<Offered> offered(StudyFile file) {
    return offered(file, file.strategies());
  }

  /** The rules of some of its strategies. */
  public List<Offered> offered(StudyFile file, Collection<Strategy> strategies) {
    List<Offered> offered = new ArrayList<>();
    for (Strategy strategy : strategies) {
      for (CountingRule rule : strategy.countingRules()) {
        offered.add(
            new Offered(
                name(file, strategy, rule),
                strategy.label() + ": " + rule.label(),
                ruleOf(strategy).key().equals(rule.key())));
      }
    }
    return offered;
  }

  /** The key alone where no other strategy has a rule of it. */
  private static String name(StudyFile file, Strategy strategy, CountingRule rule) {
    boolean alone =
        file.strategies().stream().filter(s -> s.findCountingRule(rule.key()).isPresent()).count()
            == 1;
    return alone ? rule.key() : strategy.key() + ":" + rule.key();
  }

  /**
   * The same choice for a former version of the study file: its own rule of the name that is in
   * force now. A rule that is written anew changes nothing that was held; another choice does.
   *
   * @param former what the version says
   * @param now the file in force
   */
  CountingChoice in(StudyFile former, StudyFile now) {
    Map<String, CountingRule> rules = new LinkedHashMap<>();
    for (Strategy then : former.strategies()) {
      now.findStrategy(then.key())
          .filter(strategy -> isOther(strategy) || strategy.chosenRule().isPresent())
          .map(this::ruleOf)
          .map(rule -> then.findCountingRule(rule.key()).orElse(rule))
          .ifPresent(rule -> rules.put(then.key(), rule));
    }
    return new CountingChoice(rules);
  }

  /** The rule in force for a strategy. */
  public CountingRule ruleOf(Strategy strategy) {
    return others.getOrDefault(strategy.key(), strategy.countingRule());
  }

  /** Whether that is another rule than the study file's own choice. */
  public boolean isOther(Strategy strategy) {
    return others.containsKey(strategy.key());
  }

  /** As it stands in an address behind {@code ?} or {@code &}; empty for the file's own choice. */
  public String query() {
    List<String> parts = new ArrayList<>();
    others.forEach((strategy, rule) -> parts.add("rule=" + strategy + "%3A" + rule.key()));
    parts.sort(null);
    return String.join("&", parts);
  }
}
