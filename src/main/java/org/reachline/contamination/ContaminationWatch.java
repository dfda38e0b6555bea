package org.reachline.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  @Inject StudyFindings found;
  @Inject FlagNotes notes;
  @Inject EntityManager database;
  @Inject OwnAct ownAct;
  @Inject EndOfAct end;
  @Inject Clock clock;

  /**
   * What was found by a look.
   *
   * @param basis what it follows from
   * @param record which flags were on record then
   * @param now what is so, by {@link Finding#key()}
   */
  public record Looked(String basis, String record, Map<String, Finding> now) {
    /** How these flags stand today, in their order. */
    public List<Standing> standing(List<ContaminationFlag> flags) {
      Map<Long, FlagState> states = FlagState.lastOf(flags);
      Map<Long, List<FlagNote>> written =
          FlagNote.listFor(flags).stream().collect(Collectors.groupingBy(note -> note.flag.id));
      return flags.stream()
          .map(
              flag ->
                  new Standing(
                      flag,
                      now.get(flag.findingKey),
                      states.get(flag.id),
                      written.getOrDefault(flag.id, List.of())))
          .toList();
    }
  }

  private final Map<Long, Looked> kept = new ConcurrentHashMap<>();

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
    List<Finding> now = StudyFindings.ofUnits(intakes.of(unit.study, own, false));
    raise(unit.study, now);
    notes.annotate(
        ContaminationFlag.listForUnit(unit),
        now,
        () ->
            Enrolment.count("study = ?1 and withdrawnOn is not null", unit.study) == 0
                ? Set.of()
                : keys(StudyFindings.ofUnits(intakes.of(unit.study, own, true))));
  }

  /**
   * Looks at a study again, unless nothing has changed since the last look that findings follow
   * from. What is not on record yet is put there in an act of its own: the rounds were there
   * before, unless it came about just now.
   */
  @Transactional
  public Looked look(Study study) {
    String basis = found.basis(study);
    String record = record(study);
    Looked known = kept.get(study.id);
    if (known != null && known.basis().equals(basis) && known.record().equals(record)) {
      return known;
    }
    List<Enrolment> all = Enrolment.listForStudy(study);
    List<Enrolment> units = all.stream().filter(Enrolment::isActive).toList();
    List<Finding> findings = found.of(study, units, false);
    List<ContaminationFlag> flags = ContaminationFlag.listForStudy(study);
    if (!notes.areOnRecord(flags, FlagState.lastOf(flags), findings)) {
      Set<String> withLeft =
          all.size() == units.size() ? Set.of() : keys(found.of(study, all, true));
      ownAct.run(
          "contamination found by a reader",
          () -> {
            raise(study, findings);
            notes.annotate(ContaminationFlag.listForStudy(study), findings, () -> withLeft);
          });
      record = record(study);
    }
    Map<String, Finding> now = new LinkedHashMap<>();
    findings.forEach(f -> now.put(f.key(), f));
    Looked looked = new Looked(basis, record, Collections.unmodifiableMap(now));
    kept.put(study.id, looked);
    return looked;
  }

  /** How many flags and states of flags there are: neither is ever changed. */
  private String record(Study study) {
    return database
        .createNativeQuery(
            "select count(distinct f.id) || '/' || count(s.flag_id) from contamination_flag f left"
                + " join contamination_state s on s.flag_id = f.id where f.study_id = ?1",
            String.class)
        .setParameter(1, study.id)
        .getSingleResult()
        .toString();
  }

  private static Set<String> keys(List<Finding> findings) {
    return findings.stream().map(Finding::key).collect(Collectors.toSet());
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
          // Nothing waits to be written, and looking whether costs more than the row.
          .setFlushMode(FlushModeType.COMMIT)
          .executeUpdate();
    }
  }
}
