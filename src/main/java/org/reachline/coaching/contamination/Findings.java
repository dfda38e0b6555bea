package org.reachline.coaching.contamination;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedTotal;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;

/** The rules of contamination, pure: prescribed beside received, and who is where. */
final class Findings {
  private Findings() {}

  /**
   * Somebody's part at a unit over a span of days.
   *
   * @param until last day, or null while it lasts
   */
  record Stay(
      long person,
      String name,
      boolean coach,
      long unit,
      String code,
      Arm arm,
      LocalDate from,
      LocalDate until) {
    boolean overlaps(Stay other) {
      return (until == null || !other.from.isAfter(until))
          && (other.until == null || !from.isAfter(other.until));
    }
  }

  /** What one unit received beside what its arm prescribes. */
  static Optional<Finding> ofAccount(
      Strategy strategy, Arm arm, long enrolment, DoseAccount account) {
    List<Delivery> beside = account.beside();
    if (beside.isEmpty()) {
      return Optional.empty();
    }
    PlannedTotal extra = account.extra();
    List<String> sources = beside.stream().map(Delivery::source).toList();
    boolean prescribed = !account.lines().isEmpty();
    if (!prescribed) {
      return Optional.of(
          new Finding(
              ContaminationKind.NOT_PRESCRIBED,
              enrolment,
              strategy.key(),
              null,
              "“"
                  + arm.label()
                  + "” prescribes nothing of "
                  + strategy.label()
                  + "; "
                  + amount(extra)
                  + " received.",
              beside.get(0).day(),
              sources));
    }
    int contacts = strategy.fidelity().extraContacts();
    int minutes = strategy.fidelity().extraMinutes();
    if (extra.contacts() <= contacts && extra.minutes() <= minutes) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            ContaminationKind.BEYOND_PLAN,
            enrolment,
            strategy.key(),
            null,
            amount(extra)
                + " of "
                + strategy.label()
                + " received beside the plan of "
                + account.planned().contacts()
                + " contacts and "
                + account.planned().minutes()
                + " minutes; the study file tolerates "
                + contacts
                + " and "
                + minutes
                + " minutes.",
            firstBeyond(beside, contacts, minutes),
            sources));
  }

  private static String amount(PlannedTotal extra) {
    return extra.contacts()
        + (extra.contacts() == 1 ? " contact" : " contacts")
        + " with "
        + extra.minutes()
        + " minutes";
  }

  /** The day on which the tolerance was passed. */
  private static LocalDate firstBeyond(List<Delivery> beside, int contacts, int minutes) {
    int sumContacts = 0;
    int sumMinutes = 0;
    for (Delivery d : beside) {
      sumContacts++;
      sumMinutes += d.minutes();
      if (sumContacts > contacts || sumMinutes > minutes) {
        return d.day();
      }
    }
    throw new IllegalArgumentException("the tolerance was not passed");
  }

  /** People who carry treatment between arms. Only stays at allocated units are given. */
  static List<Finding> ofPeople(StudyFile file, Collection<Stay> stays, LocalDate today) {
    Map<Long, List<Stay>> byPerson = new TreeMap<>();
    stays.forEach(s -> byPerson.computeIfAbsent(s.person(), p -> new ArrayList<>()).add(s));
    List<Finding> findings = new ArrayList<>();
    byPerson.forEach(
        (person, own) -> {
          own.sort(Comparator.comparing(Stay::from).thenComparing(Stay::code));
          coach(file, own).ifPresent(findings::add);
          staff(own, today).ifPresent(findings::add);
        });
    return findings;
  }

  /**
   * A coach of two levels of the factor that coaching follows, or of two arms if it follows arms.
   */
  private static Optional<Finding> coach(StudyFile file, List<Stay> stays) {
    List<Stay> own = stays.stream().filter(Stay::coach).toList();
    for (Strategy strategy : file.listStrategies(StrategyKind.COACHING)) {
      Map<String, TreeSet<String>> codes = new TreeMap<>();
      for (Stay stay : own) {
        codes
            .computeIfAbsent(level(file, strategy, stay.arm()), l -> new TreeSet<>())
            .add(stay.code());
      }
      if (codes.size() > 1) {
        return Optional.of(
            new Finding(
                ContaminationKind.SHARED_COACH,
                null,
                null,
                own.get(0).person(),
                own.get(0).name()
                    + " coaches sites of different levels: "
                    + codes.entrySet().stream()
                        .map(e -> e.getKey() + " (" + some(e.getValue()) + ")")
                        .collect(Collectors.joining(", "))
                    + ".",
                own.stream().map(Stay::from).max(Comparator.naturalOrder()).orElseThrow(),
                List.of()));
      }
    }
    return Optional.empty();
  }

  private static String level(StudyFile file, Strategy strategy, Arm arm) {
    return strategy
        .factor()
        .flatMap(file::findFactor)
        .map(
            factor ->
                factor.label()
                    + " "
                    + factor.levels().stream()
                        .filter(l -> l.key().equals(arm.levels().get(factor.key())))
                        .map(l -> l.label())
                        .findFirst()
                        .orElse("not set"))
        .orElse(arm.label());
  }

  private static String some(TreeSet<String> codes) {
    return codes.size() <= 3
        ? String.join(", ", codes)
        : codes.stream().limit(3).collect(Collectors.joining(", "))
            + " and "
            + (codes.size() - 3)
            + " more";
  }

  private static Optional<Finding> staff(List<Stay> stays, LocalDate today) {
    List<Stay> own = stays.stream().filter(s -> !s.coach()).toList();
    for (int later = 1; later < own.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Stay a = own.get(earlier);
        Stay b = own.get(later);
        if (a.arm().key().equals(b.arm().key()) || b.from().isAfter(today)) {
          continue;
        }
        boolean both = a.overlaps(b);
        return Optional.of(
            new Finding(
                both ? ContaminationKind.SHARED_PERSON : ContaminationKind.MOVED_PERSON,
                null,
                null,
                a.person(),
                a.name()
                    + (both ? " works at " : " went from ")
                    + a.code()
                    + " ("
                    + a.arm().label()
                    + (both ? ") and " : ") to ")
                    + b.code()
                    + " ("
                    + b.arm().label()
                    + ").",
                b.from(),
                List.of()));
      }
    }
    return Optional.empty();
  }
}
