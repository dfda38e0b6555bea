package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.Delivery;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.dose.StudyMonth;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;

/** Puts the contacts that were held beside the planned ones, unit by unit. */
@ApplicationScoped
public class CoachingAccounts {
  @Inject Protocols protocols;
  @Inject Clock clock;

  /**
   * One unit's coaching.
   *
   * @param enrolment the unit
   * @param monthNow study month of today, or null before a start date is set
   * @param accounts one per coaching strategy; empty before allocation or start
   */
  public record UnitAccount(Enrolment enrolment, Integer monthNow, List<DoseAccount> accounts) {}

  /** The coaching strategies of a study, in the order of its file. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.COACHING);
  }

  /** The account of one unit. */
  public UnitAccount of(Enrolment enrolment) {
    return reckon(
        enrolment, deliveries("c.enrolment = ?1", enrolment).getOrDefault(enrolment.id, List.of()));
  }

  /** The accounts of these units of one study, in their order, with few queries for all. */
  public List<UnitAccount> of(Study study, Collection<Enrolment> enrolments) {
    Map<Long, List<Delivery>> deliveries = deliveries("c.study = ?1", study);
    List<UnitAccount> accounts = new ArrayList<>();
    for (Enrolment enrolment : enrolments) {
      accounts.add(reckon(enrolment, deliveries.getOrDefault(enrolment.id, List.of())));
    }
    return accounts;
  }

  private UnitAccount reckon(Enrolment enrolment, List<Delivery> deliveries) {
    LocalDate start = enrolment.startedOn;
    if (start == null) {
      return new UnitAccount(enrolment, null, List.of());
    }
    LocalDate today = LocalDate.now(clock.withZone(enrolment.unit.zoneId()));
    int month = StudyMonth.at(start, today).number();
    StudyFile file = protocols.fileOf(enrolment.study);
    Optional<PlannedDose> dose = protocols.plannedDose(enrolment);
    List<DoseAccount> accounts = new ArrayList<>();
    if (dose.isPresent()) {
      for (Strategy strategy : file.listStrategies(StrategyKind.COACHING)) {
        accounts.add(DoseAccount.of(file, strategy.key(), dose.get(), start, deliveries, today));
      }
    }
    return new UnitAccount(enrolment, month, accounts);
  }

  /** Contacts that were held and stand, by unit; read as plain values because boards are large. */
  private Map<Long, List<Delivery>> deliveries(String which, Object argument) {
    String held =
        " from CoachingContact c where "
            + which
            + " and c.outcome = org.reachline.coaching.ContactOutcome.HELD and c.withdrawnAt is"
            + " null";
    var em = CoachingContact.getEntityManager();
    Map<Long, Map<String, Integer>> people = new HashMap<>();
    for (Object[] row :
        em.createQuery(
                "select c.id, a.part, sum(a.people)"
                    + held.replace(" where ", " join c.attendees a where ")
                    + " group by c.id, a.part",
                Object[].class)
            .setParameter(1, argument)
            .getResultList()) {
      people
          .computeIfAbsent((Long) row[0], id -> new TreeMap<>())
          .put((String) row[1], ((Number) row[2]).intValue());
    }
    Map<Long, List<Delivery>> byUnit = new HashMap<>();
    for (Object[] row :
        em.createQuery(
                "select c.id, c.enrolment.id, c.strategy, c.plannedKey, c.plannedMonth, c.startsAt,"
                    + " c.durationMinutes, c.enrolment.unit.zone"
                    + held,
                Object[].class)
            .setParameter(1, argument)
            .getResultList()) {
      Long id = (Long) row[0];
      byUnit
          .computeIfAbsent((Long) row[1], unit -> new ArrayList<>())
          .add(
              new Delivery(
                  "coaching_contact:" + id,
                  (String) row[2],
                  Optional.ofNullable((String) row[3]).map(key -> key + "@" + row[4]),
                  ((Instant) row[5]).atZone(ZoneId.of((String) row[7])).toLocalDate(),
                  (Integer) row[6],
                  people.getOrDefault(id, Map.of())));
    }
    return byUnit;
  }
}
