package org.reachline.activities;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Audit;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Words;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedContact;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.dose.PlannedLine;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.file.Term;
import org.reachline.studies.ledger.DoseLedger;

/** Logs and withdraws activities, each with its line in the trail and in the ledger. */
@ApplicationScoped
public class ActivityLog {
  /** Kind of the ledger's sources that are activities. */
  public static final String KIND = "activity";

  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;

  /** The strategies that this room delivers. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.ACTIVITY);
  }

  /** Planned beside delivered, per strategy; empty before allocation or start. */
  public List<DoseAccount> accounts(Enrolment unit) {
    Optional<PlannedDose> dose = protocols.plannedDose(unit);
    if (dose.isEmpty()) {
      return List.of();
    }
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    StudyFile file = protocols.fileOf(unit.study);
    List<Delivery> deliveries = ledger.deliveries(unit);
    return strategies(unit.study).stream()
        .map(s -> DoseAccount.of(file, s.key(), dose.get(), unit.startedOn, deliveries, today))
        .toList();
  }

  /** What an activity can be matched to: open planned lines, then none, per strategy. */
  public List<Choice> planned(Enrolment unit) {
    List<Choice> choices = new ArrayList<>();
    for (DoseAccount account : accounts(unit)) {
      for (PlannedLine line : account.lines()) {
        if (line.delivery().isEmpty()) {
          choices.add(
              new Choice(
                  account.strategy() + "|" + line.planned().occurrence(),
                  line.planned().label()
                      + ", month "
                      + line.planned().month().number()
                      + " (by "
                      + Words.shortly(line.planned().dueTo())
                      + ")"));
        }
      }
    }
    for (Strategy s : strategies(unit.study)) {
      choices.add(new Choice(s.key() + "|", s.label() + ", beside the plan"));
    }
    return choices;
  }

  /** Reads the form; null if {@code problems} has any. */
  Activity read(ActivityForm form, Enrolment unit, Site site, Problems problems) {
    StudyFile file = protocols.fileOf(unit.study);
    Activity a = new Activity();
    a.study = unit.study;
    a.studyVersion = unit.study.current;
    a.enrolment = unit;
    a.site = site;
    problems.choice(
        "planned",
        form.planned,
        typed -> match(typed, unit, file, a) ? Optional.of(a) : Optional.empty(),
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
    Integer minutes = problems.integer("minutes", form.minutes, 1, 100_000);
    Integer people = problems.integer("people", form.people, 0, 10_000);
    a.generation = problems.optionalInteger("generation", form.generation, 1, 20);
    a.part =
        problems.choice(
            "part",
            form.part,
            key -> file.parts().stream().map(Term::key).filter(key::equals).findFirst(),
            "one of the parts of the study file");
    a.actor = problems.text("actor", form.actor, 200);
    a.action = problems.text("action", form.action, 1000);
    a.target = problems.optionalText("target", form.target, 1000);
    a.resources = problems.optionalText("resources", form.resources, 1000);
    a.outcomeMeant = problems.optionalText("outcomeMeant", form.outcomeMeant, 1000);
    a.justification = problems.optionalText("justification", form.justification, 2000);
    a.modification = problems.optionalText("modification", form.modification, 2000);
    if (problems.any()) {
      return null;
    }
    a.minutes = minutes;
    a.people = people;
    return a;
  }

  private boolean match(String typed, Enrolment unit, StudyFile file, Activity a) {
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
        accounts(unit).stream()
            .filter(account -> account.strategy().equals(strategy))
            .flatMap(account -> account.lines().stream())
            .filter(l -> l.delivery().isEmpty() && l.planned().occurrence().equals(occurrence))
            .map(PlannedLine::planned)
            .findFirst();
    open.ifPresent(
        planned -> {
          a.plannedKey = planned.key();
          a.plannedMonth = planned.month().number();
        });
    return open.isPresent();
  }

  /** Enters an activity that is in order. */
  @Transactional
  public Activity log(Activity activity) {
    activity.loggedAt = clock.instant();
    activity.loggedBy = me.email();
    activity.persistAndFlush();
    audit.record(
        "activity.logged", activity.subject(), activity.site.id, null, state(activity), null);
    ledger.post(activity.enrolment, activity.subject(), Optional.of(delivery(activity)), "logged");
    return activity;
  }

  /** Takes an activity back for good. */
  @Transactional
  public void withdraw(Activity activity, String reason) {
    Map<String, Object> before = state(activity);
    activity.withdraw(me.email(), reason, clock.instant());
    Activity.flush();
    audit.record(
        "activity.withdrawn",
        activity.subject(),
        activity.site.id,
        before,
        state(activity),
        reason);
    ledger.post(activity.enrolment, activity.subject(), Optional.empty(), "withdrawn");
  }

  private static Delivery delivery(Activity a) {
    return Delivery.together(
        a.subject(),
        a.strategy,
        a.occurrence(),
        a.heldOn,
        a.minutes,
        a.people == 0 ? Map.of() : Map.of(a.part, a.people));
  }

  private static Map<String, Object> state(Activity a) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("site", a.site.code);
    state.put("strategy", a.strategy);
    state.put("planned", a.occurrence().orElse("beside the plan"));
    state.put("heldOn", a.heldOn.toString());
    state.put("minutes", a.minutes);
    state.put("part", a.part);
    state.put("people", a.people);
    state.put("generation", a.generation);
    state.put("actor", a.actor);
    state.put("action", a.action);
    state.put("target", a.target);
    state.put("resources", a.resources);
    state.put("outcomeMeant", a.outcomeMeant);
    state.put("justification", a.justification);
    state.put("modification", a.modification);
    state.put("withdrawn", !a.isStanding());
    return state;
  }
}
