package org.reachline.coaching;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.reachline.base.CurrentPerson;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.contacts.CoachedSites;
import org.reachline.dose.CoachingAccounts;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.DoseFidelity;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Gathers the sites that the person coaches or oversees, those who need help first. */
@RequestScoped
class CoachingBoard {
  @Inject CurrentPerson me;
  @Inject CoachedSites coached;
  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;
  @Inject BookingQueries queries;

  /**
   * One site under one strategy.
   *
   * @param site the site of the unit by which the person gets to its coaching
   * @param arm its arm, or null if there is none yet or the person may not see it
   * @param monthNow study month of today, or null before the start
   * @param account its account, or null before allocation or start
   * @param standing how it stands
   * @param booked what is booked
   */
  public record Row(
      Enrolment enrolment,
      Site site,
      Strategy strategy,
      Arm arm,
      Integer monthNow,
      DoseAccount account,
      FidelityStatus standing,
      BookingQueries.Booked booked) {

    /** Shares that fall short of the study file's thresholds. */
    public List<DoseFidelity.Measure> shortfalls() {
      return account == null
          ? List.of()
          : DoseFidelity.of(account, strategy.fidelity().thresholds()).shortfalls();
    }

    /** Whether a planned contact is late or due, and can be logged when it was held. */
    public boolean owes() {
      return needs() == FidelityStatus.LATE || needs() == FidelityStatus.DUE;
    }

    /** What it needs next: what is late before what is due, both before how it stands. */
    FidelityStatus needs() {
      if (account == null) {
        return standing;
      }
      return !account.late().isEmpty()
          ? FidelityStatus.LATE
          : account.due().isEmpty() ? standing : FidelityStatus.DUE;
    }
  }

  /**
   * What somebody looks for.
   *
   * @param text part of a site's code or name, or empty
   * @param standing one standing, or null for all
   * @param arm key of an arm, or empty; ignored for who may not see arms
   * @param sort {@code standing}, {@code late}, {@code until}, {@code site} or {@code dose}
   * @param counting the counting rules by which dose is told
   */
  public record Search(
      String text, FidelityStatus standing, String arm, String sort, CountingChoice counting) {}

  /** All rows that fit, in order. */
  public List<Row> rows(Study study, Search search) {
    boolean arms = me.maySeeArms();
    String text = search.text().strip().toLowerCase(Locale.ROOT);
    List<Enrolment> units =
        Enrolment.listForStudy(study).stream()
            .filter(Enrolment::isActive)
            .filter(e -> arms || coached.of(e).isPresent())
            .filter(
                e ->
                    text.isEmpty()
                        || e.unit.code.toLowerCase(Locale.ROOT).contains(text)
                        || e.unit.name.toLowerCase(Locale.ROOT).contains(text))
            .filter(e -> !arms || search.arm().isEmpty() || isIn(e, search.arm()))
            .toList();
    List<Row> rows = new ArrayList<>();
    List<Strategy> strategies = accounts.strategies(study);
    Map<Long, BookingQueries.Booked> booked = queries.of(study);
    for (CoachingAccounts.UnitAccount unit : accounts.of(study, units, search.counting())) {
      Site site = coached.of(unit.enrolment()).orElse(unit.enrolment().unit);
      Arm arm = arms ? protocols.armOf(unit.enrolment()).orElse(null) : null;
      for (int i = 0; i < strategies.size(); i++) {
        DoseAccount account = unit.accounts().isEmpty() ? null : unit.accounts().get(i);
        FidelityStatus standing =
            account == null ? FidelityStatus.NOT_PLANNED : FidelityStatus.of(account);
        if (search.standing() == null || search.standing() == standing) {
          rows.add(
              new Row(
                  unit.enrolment(),
                  site,
                  strategies.get(i),
                  arm,
                  unit.monthNow(),
                  account,
                  standing,
                  booked.getOrDefault(unit.enrolment().id, BookingQueries.Booked.NOTHING)));
        }
      }
    }
    return switch (search.sort()) {
      case "site" -> sorted(rows, row -> row.enrolment().unit.code);
      case "until" -> sorted(rows, CoachingBoard::lastDay);
      case "dose" -> sorted(rows, CoachingBoard::percent);
      case "late" -> sorted(rows, row -> (row.owes() ? 0 : 10) + row.needs().ordinal());
      default -> sorted(rows, Row::standing);
    };
  }

  private boolean isIn(Enrolment unit, String arm) {
    return protocols.armOf(unit).filter(own -> own.key().equals(arm)).isPresent();
  }

  /** A row with what it is sorted by. */
  private record Keyed<K>(K key, Row row) {}

  /** By the key, then by site; the key of each row is reckoned once and not at each comparison. */
  private static <K extends Comparable<? super K>> List<Row> sorted(
      List<Row> rows, Function<Row, K> key) {
    return rows.stream()
        .map(row -> new Keyed<>(key.apply(row), row))
        .sorted(
            Comparator.comparing((Keyed<K> keyed) -> keyed.key())
                .thenComparing(keyed -> keyed.row().enrolment().unit.code))
        .map(Keyed::row)
        .toList();
  }

  private static LocalDate lastDay(Row row) {
    return row.account() == null
        ? LocalDate.MAX
        : row.account().lastDayToMeet().orElse(LocalDate.MAX);
  }

  private static int percent(Row row) {
    return row.account() == null ? 101 : row.account().percentOfContacts().orElse(101);
  }
}
