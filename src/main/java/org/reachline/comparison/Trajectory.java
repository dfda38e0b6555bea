package org.reachline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.reachline.comparison.months.PhaseTotal;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;

/**
 * The rate of each month (or phase, where a study reports per phase), one line per arm or a single
 * one for everybody: what the chart draws and the table behind it says.
 *
 * @param phases bands of the chart, in order
 * @param lines one per arm, or one
 */
record Trajectory(List<Band> phases, List<Line> lines) {
  public Trajectory {
    phases = List.copyOf(phases);
    lines = List.copyOf(lines);
  }

  /**
   * A phase.
   *
   * @param label what people read
   * @param fromMonth first study month
   * @param toMonth last study month
   */
  public record Band(String label, int fromMonth, int toMonth) {}

  /**
   * One line.
   *
   * @param label what people read
   * @param order the arm's place in the study file, from 0; 0 for everybody
   * @param points one per study month of the study, also where nothing was reported
   */
  public record Line(String label, int order, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * One month.
   *
   * @param studyMonth month of the units' own calendar
   * @param sites sites that count
   * @param events the outcome, summed
   * @param rate events over exposure; null where nothing was reported
   */
  public record Point(int studyMonth, int sites, double events, Double rate) {}

  /**
   * One row of the table behind the chart.
   *
   * @param studyMonth month of the units' own calendar
   * @param phase label of its phase
   * @param points one per line, in order
   */
  public record Month(int studyMonth, String phase, List<Point> points) {}

  /** The same numbers by month, for the table; not part of the JSON. */
  public List<Month> months() {
    List<Month> months = new ArrayList<>();
    int count = lines.isEmpty() ? 0 : lines.get(0).points().size();
    for (int i = 0; i < count; i++) {
      int at = i;
      int month = lines.get(0).points().get(i).studyMonth();
      months.add(
          new Month(
              month,
              phases.stream()
                  .filter(band -> band.fromMonth() <= month && month <= band.toMonth())
                  .map(Band::label)
                  .findFirst()
                  .orElse(""),
              lines.stream().map(line -> line.points().get(at)).toList()));
    }
    return months;
  }

  /** One line per arm. */
  static Trajectory byArm(StudyFile file, Analysis analysis, List<SiteMonth> rows) {
    List<Line> lines =
        file.arms().stream()
            .map(
                arm ->
                    new Line(
                        arm.label(),
                        arm.order(),
                        points(
                            file, analysis, rows, row -> row.arm().equals(Optional.of(arm.key())))))
            .toList();
    return new Trajectory(bands(file), lines);
  }

  /** A single line for everybody, allocated or not. */
  static Trajectory pooled(StudyFile file, Analysis analysis, List<SiteMonth> rows) {
    return new Trajectory(
        bands(file), List.of(new Line("All sites", 0, points(file, analysis, rows, row -> true))));
  }

  private static List<Band> bands(StudyFile file) {
    return file.phases().stream()
        .map(phase -> new Band(phase.label(), phase.fromMonth(), phase.toMonth()))
        .toList();
  }

  private static List<Point> points(
      StudyFile file,
      Analysis analysis,
      List<SiteMonth> rows,
      Function<SiteMonth, Boolean> belongs) {
    Map<Integer, PhaseTotal> byMonth = new TreeMap<>();
    for (SiteMonth row : rows) {
      byMonth.putIfAbsent(row.studyMonth(), PhaseTotal.NONE);
      if (belongs.apply(row)) {
        UnitTotals.counted(file, analysis, row)
            .ifPresent(
                more ->
                    byMonth.computeIfPresent(row.studyMonth(), (same, total) -> total.plus(more)));
      }
    }
    List<Point> points = new ArrayList<>();
    byMonth.forEach(
        (month, total) ->
            points.add(
                new Point(
                    month,
                    total.months(),
                    total.events(),
                    total.hasExposure() ? total.rate() : null)));
    return points;
  }
}
