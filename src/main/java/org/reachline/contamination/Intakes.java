package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.contamination.Carriers.Guest;
import org.reachline.contamination.Levels.Unit;
import org.reachline.dose.ObservedDeliveries;
import org.reachline.dose.PlacedStaff;
import org.reachline.dose.UnitAccounts;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Gathers everything that reached units, from every room that delivers, by one rule. */
@ApplicationScoped
class Intakes {
  @Inject Protocols protocols;
  @Inject UnitAccounts accounts;
  @Inject Whereabouts whereabouts;
  @Inject Instance<ObservedDeliveries> rooms;
  @Inject Instance<PlacedStaff> employers;

  /**
   * What reached units.
   *
   * @param levels what differs between the arms of the study
   * @param units the units by key, with their arms
   * @param byUnit one intake per strategy of the study file, in its order, by key of the unit
   * @param guests their people who took part in contacts of other arms
   */
  record Gathered(
      Levels levels, Map<Long, Unit> units, Map<Long, List<Intake>> byUnit, List<Guest> guests) {}

  /** The unit as contamination sees it; empty before allocation or start. */
  Optional<Unit> unit(Enrolment enrolment) {
    return enrolment.startedOn == null
        ? Optional.empty()
        : protocols
            .armOf(enrolment)
            .map(arm -> new Unit(enrolment.id, enrolment.unit.code, arm, enrolment.startedOn));
  }

  /**
   * What reached these units of one study; those without arm or start are left out.
   *
   * @param withLeft whether units that left the study count as hosts and homes of guests, too
   */
  Gathered of(Study study, Collection<Enrolment> enrolments, boolean withLeft) {
    StudyFile file = protocols.fileOf(study);
    Levels levels = new Levels(file);
    Map<Long, Unit> units = new LinkedHashMap<>();
    List<Enrolment> own = new ArrayList<>();
    for (Enrolment enrolment : enrolments) {
      unit(enrolment)
          .ifPresent(
              unit -> {
                units.put(enrolment.id, unit);
                own.add(enrolment);
              });
    }
    List<Guest> visitors =
        levels.areCompared()
            ? whereabouts.guests(
                study, levels, own, e -> e.isActive() || withLeft ? unit(e) : Optional.empty())
            : List.of();
    Map<Long, List<PlacedStaff.Placement>> staff = new HashMap<>();
    employers.forEach(
        room ->
            room.placed(study, own)
                .forEach(
                    (unit, placed) ->
                        staff.computeIfAbsent(unit, u -> new ArrayList<>()).addAll(placed)));
    Map<Long, List<DoseAccount>> all =
        accounts.of(study, own, file.strategies(), CountingChoice.OF_THE_FILE);
    Map<Long, List<Intake>> byUnit = new LinkedHashMap<>();
    own.forEach(unit -> byUnit.put(unit.id, new ArrayList<>()));
    for (int i = 0; i < file.strategies().size(); i++) {
      Strategy strategy = file.strategies().get(i);
      Map<Long, List<Delivery>> seen = seen(study, levels, strategy, own, units);
      visitors.stream()
          .filter(guest -> guest.strategy().equals(strategy.key()))
          .forEach(
              guest ->
                  seen.computeIfAbsent(guest.home().id(), u -> new ArrayList<>())
                      .add(delivery(guest)));
      for (Enrolment unit : own) {
        DoseAccount account = all.get(unit.id).get(i);
        byUnit
            .get(unit.id)
            .add(
                new Intake(
                    strategy,
                    account,
                    notIn(account, seen.getOrDefault(unit.id, List.of())),
                    staff.getOrDefault(unit.id, List.of()).stream()
                        .filter(p -> p.strategy().equals(strategy.key()))
                        .toList()));
      }
    }
    return new Gathered(levels, units, byUnit, visitors);
  }

  /**
   * What rooms saw, and is no line of the ledger, of a strategy that is not for these units: their
   * arms do not prescribe it, or not before a step that has not come.
   */
  private Map<Long, List<Delivery>> seen(
      Study study,
      Levels levels,
      Strategy strategy,
      List<Enrolment> enrolments,
      Map<Long, Unit> units) {
    List<Enrolment> others =
        enrolments.stream().filter(e -> isNotFor(levels, strategy, units.get(e.id))).toList();
    Map<Long, List<Delivery>> seen = new HashMap<>();
    if (others.isEmpty()) {
      return seen;
    }
    for (ObservedDeliveries room : rooms) {
      room.seen(study, strategy.key(), others)
          .forEach(
              (unit, own) ->
                  own.stream()
                      .filter(d -> isUnwanted(levels, strategy, units.get(unit), d))
                      .forEach(d -> seen.computeIfAbsent(unit, u -> new ArrayList<>()).add(d)));
    }
    return seen;
  }

  /** Whether a strategy is not, or not at all times, for a unit. */
  static boolean isNotFor(Levels levels, Strategy strategy, Unit unit) {
    return levels.areCompared()
        && (!levels.prescribes(strategy, unit.arm()) || levels.step(strategy, unit).isPresent());
  }

  private static boolean isUnwanted(Levels levels, Strategy strategy, Unit unit, Delivery seen) {
    return !levels.prescribes(strategy, unit.arm())
        || levels.step(strategy, unit).filter(step -> seen.day().isBefore(step)).isPresent();
  }

  private static Delivery delivery(Guest guest) {
    return Delivery.together(
        guest.source(),
        guest.strategy(),
        Optional.empty(),
        guest.day(),
        guest.minutes(),
        Map.of(guest.part(), 1));
  }

  /** Of one source several people may have been seen; it is one delivery all the same. */
  private static List<Delivery> notIn(DoseAccount account, List<Delivery> seen) {
    Map<String, Delivery> bySource = new LinkedHashMap<>();
    seen.forEach(d -> bySource.putIfAbsent(d.source(), d));
    account.beside().forEach(d -> bySource.remove(d.source()));
    account.lines().forEach(line -> line.delivery().ifPresent(d -> bySource.remove(d.source())));
    return List.copyOf(bySource.values());
  }
}
