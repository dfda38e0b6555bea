package org.reachline.studies.dose;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.ContactPlan;
import org.reachline.studies.file.CountingRule;
import org.reachline.studies.file.Plan;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StudyFile;

/**
 * Everything that one unit is meant to get. It follows from the study file, the arm and the start
 * date; two units with the same three have the same dose.
 *
 * @param contacts planned contacts and sessions, by due date
 * @param totals what counts, by strategy of the study; a strategy that prescribes nothing here has
 *     {@link PlannedTotal#NONE}
 */
public record PlannedDose(List<PlannedContact> contacts, Map<String, PlannedTotal> totals) {

  private static final Comparator<PlannedContact> BY_DUE_DATE =
      Comparator.comparing(PlannedContact::dueFrom)
          .thenComparing(contact -> contact.month().number())
          .thenComparing(PlannedContact::strategy)
          .thenComparing(PlannedContact::key);

  public PlannedDose {
    contacts = List.copyOf(contacts);
    totals = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(totals));
  }

  /**
   * The planned dose under the counting rules that the file chooses.
   *
   * @param startedOn first day of study month 1, in the unit's zone
   * @param zone the unit's time zone
   */
  public static PlannedDose of(StudyFile study, Arm arm, LocalDate startedOn, ZoneId zone) {
    return plan(study, arm, startedOn, zone, Strategy::countingRule);
  }

  /**
   * The planned dose as it would count under another of a strategy's counting rules.
   *
   * @param strategyKey the strategy whose rule is exchanged; the others keep theirs
   * @param ruleKey key of one of its counting rules
   * @throws IllegalArgumentException if the strategy has no such rule
   */
  public static PlannedDose under(
      StudyFile study,
      Arm arm,
      LocalDate startedOn,
      ZoneId zone,
      String strategyKey,
      String ruleKey) {
    CountingRule rule =
        study
            .findStrategy(strategyKey)
            .flatMap(strategy -> strategy.findCountingRule(ruleKey))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "strategy '" + strategyKey + "' has no counting rule '" + ruleKey + "'"));
    return plan(
        study, arm, startedOn, zone, s -> s.key().equals(strategyKey) ? rule : s.countingRule());
  }

  /** What counts of a strategy. */
  public PlannedTotal total(String strategy) {
    return totals.getOrDefault(strategy, PlannedTotal.NONE);
  }

  /** The planned contacts of a strategy, by due date. */
  public List<PlannedContact> listContacts(String strategy) {
    return contacts.stream().filter(contact -> contact.strategy().equals(strategy)).toList();
  }

  /** The planned contact of this strategy and {@link PlannedContact#occurrence()}. */
  public Optional<PlannedContact> findContact(String strategy, String occurrence) {
    return contacts.stream()
        .filter(c -> c.strategy().equals(strategy) && c.occurrence().equals(occurrence))
        .findFirst();
  }

  /** Whether anything of a strategy is planned; if not, whatever is received is contamination. */
  public boolean prescribes(String strategy) {
    return contacts.stream().anyMatch(contact -> contact.strategy().equals(strategy));
  }

  private interface RuleChoice {
    CountingRule ruleOf(Strategy strategy);
  }

  private static PlannedDose plan(
      StudyFile study, Arm arm, LocalDate startedOn, ZoneId zone, RuleChoice choice) {
    List<PlannedContact> contacts = new ArrayList<>();
    Map<String, PlannedTotal> totals = new LinkedHashMap<>();
    for (Strategy strategy : study.strategies()) {
      CountingRule rule = choice.ruleOf(strategy);
      List<PlannedContact> own = new ArrayList<>();
      for (ContactPlan line : strategy.findPlan(arm).map(Plan::contacts).orElse(List.of())) {
        for (int number : line.months()) {
          StudyMonth month = StudyMonth.of(startedOn, number);
          own.add(
              new PlannedContact(
                  strategy.key(),
                  line,
                  month,
                  month.firstDay().minusDays(line.window().earlyDays()),
                  month.lastDay().plusDays(line.window().lateDays()),
                  zone,
                  rule.countsContact(line),
                  rule.countsMinutes(line)));
        }
      }
      contacts.addAll(own);
      totals.put(
          strategy.key(),
          own.stream().map(PlannedContact::adds).reduce(PlannedTotal.NONE, PlannedTotal::plus));
    }
    contacts.sort(BY_DUE_DATE);
    return new PlannedDose(contacts, totals);
  }
}
