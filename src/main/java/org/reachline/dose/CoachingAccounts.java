package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Sets what the ledger says was held against the planned contacts, unit by unit. */
@ApplicationScoped
public class CoachingAccounts {
  @Inject Protocols protocols;
  @Inject Clock clock;
  @Inject DoseLedger ledger;
  @Inject UnitAccounts units;

  /**
   * One unit's coaching.
   *
   * @param enrolment the unit
   * @param monthNow study month of today, or null before a start date is set
   * @param accounts one per coaching strategy; empty before allocation or start
   */
  public record UnitAccount(
      Enrolment enrolment, @Nullable Integer monthNow, List<DoseAccount> accounts) {}

  /** The coaching strategies of a study, in the order of its file. */
  public List<Strategy> strategies(Study study) {
    return protocols.fileOf(study).listStrategies(StrategyKind.COACHING);
  }

  /** The account of one unit, by the rules that the study file chooses. */
  public UnitAccount of(Enrolment enrolment) {
    return of(enrolment, CountingChoice.OF_THE_FILE);
  }

  /** The account of one unit by the rules that somebody chose. */
  public UnitAccount of(Enrolment enrolment, CountingChoice counting) {
    return reckon(enrolment, ledger.deliveries(enrolment), counting);
  }

  /** The accounts of these units of one study by the rules that the study file chooses. */
  public List<UnitAccount> of(Study study, Collection<Enrolment> enrolments) {
    return of(study, enrolments, CountingChoice.OF_THE_FILE);
  }

  /** The same by the rules that somebody chose; in their order, with few queries for all. */
  public List<UnitAccount> of(
      Study study, Collection<Enrolment> enrolments, CountingChoice counting) {
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    List<UnitAccount> accounts = new ArrayList<>();
    for (Enrolment enrolment : enrolments) {
      List<Delivery> own = deliveries.getOrDefault(enrolment.id, List.of());
      accounts.add(
          counting.equals(CountingChoice.OF_THE_FILE)
              ? kept(enrolment, own)
              : reckon(enrolment, own, counting));
    }
    return accounts;
  }

  /**
   * A board asks for thousands of accounts that have not changed since the last time: an account
   * follows from the unit, the protocol, the deliveries and the day alone.
   */
  private UnitAccount kept(Enrolment enrolment, List<Delivery> deliveries) {
    LocalDate today = LocalDate.now(clock.withZone(enrolment.unit.zoneId()));
    Basis basis =
        new Basis(
            enrolment.version,
            enrolment.study.current.id,
            enrolment.armKey,
            enrolment.unit.zone,
            today);
    Kept known = kept.get(enrolment.id);
    if (known != null && known.basis().equals(basis) && known.deliveries() == deliveries) {
      return new UnitAccount(enrolment, known.monthNow(), known.accounts());
    }
    UnitAccount account = reckon(enrolment, deliveries, CountingChoice.OF_THE_FILE);
    // Without the entity: it belongs to the session that read it.
    kept.put(enrolment.id, new Kept(basis, deliveries, account.monthNow(), account.accounts()));
    return account;
  }

  /** What an account follows from beside its deliveries. */
  record Basis(int version, long protocol, @Nullable String arm, String zone, LocalDate today) {}

  /** The accounts of a unit that were reckoned before, if what they follow from is the same. */
  Optional<List<DoseAccount>> known(long enrolment, Basis basis, List<Delivery> deliveries) {
    Kept known = kept.get(enrolment);
    return known != null && known.basis().equals(basis) && known.deliveries() == deliveries
        ? Optional.of(known.accounts())
        : Optional.empty();
  }

  private record Kept(
      Basis basis,
      List<Delivery> deliveries,
      @Nullable Integer monthNow,
      List<DoseAccount> accounts) {}

  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

  /** One unit's accounts of every strategy of the study; empty before allocation or start. */
  public List<DoseAccount> ofAllStrategies(Enrolment enrolment, CountingChoice counting) {
    return reckon(
        enrolment,
        ledger.deliveries(enrolment),
        protocols.fileOf(enrolment.study).strategies(),
        counting);
  }

  private UnitAccount reckon(
      Enrolment enrolment, List<Delivery> deliveries, CountingChoice counting) {
    LocalDate start = enrolment.startedOn;
    if (start == null) {
      return new UnitAccount(enrolment, null, List.of());
    }
    LocalDate today = LocalDate.now(clock.withZone(enrolment.unit.zoneId()));
    int month = StudyMonth.at(start, today).number();
    List<Strategy> coaching = strategies(enrolment.study);
    return new UnitAccount(enrolment, month, reckon(enrolment, deliveries, coaching, counting));
  }

  private List<DoseAccount> reckon(
      Enrolment enrolment,
      List<Delivery> deliveries,
      List<Strategy> strategies,
      CountingChoice counting) {
    return protocols.armOf(enrolment).isEmpty()
        ? List.of()
        : units.of(enrolment, deliveries, strategies, counting);
  }
}
