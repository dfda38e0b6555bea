package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.strategy.ContactPlan;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Strategy;

/**
 * Everything that one unit is meant to get. It follows from the study file, the arm and the start
 * date; two units with the same three have the same dose.
 *
 * @param contacts planned contacts and sessions, by due date
 * @param totals what counts, by strategy of the study; a strategy that prescribes nothing here has
 *     {@link PlannedTotal#NONE}
 * @param earlier what former versions of the study file planned for the unit, by key of the
 *     version, newest first: what was held under them keeps its line
 * @param counting the rules by which it counts
 */
public record PlannedDose(
    List<PlannedContact> contacts,
    Map<String, PlannedTotal> totals,
    Map<Long, Former> earlier,
    CountingChoice counting) {

  /**
   * A former version's plan for the same unit.
   *
   * @param study what the version says, for the ends of its phases
   */
  public record Former(StudyFile study, PlannedDose dose) {}

  static final Comparator<PlannedContact> BY_DUE_DATE =
      Comparator.comparing(PlannedContact::dueFrom)
          .thenComparing(contact -> contact.month().number())
          .thenComparing(PlannedContact::strategy)
          .thenComparing(PlannedContact::key);

  public PlannedDose {
    contacts = List.copyOf(contacts);
    totals = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    earlier = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(earlier));
  }

  /**
   * The same dose, which knows what former versions planned. Whether a line of theirs counts is
   * said by their own counting rule of the name that is in force now: a rule that is written anew
   * changes nothing that was held, the choice of another rule does.
   *
   * @param study the file in force
   * @param versions what former versions say, by key, newest first; those without the arm are left
   */
  public PlannedDose after(
      StudyFile study, Map<Long, StudyFile> versions, Arm arm, LocalDate startedOn, ZoneId zone) {
    Map<Long, Former> former = new LinkedHashMap<>();
    versions.forEach(
        (key, file) ->
            file.findArm(arm.key())
                .ifPresent(
                    then ->
                        former.put(
                            key,
                            new Former(
                                file, of(file, then, startedOn, zone, counting.in(file, study))))));
    return new PlannedDose(contacts, totals, former, counting);
  }

  /**
   * The planned dose under the counting rules that the file chooses.
   *
   * @param startedOn first day of study month 1, in the unit's zone
   * @param zone the unit's time zone
   */
  public static PlannedDose of(StudyFile study, Arm arm, LocalDate startedOn, ZoneId zone) {
    return of(study, arm, startedOn, zone, CountingChoice.OF_THE_FILE);
  }

  /** The dose of a unit for which nothing is planned yet. */
  public static PlannedDose none(CountingChoice counting) {
    return new PlannedDose(List.of(), Map.of(), Map.of(), counting);
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

  /** The same, or as the newest former version has it that does. */
  public Optional<PlannedContact> findContactEver(String strategy, String occurrence) {
    return findContact(strategy, occurrence)
        .or(
            () ->
                earlier.values().stream()
                    .flatMap(former -> former.dose().findContact(strategy, occurrence).stream())
                    .findFirst());
  }

  /** Whether anything of a strategy is planned; if not, whatever is received is contamination. */
  public boolean prescribes(String strategy) {
    return contacts.stream().anyMatch(contact -> contact.strategy().equals(strategy));
  }

  /**
   * The planned dose as it counts under the rules that somebody chose.
   *
   * @param startedOn first day of study month 1, in the unit's zone
   * @param zone the unit's time zone
   */
  public static PlannedDose of(
      StudyFile study, Arm arm, LocalDate startedOn, ZoneId zone, CountingChoice counting) {
    List<PlannedContact> contacts = new ArrayList<>();
    Map<String, PlannedTotal> totals = new LinkedHashMap<>();
    for (Strategy strategy : study.strategies()) {
      CountingRule rule = counting.ruleOf(strategy);
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
    return new PlannedDose(contacts, totals, Map.of(), counting);
  }
}
