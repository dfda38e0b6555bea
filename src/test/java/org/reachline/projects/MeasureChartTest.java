package org.reachline.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasureChartTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);

  private static List<MeasureSeries.Point> months(Integer... values) {
    List<MeasureSeries.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(
          new MeasureSeries.Point(
              i + 1,
              START.plusMonths(i),
              START.plusMonths(i + 1).minusDays(1),
              values[i] == null ? null : BigDecimal.valueOf(values[i])));
    }
    return points;
  }

  private static ProjectFacts project(String baseline, String target) {
    ProjectFacts charter = ProjectFacts.SHEET.make(Map.of("target", new BigDecimal(target)));
    return baseline == null
        ? charter
        : ProjectFacts.SHEET.with(charter, "baseline", new BigDecimal(baseline));
  }

  private static PdsaCycle cycle(int number, LocalDate day) {
    PdsaCycle c = new PdsaCycle();
    c.number = number;
    c.facts = CycleFacts.SHEET.make(Map.of("startsOn", day));
    return c;
  }

  @Test
  void placesValuesBetweenTheAxes() {
    MeasureChart chart = MeasureChart.of(months(0, 10), project("5", "10"), List.of());
    // Month 1 at the left end and the foot, month 2 at the right end and the top.
    assertThat(chart.paths()).containsExactly("48.0,226.0 706.0,40.0");
    assertThat(chart.targetY()).isEqualTo("40.0");
    assertThat(chart.baselineY()).isEqualTo("133.0");
    assertThat(chart.ticks())
        .extracting(MeasureChart.Tick::label)
        .startsWith("0", "2")
        .endsWith("10");
  }

  @Test
  void breaksTheLineWhereAMonthWasNotReported() {
    MeasureChart chart = MeasureChart.of(months(3, 4, null, 0, 2), project(null, "6"), List.of());
    assertThat(chart.paths()).hasSize(2);
    assertThat(chart.points())
        .extracting(MeasureChart.Dot::value)
        .containsExactly("3", "4", "", "0", "2");
    assertThat(chart.points().get(2).isThere()).isFalse();
    assertThat(chart.baselineY()).isNull();
  }

  @Test
  void marksTheMonthInWhichACycleBeganAndNoWithdrawnOne() {
    PdsaCycle gone = cycle(2, START.plusMonths(1));
    gone.withdrawnAt = Instant.EPOCH;
    MeasureChart chart =
        MeasureChart.of(
            months(1, 2, 3),
            project("1", "4"),
            List.of(cycle(1, START.plusMonths(2).minusDays(1)), gone));
    assertThat(chart.cycles()).containsExactly(new MeasureChart.Mark("377.0", "1", "middle"));
  }

  @Test
  void isEmptyWithoutReports() {
    MeasureChart chart = MeasureChart.of(List.of(), project("1", "4"), List.of());
    assertThat(chart.points()).isEmpty();
    assertThat(chart.paths()).isEmpty();
  }

  @Test
  void drawsALoneMonthInTheMiddle() {
    MeasureChart chart = MeasureChart.of(months(7), project(null, "9"), List.of());
    assertThat(chart.points().get(0).x()).isEqualTo("377.0");
  }
}
