package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Words;
import org.reachline.protocol.Strategy;
import org.reachline.protocol.StrategyKind;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.Term;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/** Reads what was typed about an activity; form, list and API meet the same rules here. */
@ApplicationScoped
class ActivityReading {
  @Inject Clock clock;
  @Inject Protocols protocols;
  @Inject ActivityAccounts accounts;
  @Inject Lineage lineage;

  /**
   * What an activity can be matched to: open planned lines, then none, per strategy.
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
                              + Words.shortly(line.planned().dueTo())
                              + ")")));
    }
    for (Strategy s : accounts.strategies(unit.study)) {
      choices.add(new Choice(s.key() + "|", s.label() + ", beside the plan"));
    }
    return choices;
  }

  private static Stream<PlannedLine> open(DoseAccount account, Activity own) {
    return account.lines().stream()
        .filter(
            line ->
                line.delivery().isEmpty()
                    || own != null && line.delivery().get().source().equals(own.subject()));
  }

  /**
   * Reads the form; null if {@code problems} has any.
   *
   * @param own the activity that is being amended, or null for a new one
   */
  Activity read(ActivityForm form, Enrolment unit, Site site, Activity own, Problems problems) {
    return read(form, unit, site, own, Map.of(), problems);
  }

  /**
   * The same for a row of a list.
   *
   * @param listed activities of the same list, by what a row can call them
   */
  Activity read(
      ActivityForm form,
      Enrolment unit,
      Site site,
      Activity own,
      Map<String, Activity> listed,
      Problems problems) {
    StudyFile file = protocols.fileOf(unit.study);
    Activity a = new Activity();
    a.study = unit.study;
    a.studyVersion = unit.study.current;
    a.enrolment = unit;
    a.site = site;
    problems.choice(
        "planned",
        form.planned,
        typed -> match(typed, unit, file, a, own) ? Optional.of(a) : Optional.empty(),
        "a planned activity that is still open, or a strategy beside the plan");
    a.heldOn = problems.date("day", form.day);
    if (a.heldOn != null && a.heldOn.isAfter(LocalDate.now(clock.withZone(site.zoneId())))) {
      problems.add("day", "This lies ahead. Log an activity when it has taken place.");
    }
    if (a.heldOn != null && a.heldOn.isBefore(unit.enrolledOn)) {
      problems.add(
          "day",
          "The site joined the study on " + Words.inWords(unit.enrolledOn) + ", after this day.");
    }
    if (a.heldOn != null && unit.withdrawnOn != null && a.heldOn.isAfter(unit.withdrawnOn)) {
      problems.add(
          "day",
          "The site left the study on " + Words.inWords(unit.withdrawnOn) + ", before this day.");
    }
    Integer people = problems.integer("people", form.people, 0, 10_000);
    lineage.read(form, a, own, listed, problems);
    a.fullTimeEquivalent =
        problems.optionalDecimal(
            "fullTimeEquivalent",
            form.fullTimeEquivalent,
            new BigDecimal("0.01"),
            new BigDecimal("100"));
    if (a.fullTimeEquivalent != null && a.fullTimeEquivalent.scale() > 2) {
      problems.add("fullTimeEquivalent", "At most two decimals, please, such as 0.25.");
    }
    Integer minutes =
        a.isStaffing()
            ? problems.optionalInteger("minutes", form.minutes, 0, 100_000)
            : problems.integer("minutes", form.minutes, 1, 100_000);
    a.placedUntil = problems.optionalDate("placedUntil", form.placedUntil);
    if (a.placedUntil != null && a.fullTimeEquivalent == null) {
      problems.add("placedUntil", "Only staffing ends; give the share of a full time too.");
    } else if (a.placedUntil != null && a.heldOn != null && a.placedUntil.isBefore(a.heldOn)) {
      problems.add("placedUntil", "This lies before the day on which it began.");
    }
    a.part =
        problems.choice(
            "part",
            form.part,
            key -> file.parts().stream().map(Term::key).filter(key::equals).findFirst(),
            "one of the parts of the study file");
    a.actor = problems.line("actor", form.actor, 200);
    a.action = problems.text("action", form.action, 1000);
    a.target = problems.optionalLine("target", form.target, 1000);
    a.resources = problems.optionalLine("resources", form.resources, 1000);
    a.outcomeMeant = problems.optionalLine("outcomeMeant", form.outcomeMeant, 1000);
    a.justification = problems.optionalText("justification", form.justification, 2000);
    a.modification = problems.optionalText("modification", form.modification, 2000);
    if (problems.any()) {
      return null;
    }
    a.minutes = minutes == null ? 0 : minutes;
    a.people = people;
    return a;
  }

  private boolean match(String typed, Enrolment unit, StudyFile file, Activity a, Activity own) {
    int bar = typed.indexOf('|');
    String strategy = bar < 0 ? typed : typed.substring(0, bar);
    String occurrence = bar < 0 ? "" : typed.substring(bar + 1);
    if (file.findStrategy(strategy).filter(s -> s.kind() == StrategyKind.ACTIVITY).isEmpty()) {
      return false;
    }
    a.strategy = strategy;
    if (occurrence.isEmpty()) {
      return true;
    }
    Optional<PlannedContact> open =
        accounts.of(unit).stream()
            .filter(account -> account.strategy().equals(strategy))
            .flatMap(account -> open(account, own))
            .map(PlannedLine::planned)
            .filter(planned -> planned.occurrence().equals(occurrence))
            .findFirst();
    boolean keeps =
        own != null
            && own.strategy.equals(strategy)
            && own.occurrence().equals(Optional.of(occurrence));
    if (open.isPresent()) {
      a.plannedKey = open.get().key();
      a.plannedMonth = open.get().month().number();
    } else if (keeps) {
      // The plan may have lost the line meanwhile; an amendment need not settle that.
      a.plannedKey = own.plannedKey;
      a.plannedMonth = own.plannedMonth;
    }
    return open.isPresent() || keeps;
  }
}
