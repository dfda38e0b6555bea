package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * The coaching accounts of all units of a study, for pages that show a few of them and count the
 * others. They are kept while nothing has changed that they follow from, and whether that is so is
 * asked of the database in two sums; after a change only what changed is reckoned again.
 */
@ApplicationScoped
public class StudyAccounts {
  @Inject EntityManager database;
  @Inject CoachingAccounts accounts;
  @Inject DoseLedger ledger;
  @Inject Clock clock;

  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

  /** A site of a unit. */
  public record Member(long site, String code) {}

  /**
   * An active unit.
   *
   * @param enrolment its key
   * @param site key of its leading site
   * @param code code of its leading site
   * @param name name of its leading site
   * @param zone time zone of its leading site
   * @param members all its sites, by code
   * @param accounts one per coaching strategy; empty before allocation or start
   */
  public record Unit(
      long enrolment,
      long site,
      String code,
      String name,
      String zone,
      List<Member> members,
      List<DoseAccount> accounts) {

    /** The leading site, or the first by code of those that are somebody's; empty for none. */
    public Optional<Member> memberOf(LongPredicate mine) {
      return members.stream()
          .filter(member -> mine.test(member.site()))
          .min(Comparator.comparing((Member member) -> member.site() != site));
    }
  }

  /** An account that is behind its plan: contacts are late, or some can no longer be held. */
  public record Behind(Unit unit, DoseAccount account) {}

  /** What accounts follow from beside the ledger: protocol, units, sites. */
  private record Stamp(long protocol, long members, long enrolments, long sites, long newest) {}

  private record Kept(
      Stamp stamp,
      Map<Long, List<Delivery>> deliveries,
      Map<String, LocalDate> days,
      List<Unit> units,
      List<Behind> behind) {}

  /** The active units, by code of their leading site. */
  public List<Unit> of(Study study) {
    return look(study).units();
  }

  /** The accounts behind their plan, those with late contacts first, then by site. */
  public List<Behind> behind(Study study) {
    return look(study).behind();
  }

  private Kept look(Study study) {
    Stamp stamp = stamp(study);
    Map<Long, List<Delivery>> deliveries = ledger.deliveries(study);
    Kept known = kept.get(study.id);
    if (known != null
        && known.stamp().equals(stamp)
        && known.deliveries() == deliveries
        && known.days().entrySet().stream().allMatch(d -> today(d.getKey()).equals(d.getValue()))) {
      return known;
    }
    Kept now = reckon(study, stamp, deliveries);
    kept.put(study.id, now);
    return now;
  }

  /** Units and sites are never erased and each change counts, so equal sums are equal records. */
  private Stamp stamp(Study study) {
    Object[] sums =
        (Object[])
            database
                .createNativeQuery(
                    "select count(*), coalesce(sum(e.version), 0), coalesce(sum(s.version), 0),"
                        + " coalesce(max(e.ordinal), 0) from enrolment e join enrolment_member m on"
                        + " m.enrolment_id = e.id join site s on s.id = m.site_id where e.study_id ="
                        + " ?1",
                    Object[].class)
                .setParameter(1, study.id)
                .getSingleResult();
    return new Stamp(
        study.current.id, number(sums[0]), number(sums[1]), number(sums[2]), number(sums[3]));
  }

  private Kept reckon(Study study, Stamp stamp, Map<Long, List<Delivery>> deliveries) {
    Map<Long, List<Member>> members = members(study);
    List<Tuple> rows = rows(study);
    Map<Long, List<DoseAccount>> own = new HashMap<>();
    List<Long> unknown = new ArrayList<>();
    for (Tuple row : rows) {
      long enrolment = number(row.get(0));
      accounts
          .known(
              enrolment,
              new CoachingAccounts.Basis(
                  (int) number(row.get(1)),
                  stamp.protocol(),
                  row.get(2, String.class),
                  row.get(6, String.class),
                  today(row.get(6, String.class))),
              deliveries.getOrDefault(enrolment, List.of()))
          .ifPresentOrElse(found -> own.put(enrolment, found), () -> unknown.add(enrolment));
    }
    accounts
        .of(study, Enrolment.listByIds(unknown))
        .forEach(account -> own.put(account.enrolment().id, account.accounts()));
    List<Unit> units =
        rows.stream()
            .map(
                row ->
                    new Unit(
                        number(row.get(0)),
                        number(row.get(3)),
                        row.get(4, String.class),
                        row.get(5, String.class),
                        row.get(6, String.class),
                        members.getOrDefault(number(row.get(0)), List.of()),
                        own.getOrDefault(number(row.get(0)), List.of())))
            .toList();
    Map<String, LocalDate> days = new HashMap<>();
    units.forEach(unit -> days.computeIfAbsent(unit.zone(), this::today));
    return new Kept(stamp, deliveries, days, units, behind(units));
  }

  private static List<Behind> behind(List<Unit> units) {
    return units.stream()
        .flatMap(unit -> unit.accounts().stream().map(account -> new Behind(unit, account)))
        .filter(one -> isBehind(one.account()))
        .sorted(Comparator.comparing((Behind one) -> one.account().late().isEmpty()))
        .toList();
  }

  private static boolean isBehind(DoseAccount account) {
    if (!account.late().isEmpty()) {
      return true;
    }
    // Lost contacts of a unit that has nothing left to hold are a finding, not a task.
    return !account.canStillBeMet()
        && account.remaining().contacts() > 0
        && !account.due().isEmpty();
  }

  private LocalDate today(String zone) {
    return LocalDate.now(clock.withZone(ZoneId.of(zone)));
  }

  private List<Tuple> rows(Study study) {
    return database
        .createQuery(
            "select e.id, e.version, e.armKey, u.id, u.code, u.name, u.zone from Enrolment e join"
                + " e.unit u where e.study = ?1 and e.withdrawnOn is null order by u.code",
            Tuple.class)
        .setParameter(1, study)
        .getResultList();
  }

  private Map<Long, List<Member>> members(Study study) {
    Map<Long, List<Member>> members = new HashMap<>();
    for (Tuple row :
        database
            .createQuery(
                "select e.id, s.id, s.code from Enrolment e join e.members s where e.study = ?1 and"
                    + " e.withdrawnOn is null order by s.code",
                Tuple.class)
            .setParameter(1, study)
            .getResultList()) {
      members
          .computeIfAbsent(number(row.get(0)), unit -> new ArrayList<>())
          .add(new Member(number(row.get(1)), row.get(2, String.class)));
    }
    return members;
  }

  private static long number(Object sum) {
    return ((Number) sum).longValue();
  }
}
