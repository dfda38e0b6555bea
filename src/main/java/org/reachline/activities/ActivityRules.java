package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reachline.base.Choice;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactReader;
import org.reachline.dose.Occurrence;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * The rules of an activity that span its fields or depend on the study; form, list and API meet the
 * same here.
 */
@ApplicationScoped
class ActivityRules {
  @Inject Clock clock;
  @Inject Protocols protocols;
  @Inject ActivityAccounts accounts;
  @Inject TrainingTree trainings;

  /**
   * What an activity can be matched to: open planned lines, then none, per strategy; the form's
   * answers to {@code planned}, such as {@code train_the_trainer|first_generation@1}.
   *
   * @param own the activity that is being amended, whose line is open to it; null for a new one
   */
  List<Choice> planned(Enrolment unit, Activity own) {
    List<Choice> choices = new ArrayList<>();
    for (DoseAccount account : accounts.of(unit)) {
      open(account, own)
          .forEach(
              line ->
                  choices.add(
                      new Choice(
                          account.strategy() + "|" + line.planned().occurrence(),
                          line.planned().label()
                              + ", month "
                              + line.planned().month().number()
                              + " (by "
                              + Formats.shortly(line.planned().dueTo())
                              + ")")));
    }
    for (Strategy s : accounts.strategies(unit.study)) {
      choices.add(new Choice(s.key() + "|", s.label() + ", beside the plan"));
    }
    return choices;
  }

  /** The parts that can be named. */
  List<Choice> parts(Study study) {
    return protocols.fileOf(study).parts().stream()
        .map(part -> new Choice(part.key(), part.label()))
        .toList();
  }

  /** What a form is filled with: one answer says strategy and planned line. */
  static Map<String, String> typed(ActivityFacts facts) {
    Map<String, String> typed = ActivityFacts.SHEET.typed(facts);
    typed.put("planned", facts.strategy() + "|" + typed.get("planned"));
    if (Integer.valueOf(1).equals(facts.generation()) && facts.trainedBy() == null) {
      typed.put("trainedBy", TrainingTree.HUB);
    }
    return typed;
  }

  /** What a form says, field by field: the other way round. */
  static Map<String, String> ofForm(Map<String, String> typed) {
    Map<String, String> fields = new HashMap<>(typed);
    String[] line = typed.getOrDefault("planned", "").strip().split("\\|", 2);
    fields.put("strategy", line[0]);
    fields.put("planned", line.length > 1 ? line[1] : "");
    return fields;
  }

  /**
   * Reads what was typed; whole only if {@code problems} has none.
   *
   * @param typed words by field
   * @param own the activity that is being amended, or null for a new one
   */
  ActivityFacts read(
      Map<String, String> typed, Enrolment unit, Site site, Activity own, Problems problems) {
    return read(typed, unit, site, own, Map.of(), problems);
  }

  /**
   * The same for a row of a list.
   *
   * @param listed activities of the same list, by what a row can call them
   */
  ActivityFacts read(
      Map<String, String> typed,
      Enrolment unit,
      Site site,
      Activity own,
      Map<String, Activity> listed,
      Problems problems) {
    FactReader<ActivityFacts> reader = ActivityFacts.SHEET.reader(typed, problems);
    match(reader, typed, unit, own, problems);
    ActivityFacts facts =
        reader
            .choice("part", parts(unit.study), "one of the parts of the study file")
            .given("trainedBy", null)
            .read();
    checkDay(facts.day(), unit, site, problems);
    checkStaffing(facts, problems);
    facts = withMinutes(facts, problems);
    return trainings.read(typed.get("trainedBy"), facts, unit.study, own, listed, problems);
  }

  private void checkDay(LocalDate day, Enrolment unit, Site site, Problems problems) {
    if (day == null) {
      return;
    }
    if (day.isAfter(LocalDate.now(clock.withZone(site.zoneId())))) {
      problems.add("day", "This lies ahead. Log an activity when it has taken place.");
    }
    if (day.isBefore(unit.enrolledOn)) {
      problems.add(
          "day",
          "The site joined the study on " + Formats.inWords(unit.enrolledOn) + ", after this day.");
    }
    if (unit.withdrawnOn != null && day.isAfter(unit.withdrawnOn)) {
      problems.add(
          "day",
          "The site left the study on " + Formats.inWords(unit.withdrawnOn) + ", before this day.");
    }
  }

  private static void checkStaffing(ActivityFacts facts, Problems problems) {
    LocalDate until = facts.placedUntil();
    if (until != null && facts.fullTimeEquivalent() == null) {
      problems.add("placedUntil", "Only staffing ends; give the share of a full time too.");
    } else if (until != null && facts.day() != null && until.isBefore(facts.day())) {
      problems.add("placedUntil", "This lies before the day on which it began.");
    }
  }

  /** Staffing is no contact and needs no minutes; everything else does. */
  private static ActivityFacts withMinutes(ActivityFacts facts, Problems problems) {
    if (facts.staffsOnly()) {
      return facts.minutes() == null ? facts.withMinutes(0) : facts;
    }
    if (problems.of("minutes") == null) {
      problems.atLeast("minutes", facts.minutes(), 1);
    }
    return facts;
  }

  private void match(
      FactReader<ActivityFacts> reader,
      Map<String, String> typed,
      Enrolment unit,
      Activity own,
      Problems problems) {
    String strategy = typed.getOrDefault("strategy", "").strip();
    Occurrence line = Occurrence.of(typed.get("planned"));
    problems.choice(
        "planned",
        strategy.isEmpty() ? "" : strategy + "|" + (line == null ? "" : line),
        said ->
            accounts.strategies(unit.study).stream().anyMatch(s -> s.key().equals(strategy))
                    && (line == null || isOpen(strategy, line, unit, own))
                ? Optional.of(said)
                : Optional.empty(),
        "a planned activity that is still open, or a strategy beside the plan");
    reader.given("strategy", strategy.isEmpty() ? null : strategy).given("planned", line);
  }

  /** Whether a line can be fulfilled; an amendment need not settle that the plan has lost it. */
  private boolean isOpen(String strategy, Occurrence line, Enrolment unit, Activity own) {
    return own != null && own.facts.strategy().equals(strategy) && line.equals(own.facts.planned())
        || accounts.of(unit).stream()
            .filter(account -> account.strategy().equals(strategy))
            .flatMap(account -> open(account, own))
            .anyMatch(open -> open.planned().occurrence().equals(line.toString()));
  }

  private static Stream<PlannedLine> open(DoseAccount account, Activity own) {
    return account.lines().stream()
        .filter(
            line ->
                line.delivery().isEmpty()
                    || own != null && line.delivery().get().source().equals(own.subject()));
  }
}
