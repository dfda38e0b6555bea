package org.reachline.activities;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.reachline.base.Formats;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Staffing;
import org.reachline.protocol.strategy.Strategy;

/**
 * Staff whom a strategy puts in place at a site: planned beside there, role by role.
 *
 * @param strategy the strategy
 * @param roles in the order of the plan, then those that nobody planned
 */
record StaffInPlace(Strategy strategy, List<Role> roles) {

  /**
   * One role.
   *
   * @param part key of the part
   * @param planned full-time equivalents that the arm plans; null if it plans none or the reader
   *     may not know
   * @param inPlace full-time equivalents that are there today
   * @param people how many persons that are
   * @param steps every day on which it changed, with what was there from then on
   */
  public record Role(
      String part, BigDecimal planned, BigDecimal inPlace, int people, List<Step> steps) {
    /** The part in words. */
    public String label() {
      return Formats.fromKey(part);
    }

    /** Whether less is there than planned. */
    public boolean isShort() {
      return planned != null && inPlace.compareTo(planned) < 0;
    }
  }

  /** What was there from a day on. */
  public record Step(LocalDate from, BigDecimal inPlace, int people) {}

  /**
   * One per strategy that plans or got staff.
   *
   * @param arm the unit's arm; empty before allocation or if the reader may not know the plan
   * @param activities what was logged; withdrawn ones are left out here
   */
  static List<StaffInPlace> of(
      List<Strategy> strategies,
      Optional<Arm> arm,
      Collection<Activity> activities,
      LocalDate today) {
    List<StaffInPlace> all = new ArrayList<>();
    for (Strategy strategy : strategies) {
      Map<String, BigDecimal> planned = new LinkedHashMap<>();
      for (Staffing s : arm.flatMap(strategy::findPlan).map(Plan::staffing).orElse(List.of())) {
        planned.merge(s.part(), BigDecimal.valueOf(s.fullTimeEquivalent()), BigDecimal::add);
      }
      List<Activity> own =
          activities.stream()
              .filter(a -> a.isStanding() && a.facts.fullTimeEquivalent() != null)
              .filter(a -> a.facts.strategy().equals(strategy.key()))
              .toList();
      Set<String> parts = new LinkedHashSet<>(planned.keySet());
      own.forEach(a -> parts.add(a.facts.part()));
      List<Role> roles = new ArrayList<>();
      for (String part : parts) {
        List<Activity> placed = own.stream().filter(a -> a.facts.part().equals(part)).toList();
        Step now = on(placed, today);
        roles.add(new Role(part, planned.get(part), now.inPlace(), now.people(), steps(placed)));
      }
      if (!roles.isEmpty()) {
        all.add(new StaffInPlace(strategy, List.copyOf(roles)));
      }
    }
    return all;
  }

  private static List<Step> steps(List<Activity> placed) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Activity a : placed) {
      days.add(a.facts.day());
      if (a.facts.placedUntil() != null) {
        days.add(a.facts.placedUntil().plusDays(1));
      }
    }
    return days.stream().map(day -> on(placed, day)).toList();
  }

  private static Step on(List<Activity> placed, LocalDate day) {
    List<Activity> there =
        placed.stream()
            .filter(a -> !a.facts.day().isAfter(day))
            .filter(a -> a.facts.placedUntil() == null || !a.facts.placedUntil().isBefore(day))
            .toList();
    return new Step(
        day,
        there.stream()
            .map(a -> a.facts.fullTimeEquivalent())
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        there.stream().mapToInt(a -> a.facts.people()).sum());
  }
}
