package org.reachline.coaching.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.people.Affiliation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.ledger.DoseChanged;
import org.reachline.studies.ledger.DoseLedger;
import org.reachline.studies.ledger.DoseSeen;
import org.reachline.studies.ledger.SeenDeliveries;

/**
 * Looks for contamination: at one unit whenever its ledger changes or its people begin to get what
 * their arm does not offer, at the whole study when somebody opens the page and in the rounds of
 * {@link ContaminationRounds}. What it finds for the first time it raises as a flag.
 */
@ApplicationScoped
public class ContaminationWatch {
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject Instance<SeenDeliveries> rooms;
  @Inject FlagNotes notes;
  @Inject EntityManager database;
  @Inject Clock clock;

  /**
   * A flag as it stands today.
   *
   * @param finding what is so now, or null if it no longer holds
   * @param notes what people wrote, oldest first
   */
  public record Standing(ContaminationFlag flag, Finding finding, List<FlagNote> notes) {
    /** What is so now, or was when it was raised. */
    public String explanation() {
      return finding == null ? flag.explanationThen : finding.explanation();
    }
  }

  void onDose(@Observes DoseChanged change) {
    lookAt(Enrolment.findById(change.enrolmentId()));
  }

  /** Whoever is in a session that is not for them is found while it runs, not when it is closed. */
  void onSeen(@Observes DoseSeen seen) {
    Enrolment unit = Enrolment.findById(seen.enrolmentId());
    if (protocols.plannedDose(unit).filter(d -> !d.prescribes(seen.strategy())).isPresent()) {
      lookAt(unit);
    }
  }

  private void lookAt(Enrolment unit) {
    List<Finding> now = ofUnit(unit, ledger.deliveries(unit), seen(unit.study, List.of(unit)));
    raise(unit.study, now);
    notes.annotate(ContaminationFlag.listForUnit(unit), now);
  }

  /** Every flag of a study, newest first, after looking again. */
  @Transactional
  public List<Standing> look(Study study) {
    List<Enrolment> units =
        Enrolment.listForStudy(study).stream()
            .filter(e -> e.startedOn != null && protocols.armOf(e).isPresent())
            .toList();
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    Map<Long, List<Delivery>> seen = seen(study, units);
    List<Finding> findings = new ArrayList<>();
    for (Enrolment unit : units) {
      findings.addAll(ofUnit(unit, deliveries.getOrDefault(unit.id, List.of()), seen));
    }
    findings.addAll(Findings.ofPeople(protocols.fileOf(study), stays(units), LocalDate.now(clock)));
    raise(study, findings);
    List<ContaminationFlag> flags = ContaminationFlag.listForStudy(study);
    notes.annotate(flags, findings);
    Map<String, Finding> now = new HashMap<>();
    findings.forEach(f -> now.put(f.key(), f));
    Map<Long, List<FlagNote>> written = new HashMap<>();
    FlagNote.listForStudy(study)
        .forEach(n -> written.computeIfAbsent(n.flag.id, id -> new ArrayList<>()).add(n));
    return flags.stream()
        .map(f -> new Standing(f, now.get(f.findingKey), written.getOrDefault(f.id, List.of())))
        .toList();
  }

  /** What other rooms saw of strategies that the units' arms do not prescribe, by unit. */
  private Map<Long, List<Delivery>> seen(Study study, List<Enrolment> units) {
    Map<Long, List<Delivery>> seen = new HashMap<>();
    for (Strategy strategy : protocols.fileOf(study).strategies()) {
      List<Enrolment> others =
          units.stream()
              .filter(
                  unit ->
                      protocols
                          .plannedDose(unit)
                          .filter(dose -> !dose.prescribes(strategy.key()))
                          .isPresent())
              .toList();
      for (SeenDeliveries room : rooms) {
        room.seen(study, strategy.key(), others)
            .forEach((unit, own) -> seen.computeIfAbsent(unit, u -> new ArrayList<>()).addAll(own));
      }
    }
    return seen;
  }

  private List<Finding> ofUnit(
      Enrolment unit, List<Delivery> posted, Map<Long, List<Delivery>> seen) {
    Set<String> known = posted.stream().map(Delivery::source).collect(Collectors.toSet());
    List<Delivery> deliveries = new ArrayList<>(posted);
    seen.getOrDefault(unit.id, List.of()).stream()
        .filter(delivery -> !known.contains(delivery.source()))
        .forEach(deliveries::add);
    Optional<PlannedDose> dose = protocols.plannedDose(unit);
    if (dose.isEmpty() || deliveries.isEmpty()) {
      return List.of();
    }
    StudyFile file = protocols.fileOf(unit.study);
    Arm arm = protocols.armOf(unit).orElseThrow();
    LocalDate today = LocalDate.now(clock.withZone(unit.unit.zoneId()));
    List<Finding> findings = new ArrayList<>();
    for (Strategy strategy : file.strategies()) {
      DoseAccount account =
          DoseAccount.of(file, strategy.key(), dose.get(), unit.startedOn, deliveries, today);
      Findings.ofAccount(strategy, arm, unit.id, account).ifPresent(findings::add);
    }
    return findings;
  }

  private List<Findings.Stay> stays(Collection<Enrolment> units) {
    Map<Long, Enrolment> bySite = new LinkedHashMap<>();
    units.forEach(u -> u.members.forEach(site -> bySite.put(site.id, u)));
    List<Affiliation> affiliations =
        bySite.isEmpty()
            ? List.of()
            : Affiliation.list(
                "from Affiliation a join fetch a.person where a.site.id in ?1", bySite.keySet());
    List<Findings.Stay> stays = new ArrayList<>();
    for (Affiliation a : affiliations) {
      Enrolment unit = bySite.get(a.site.id);
      protocols
          .armOf(unit)
          .ifPresent(
              arm ->
                  stays.add(
                      new Findings.Stay(
                          a.person.id,
                          a.person.name,
                          a.part.equals(Affiliation.COACH),
                          unit.id,
                          unit.unit.code,
                          arm,
                          a.from,
                          a.until)));
    }
    return stays;
  }

  private void raise(Study study, List<Finding> findings) {
    for (Finding f : findings) {
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
