package org.reachline.contamination;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.contamination.Levels.Unit;
import org.reachline.dose.PlacedStaff.Placement;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Staffing;
import org.reachline.protocol.strategy.Strategy;

/** The rules of contamination of a unit, pure: prescribed beside received. */
final class Findings {
  private Findings() {}

  /** What one unit got of one strategy that its arm does not mean for it, or not yet. */
  static List<Finding> ofIntake(Levels levels, Unit unit, Intake intake) {
    if (!levels.areCompared()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    List<Delivery> early = beforeStep(levels, unit, intake);
    List<Placement> earlyStaff =
        levels
            .step(intake.strategy(), unit)
            .map(step -> intake.staff().stream().filter(p -> p.from().isBefore(step)).toList())
            .orElse(List.of());
    if (!early.isEmpty() || !earlyStaff.isEmpty()) {
      findings.add(
          finding(
              ContaminationKind.BEFORE_STEP,
              unit,
              intake.strategy(),
              Intake.inWords(early, earlyStaff)
                  + " of "
                  + intake.strategy().label()
                  + " received before its step on "
                  + levels.step(intake.strategy(), unit).orElseThrow()
                  + ".",
              early,
              earlyStaff,
              first(early, earlyStaff)));
    }
    // What came before the step is told by the one flag and not by a second one.
    Set<Delivery> told = new HashSet<>(early);
    List<Delivery> beside = intake.beside().stream().filter(d -> !told.contains(d)).toList();
    List<Placement> staff = intake.staff().stream().filter(p -> !earlyStaff.contains(p)).toList();
    beyond(levels, unit, intake, beside, staff).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> beyond(
      Levels levels, Unit unit, Intake intake, List<Delivery> beside, List<Placement> staff) {
    Strategy strategy = intake.strategy();
    if (!levels.prescribes(strategy, unit.arm())) {
      return beside.isEmpty() && staff.isEmpty()
          ? Optional.empty()
          : Optional.of(
              finding(
                  ContaminationKind.NOT_PRESCRIBED,
                  unit,
                  strategy,
                  "“"
                      + unit.arm().label()
                      + "” prescribes nothing of "
                      + strategy.label()
                      + "; "
                      + Intake.inWords(beside, staff)
                      + " received.",
                  beside,
                  staff,
                  first(beside, staff)));
    }
    Set<String> parts =
        strategy.findPlan(unit.arm()).map(Plan::staffing).orElse(List.of()).stream()
            .map(Staffing::part)
            .collect(Collectors.toSet());
    List<Placement> unplanned = staff.stream().filter(p -> !parts.contains(p.part())).toList();
    int contacts = strategy.fidelity().extraContacts();
    int minutes = strategy.fidelity().extraMinutes();
    boolean tolerated = Intake.contacts(beside) <= contacts && Intake.minutes(beside) <= minutes;
    if (tolerated && unplanned.isEmpty()) {
      return Optional.empty();
    }
    List<Delivery> shown = tolerated ? List.of() : beside;
    LocalDate since =
        tolerated
            ? first(List.of(), unplanned)
            : Stream.concat(
                    Stream.of(firstBeyond(beside, contacts, minutes)),
                    unplanned.stream().map(Placement::from))
                .min(LocalDate::compareTo)
                .orElseThrow();
    return Optional.of(
        finding(
            ContaminationKind.BEYOND_PLAN,
            unit,
            strategy,
            Intake.inWords(shown, unplanned)
                + " of "
                + strategy.label()
                + " received beside the plan of "
                + intake.account().planned().contacts()
                + " contacts and "
                + intake.account().planned().minutes()
                + " minutes; the study file tolerates "
                + contacts
                + " and "
                + minutes
                + " minutes.",
            shown,
            unplanned,
            since));
  }

  /**
   * What a stepped unit got before its step: everything of a strategy that comes with the step,
   * save what the plan itself puts before it, or lets come early within its window.
   */
  private static List<Delivery> beforeStep(Levels levels, Unit unit, Intake intake) {
    Optional<LocalDate> step = levels.step(intake.strategy(), unit);
    if (step.isEmpty()) {
      return List.of();
    }
    Set<Delivery> asPlanned =
        intake.account().lines().stream()
            .filter(line -> line.delivery().isPresent())
            .filter(line -> isAsPlanned(line, step.get()))
            .map(line -> line.delivery().orElseThrow())
            .collect(Collectors.toSet());
    return intake.all().stream()
        .filter(d -> d.day().isBefore(step.get()) && !asPlanned.contains(d))
        .toList();
  }

  private static boolean isAsPlanned(PlannedLine line, LocalDate step) {
    return line.planned().month().firstDay().isBefore(step)
        || !line.delivery().orElseThrow().day().isBefore(line.planned().dueFrom());
  }

  private static Finding finding(
      ContaminationKind kind,
      Unit unit,
      Strategy strategy,
      String said,
      Collection<Delivery> deliveries,
      Collection<Placement> staff,
      LocalDate since) {
    return Finding.ofUnit(
        kind,
        unit.id(),
        strategy.key(),
        said,
        Intake.contacts(deliveries),
        Intake.minutes(deliveries),
        since,
        Stream.concat(
                deliveries.stream().map(Delivery::source), staff.stream().map(Placement::source))
            .toList());
  }

  private static LocalDate first(Collection<Delivery> deliveries, Collection<Placement> staff) {
    return Stream.concat(
            deliveries.stream().map(Delivery::day), staff.stream().map(Placement::from))
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  /** The day on which the tolerance was passed. */
  private static LocalDate firstBeyond(List<Delivery> beside, int contacts, int minutes) {
    List<Delivery> sofar = new ArrayList<>();
    for (Delivery d : beside) {
      sofar.add(d);
      if (Intake.contacts(sofar) > contacts || Intake.minutes(sofar) > minutes) {
        return d.day();
      }
    }
    throw new IllegalArgumentException("the tolerance was not passed");
  }
}
