package org.reachline.cli.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.protocol.strategy.AgendaSlot;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.protocol.strategy.ContactMode;
import org.reachline.protocol.strategy.Programme;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;

/** Delivers what was planned, late, moved or not at all, and now and then what was not planned. */
final class DeliverySimulator {

  private static final List<String> TOPICS =
      List.of(
          "Flow chart of the intake, where screening falls out",
          "Walk-through of the medication line",
          "Aim of the change project and its measure",
          "Diversion worries of the custody staff",
          "Bridge appointments before release",
          "Second cycle of the change project",
          "Staffing of the dosing window",
          "Data of the last month and what they show");
  private static final List<String> DIDACTICS =
      List.of(
          "Starting buprenorphine without withdrawal",
          "Methadone in jails, partners and paperwork",
          "Extended-release naltrexone, for whom",
          "Pregnancy and opioid use disorder",
          "Release planning and naloxone",
          "Stimulants alongside opioids",
          "Pain and medication for opioid use disorder",
          "Talking with custody about diversion");

  private final StudyFile study;
  private final Truths truths;
  private final long seed;
  private final Instant asOf;
  private final UnitSimulator.Made made;
  private final List<SimulatedTrial.Session> sessions = new ArrayList<>();
  private final List<SimulatedTrial.Attendance> attendance = new ArrayList<>();
  private final List<SimulatedTrial.Contact> contacts = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  DeliverySimulator(
      StudyFile study, Truths truths, long seed, LocalDate asOf, UnitSimulator.Made made) {
    this.study = study;
    this.truths = truths;
    this.seed = seed;
    this.asOf = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.made = made;
  }

  void make() {
    for (Strategy strategy : study.strategies()) {
      if (!truths.delivery().containsKey(strategy.key())) {
        continue;
      }
      if (strategy.kind() == StrategyKind.ECHO) {
        holdSessions(strategy, truths.delivery().get(strategy.key()));
      } else {
        made.units()
            .forEach(unit -> contact(strategy, truths.delivery().get(strategy.key()), unit));
      }
    }
    contacts.sort(
        Comparator.comparing(SimulatedTrial.Contact::startsAt)
            .thenComparing(SimulatedTrial.Contact::site));
    attendance.sort(
        Comparator.comparing(SimulatedTrial.Attendance::joinedAt)
            .thenComparing(SimulatedTrial.Attendance::person));
  }

  List<SimulatedTrial.Session> sessions() {
    return List.copyOf(sessions);
  }

  List<SimulatedTrial.Attendance> attendance() {
    return List.copyOf(attendance);
  }

  List<SimulatedTrial.Contact> contacts() {
    return List.copyOf(contacts);
  }

  private List<PlannedContact> plannedFor(SimulatedTrial.Unit unit, Strategy strategy) {
    Arm arm = study.findArm(unit.arm()).orElseThrow();
    ZoneId zone = made.site(unit.code()).zone();
    return PlannedDose.of(study, arm, unit.startsOn(), zone).listContacts(strategy.key());
  }

  private void contact(Strategy strategy, Truths.DeliveryTruth truth, SimulatedTrial.Unit unit) {
    RandomStreams chance = RandomStreams.of(seed, "contacts", strategy.key(), unit.code());
    for (PlannedContact planned : plannedFor(unit, strategy)) {
      LocalDate first = workday(chance, planned.month().firstDay(), planned.month().lastDay());
      boolean moved = chance.happens(truth.rescheduledShare());
      boolean missed = !moved && chance.happens(truth.noShowShare());
      boolean held = chance.happens(truth.heldShare());
      boolean late = chance.happens(truth.lateShare());
      if (moved || missed) {
        add(
            strategy,
            truth,
            unit,
            Optional.of(planned),
            planned.minutes(),
            first,
            moved ? "RESCHEDULED" : "NO_SHOW",
            chance);
      }
      LocalDate day =
          late
              ? workday(chance, planned.dueTo().plusDays(1), planned.dueTo().plusDays(20))
              : moved || missed
                  ? workday(chance, first.plusDays(1), laterOf(first.plusDays(5), planned.dueTo()))
                  : first;
      if (held) {
        add(strategy, truth, unit, Optional.of(planned), planned.minutes(), day, "HELD", chance);
      }
    }
    for (Truths.Unplanned extra : truth.unplanned()) {
      RandomStreams own = RandomStreams.of(seed, "unplanned", strategy.key(), unit.code());
      Arm arm = study.findArm(unit.arm()).orElseThrow();
      if (Simulator.fits(arm, extra.levels(), extra.arm()) && own.happens(extra.unitShare())) {
        StudyMonth from = StudyMonth.of(unit.startsOn(), 2);
        for (int time = 0; time < extra.times(); time++) {
          LocalDate day = workday(own, from.firstDay(), from.firstDay().plusDays(240));
          add(strategy, truth, unit, Optional.empty(), extra.minutes(), day, "HELD", own);
        }
      }
    }
  }

  private void add(
      Strategy strategy,
      Truths.DeliveryTruth truth,
      SimulatedTrial.Unit unit,
      Optional<PlannedContact> planned,
      int plannedMinutes,
      LocalDate day,
      String outcome,
      RandomStreams chance) {
    ZoneId zone = made.site(unit.code()).zone();
    Instant startsAt =
        day.atTime(chance.between(8, 15), chance.pick(List.of(0, 15, 30, 45)))
            .atZone(zone)
            .toInstant();
    boolean held = outcome.equals("HELD");
    double factor = Math.exp(truth.minutesLogSd() * chance.normal());
    int minutes = held ? Math.max(10, 5 * (int) Math.round(plannedMinutes * factor / 5)) : 0;
    List<String> audience =
        planned
            .map(PlannedContact::audience)
            .orElseGet(() -> study.parts().stream().map(part -> part.key()).limit(2).toList());
    List<String> present = new ArrayList<>();
    for (SimulatedTrial.Person person : made.peopleAt(unit.code(), audience)) {
      if (held && (present.isEmpty() || chance.happens(0.7))) {
        present.add(person.email());
      }
    }
    String topic = chance.pick(TOPICS);
    Instant endsAt = startsAt.plusSeconds(60L * minutes);
    Instant loggedAt = endsAt.plusSeconds(60L * chance.between(5, 2880));
    // What is not over by the as-of date has not happened; no two contacts begin at one instant at
    // one site.
    if (!endsAt.isBefore(asOf) || !taken.add(unit.code() + startsAt)) {
      return;
    }
    contacts.add(
        new SimulatedTrial.Contact(
            unit.code(),
            unit.code(),
            strategy.key(),
            startsAt,
            minutes,
            mode(planned, chance),
            planned.map(PlannedContact::kind).orElse(ContactKind.CALL).name(),
            outcome,
            planned.map(PlannedContact::key),
            planned.map(p -> p.month().number()),
            made.coachOf().getOrDefault(unit.code(), ""),
            present,
            held ? topic + " (simulated)" : "",
            loggedAt.isBefore(asOf) ? loggedAt : endsAt));
  }

  private static String mode(Optional<PlannedContact> planned, RandomStreams chance) {
    ContactMode mode = planned.map(PlannedContact::mode).orElse(ContactMode.ANY);
    return mode == ContactMode.ANY ? chance.pick(List.of("VIDEO", "PHONE")) : mode.name();
  }

  private void holdSessions(Strategy strategy, Truths.DeliveryTruth truth) {
    Programme programme = strategy.programme().orElseThrow();
    Map<SimulatedTrial.Unit, List<PlannedContact>> plans = new LinkedHashMap<>();
    made.units().forEach(unit -> plans.put(unit, plannedFor(unit, strategy)));
    List<PlannedContact> all = plans.values().stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      return;
    }
    LocalDate from =
        all.stream().map(p -> p.month().firstDay()).min(LocalDate::compareTo).orElseThrow();
    LocalDate to =
        all.stream().map(p -> p.month().lastDay()).max(LocalDate::compareTo).orElseThrow();
    int minutes = all.get(0).minutes();
    boolean hasDidactic =
        programme.agenda().stream().map(AgendaSlot::kind).anyMatch(AgendaKind.DIDACTIC::equals);
    Map<LocalDate, SimulatedTrial.Session> byDate = new LinkedHashMap<>();
    for (LocalDate date : programme.rule().datesBetween(from, to)) {
      Instant startsAt = date.atTime(programme.time()).atZone(programme.zone()).toInstant();
      SimulatedTrial.Session session =
          new SimulatedTrial.Session(
              strategy.key(),
              strategy.key() + "-" + date,
              startsAt,
              programme.zone(),
              minutes,
              startsAt.plusSeconds(60L * minutes).isBefore(asOf),
              hasDidactic ? DIDACTICS.get(byDate.size() % DIDACTICS.size()) : "");
      byDate.put(date, session);
      sessions.add(session);
    }
    plans.forEach((unit, planned) -> attend(strategy, truth, unit, planned, byDate));
  }

  private void attend(
      Strategy strategy,
      Truths.DeliveryTruth truth,
      SimulatedTrial.Unit unit,
      List<PlannedContact> planned,
      Map<LocalDate, SimulatedTrial.Session> byDate) {
    RandomStreams chance = RandomStreams.of(seed, "attendance", strategy.key(), unit.code());
    Set<String> invited = new HashSet<>();
    for (PlannedContact contact : planned) {
      byDate.forEach(
          (date, session) -> {
            if (contact.month().contains(date) && invited.add(session.key())) {
              present(truth, unit, session, contact.audience(), truth.heldShare(), chance);
            }
          });
    }
    List<String> audience =
        strategy.plans().stream()
            .flatMap(plan -> plan.contacts().stream())
            .flatMap(contact -> contact.audience().stream())
            .distinct()
            .toList();
    for (Truths.Unplanned extra : truth.unplanned()) {
      Arm arm = study.findArm(unit.arm()).orElseThrow();
      if (Simulator.fits(arm, extra.levels(), extra.arm()) && chance.happens(extra.unitShare())) {
        List<LocalDate> after =
            byDate.keySet().stream()
                .filter(
                    date ->
                        !date.isBefore(unit.startsOn())
                            && !invited.contains(byDate.get(date).key()))
                .toList();
        chance.shuffled(after).stream()
            .limit(extra.times())
            .forEach(date -> present(truth, unit, byDate.get(date), audience, 1, chance));
      }
    }
  }

  private void present(
      Truths.DeliveryTruth truth,
      SimulatedTrial.Unit unit,
      SimulatedTrial.Session session,
      List<String> audience,
      double share,
      RandomStreams chance) {
    for (String site : unit.sites()) {
      for (SimulatedTrial.Person person : made.peopleAt(site, audience)) {
        boolean comes = chance.happens(share);
        boolean leaves = chance.happens(truth.leftEarlyShare());
        int late = Math.min(chance.poisson(2), session.minutes() / 4);
        int stays =
            leaves
                ? session.minutes() * chance.between(10, 45) / 100
                : session.minutes() - late - chance.below(5);
        String evidence = chance.happens(0.9) ? "JOIN_LINK" : "HOST";
        if (comes && session.held()) {
          Instant joined = session.startsAt().plusSeconds(60L * late);
          attendance.add(
              new SimulatedTrial.Attendance(
                  session.key(),
                  person.email(),
                  site,
                  joined,
                  joined.plusSeconds(60L * stays),
                  evidence));
        }
      }
    }
  }

  private static LocalDate laterOf(LocalDate left, LocalDate right) {
    return left.isAfter(right) ? left : right;
  }

  /** A day from Monday to Friday between both ends; the last one if there is none. */
  private static LocalDate workday(RandomStreams chance, LocalDate from, LocalDate to) {
    List<LocalDate> days =
        from.datesUntil(to.plusDays(1)).filter(day -> day.getDayOfWeek().getValue() <= 5).toList();
    return days.isEmpty() ? to : chance.pick(days);
  }
}
