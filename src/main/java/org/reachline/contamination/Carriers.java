package org.reachline.contamination;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.contamination.Levels.Unit;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;

/**
 * The rules of contamination by people, pure: who coaches where, who works where, and who took part
 * in what was another unit's.
 *
 * @param levels what differs between arms
 * @param today the day at a unit; no stay that lies ahead there is contamination yet
 */
record Carriers(Levels levels, Function<Unit, LocalDate> today) {

  /**
   * Somebody at a unit over a span of days, by their place there or because a record says so.
   *
   * @param coach whether as a coach
   * @param until last day, or null while it lasts
   * @param source the record that shows it, or null for a place
   * @param minutes length of the contact that shows it, or null where it is none
   */
  record Stay(
      long person,
      String name,
      boolean coach,
      Unit unit,
      LocalDate from,
      LocalDate until,
      String source,
      Integer minutes) {
    boolean overlaps(Stay other) {
      return (until == null || !other.from.isAfter(until))
          && (other.until == null || !from.isAfter(other.until));
    }
  }

  /**
   * Somebody who took part in a contact of another unit.
   *
   * @param person key of the person
   * @param part what they took part as
   * @param source the contact
   * @param strategy key of its strategy
   * @param host the unit whose contact it was
   * @param home the unit at which the person worked on that day
   */
  record Guest(
      long person,
      String name,
      String part,
      String source,
      String strategy,
      LocalDate day,
      int minutes,
      Unit host,
      Unit home) {}

  /** Everybody who carries treatment between arms. */
  List<Finding> findings(Collection<Stay> stays, Collection<Guest> guests) {
    if (!levels.areCompared()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    if (!levels.unitsArePeople()) {
      Map<Long, List<Stay>> byPerson = new TreeMap<>();
      stays.stream()
          .filter(s -> !s.from().isAfter(today.apply(s.unit())))
          .forEach(s -> byPerson.computeIfAbsent(s.person(), p -> new ArrayList<>()).add(s));
      byPerson
          .values()
          .forEach(
              own -> {
                own.sort(
                    Comparator.comparing(Stay::from).thenComparing(stay -> stay.unit().code()));
                coach(own.stream().filter(Stay::coach).toList()).ifPresent(findings::add);
                staff(own.stream().filter(s -> !s.coach()).toList()).ifPresent(findings::add);
              });
    }
    Map<Long, List<Guest>> byGuest = new TreeMap<>();
    guests.forEach(g -> byGuest.computeIfAbsent(g.person(), p -> new ArrayList<>()).add(g));
    byGuest.values().forEach(own -> findings.add(guest(own)));
    return findings;
  }

  /** A coach of units that are to get different coaching. */
  private Optional<Finding> coach(List<Stay> own) {
    Map<Long, List<Stay>> byUnit = new LinkedHashMap<>();
    own.forEach(s -> byUnit.computeIfAbsent(s.unit().id(), u -> new ArrayList<>()).add(s));
    for (Strategy strategy : levels.file().listStrategies(StrategyKind.COACHING)) {
      TreeMap<String, TreeSet<String>> codes = new TreeMap<>();
      Map<Long, List<Stay>> shown = new LinkedHashMap<>();
      Set<Long> before = new HashSet<>();
      Set<Long> after = new HashSet<>();
      Map<String, Boolean> differ = new HashMap<>();
      LocalDate since = null;
      for (List<Stay> from : byUnit.values()) {
        for (List<Stay> to : byUnit.values()) {
          Optional<LocalDate> day = carried(strategy, from, to, differ);
          if (day.isPresent()) {
            since = since == null || day.get().isBefore(since) ? day.get() : since;
            Unit one = from.get(0).unit();
            Unit other = to.get(0).unit();
            if (after.add(one.id())) {
              name(strategy, one, true, codes);
            }
            if (before.add(other.id())) {
              name(strategy, other, false, codes);
            }
            shown.putIfAbsent(one.id(), from);
            shown.putIfAbsent(other.id(), to);
          }
        }
      }
      if (since != null) {
        return Optional.of(
            finding(
                ContaminationKind.SHARED_COACH,
                own.get(0),
                "coaches sites of different levels: "
                    + codes.entrySet().stream()
                        .map(e -> e.getKey() + " (" + some(e.getValue()) + ")")
                        .collect(Collectors.joining(", "))
                    + ".",
                shown.values().stream().flatMap(List::stream).distinct().toList(),
                since));
      }
    }
    return Optional.empty();
  }

  private void name(
      Strategy strategy, Unit unit, boolean treated, TreeMap<String, TreeSet<String>> codes) {
    String label =
        unit.step().isEmpty()
            ? levels.label(strategy, unit.arm())
            : treated ? "after its step" : "before its step";
    codes.computeIfAbsent(label, l -> new TreeSet<>()).add(unit.code());
  }

  /**
   * The first day on which a coach could carry something from one unit to another; empty if never.
   *
   * @param differ whether two arms differ in the strategy, as far as it was asked before
   */
  private Optional<LocalDate> carried(
      Strategy strategy, List<Stay> from, List<Stay> to, Map<String, Boolean> differ) {
    Unit one = from.get(0).unit();
    Unit other = to.get(0).unit();
    if (one.step().isEmpty() && other.step().isEmpty()) {
      return differ.computeIfAbsent(
              one.arm().key() + "/" + other.arm().key(),
              arms -> levels.differ(strategy, one.arm(), other.arm()))
          ? Optional.of(later(from.get(0).from(), to.get(0).from()))
          : Optional.empty();
    }
    return levels.vary(strategy) ? fromTreated(from, to) : Optional.empty();
  }

  /** The first day on which somebody who was at a treated unit is at one that is not treated. */
  private Optional<LocalDate> fromTreated(List<Stay> from, List<Stay> to) {
    LocalDate treated = levels.treatedFrom(from.get(0).unit());
    LocalDate untreated = levels.treatedFrom(to.get(0).unit());
    Optional<LocalDate> learned =
        from.stream()
            .filter(s -> !treated.isAfter(lastBy(s)))
            .map(s -> later(s.from(), treated))
            .min(LocalDate::compareTo);
    return learned.flatMap(
        day ->
            to.stream()
                .filter(s -> s.from().isBefore(untreated) && day.isBefore(untreated))
                .filter(s -> !day.isAfter(lastBy(s)))
                .map(s -> later(s.from(), day))
                .min(LocalDate::compareTo));
  }

  /** The last day of a stay that is not ahead. */
  private LocalDate lastBy(Stay stay) {
    LocalDate now = today.apply(stay.unit());
    return stay.until() == null || stay.until().isAfter(now) ? now : stay.until();
  }

  private Optional<Finding> staff(List<Stay> own) {
    for (int later = 1; later < own.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Stay a = own.get(earlier);
        Stay b = own.get(later);
        boolean both = a.overlaps(b);
        if (!a.unit().arm().key().equals(b.unit().arm().key()) && mixes(a, b, both)) {
          return Optional.of(
              finding(
                  both ? ContaminationKind.SHARED_PERSON : ContaminationKind.MOVED_PERSON,
                  a,
                  (both ? "works at " : "went from ")
                      + a.unit().code()
                      + " ("
                      + a.unit().arm().label()
                      + (both ? ") and " : ") to ")
                      + b.unit().code()
                      + " ("
                      + b.unit().arm().label()
                      + ").",
                  List.of(a, b),
                  b.from()));
        }
      }
    }
    return Optional.empty();
  }

  /** In a stepped design only who comes from a treated unit brings anything along. */
  private boolean mixes(Stay a, Stay b, boolean both) {
    if (a.unit().step().isEmpty() && b.unit().step().isEmpty()) {
      return true;
    }
    return fromTreated(List.of(a), List.of(b)).isPresent()
        || both && fromTreated(List.of(b), List.of(a)).isPresent();
  }

  private Finding guest(List<Guest> own) {
    List<Guest> byDay = own.stream().sorted(Comparator.comparing(Guest::day)).toList();
    Guest first = byDay.get(0);
    // Somebody with two parts at a site took part once.
    Map<String, Integer> bySource = new LinkedHashMap<>();
    byDay.forEach(g -> bySource.put(g.source(), g.minutes()));
    int contacts = bySource.size();
    int minutes = bySource.values().stream().mapToInt(Integer::intValue).sum();
    TreeSet<String> hosts =
        byDay.stream()
            .map(g -> g.host().code() + " (" + g.host().arm().label() + ")")
            .collect(Collectors.toCollection(TreeSet::new));
    return Finding.ofPerson(
        ContaminationKind.GUEST,
        first.person(),
        first.name(),
        "of "
            + first.home().code()
            + " ("
            + first.home().arm().label()
            + ") took part in "
            + contacts
            + (contacts == 1 ? " contact" : " contacts")
            + " with "
            + minutes
            + " minutes of "
            + some(hosts)
            + ".",
        contacts,
        minutes,
        first.day(),
        List.copyOf(bySource.keySet()));
  }

  private static Finding finding(
      ContaminationKind kind, Stay who, String said, List<Stay> shown, LocalDate since) {
    List<Stay> contacts = shown.stream().filter(s -> s.minutes() != null).toList();
    return Finding.ofPerson(
        kind,
        who.person(),
        who.name(),
        said,
        contacts.size(),
        contacts.stream().mapToInt(Stay::minutes).sum(),
        since,
        shown.stream().map(Stay::source).filter(s -> s != null).distinct().toList());
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static String some(TreeSet<String> words) {
    return words.size() <= 3
        ? String.join(", ", words)
        : words.stream().limit(3).collect(Collectors.joining(", "))
            + " and "
            + (words.size() - 3)
            + " more";
  }
}
