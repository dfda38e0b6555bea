package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.CohortAssignment;
import org.reachline.sessions.Cohorts;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionPlanner;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Further programmes of a strategy, and which units are in them, each act on the trail. */
@ApplicationScoped
class CohortActs {
  private static final int MOST_TOLD = 5;

  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject SessionPlanner planner;
  @Inject Protocols protocols;
  @Inject Event<CohortsChanged> changes;
  @Inject Clock clock;

  /**
   * A unit whose arm is offered the strategy.
   *
   * @param unit the unit
   * @param program where it is today
   * @param since the place that says so, or null if it was placed nowhere
   * @param later the places that are foreseen, by day
   */
  public record Row(
      Enrolment unit, EchoProgram program, CohortAssignment since, List<CohortAssignment> later) {
    public Row {
      later = List.copyOf(later);
    }

    /** How many sites go with the leading one. */
    public int partners() {
      return unit.members.size() - 1;
    }

    /** The place that is foreseen next, or null. */
    public CohortAssignment next() {
      return later.isEmpty() ? null : later.get(0);
    }

    /** Whether it is in this programme today and stays. */
    public boolean isIn(EchoProgram other) {
      return program.id.equals(other.id) && later.isEmpty();
    }

    /** The places that hold no more once it is placed from a day on. */
    List<CohortAssignment> replacedFrom(LocalDate day) {
      return Stream.concat(Stream.ofNullable(since), later.stream())
          .filter(place -> !place.from.isBefore(day))
          .toList();
    }

    /** Where it would be on a day. */
    EchoProgram on(LocalDate day) {
      return later.stream()
          .filter(place -> !place.from.isAfter(day))
          .reduce((earlier, next) -> next)
          .map(place -> place.program)
          .orElse(program);
    }
  }

  private record Placed(String program, LocalDate from, List<String> replaced) {}

  /** ECHO strategies of a study. */
  List<Strategy> strategies(Study study) {
    return planner.echoStrategies(study);
  }

  /** Adds a programme; one that somebody of the role hub adds is theirs. */
  @Transactional
  public EchoProgram add(Study study, SeriesFacts series) {
    planner.setUp(study, protocols.fileOf(study).findStrategy(series.strategy()).orElseThrow());
    EchoProgram program = new EchoProgram();
    program.study = study;
    program.strategy = series.strategy();
    program.name = series.name();
    program.hub = series.hub();
    program.rule = series.rule();
    program.beginsAt = series.time();
    program.zone = series.zone().getId();
    program.anchorOn = series.startsOn();
    if (!me.is(Role.COORDINATOR)) {
      program.team.add(Person.findById(me.id()));
    }
    program.persist();
    audit.record(
        "program.added",
        ProgramActs.subject(program),
        null,
        null,
        SeriesFacts.SHEET.state(series),
        null);
    return program;
  }

  /**
   * Units whose arm is offered what the programme delivers, by code, as far as they are in
   * programmes that the current person runs.
   */
  List<Row> rows(EchoProgram program) {
    Strategy strategy =
        protocols.fileOf(program.study).findStrategy(program.strategy).orElseThrow();
    Optional<EchoProgram> ofProtocol =
        EchoProgram.listForStrategy(program.study, program.strategy).stream()
            .filter(EchoProgram::isOfProtocol)
            .findFirst();
    Cohorts cohorts = Cohorts.of(program.study);
    List<Row> rows = new ArrayList<>();
    for (Enrolment unit : Enrolment.listForStudy(program.study)) {
      boolean offered =
          unit.isActive()
              && protocols
                  .armOf(unit)
                  .flatMap(strategy::findPlan)
                  .filter(plan -> !plan.contacts().isEmpty())
                  .isPresent();
      LocalDate today = today(unit);
      Optional<CohortAssignment> place = cohorts.placeOf(unit, program.strategy, today);
      EchoProgram now = place.map(p -> p.program).or(() -> ofProtocol).orElse(null);
      if (offered && now != null && access.mayHost(now)) {
        List<CohortAssignment> later = cohorts.later(unit, program.strategy, today);
        rows.add(new Row(unit, now, place.orElse(null), later));
      }
    }
    return rows;
  }

  /** Today where the unit is. */
  LocalDate today(Enrolment unit) {
    return LocalDate.now(clock.withZone(unit.unit.zoneId()));
  }

  /** Names the state of a strategy's cohorts: a place more is another state. */
  static int version(EchoProgram program) {
    return Math.toIntExact(
        CohortAssignment.count(
            "program.study = ?1 and program.strategy = ?2", program.study, program.strategy));
  }

  /** Passes whoever saw where the units are. @throws Refusal.Overtaken says who placed one since */
  static void requireSeen(EchoProgram program, Change change) {
    int version = version(program);
    if (!change.saw(version)) {
      throw new Refusal.Overtaken(overtaken(program), null, version);
    }
  }

  private static String overtaken(EchoProgram program) {
    return CohortAssignment.<CohortAssignment>find(
            "from CohortAssignment p join fetch p.program g join fetch p.enrolment e join fetch e.unit"
                + " where g.study = ?1 and g.strategy = ?2 order by p.ordinal desc",
            program.study,
            program.strategy)
        .page(0, 1)
        .firstResultOptional()
        .map(
            p ->
                Person.findByEmail(p.placedBy).map(who -> who.name).orElse(p.placedBy)
                    + " meanwhile brought "
                    + p.enrolment.unit.name
                    + " into “"
                    + p.program.name
                    + "”.")
        .orElse("Somebody else changed this meanwhile.");
  }

  /**
   * Brings units into a programme from a day on. Placements for that day or later that were said
   * before hold no more. Whoever was told of sessions to come is told what is so now.
   *
   * @throws Refusal.Overtaken if somebody placed a unit since
   */
  @Transactional
  public void place(EchoProgram program, List<Row> rows, LocalDate from, Change change) {
    requireSeen(program, change);
    Set<EchoProgram> concerned = new LinkedHashSet<>(List.of(program));
    for (Row row : rows) {
      CohortAssignment place = new CohortAssignment();
      place.enrolment = row.unit();
      place.program = program;
      place.from = from;
      place.replacesLater = true;
      place.reason = change.reason();
      place.placedBy = me.email();
      place.placedAt = clock.instant();
      place.persist();
      concerned.add(row.on(from));
      List<CohortAssignment> replaced = row.replacedFrom(from);
      replaced.forEach(earlier -> concerned.add(earlier.program));
      audit.record(
          "cohort.placed",
          ProgramActs.subject(program),
          row.unit().unit.id,
          new Placed(
              row.on(from).name,
              row.since() == null ? null : row.since().from,
              replaced.stream().map(CohortActs::inWords).toList()),
          new Placed(program.name, from, List.of()),
          change.reason());
    }
    CohortAssignment.flush();
    Set<Long> sites =
        rows.stream()
            .flatMap(row -> row.unit().members.stream())
            .map(site -> site.id)
            .collect(Collectors.toSet());
    changes.fire(new CohortsChanged(List.copyOf(concerned), program, from, sites));
  }

  /** Which placement holds now and which hold no more, for whoever placed units. */
  static String told(EchoProgram program, List<Row> rows, LocalDate from) {
    String sum =
        (rows.size() == 1 ? rows.get(0).unit().unit.name + " is" : rows.size() + " units are")
            + " in “"
            + program.name
            + "” from "
            + Formats.inWords(from)
            + ".";
    String replaced =
        rows.stream()
            .flatMap(
                row ->
                    row.replacedFrom(from).stream()
                        .map(
                            place ->
                                row.unit().unit.name + " in " + inWords(place) + " holds no more"))
            .limit(MOST_TOLD)
            .collect(Collectors.joining("; "));
    return sum
        + (replaced.isEmpty() ? "" : " This is what holds; " + replaced + ".")
        + " Whoever was invited is told.";
  }

  private static String inWords(CohortAssignment place) {
    return "“" + place.program.name + "” from " + Formats.inWords(place.from);
  }
}
