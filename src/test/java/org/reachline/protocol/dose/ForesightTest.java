package org.reachline.protocol.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.strategy.Pace;

class ForesightTest {
  private static final LocalDate DAY = LocalDate.of(2025, 1, 6);
  private static final Pace TWO_A_WEEK = new Pace(2, 7);

  @Test
  void asksForNothingWhereNothingIsOpen() {
    assertThat(Foresight.latestStart(List.of(), Pace.WEEKLY)).isEmpty();
  }

  @Test
  void countsBackOneAWeekFromACommonDeadline() {
    LocalDate end = DAY.plusDays(60);
    assertThat(Foresight.latestStart(List.of(end, end, end), Pace.WEEKLY))
        .contains(end.minusDays(14));
  }

  @Test
  void countsBackTwoAWeekAndNeverTwoOnOneDay() {
    LocalDate end = DAY.plusDays(60);
    // The fourth on the last day, the third the day before, the second a week before the fourth,
    // the first a week before the third.
    assertThat(Foresight.latestStart(List.of(end, end, end, end), TWO_A_WEEK))
        .contains(end.minusDays(8));
    assertThat(Foresight.slots(DAY, 5, TWO_A_WEEK))
        .containsExactly(DAY, DAY.plusDays(1), DAY.plusDays(7), DAY.plusDays(8), DAY.plusDays(14));
  }

  @Property(tries = 500)
  void startingOnTheLatestDayMeetsEveryDeadlineAndADayLaterMissesOne(
      @ForAll("deadlines") List<LocalDate> deadlines, @ForAll("paces") Pace pace) {
    LocalDate latest = Foresight.latestStart(deadlines, pace).orElseThrow();
    assertThat(Foresight.reachable(deadlines, latest, pace)).doesNotContain(false);
    assertThat(Foresight.reachable(deadlines, latest.plusDays(1), pace)).contains(false);
  }

  @Property(tries = 500)
  void neverPlansMoreThanThePaceAllows(@ForAll("paces") Pace pace) {
    List<LocalDate> slots = Foresight.slots(DAY, 40, pace);
    for (int i = 0; i < slots.size(); i++) {
      LocalDate first = slots.get(i);
      long within =
          slots.stream()
              .filter(day -> !day.isBefore(first))
              .filter(day -> ChronoUnit.DAYS.between(first, day) < pace.days())
              .count();
      assertThat(within).isLessThanOrEqualTo(pace.contacts());
    }
    assertThat(slots).doesNotHaveDuplicates();
  }

  /** Tries every choice of contacts to drop: none keeps more than the rule does. */
  @Property(tries = 200)
  void reachesAsManyAsAnyChoiceOfContactsCould(
      @ForAll("deadlines") List<LocalDate> deadlines, @ForAll("paces") Pace pace) {
    LocalDate from = DAY.plusDays(20);
    List<LocalDate> few = deadlines.subList(0, Math.min(8, deadlines.size()));
    long reached = Foresight.reachable(few, from, pace).stream().filter(can -> can).count();
    int best = 0;
    for (int choice = 0; choice < 1 << few.size(); choice++) {
      List<LocalDate> kept = new ArrayList<>();
      for (int i = 0; i < few.size(); i++) {
        if ((choice >> i & 1) == 1) {
          kept.add(few.get(i));
        }
      }
      List<LocalDate> slots = Foresight.slots(from, kept.size(), pace);
      boolean fits = true;
      for (int i = 0; i < kept.size(); i++) {
        fits &= !slots.get(i).isAfter(kept.get(i));
      }
      best = fits ? Math.max(best, kept.size()) : best;
    }
    assertThat(reached).isEqualTo(best);
  }

  @Provide
  Arbitrary<List<LocalDate>> deadlines() {
    return Arbitraries.integers()
        .between(0, 120)
        .map(DAY::plusDays)
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(days -> days.stream().sorted().toList());
  }

  @Provide
  Arbitrary<Pace> paces() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5), Arbitraries.integers().between(0, 25))
        .as((contacts, more) -> new Pace(contacts, contacts + more));
  }
}
