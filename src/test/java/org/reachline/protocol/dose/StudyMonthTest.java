package org.reachline.protocol.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StudyMonthTest {
  @Test
  void beginsOnTheStartDate() {
    LocalDate start = LocalDate.of(2025, 1, 31);
    assertThat(StudyMonth.at(start, start).number()).isEqualTo(1);
    assertThat(StudyMonth.at(start, start.minusDays(1)).number()).isZero();
    assertThat(StudyMonth.of(start, 2).firstDay()).isEqualTo(LocalDate.of(2025, 2, 28));
    assertThat(StudyMonth.of(start, 3).firstDay()).isEqualTo(LocalDate.of(2025, 3, 31));
  }

  @Property
  void everyDayLiesInExactlyOneMonth(
      @ForAll @IntRange(min = 0, max = 1500) int startOffset,
      @ForAll @IntRange(min = -800, max = 1500) int dayOffset) {
    LocalDate start = LocalDate.of(2023, 1, 1).plusDays(startOffset);
    LocalDate day = start.plusDays(dayOffset);
    StudyMonth month = StudyMonth.at(start, day);
    assertThat(month.contains(day)).isTrue();
    assertThat(StudyMonth.of(start, month.number() - 1).contains(day)).isFalse();
    assertThat(StudyMonth.of(start, month.number() + 1).contains(day)).isFalse();
    assertThat(StudyMonth.of(start, month.number() + 1).firstDay())
        .isEqualTo(month.lastDay().plusDays(1));
  }
}
