package org.reachline.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.DoseFidelity;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Enrolment;

class EntryTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 31);
  private static final StudyFile STUDY = study();

  private static StudyFile study() {
    try {
      return StudyFileReader.read(Path.of("studies/jail-moud-coaching-echo/study.yaml")).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Enrolment unit() {
    Enrolment unit = new Enrolment();
    unit.id = 1L;
    unit.startedOn = START;
    return unit;
  }

  private static DoseAccount account(String arm, List<Delivery> deliveries, int today) {
    PlannedDose dose =
        PlannedDose.of(
            STUDY, STUDY.findArm(arm).orElseThrow(), START, ZoneId.of("America/Chicago"));
    return DoseAccount.of(STUDY, "coaching", dose, START, deliveries, START.plusDays(today));
  }

  private static String figure(DoseAccount account, EntrySet of, FigureFormat read) {
    List<Entry> entries = Entry.of(unit(), account, of);
    return read.of(EntrySums.of(entries), EntrySums.byUnit(List.of(unit()), entries));
  }

  @Property(tries = 300)
  void sumOfTheEntriesIsEveryFigureOfTheAccount(
      @ForAll("deliveries") List<Delivery> deliveries,
      @ForAll("arms") String arm,
      @ForAll("days") int today) {
    DoseAccount a = account(arm, deliveries, today);
    assertThat(figure(a, EntrySet.COUNTED, FigureFormat.CONTACTS))
        .isEqualTo("" + a.delivered().contacts());
    assertThat(figure(a, EntrySet.COUNTED, FigureFormat.MINUTES))
        .isEqualTo("" + a.delivered().minutes());
    assertThat(figure(a, EntrySet.PLANNED, FigureFormat.CONTACTS_OF))
        .isEqualTo(a.delivered().contacts() + " of " + a.planned().contacts());
    assertThat(figure(a, EntrySet.PLANNED, FigureFormat.MINUTES_OF))
        .isEqualTo(a.delivered().minutes() + " of " + a.planned().minutes());
    assertThat(figure(a, EntrySet.OPEN, FigureFormat.PLANNED_CONTACTS))
        .isEqualTo("" + a.remaining().contacts());
    assertThat(figure(a, EntrySet.OPEN, FigureFormat.PLANNED_MINUTES))
        .isEqualTo("" + a.remaining().minutes());
    assertThat(figure(a, EntrySet.BESIDE, FigureFormat.CONTACTS))
        .isEqualTo("" + a.extra().contacts());
    assertThat(figure(a, EntrySet.BESIDE, FigureFormat.MINUTES))
        .isEqualTo("" + a.extra().minutes());
    assertThat(figure(a, EntrySet.GIVEN, FigureFormat.PERSON_MINUTES))
        .isEqualTo("" + a.personMinutes());
    assertThat(figure(a, EntrySet.GIVEN, FigureFormat.LINES)).isEqualTo("" + deliveries.size());
    assertThat(figure(a, EntrySet.LATE, FigureFormat.LINES)).isEqualTo("" + a.late().size());
    assertThat(figure(a, EntrySet.REACH, FigureFormat.LINES))
        .isEqualTo("" + a.contactsWithinReach());
    for (DoseFidelity.Measure m :
        DoseFidelity.of(a, STUDY.findStrategy("coaching").orElseThrow().fidelity().thresholds())
            .measures()) {
      EntrySet of = EntrySet.valueOf(m.entries().toUpperCase(java.util.Locale.ROOT));
      FigureFormat read = FigureFormat.valueOf(m.reading().toUpperCase(java.util.Locale.ROOT));
      assertThat(figure(a, of, read)).as(m.key()).isEqualTo(m.part() + " of " + m.whole());
    }
  }

  @Property(tries = 200)
  void monthsAndPhasesAddUpToTheWhole(
      @ForAll("deliveries") List<Delivery> deliveries, @ForAll("arms") String arm) {
    DoseAccount a = account(arm, deliveries, 240);
    AccountPeriods periods = AccountPeriods.of(STUDY, unit(), a);
    PlannedTotal byMonth = PlannedTotal.NONE;
    PlannedTotal byPhase = PlannedTotal.NONE;
    int personMinutes = 0;
    for (AccountPeriods.Month m : periods.months()) {
      byMonth = byMonth.plus(m.own().counted().added());
      personMinutes += m.own().given().personMinutes();
      assertThat(m.soFar().counted().added()).isEqualTo(byMonth);
    }
    // Deliveries lie in the first twenty months, all within a phase.
    for (AccountPeriods.PhaseSum p : periods.phases()) {
      byPhase = byPhase.plus(p.own().counted().added());
    }
    assertThat(byMonth).isEqualTo(a.delivered());
    assertThat(byPhase).isEqualTo(a.delivered());
    assertThat(personMinutes).isEqualTo(a.personMinutes());
    AccountPeriods.Sums all = periods.months().get(periods.months().size() - 1).soFar();
    assertThat(all.planned().planned()).isEqualTo(a.planned());
    assertThat(all.beside().added()).isEqualTo(a.extra());
    assertThat(all.settled().onSchedule()).isEqualTo(a.onSchedule());
    assertThat(all.settled().lines()).isEqualTo(a.settled());
    assertThat(all.held().partsReached()).isEqualTo(a.partsReached());
    assertThat(all.held().partsPlanned()).isEqualTo(a.partsPlanned());
  }

  @Property(tries = 200)
  void orderOfArrivalShowsInNoFigure(
      @ForAll("deliveries") List<Delivery> deliveries, @ForAll long seed) {
    List<Delivery> shuffled = new ArrayList<>(deliveries);
    Collections.shuffle(shuffled, new Random(seed));
    for (EntrySet set : EntrySet.values()) {
      assertThat(EntrySums.of(Entry.of(unit(), account("HIGH", shuffled, 300), set)))
          .isEqualTo(EntrySums.of(Entry.of(unit(), account("HIGH", deliveries, 300), set)));
    }
  }

  @Provide
  Arbitrary<String> arms() {
    return Arbitraries.of("HIGH", "LOW");
  }

  @Provide
  Arbitrary<Integer> days() {
    return Arbitraries.integers().between(0, 800);
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    Arbitrary<Delivery> one =
        Combinators.combine(
                Arbitraries.integers().between(1, 400),
                Arbitraries.of(
                    "",
                    "kickoff@1",
                    "site_visit@1",
                    "webinar@2",
                    "monthly_call@2",
                    "follow_up_call@4"),
                Arbitraries.integers().between(0, 600),
                Arbitraries.integers().between(0, 240),
                Arbitraries.integers().between(0, 5))
            .as(
                (record, occurrence, day, minutes, people) ->
                    Delivery.together(
                        "coaching_contact:" + record,
                        "coaching",
                        Optional.of(occurrence).filter(o -> !o.isEmpty()),
                        START.plusDays(day),
                        minutes,
                        Map.of("change_leader", people)));
    return one.list().ofMaxSize(15).uniqueElements(Delivery::source);
  }
}
