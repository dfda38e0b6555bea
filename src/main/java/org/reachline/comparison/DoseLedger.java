package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.coaching.CoachingAccounts;
import org.reachline.reach.ReportPeriod;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.SessionState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.PlannedContact;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.dose.PlannedLine;
import org.reachline.studies.dose.PlannedTotal;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;

/**
 * Reads coaching contacts and session attendance as the dose that each unit received. Coaching is
 * reckoned as the coaching board reckons it, so that the two never disagree. A session counts once
 * for a unit if one of its people was there for the study file's share of it; its minutes are those
 * of whoever stayed longest.
 */
@ApplicationScoped
class DoseLedger {
  @Inject Protocols protocols;
  @Inject CoachingAccounts coaching;
  @Inject Clock clock;

  /** One contact or session as one unit got it. */
  private record Piece(
      String strategy, LocalDate heldOn, Delivered counted, Delivered beyondPlan) {}

  /** What every unit received. */
  static final class Delivery {
    private final Map<Long, List<Piece>> pieces = new HashMap<>();
    private final List<UnitDose> doses = new ArrayList<>();

    /** By unit and strategy. */
    List<UnitDose> doses() {
      return List.copyOf(doses);
    }

    /** What counts of the pieces that were held in a period, by strategy. */
    Map<String, Delivered> inPeriod(Enrolment unit, ReportPeriod period) {
      Map<String, Delivered> sums = new LinkedHashMap<>();
      for (Piece piece : pieces.getOrDefault(unit.id, List.of())) {
        if (!piece.heldOn().isBefore(period.from()) && !piece.heldOn().isAfter(period.to())) {
          sums.merge(piece.strategy(), piece.counted(), Delivered::plus);
        }
      }
      return sums;
    }
  }

  /** Reads both ledgers for these units. */
  Delivery of(Study study, StudyFile file, List<Enrolment> units) {
    Delivery delivery = new Delivery();
    Map<Long, Enrolment> bySite = new HashMap<>();
    Map<Long, PlannedDose> plans = new HashMap<>();
    for (Enrolment unit : units) {
      delivery.pieces.put(unit.id, new ArrayList<>());
      unit.members.forEach(site -> bySite.put(site.id, unit));
      protocols.plannedDose(unit).ifPresent(plan -> plans.put(unit.id, plan));
    }
    for (CoachingAccounts.UnitAccount unit : coaching.of(study, units)) {
      unit.accounts().forEach(account -> addContacts(delivery, unit.enrolment(), account));
    }
    addSessions(delivery, file, bySite, plans, Attendance.listForStudy(study));
    for (Enrolment unit : units) {
      if (unit.startedOn != null) {
        addUp(delivery, file, unit, plans.get(unit.id));
      }
    }
    return delivery;
  }

  private static void addContacts(Delivery delivery, Enrolment unit, DoseAccount account) {
    List<Piece> pieces = delivery.pieces.get(unit.id);
    for (PlannedLine line : account.lines()) {
      line.delivery()
          .ifPresent(
              held ->
                  pieces.add(
                      new Piece(
                          account.strategy(),
                          held.day(),
                          new Delivered(line.delivered().contacts(), line.delivered().minutes()),
                          Delivered.NONE)));
    }
    account
        .beside()
        .forEach(
            extra ->
                pieces.add(
                    new Piece(
                        account.strategy(),
                        extra.day(),
                        Delivered.NONE,
                        new Delivered(1, extra.minutes()))));
  }

  private record Seat(long unit, long session) {}

  private static void addSessions(
      Delivery delivery,
      StudyFile file,
      Map<Long, Enrolment> bySite,
      Map<Long, PlannedDose> plans,
      List<Attendance> all) {
    Map<Seat, Attendance> longest = new LinkedHashMap<>();
    for (Attendance attendance : all) {
      Site site = attendance.site;
      Enrolment unit = site == null ? null : bySite.get(site.id);
      double share =
          file.findStrategy(attendance.session.program.strategy)
              .map(strategy -> strategy.fidelity().presentAtLeast())
              .orElse(0.5);
      if (unit != null
          && attendance.session.state() != SessionState.CANCELLED
          && attendance.isPresent(share)) {
        longest.merge(
            new Seat(unit.id, attendance.session.id),
            attendance,
            (one, other) -> other.minutes > one.minutes ? other : one);
      }
    }
    longest.forEach(
        (seat, attendance) -> {
          String strategy = attendance.session.program.strategy;
          PlannedDose plan = plans.get(seat.unit());
          boolean offered = plan != null && plan.prescribes(strategy);
          Delivered amount = new Delivered(1, attendance.minutes);
          Enrolment unit = bySite.get(attendance.site.id);
          delivery
              .pieces
              .get(seat.unit())
              .add(
                  new Piece(
                      strategy,
                      attendance.session.startsAt.atZone(unit.unit.zoneId()).toLocalDate(),
                      offered ? amount : Delivered.NONE,
                      offered ? Delivered.NONE : amount));
        });
  }

  private void addUp(Delivery delivery, StudyFile file, Enrolment unit, PlannedDose plan) {
    Instant now = clock.instant();
    for (Strategy strategy : file.strategies()) {
      if (strategy.kind() == StrategyKind.ACTIVITY) {
        continue;
      }
      List<Piece> own =
          delivery.pieces.get(unit.id).stream()
              .filter(piece -> piece.strategy().equals(strategy.key()))
              .toList();
      PlannedTotal due =
          plan == null
              ? PlannedTotal.NONE
              : plan.listContacts(strategy.key()).stream()
                  .filter(contact -> !contact.closesAt().isAfter(now))
                  .map(PlannedContact::adds)
                  .reduce(PlannedTotal.NONE, PlannedTotal::plus);
      delivery.doses.add(
          new UnitDose(
              unit.unit.code,
              Optional.ofNullable(unit.armKey),
              strategy.key(),
              own.stream().map(Piece::counted).reduce(Delivered.NONE, Delivered::plus),
              own.stream().map(Piece::beyondPlan).reduce(Delivered.NONE, Delivered::plus),
              plan == null ? PlannedTotal.NONE : plan.total(strategy.key()),
              due));
    }
  }
}
