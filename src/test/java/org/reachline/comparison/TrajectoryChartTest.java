package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines as they are laid out: gaps stay gaps, few sites stand open, names do not meet. */
class TrajectoryChartTest {

  private static Trajectory.Line line(String label, int order, int sites, Double... rates) {
    return new Trajectory.Line(
        label,
        order,
        IntStream.range(0, rates.length)
            .mapToObj(i -> new Trajectory.Point(i + 1, rates[i] == null ? 0 : sites, 3, rates[i]))
            .toList());
  }

  private static TrajectoryChart chart(int width, Trajectory.Line... lines) {
    return TrajectoryChart.of(
        new Trajectory(
            List.of(new Trajectory.Band("Baseline", 1, 2), new Trajectory.Band("After", 3, 4)),
            List.of(lines)),
        width,
        List.of(1, 2, 3, 4, 5, 6, 7, 8));
  }

  @Test
  void aMonthWithoutReportsBreaksTheLine() {
    TrajectoryChart chart = chart(760, line("One", 0, 9, 1.0, null, 2.0, 3.0));
    assertThat(chart.lines().get(0).paths()).hasSize(2);
    assertThat(chart.lines().get(0).dots()).hasSize(3);
  }

  @Test
  void aSwingingMonthIsAnArrowWithItsNumberAndNotATallerAxis() {
    Trajectory.Line steady = line("Steady", 0, 9, 1.0, 1.5, 2.0, 1.8);
    Trajectory.Line few = line("Few", 1, 1, 1.0, 40.0, 2.0, 1.0);
    TrajectoryChart chart = chart(760, steady, few);
    assertThat(chart.ticks().get(2).label()).isEqualTo("3.00");
    TrajectoryChart.Dot swing = chart.lines().get(1).dots().get(1);
    assertThat(swing.beyond()).isEqualTo("40.00");
    assertThat(swing.thin()).isTrue();
    assertThat(chart.lines().get(0).dots()).noneMatch(TrajectoryChart.Dot::thin);
  }

  @Test
  void namesOfLinesThatEndTogetherDoNotMeet() {
    TrajectoryChart chart =
        chart(
            760,
            line("One", 0, 9, 1.0, 1.0, 1.0, 2.0),
            line("Two", 1, 9, 1.0, 1.0, 1.0, 2.0),
            line("Three", 2, 9, 1.0, 1.0, 1.0, 2.0));
    List<Double> heights =
        chart.lines().stream().map(TrajectoryChart.Line::nameAt).sorted().toList();
    assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(16);
    assertThat(heights.get(2) - heights.get(1)).isGreaterThanOrEqualTo(16);
  }

  @Test
  void onATelephoneNamesStandBelow() {
    assertThat(chart(340, line("One", 0, 9, 1.0)).wide()).isFalse();
    assertThat(chart(760, line("One", 0, 9, 1.0)).wide()).isTrue();
  }

  @Test
  void nothingButZerosHasAnAxis() {
    TrajectoryChart chart = chart(760, line("One", 0, 9, 0.0, 0.0));
    assertThat(chart.lines().get(0).dots())
        .allSatisfy(dot -> assertThat(dot.y()).isEqualTo(chart.floor()));
  }
}
