package org.reachline.reach.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

class ReportCalendarTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 31);

  static StudyFile file(String slug) throws IOException {
    return StudyFileReader.read(Path.of("studies", slug, "study.yaml")).orThrow();
  }

  private static ReportCalendar jail(LocalDate enrolled, LocalDate withdrawn) throws IOException {
    return ReportCalendar.of(file("jail-moud-coaching-echo"), START, enrolled, withdrawn);
  }

  @Test
  void owesOneReportPerStudyMonthFromTheUnitsOwnStart() throws IOException {
    ReportCalendar calendar = jail(START, null);
    assertThat(calendar.periods()).hasSize(30);
    assertThat(calendar.periods().get(0).studyMonth()).isEqualTo(-5);
    ReportPeriod second = calendar.find(2).orElseThrow();
    // A start on the 31st: February begins on its last day and March on the 31st again.
    assertThat(second.from()).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(second.to()).isEqualTo(LocalDate.of(2026, 3, 30));
    assertThat(calendar.find(YearMonth.of(2026, 2))).contains(second);
    assertThat(second.dueOn()).isEqualTo(LocalDate.of(2026, 4, 9));
    assertThat(second.phaseKey()).isEqualTo("intervention");
  }

  @Test
  void tellsDueFromLateByTheStudyFilesDays() throws IOException {
    ReportPeriod second = jail(START, null).find(2).orElseThrow();
    assertThat(second.state(null, second.to())).isEqualTo(CellState.NOT_DUE);
    assertThat(second.state(null, second.to().plusDays(1))).isEqualTo(CellState.DUE);
    assertThat(second.state(null, second.to().plusDays(20))).isEqualTo(CellState.DUE);
    assertThat(second.state(null, second.to().plusDays(21))).isEqualTo(CellState.LATE);
    assertThat(second.state(ReportState.DRAFT, second.to().plusDays(1))).isEqualTo(CellState.DRAFT);
    assertThat(second.state(ReportState.DRAFT, second.to().plusDays(21))).isEqualTo(CellState.LATE);
    assertThat(second.state(ReportState.DRAFT, second.from())).isEqualTo(CellState.DRAFT);
    assertThat(second.state(ReportState.DRAFT, second.from().minusDays(1)))
        .as("a month that has not begun urges nobody")
        .isEqualTo(CellState.NOT_DUE);
    assertThat(second.state(ReportState.SUBMITTED, second.to().plusDays(99)))
        .isEqualTo(CellState.SUBMITTED);
  }

  @Test
  void countsDaysOfABaselineMonthFromJoiningTheStudy() throws IOException {
    LocalDate joined = LocalDate.of(2026, 1, 15);
    ReportPeriod baseline = jail(joined, null).find(-5).orElseThrow();
    assertThat(baseline.to()).isBefore(joined);
    assertThat(baseline.dueOn()).isEqualTo(joined.plusDays(10));
  }

  @Test
  void expectsNothingOfPeriodsAfterAWithdrawal() throws IOException {
    ReportCalendar calendar = jail(START, LocalDate.of(2026, 3, 15));
    assertThat(calendar.find(2).orElseThrow().expected()).isTrue();
    ReportPeriod after = calendar.find(3).orElseThrow();
    assertThat(after.state(null, after.to().plusDays(99))).isEqualTo(CellState.NOT_EXPECTED);
    assertThat(after.wasDue(after.to().plusDays(99))).isFalse();
  }

  @Test
  void takesNothingBeforeAPeriodBeginsOrAfterTheSiteLeft() throws IOException {
    ReportCalendar calendar = jail(START, LocalDate.of(2026, 3, 15));
    ReportPeriod second = calendar.find(2).orElseThrow();
    assertThat(second.refusal(second.from().minusDays(1), false).orElseThrow())
        .isEqualTo("Month 2 begins on 28 February 2026. Fill it in from that day on.");
    assertThat(second.refusal(second.from(), false)).isEmpty();
    assertThat(second.refusal(second.to().minusDays(1), true).orElseThrow())
        .startsWith("Month 2 lasts until 30 March 2026.");
    assertThat(second.refusal(second.to(), true)).isEmpty();
    ReportPeriod after = calendar.find(4).orElseThrow();
    assertThat(after.refusal(after.to(), false).orElseThrow()).contains("had left the study");
  }

  @Test
  void asksNothingOfSitesWhoseTypeReportsNothing() throws IOException {
    Site office = new Site();
    office.id = 1L;
    office.type = "office";
    Enrolment unit = new Enrolment();
    unit.startedOn = START;
    unit.enrolledOn = START;
    assertThat(ReportCalendar.of(file("jail-moud-coaching-echo"), unit, office).periods())
        .isEmpty();
  }

  @Test
  void partnerThatCameLaterOwesTheMonthsBeforeFromTheDayItCame() throws IOException {
    Site jail = new Site();
    jail.id = 1L;
    jail.type = "jail";
    Site late = new Site();
    late.id = 2L;
    late.type = "community_provider";
    Enrolment unit = new Enrolment();
    unit.startedOn = START;
    unit.enrolledOn = START;
    LocalDate came = START.plusMonths(5);
    unit.joined.put(late.id, came);
    StudyFile file = file("jail-moud-coaching-echo");
    ReportPeriod own = ReportCalendar.of(file, unit, jail).find(1).orElseThrow();
    ReportPeriod others = ReportCalendar.of(file, unit, late).find(1).orElseThrow();
    assertThat(own.state(null, came)).isEqualTo(CellState.LATE);
    assertThat(others.state(null, came)).isEqualTo(CellState.DUE);
    assertThat(others.dueOn()).isEqualTo(came.plusDays(file.reporting().dueAfterDays()));
    assertThat(ReportCalendar.of(file, unit, late).find(7).orElseThrow().dueOn())
        .isEqualTo(ReportCalendar.of(file, unit, jail).find(7).orElseThrow().dueOn());
  }

  @Test
  void owesOneReportPerPhaseWhereTheStudySaysSo() throws IOException {
    ReportCalendar calendar =
        ReportCalendar.of(file("proud-primary-care"), LocalDate.of(2018, 3, 1), null, null);
    assertThat(calendar.periods())
        .extracting(ReportPeriod::name)
        .containsExactly("Before", "After");
    ReportPeriod after = calendar.findPhase("post").orElseThrow();
    assertThat(after.studyMonth()).isEqualTo(1);
    assertThat(after.from()).isEqualTo(LocalDate.of(2018, 3, 1));
    assertThat(after.to()).isEqualTo(LocalDate.of(2021, 2, 28));
    assertThat(calendar.before(after)).contains(calendar.findPhase("pre").orElseThrow());
  }
}
