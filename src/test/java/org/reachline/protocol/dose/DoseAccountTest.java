package org.reachline.protocol.dose;

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
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;

class DoseAccountTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 31);
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final StudyFile STUDY = study();

  private static StudyFile study() {
    try {
      return StudyFileReader.read(Path.of("studies/jail-moud-coaching-echo/study.yaml")).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static PlannedDose dose(String arm) {
    return PlannedDose.of(STUDY, STUDY.findArm(arm).orElseThrow(), START, ZONE);
  }

  private static DoseAccount account(String arm, LocalDate asOf, List<Delivery> deliveries) {
    return DoseAccount.of(STUDY, "coaching", dose(arm), START, deliveries, asOf);
  }

  private static Delivery held(int id, String occurrence, LocalDate day, int minutes) {
    return Delivery.together(
        "coaching_contact:" + id,
        "coaching",
        Optional.ofNullable(occurrence),
        day,
        minutes,
        Map.of("change_leader", 2));
  }

  @Test
  void countsTheMinutesThatItLastedAndNotTheMinutesPlanned() {
    DoseAccount account =
        account(
            "HIGH",
            START.plusMonths(3),
            List.of(
                held(1, "site_visit@1", START.plusDays(3), 200),
                held(2, "monthly_call@2", START.plusMonths(1).plusDays(2), 45)));
    assertThat(account.delivered()).isEqualTo(new PlannedTotal(2, 245));
    assertThat(account.planned()).isEqualTo(new PlannedTotal(12, 900));
    assertThat(account.remaining()).isEqualTo(new PlannedTotal(10, 600));
    assertThat(account.percentOfContacts()).contains(17);
    assertThat(account.percentOfMinutes()).contains(27);
  }

  @Test
  void leavesOutWhatTheCountingRuleLeavesOut() {
    DoseAccount account =
        account("HIGH", START.plusDays(9), List.of(held(1, "kickoff@1", START.plusDays(1), 60)));
    assertThat(account.delivered()).isEqualTo(PlannedTotal.NONE);
    assertThat(account.extra()).isEqualTo(PlannedTotal.NONE);
    assertThat(account.lines().get(0).state()).isEqualTo(PlannedState.ON_TIME);
  }

  @Test
  void keepsUnplannedHelpApart() {
    DoseAccount account =
        account("LOW", START.plusDays(40), List.of(held(1, null, START.plusDays(5), 30)));
    assertThat(account.delivered()).isEqualTo(PlannedTotal.NONE);
    assertThat(account.extra()).isEqualTo(new PlannedTotal(1, 30));
    assertThat(account.personMinutes()).isEqualTo(60);
  }

  @Test
  void fulfilsAPlannedContactOnceAndByTheEarliest() {
    DoseAccount account =
        account(
            "HIGH",
            START.plusMonths(3),
            List.of(
                held(1, "monthly_call@2", START.plusMonths(1).plusDays(9), 70),
                held(2, "monthly_call@2", START.plusMonths(1).plusDays(4), 50)));
    assertThat(account.delivered()).isEqualTo(new PlannedTotal(1, 50));
    assertThat(account.beside()).extracting(Delivery::source).containsExactly("coaching_contact:1");
  }

  /** Months that sessions held on these days fulfil, and how many of them fulfil none. */
  private static String fulfilledBy(LocalDate... days) {
    List<Delivery> sessions = new ArrayList<>();
    for (LocalDate day : days) {
      sessions.add(
          Delivery.together(
              "session:" + sessions.size(), "echo", Optional.empty(), day, 60, Map.of()));
    }
    DoseAccount account =
        DoseAccount.of(STUDY, "echo", dose("HIGH-ECHO"), START, sessions, START.plusYears(1));
    List<Integer> months =
        account.lines().stream()
            .filter(line -> line.delivery().isPresent())
            .map(line -> line.planned().month().number())
            .toList();
    return months + " " + account.beside().size();
  }

  @Test
  void letsASessionFulfilTheNearestFreeMonth() {
    StudyMonth first = StudyMonth.of(START, 1);
    StudyMonth second = StudyMonth.of(START, 2);
    assertThat(fulfilledBy(second.firstDay())).isEqualTo("[2] 0");
    // Two at the end of month 2: month 3 begins tomorrow, month 1 ended a month ago.
    assertThat(fulfilledBy(second.lastDay(), second.lastDay())).isEqualTo("[2, 3] 0");
    assertThat(fulfilledBy(second.firstDay(), second.firstDay())).isEqualTo("[1, 2] 0");
    // At most half a month away, on either side.
    assertThat(fulfilledBy(first.firstDay().minusDays(15))).isEqualTo("[1] 0");
    assertThat(fulfilledBy(first.firstDay().minusDays(16))).isEqualTo("[] 1");
    LocalDate last = StudyMonth.of(START, 12).lastDay();
    assertThat(fulfilledBy(last.plusDays(15))).isEqualTo("[12] 0");
    assertThat(fulfilledBy(last.plusDays(16))).isEqualTo("[] 1");
  }

  @Test
  void tellsEarlyOnTimeAndLateByTheWindow() {
    // monthly_call@3: month 3 of a start on 31 January is 31 March to 29 April (the next month
    // begins on 30 April, the last day there is); the window is 7 days early to 14 days late.
    PlannedContact call = dose("HIGH").findContact("coaching", "monthly_call@3").orElseThrow();
    assertThat(call.dueFrom()).isEqualTo(LocalDate.of(2025, 3, 24));
    assertThat(call.dueTo()).isEqualTo(LocalDate.of(2025, 5, 13));
    assertThat(stateOf(call.dueFrom().minusDays(1))).isEqualTo(PlannedState.EARLY);
    assertThat(stateOf(call.dueFrom())).isEqualTo(PlannedState.ON_TIME);
    assertThat(stateOf(call.dueTo())).isEqualTo(PlannedState.ON_TIME);
    assertThat(stateOf(call.dueTo().plusDays(1))).isEqualTo(PlannedState.HELD_LATE);
  }

  private static PlannedState stateOf(LocalDate day) {
    return account("HIGH", day, List.of(held(1, "monthly_call@3", day, 60))).lines().stream()
        .filter(l -> l.planned().occurrence().equals("monthly_call@3"))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void countsOnlyContactsHeldBeforeThePhaseEnds() {
    // Month 12 ends on 30 January 2026; the window of its call stays open 14 days longer.
    LocalDate phaseEnds = LocalDate.of(2026, 1, 30);
    assertThat(
            account("HIGH", phaseEnds, List.of(held(1, "monthly_call@2", phaseEnds, 60)))
                .delivered())
        .isEqualTo(new PlannedTotal(1, 60));
    DoseAccount after =
        account(
            "HIGH",
            phaseEnds.plusDays(2),
            List.of(held(1, "monthly_call@2", phaseEnds.plusDays(1), 60)));
    assertThat(after.delivered()).isEqualTo(PlannedTotal.NONE);
    assertThat(after.extra()).isEqualTo(new PlannedTotal(1, 60));
    assertThat(after.lost()).extracting(l -> l.planned().occurrence()).contains("monthly_call@2");
  }

  @Test
  void saysWhatIsDueAndLateOnADay() {
    LocalDate day = LocalDate.of(2025, 5, 20); // in month 4 of a start on 31 January
    DoseAccount account =
        account("HIGH", day, List.of(held(1, "site_visit@1", START.plusDays(3), 240)));
    assertThat(account.late())
        .extracting(l -> l.planned().occurrence())
        .containsExactly("monthly_call@2", "monthly_call@3");
    assertThat(account.due())
        .extracting(l -> l.planned().occurrence())
        .containsExactly("monthly_call@4");
    assertThat(account.next()).map(l -> l.planned().occurrence()).contains("kickoff@1");
    assertThat(account.onSchedule()).isEqualTo(1);
    assertThat(account.settled()).isEqualTo(3);
    assertThat(account.percentOnSchedule()).contains(33);
  }

  @Test
  void namesTheLastDayOnWhichTheDoseCanStillBeMet() {
    // Five contacts remain of the low dose; four can be held to the phase's end on 30 January 2026
    // and the call of month 12 fourteen days later. At one a week the first of the four has to be
    // held by 9 January.
    DoseAccount none = account("LOW", START, List.of());
    assertThat(none.lastDayToMeet()).contains(LocalDate.of(2026, 1, 9));
    assertThat(none.canStillBeMet()).isTrue();
    assertThat(account("LOW", LocalDate.of(2026, 1, 9), List.of()).canStillBeMet()).isTrue();
    DoseAccount tooLate = account("LOW", LocalDate.of(2026, 1, 10), List.of());
    assertThat(tooLate.canStillBeMet()).isFalse();
    assertThat(tooLate.contactsWithinReach()).isEqualTo(4);
  }

  @Test
  void asksForNothingMoreWhenAllIsDelivered() {
    List<Delivery> all = new ArrayList<>();
    for (PlannedContact contact : dose("LOW").listContacts("coaching")) {
      all.add(held(all.size(), contact.occurrence(), contact.dueTo(), contact.minutes()));
    }
    DoseAccount account = account("LOW", START.plusMonths(12), all);
    assertThat(account.delivered()).isEqualTo(account.planned());
    assertThat(account.percentOnSchedule()).contains(100);
    assertThat(account.lastDayToMeet()).isEmpty();
    assertThat(account.next()).isEmpty();
  }

  /** A session that some of the unit's people attended; sessions are matched by their day. */
  private static Delivery attended(int id, LocalDate day) {
    return Delivery.together(
        "echo_session:" + id, "echo", Optional.empty(), day, 60, Map.of("prescriber", 1));
  }

  @Test
  void matchesAnAttendedSessionToItsOwnMonthOrTheNearestFreeOne() {
    // Two second Tuesdays fall into study month 2 (28 February to 30 March) of this start: the
    // later one stands nearer to month 3 and fulfils it.
    DoseAccount account =
        DoseAccount.of(
            STUDY,
            "echo",
            dose("HIGH-ECHO"),
            START,
            List.of(attended(2, LocalDate.of(2025, 3, 29)), attended(1, LocalDate.of(2025, 3, 1))),
            LocalDate.of(2025, 6, 1));
    assertThat(account.lines())
        .filteredOn(l -> l.delivery().isPresent())
        .extracting(l -> l.planned().occurrence() + " " + l.delivery().orElseThrow().source())
        .containsExactly("echo_session@2 echo_session:1", "echo_session@3 echo_session:2");
  }

  @Test
  void keepsSessionsAsUnplannedWhereNoneAreOffered() {
    DoseAccount account =
        DoseAccount.of(
            STUDY,
            "echo",
            dose("HIGH"),
            START,
            List.of(attended(1, START.plusDays(3))),
            START.plusMonths(1));
    assertThat(account.extra()).isEqualTo(new PlannedTotal(1, 60));
    assertThat(account.planned()).isEqualTo(PlannedTotal.NONE);
  }

  @Property(tries = 300)
  void doesNotDependOnTheOrderOfArrival(
      @ForAll("deliveries") List<Delivery> deliveries, @ForAll long seed) {
    List<Delivery> shuffled = new ArrayList<>(deliveries);
    Collections.shuffle(shuffled, new Random(seed));
    LocalDate day = START.plusMonths(8);
    assertThat(account("HIGH", day, shuffled)).isEqualTo(account("HIGH", day, deliveries));
  }

  @Property(tries = 300)
  void putsEveryDeliveryInExactlyOnePlace(@ForAll("deliveries") List<Delivery> deliveries) {
    DoseAccount account = account("HIGH", START.plusMonths(8), deliveries);
    List<String> placed = new ArrayList<>();
    account.lines().forEach(l -> l.delivery().ifPresent(d -> placed.add(d.source())));
    account.beside().forEach(d -> placed.add(d.source()));
    Set<String> sources = new TreeSet<>();
    deliveries.forEach(d -> sources.add(d.source()));
    assertThat(placed).containsExactlyInAnyOrderElementsOf(sources);
    int minutes = deliveries.stream().mapToInt(Delivery::minutes).sum();
    int fulfilling =
        account.lines().stream()
            .flatMap(l -> l.delivery().stream())
            .mapToInt(Delivery::minutes)
            .sum();
    assertThat(fulfilling + account.extra().minutes()).isEqualTo(minutes);
  }

  @Property(tries = 300)
  void withoutADeliveryEverythingElseKeepsItsPlaceOrMovesUp(
      @ForAll("deliveries") List<Delivery> deliveries) {
    LocalDate day = START.plusMonths(8);
    for (Delivery gone : deliveries) {
      List<Delivery> rest = new ArrayList<>(deliveries);
      rest.remove(gone);
      DoseAccount with = account("HIGH", day, deliveries);
      DoseAccount without = account("HIGH", day, rest);
      assertThat(without.delivered().contacts()).isLessThanOrEqualTo(with.delivered().contacts());
      assertThat(with.delivered().contacts() - without.delivered().contacts())
          .isLessThanOrEqualTo(1);
      assertThat(with.personMinutes() - without.personMinutes()).isEqualTo(gone.personMinutes());
    }
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    List<String> occurrences = new ArrayList<>(List.of("", "not_in_the_plan@3"));
    dose("HIGH").listContacts("coaching").forEach(c -> occurrences.add(c.occurrence()));
    Arbitrary<Delivery> one =
        Combinators.combine(
                Arbitraries.integers().between(1, 100_000),
                Arbitraries.of(occurrences),
                Arbitraries.integers().between(-30, 500),
                Arbitraries.integers().between(0, 300))
            .as(
                (id, occurrence, day, minutes) ->
                    held(
                        id,
                        occurrence.isEmpty() ? null : occurrence,
                        START.plusDays(day),
                        minutes));
    return one.list().ofMaxSize(30).uniqueElements(Delivery::source);
  }
}
