package org.reachline.cli.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.cli.simulate.SimulatedTrial;
import org.reachline.cli.simulate.SimulatedTrial.Person;
import org.reachline.cli.simulate.SimulatedTrial.Unit;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.StrategyKind;

/**
 * Gives the demonstration's logins a place in the simulated trial: the coach takes over the coach
 * with the most units, the hub the first of the hub's people, the clinician the one who is expected
 * at ECHO sessions and reports, at a site that still runs.
 */
final class DemoPersonas {
  static final String COORDINATOR = "coordinator@demo.reachline.example";
  static final String COACH = "coach@demo.reachline.example";
  static final String HUB = "hub@demo.reachline.example";
  static final String CLINICIAN = "clinician@demo.reachline.example";

  private DemoPersonas() {}

  /** The same trial with the logins' people in it. */
  static SimulatedTrial give(SimulatedTrial trial, StudyFile file, LocalDate asOf) {
    Map<String, Person> newByOld = new HashMap<>();
    first(trial, "coach")
        .ifPresent(p -> newByOld.put(p.email(), named(p, COACH, "Cole Whitfield")));
    first(trial, "hub").ifPresent(p -> newByOld.put(p.email(), named(p, HUB, "Dr Hanna Okafor")));
    Optional<Unit> unit =
        trial.units().stream()
            .filter(u -> expectedAtSessions(file, u, asOf))
            .max(Comparator.comparing(Unit::startsOn));
    unit.ifPresent(
        u ->
            trial.people().stream()
                .filter(p -> p.site().equals(Optional.of(u.code())))
                .filter(p -> isAudience(file, p) || p.part().equals(Optional.of("data_reporter")))
                .forEach(p -> newByOld.put(p.email(), named(p, CLINICIAN, "Mara Jensen"))));
    SimulatedTrial cast = recast(trial, newByOld);
    return unit.map(u -> leaveLastReport(cast, u, asOf)).orElse(cast);
  }

  /** The latest full month of the clinician's site is left for whoever tries the demonstration. */
  private static SimulatedTrial leaveLastReport(SimulatedTrial trial, Unit unit, LocalDate asOf) {
    int last = StudyMonth.at(unit.startsOn(), asOf).number() - 1;
    return new SimulatedTrial(
        trial.measures(),
        trial.sites(),
        trial.people(),
        trial.units(),
        trial.sessions(),
        trial.attendance(),
        trial.contacts(),
        trial.reports().stream()
            .filter(r -> !(r.site().equals(unit.code()) && r.month() == last))
            .toList());
  }

  private static Optional<Person> first(SimulatedTrial trial, String role) {
    return trial.people().stream().filter(p -> p.role().equals(role)).findFirst();
  }

  private static Person named(Person p, String email, String name) {
    return new Person(email, name, p.role(), p.zone(), p.site(), p.part(), p.from());
  }

  private static boolean isAudience(StudyFile file, Person person) {
    return file.listStrategies(StrategyKind.ECHO).stream()
        .flatMap(s -> s.plans().stream())
        .flatMap(plan -> plan.contacts().stream())
        .anyMatch(c -> person.part().filter(c.audience()::contains).isPresent());
  }

  private static boolean expectedAtSessions(StudyFile file, Unit unit, LocalDate asOf) {
    Arm arm = file.findArm(unit.arm()).orElseThrow();
    int month = StudyMonth.at(unit.startsOn(), asOf).number();
    return file.listStrategies(StrategyKind.ECHO).stream()
        .flatMap(s -> s.findPlan(arm).stream())
        .flatMap(plan -> plan.contacts().stream())
        // Some sessions behind, so that there is something to look at, and some ahead.
        .anyMatch(c -> c.months().contains(month - 3) && c.months().contains(month + 2));
  }

  private static SimulatedTrial recast(SimulatedTrial trial, Map<String, Person> newByOld) {
    List<Person> people = new ArrayList<>();
    for (Person p : trial.people()) {
      Person taken = newByOld.get(p.email());
      people.add(taken == null ? p : named(p, taken.email(), taken.name()));
    }
    return new SimulatedTrial(
        trial.measures(),
        trial.sites(),
        people,
        trial.units(),
        trial.sessions(),
        trial.attendance().stream()
            .map(
                a ->
                    new SimulatedTrial.Attendance(
                        a.session(),
                        email(newByOld, a.person()),
                        a.site(),
                        a.joinedAt(),
                        a.leftAt(),
                        a.evidence()))
            .toList(),
        trial.contacts().stream()
            .map(
                c ->
                    new SimulatedTrial.Contact(
                        c.unit(),
                        c.site(),
                        c.strategy(),
                        c.startsAt(),
                        c.minutes(),
                        c.mode(),
                        c.kind(),
                        c.outcome(),
                        c.plannedKey(),
                        c.plannedMonth(),
                        email(newByOld, c.coach()),
                        c.attendedBy().stream().map(a -> email(newByOld, a)).distinct().toList(),
                        c.summary(),
                        c.loggedAt()))
            .toList(),
        trial.reports().stream()
            .map(
                r ->
                    new SimulatedTrial.Report(
                        r.site(),
                        r.month(),
                        r.state(),
                        r.submittedOn(),
                        email(newByOld, r.submittedBy()),
                        r.values()))
            .toList());
  }

  private static String email(Map<String, Person> newByOld, String email) {
    Person taken = newByOld.get(email);
    return taken == null ? email : taken.email();
  }
}
