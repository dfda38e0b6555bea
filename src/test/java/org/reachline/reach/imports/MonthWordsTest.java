package org.reachline.reach.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.reach.reports.ReportCalendar;

/** A month is read in every spelling that can mean one alone. */
class MonthWordsTest {
  private static ReportCalendar calendar(LocalDate start) {
    try {
      StudyFile file = StudyFileReader.read(Path.of("studies/trial-sim48/study.yaml")).orThrow();
      return ReportCalendar.of(file, start, start, null);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static final ReportCalendar FROM_THE_FIRST = calendar(LocalDate.of(2024, 1, 1));
  private static final ReportCalendar FROM_THE_15TH = calendar(LocalDate.of(2024, 1, 15));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|2",
        "2.0|2",
        "02|2",
        "month 2|2",
        "Month 15|15",
        "M2|2",
        "m_02|2",
        "study month 3|3",
        "month_2_arm_1|2",
        "2025-03|15",
        "2025-3|15",
        "2025/03|15",
        "2025.03|15",
        "202503|15",
        "2025M03|15",
        "2025-M3|15",
        "03/2025|15",
        "3-2025|15",
        "03.2025|15",
        "Mar-25|15",
        "mar 2025|15",
        "March 2025|15",
        "MARCH, 2025|15",
        "Mar'25|15",
        "Mar. 2025|15",
        "2025-Mar|15",
        "März 2025|15",
        "marzo 2025|15",
        "mars 2025|15",
        "Sept 2024|9",
        "2025-03-01|15",
        "2025-03-01 00:00:00|15",
        "2025-03-01T00:00:00Z|15",
        "03/15/2025|15",
        "15/03/2025|15",
        "15.03.2025|15",
        "01.03.2025|15",
        "3/3/2025|15",
        "45717|15",
        "45717.0|15",
        "2024-02-29|2"
      })
  void isRead(String written, int month) {
    assertThat(MonthWords.find(written, FROM_THE_FIRST))
        .hasValueSatisfying(period -> assertThat(period.studyMonth()).isEqualTo(month));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3/1/2025",
        "01-03-2025",
        "25-Mar",
        "March",
        "2025",
        "2025-13",
        "202513",
        "3.5",
        "soon",
        "Q1 2025",
        "2025-W10",
        "2025-02-30",
        "",
        "--3",
        "Mar",
        "13/13/2025",
        "1e3",
        "month",
        "NA",
        "M-2",
        "12345"
      })
  void isLeftToItsAuthorWhereItCouldBeAnotherOrNone(String written) {
    assertThat(MonthWords.find(written, FROM_THE_FIRST)).isEmpty();
    assertThat(MonthWords.isReadable(written)).isFalse();
  }

  @Test
  void theFirstOfAMonthStandsForTheMonthWhateverTheStart() {
    assertThat(MonthWords.find("2024-02-01", FROM_THE_15TH))
        .hasValueSatisfying(p -> assertThat(p.studyMonth()).isEqualTo(2));
    assertThat(MonthWords.find("2024-02-15", FROM_THE_15TH))
        .hasValueSatisfying(p -> assertThat(p.studyMonth()).isEqualTo(2));
    // The 10th lies in the month that began on 15 January, and in February.
    assertThat(MonthWords.find("2024-02-10", FROM_THE_15TH)).isEmpty();
  }

  @Test
  void monthsThatAreNotDueAreReadAndNotFound() {
    assertThat(MonthWords.isReadable("2030-01")).isTrue();
    assertThat(MonthWords.find("2030-01", FROM_THE_FIRST)).isEmpty();
  }
}
