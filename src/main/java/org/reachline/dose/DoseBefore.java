package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.StudyVersionCheck;

/**
 * Says what a new version of a study file would change of the time before its first day: held
 * contacts that keep a line which the version no longer plans, and units whose planned or counted
 * dose so far would be another.
 */
@ApplicationScoped
class DoseBefore {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject Clock clock;

  void tell(@Observes StudyVersionCheck version) {
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(version.study());
    Map<String, TreeSet<String>> kept = new TreeMap<>();
    List<String> units = new ArrayList<>();
    for (Enrolment unit : Enrolment.listForStudy(version.study())) {
      Optional<PlannedDose> now = protocols.plannedDose(unit);
      Optional<PlannedDose> next = protocols.plannedDoseUnder(unit, version.next());
      if (now.isEmpty() || next.isEmpty()) {
        continue;
      }
      List<Delivery> own = deliveries.getOrDefault(unit.id, List.of());
      LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
      for (String strategy : strategies(version)) {
        DoseAccount before =
            DoseAccount.of(version.now(), strategy, now.get(), unit.startedOn, own, today);
        DoseAccount after =
            DoseAccount.of(version.next(), strategy, next.get(), unit.startedOn, own, today);
        keep(before, next.get(), unit, kept);
        change(before, after, label(version, strategy), unit).ifPresent(units::add);
      }
    }
    kept.forEach(
        (line, codes) ->
            version
                .before()
                .add(
                    line
                        + " was held at "
                        + String.join(", ", codes)
                        + " and keeps the line that it was held under."));
    version.before().addAll(units);
  }

  /**
   * Strategies that both know. What comes new or goes is told with the changes of the file, and
   * going from under records is a conflict.
   */
  private static List<String> strategies(StudyVersionCheck version) {
    return version.now().strategies().stream()
        .map(Strategy::key)
        .filter(key -> version.next().findStrategy(key).isPresent())
        .toList();
  }

  private static String label(StudyVersionCheck version, String key) {
    return version
        .next()
        .findStrategy(key)
        .or(() -> version.now().findStrategy(key))
        .map(Strategy::label)
        .orElse(key);
  }

  /** Held contacts that the new version does not plan, or plans otherwise. */
  private static void keep(
      DoseAccount before, PlannedDose next, Enrolment unit, Map<String, TreeSet<String>> kept) {
    for (PlannedLine line : before.lines()) {
      if (line.delivery().isEmpty()) {
        continue;
      }
      PlannedContact held = line.planned();
      Optional<PlannedContact> then = next.findContact(before.strategy(), held.occurrence());
      String what =
          then.isEmpty()
              ? ", which the new version no longer plans,"
              : then.get().minutes() != held.minutes()
                  ? ", for which the new version plans "
                      + then.get().minutes()
                      + " minutes and not "
                      + held.minutes()
                      + ","
                  : null;
      if (what != null) {
        kept.computeIfAbsent(
                held.label() + " of month " + held.month().number() + what, k -> new TreeSet<>())
            .add(unit.unit.code);
      }
    }
  }

  private static Optional<String> change(
      DoseAccount before, DoseAccount after, String strategy, Enrolment unit) {
    List<String> changes = new ArrayList<>();
    PlannedTotal due = due(before);
    PlannedTotal dueThen = due(after);
    if (!due.equals(dueThen)) {
      changes.add("planned until today: " + words(due) + ", then " + words(dueThen));
    }
    if (!before.delivered().equals(after.delivered())) {
      changes.add("counted: " + words(before.delivered()) + ", then " + words(after.delivered()));
    }
    if (!before.extra().equals(after.extra())) {
      changes.add("beside the plan: " + words(before.extra()) + ", then " + words(after.extra()));
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(unit.unit.code + ", " + strategy + ": " + String.join("; ", changes) + ".");
  }

  /** What counts of the lines whose window had opened or that were held. */
  private static PlannedTotal due(DoseAccount account) {
    return account.lines().stream()
        .filter(
            line ->
                line.delivery().isPresent() || !line.planned().dueFrom().isAfter(account.asOf()))
        .map(line -> line.planned().adds())
        .reduce(PlannedTotal.NONE, PlannedTotal::plus);
  }

  private static String words(PlannedTotal total) {
    return total.contacts()
        + (total.contacts() == 1 ? " contact and " : " contacts and ")
        + total.minutes()
        + " minutes";
  }
}
