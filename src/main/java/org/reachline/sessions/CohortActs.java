package org.reachline.sessions;

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
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.file.Strategy;

/** Further programmes of a strategy, and which units are in them, each act on the trail. */
@ApplicationScoped
public class CohortActs {
  @Inject Audit audit;
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
   * @param next the place that is foreseen, or null
   */
  public record Row(Enrolment unit, EchoProgram program, CohortPlace since, CohortPlace next) {
    /** How many sites go with the leading one. */
    public int partners() {
      return unit.members.size() - 1;
    }

    /** Whether it is in this programme today and stays. */
    public boolean isIn(EchoProgram other) {
      return program.id.equals(other.id) && next == null;
    }
  }

  private record Added(
      String strategy,
      String name,
      String hub,
      String rule,
      String time,
      String zone,
      String from) {}

  private record Placed(String program, LocalDate from) {}

  /** ECHO strategies of a study. */
  List<Strategy> strategies(Study study) {
    return planner.echoStrategies(study);
  }

  /** Adds a programme; one that somebody of the role hub adds is theirs. */
  @Transactional
  public EchoProgram add(Study study, NewProgramForm.Typed typed) {
    planner.setUp(study, typed.strategy());
    EchoProgram program = new EchoProgram();
    program.study = study;
    program.strategy = typed.strategy().key();
    program.name = typed.name();
    program.hub = typed.hub();
    program.rule = typed.rule();
    program.beginsAt = typed.time();
    program.zone = typed.zone().getId();
    program.anchorOn = typed.startsOn();
    if (!me.is(Role.COORDINATOR)) {
      program.team.add(Person.findById(me.id()));
    }
    program.persist();
    audit.record(
        "program.added",
        ProgramActs.subject(program),
        null,
        null,
        new Added(
            program.strategy,
            program.name,
            program.hub,
            program.rule,
            program.beginsAt.toString(),
            program.zone,
            program.anchorOn.toString()),
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
      Optional<CohortPlace> place = cohorts.placeOf(unit, program.strategy, today);
      EchoProgram now = place.map(p -> p.program).or(() -> ofProtocol).orElse(null);
      if (offered && now != null && access.mayHost(now)) {
        CohortPlace next = cohorts.nextPlace(unit, program.strategy, today).orElse(null);
        rows.add(new Row(unit, now, place.orElse(null), next));
      }
    }
    return rows;
  }

  /** Today where the unit is. */
  LocalDate today(Enrolment unit) {
    return LocalDate.now(clock.withZone(unit.unit.zoneId()));
  }

  /** Names the state of a strategy's cohorts: a place more is another state. */
  static long version(EchoProgram program) {
    return CohortPlace.count(
        "program.study = ?1 and program.strategy = ?2", program.study, program.strategy);
  }

  /** Who placed a unit last, as a sentence for the slower of two. */
  static String overtaken(EchoProgram program) {
    return CohortPlace.<CohortPlace>find(
            "from CohortPlace p join fetch p.program g join fetch p.enrolment e join fetch e.unit"
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
   * Brings units into a programme from a day on. Whoever was told of sessions to come is told what
   * is so now.
   */
  @Transactional
  public void place(EchoProgram program, List<Row> rows, LocalDate from, String reason) {
    Set<EchoProgram> concerned = new LinkedHashSet<>(List.of(program));
    for (Row row : rows) {
      CohortPlace place = new CohortPlace();
      place.enrolment = row.unit();
      place.program = program;
      place.from = from;
      place.reason = reason;
      place.placedBy = me.email();
      place.placedAt = clock.instant();
      place.persist();
      concerned.add(row.program());
      if (row.next() != null) {
        concerned.add(row.next().program);
      }
      audit.record(
          "cohort.placed",
          ProgramActs.subject(program),
          row.unit().unit.id,
          new Placed(row.program().name, row.since() == null ? null : row.since().from),
          new Placed(program.name, from),
          reason);
    }
    CohortPlace.flush();
    changes.fire(new CohortsChanged(List.copyOf(concerned)));
  }
}
