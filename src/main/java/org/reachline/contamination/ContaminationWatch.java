package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.act.EndOfAct;
import org.reachline.base.act.OwnAct;
import org.reachline.contamination.Levels.Unit;
import org.reachline.dose.DeliveryObserved;
import org.reachline.dose.DoseChanged;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Looks for contamination: at one unit whenever its ledger changes or its people begin to get what
 * their arm does not offer, at the whole study when somebody opens the page and in the rounds of
 * {@link ContaminationRounds}. What it finds for the first time it raises as a flag; a flag whose
 * evidence is gone it ends. A unit that left the study is not looked at any more.
 */
@ApplicationScoped
public class ContaminationWatch {
  @Inject Protocols protocols;
  @Inject Intakes intakes;
  @Inject Whereabouts whereabouts;
  @Inject FlagNotes notes;
  @Inject EntityManager database;
  @Inject OwnAct ownAct;
  @Inject EndOfAct end;
  @Inject Clock clock;

  /**
   * A flag as it stands today.
   *
   * @param finding what is so now, or null if it no longer holds
   * @param state how it stands, as it is kept
   * @param notes what people wrote, oldest first
   */
  public record Standing(
      ContaminationFlag flag, Finding finding, FlagState state, List<FlagNote> notes) {
    /** What is so now, or was when it ended. */
    public String explanation() {
      String said = finding == null ? state.said : finding.said();
      return flag.person == null ? said : flag.person.name + " " + said;
    }

    /** First day of the evidence that there is now, else of that for which it was raised. */
    public LocalDate since() {
      return finding == null ? flag.since : finding.since();
    }

    /** When it was found that it no longer holds; null while it does. */
    public Instant endedAt() {
      return state.holds ? null : state.sinceAt;
    }
  }

  void onDose(@Observes DoseChanged change) {
    lookAtEnd(change.enrolmentId());
  }

  /** Whoever is in a session that is not for them is found while it runs, not when it is closed. */
  void onSeen(@Observes DeliveryObserved seen) {
    Enrolment unit = Enrolment.findById(seen.enrolmentId());
    Levels levels = new Levels(protocols.fileOf(unit.study));
    Optional<Strategy> strategy = levels.file().findStrategy(seen.strategy());
    Optional<Unit> known = intakes.unit(unit);
    if (strategy.isPresent()
        && known.isPresent()
        && Intakes.isNotFor(levels, strategy.get(), known.get())) {
      lookAtEnd(unit.id);
    }
  }

  /** A bulk of changes is looked at once. */
  private void lookAtEnd(long unit) {
    end.once("contamination of unit " + unit, () -> lookAt(Enrolment.findById(unit)));
  }

  private void lookAt(Enrolment unit) {
    List<Enrolment> own = unit.isActive() ? List.of(unit) : List.of();
    List<Enrolment> all = Enrolment.listForStudy(unit.study);
    List<Enrolment> hosts = all.stream().filter(Enrolment::isActive).toList();
    List<Finding> now = findings(intakes.of(unit.study, own, hosts));
    raise(unit.study, now);
    notes.annotate(
        ContaminationFlag.listForUnit(unit),
        now,
        () ->
            all.size() == hosts.size()
                ? Set.of()
                : keys(findings(intakes.of(unit.study, own, all))));
  }

  /**
   * Every flag of a study, newest first, after looking again. What is not on record yet is put
   * there in an act of its own: the rounds were there before, unless it came about just now.
   */
  @Transactional
  public List<Standing> look(Study study) {
    List<Enrolment> all = Enrolment.listForStudy(study);
    List<Enrolment> units = all.stream().filter(Enrolment::isActive).toList();
    List<Finding> findings = findings(study, units);
    List<ContaminationFlag> flags = ContaminationFlag.listForStudy(study);
    Map<Long, FlagState> states = FlagState.lastOf(flags);
    if (!notes.areOnRecord(flags, states, findings)) {
      Set<String> withLeft = all.size() == units.size() ? Set.of() : keys(findings(study, all));
      ownAct.run("contamination found by a reader", () -> record(study, findings, withLeft));
      flags = ContaminationFlag.listForStudy(study);
      states = FlagState.lastOf(flags);
    }
    return standing(study, findings, flags, states);
  }

  private static List<Standing> standing(
      Study study,
      List<Finding> findings,
      List<ContaminationFlag> flags,
      Map<Long, FlagState> states) {
    Map<String, Finding> now = new HashMap<>();
    findings.forEach(f -> now.put(f.key(), f));
    Map<Long, List<FlagNote>> written = new HashMap<>();
    FlagNote.listForStudy(study)
        .forEach(n -> written.computeIfAbsent(n.flag.id, id -> new ArrayList<>()).add(n));
    return flags.stream()
        .map(
            f ->
                new Standing(
                    f,
                    now.get(f.findingKey),
                    states.get(f.id),
                    written.getOrDefault(f.id, List.of())))
        .toList();
  }

  private void record(Study study, List<Finding> findings, Set<String> withLeft) {
    raise(study, findings);
    notes.annotate(ContaminationFlag.listForStudy(study), findings, () -> withLeft);
  }

  /** What is so of units and of people, if these are the units of the study. */
  private List<Finding> findings(Study study, List<Enrolment> units) {
    Intakes.Gathered gathered = intakes.of(study, units, units);
    List<Finding> findings = findings(gathered);
    if (gathered.levels().areCompared()) {
      LocalDate today = LocalDate.now(clock);
      findings.addAll(
          new Carriers(gathered.levels(), today)
              .findings(
                  whereabouts.stays(study, gathered.units(), units, clock.instant()),
                  gathered.guests()));
    }
    return findings;
  }

  private static Set<String> keys(List<Finding> findings) {
    return findings.stream().map(Finding::key).collect(Collectors.toSet());
  }

  private static List<Finding> findings(Intakes.Gathered gathered) {
    List<Finding> findings = new ArrayList<>();
    gathered
        .byUnit()
        .forEach(
            (unit, own) ->
                own.forEach(
                    intake ->
                        findings.addAll(
                            Findings.ofIntake(
                                gathered.levels(), gathered.units().get(unit), intake))));
    return findings;
  }

  private void raise(Study study, List<Finding> findings) {
    Set<String> known = ContaminationFlag.known(study, keys(findings));
    for (Finding f : findings) {
      if (known.contains(f.key())) {
        continue;
      }
      // Two requests may find the same at once; the table lets one of them in.
      database
          .createNativeQuery(
              "insert into contamination_flag (id, study_id, finding_key, kind, enrolment_id,"
                  + " strategy, person_id, since, raised_at, explanation_then) values"
                  + " (nextval('contamination_flag_seq'), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                  + " on conflict (study_id, finding_key) do nothing")
          .setParameter(1, study.id)
          .setParameter(2, f.key())
          .setParameter(3, f.kind().name())
          .setParameter(4, f.enrolmentId())
          .setParameter(5, f.strategy())
          .setParameter(6, f.personId())
          .setParameter(7, f.since())
          .setParameter(8, clock.instant())
          .setParameter(9, f.explanation())
          .executeUpdate();
    }
  }
}
