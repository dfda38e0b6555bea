package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reachline.base.calendar.Rule;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.AgendaSlot;
import org.reachline.protocol.strategy.ContactPlan;
import org.reachline.protocol.strategy.Programme;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Makes the schedule that the protocol asks for: one session per date of the programme's rule, from
 * the first study month in which any unit is prescribed one to the last. Making it again adds only
 * what is missing: a session that was moved or cancelled keeps its place in the series.
 */
@ApplicationScoped
public class SessionPlanner {
  @Inject Protocols protocols;
  @Inject AuditTrail audit;

  /**
   * A contact that the protocol asks for.
   *
   * @param unit who is to get it
   * @param contact when and what
   */
  private record Wanted(Enrolment unit, PlannedContact contact) {
    boolean isOn(Instant start, Cohorts cohorts, EchoProgram program) {
      LocalDate day = start.atZone(contact.zone()).toLocalDate();
      return contact.month().contains(day) && (program == null || cohorts.isIn(unit, program, day));
    }
  }

  /** Starts of the sessions that the protocol asks for and that are not in the calendar yet. */
  public List<Instant> missing(Study study, Predicate<EchoProgram> mine) {
    List<Instant> missing = new ArrayList<>();
    for (Strategy strategy : echoStrategies(study)) {
      List<EchoProgram> programs = EchoProgram.listForStrategy(study, strategy.key());
      if (programs.isEmpty() && mine.test(new EchoProgram())) {
        missing.addAll(starts(study, strategy, null));
      }
      for (EchoProgram program : programs.stream().filter(mine).toList()) {
        Set<Instant> known = new HashSet<>();
        EchoSession.listForProgram(program).forEach(s -> known.add(s.recurrenceAt));
        starts(study, strategy, program).stream()
            .filter(start -> !known.contains(start) && !isException(program, start))
            .forEach(missing::add);
      }
    }
    return missing;
  }

  /**
   * A unit that has fewer dates than sessions: it started in a month that the rule leaves out, or
   * the rules of its programmes end before its months do.
   *
   * @param unit the unit
   * @param planned how many sessions the protocol plans for it
   * @param dates how many the rules of its programmes give it
   */
  public record Shortfall(Enrolment unit, int planned, int dates) {}

  /** Units with fewer dates than sessions, of those programmes that are somebody's to plan. */
  public List<Shortfall> shortfalls(Study study, Predicate<EchoProgram> mine) {
    List<Shortfall> found = new ArrayList<>();
    Cohorts cohorts = Cohorts.of(study);
    for (Strategy strategy : echoStrategies(study)) {
      List<EchoProgram> programs = EchoProgram.listForStrategy(study, strategy.key());
      List<Wanted> all = wanted(Enrolment.listForStudy(study), strategy);
      Map<EchoProgram, List<Instant>> dates = new LinkedHashMap<>();
      if (!all.isEmpty()) {
        programs.forEach(program -> dates.put(program, dates(strategy, program, all)));
      }
      Map<Enrolment, List<Wanted>> byUnit = new LinkedHashMap<>();
      all.forEach(w -> byUnit.computeIfAbsent(w.unit(), unit -> new ArrayList<>()).add(w));
      byUnit.forEach(
          (unit, wanted) -> {
            int given =
                programs.stream()
                    .mapToInt(
                        program ->
                            (int)
                                dates.get(program).stream()
                                    .filter(
                                        start ->
                                            wanted.stream()
                                                .anyMatch(w -> w.isOn(start, cohorts, program)))
                                    .count())
                    .sum();
            if (given < wanted.size() && isOfSomeOf(programs, mine, cohorts, wanted)) {
              found.add(new Shortfall(unit, wanted.size(), given));
            }
          });
    }
    return found;
  }

  private static boolean isOfSomeOf(
      List<EchoProgram> programs,
      Predicate<EchoProgram> mine,
      Cohorts cohorts,
      List<Wanted> wanted) {
    return programs.stream()
        .filter(mine)
        .anyMatch(
            program ->
                wanted.stream()
                    .anyMatch(
                        w -> cohorts.isIn(w.unit(), program, w.contact().month().firstDay())));
  }

  /**
   * Adds what is missing, for every ECHO strategy of the study that has a programme.
   *
   * @return the sessions added, by start; empty if the calendar was complete or no unit has an arm
   *     and a start date yet
   */
  @Transactional
  public List<EchoSession> plan(Study study) {
    return plan(study, program -> true);
  }

  /** The same for those programmes that are somebody's to plan; what was added is on the trail. */
  @Transactional
  public List<EchoSession> plan(Study study, Predicate<EchoProgram> mine) {
    List<EchoSession> added = new ArrayList<>();
    for (Strategy strategy : echoStrategies(study)) {
      if (mine.test(new EchoProgram())) {
        setUp(study, strategy);
      }
      EchoProgram.listForStrategy(study, strategy.key()).stream()
          .filter(mine)
          .forEach(program -> added.addAll(plan(study, strategy, program)));
    }
    if (!added.isEmpty()) {
      audit.record(
          "sessions.planned",
          "study:" + study.slug,
          null,
          null,
          added.stream().map(s -> s.startsAt.toString()).toList(),
          null);
    }
    return added;
  }

  private List<EchoSession> plan(Study study, Strategy strategy, EchoProgram program) {
    if (program.anchorOn == null) {
      program.anchorOn = firstDay(study, strategy).orElse(null);
    }
    List<EchoSession> known = EchoSession.listForProgram(program);
    Set<Instant> taken = new HashSet<>();
    known.forEach(session -> taken.add(session.recurrenceAt));
    int number = known.stream().mapToInt(session -> session.number).max().orElse(0);
    List<EchoSession> added = new ArrayList<>();
    for (Instant start : starts(study, strategy, program)) {
      if (!taken.contains(start) && !isException(program, start)) {
        added.add(add(program, strategy, ++number, start));
      }
    }
    return added;
  }

  private static boolean isException(EchoProgram program, Instant start) {
    return program.exceptions.containsKey(start.atZone(program.zoneId()).toLocalDate());
  }

  /** The ECHO strategies of a study that have a programme. */
  public List<Strategy> echoStrategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.ECHO).stream()
        .filter(strategy -> strategy.programme().isPresent())
        .toList();
  }

  /** The programme whose dates the study file gives; it is there from the first time on. */
  public EchoProgram setUp(Study study, Strategy strategy) {
    Optional<EchoProgram> known =
        EchoProgram.listForStrategy(study, strategy.key()).stream()
            .filter(EchoProgram::isOfProtocol)
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    EchoProgram program = new EchoProgram();
    program.study = study;
    program.strategy = strategy.key();
    program.name = strategy.label();
    program.zone = strategy.programme().orElseThrow().zone().getId();
    program.anchorOn = firstDay(study, strategy).orElse(null);
    program.persist();
    return program;
  }

  private static EchoSession add(
      EchoProgram program, Strategy strategy, int number, Instant start) {
    EchoSession session = new EchoSession();
    session.program = program;
    session.number = number;
    session.recurrenceAt = start;
    session.startsAt = start;
    List<AgendaSlot> slots = strategy.programme().orElseThrow().agenda();
    slots.forEach(s -> session.agenda.add(new AgendaItem(s.kind(), s.label(), s.minutes())));
    int agenda = slots.stream().mapToInt(AgendaSlot::minutes).sum();
    session.durationMinutes = agenda > 0 ? agenda : plannedMinutes(strategy);
    session.persist();
    return session;
  }

  private static int plannedMinutes(Strategy strategy) {
    return strategy.plans().stream()
        .flatMap(plan -> plan.contacts().stream())
        .mapToInt(ContactPlan::minutes)
        .max()
        .orElse(60);
  }

  /** Starts by the rule, on days on which at least one unit of the programme is to have one. */
  private List<Instant> starts(Study study, Strategy strategy, EchoProgram program) {
    List<Enrolment> units = LikeUnits.of(study);
    List<Wanted> wanted = wanted(units, strategy);
    if (wanted.isEmpty()) {
      return List.of();
    }
    Cohorts cohorts = Cohorts.ofUnits(units);
    // Between two units' months there may be a gap in which nobody is expected.
    return dates(strategy, program, wanted).stream()
        .filter(start -> wanted.stream().anyMatch(w -> w.isOn(start, cohorts, program)))
        .toList();
  }

  private static List<Instant> dates(Strategy strategy, EchoProgram program, List<Wanted> wanted) {
    LocalDate from =
        wanted.stream()
            .map(w -> w.contact().month().firstDay())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    LocalDate to =
        wanted.stream()
            .map(w -> w.contact().month().lastDay())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (program != null && !program.isOfProtocol()) {
      return Rule.of(program.rule).starts(program.beginsAt, program.zoneId(), program.anchorOn, to);
    }
    Programme programme = strategy.programme().orElseThrow();
    LocalDate anchor = program == null || program.anchorOn == null ? from : program.anchorOn;
    return programme.rule().rule().starts(anchor, programme.time(), programme.zone(), from, to);
  }

  private Optional<LocalDate> firstDay(Study study, Strategy strategy) {
    return wanted(LikeUnits.of(study), strategy).stream()
        .map(w -> w.contact().month())
        .map(StudyMonth::firstDay)
        .min(Comparator.naturalOrder());
  }

  private List<Wanted> wanted(List<Enrolment> units, Strategy strategy) {
    return units.stream()
        .filter(Enrolment::isActive)
        .flatMap(
            unit ->
                protocols.plannedDose(unit).stream()
                    .flatMap(dose -> dose.listContacts(strategy.key()).stream())
                    .map(contact -> new Wanted(unit, contact)))
        .toList();
  }
}
