package org.reachline.projects;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Formats;

/**
 * The measure of a project over time, laid out for an SVG of {@value #WIDTH} by {@value #HEIGHT}.
 * The line breaks where a month was not reported; baseline and target are level lines.
 *
 * @param points what was reported, in order; those without a value have no place
 * @param paths stretches without a gap, as SVG points
 * @param ticks values on the upright axis
 * @param baselineY height of the baseline, or null
 * @param targetY height of the target
 * @param cycles where cycles began
 */
record MeasureChart(
    List<Dot> points,
    List<String> paths,
    List<Tick> ticks,
    String baselineY,
    String targetY,
    List<Mark> cycles) {

  /** Width of the drawing, in its own units. */
  public static final int WIDTH = 720;

  /** Height of the drawing. */
  public static final int HEIGHT = 260;

  private static final double LEFT = 48;
  private static final double RIGHT = 14;
  private static final double TOP = 40;
  private static final double BOTTOM = 34;

  /**
   * A reported value.
   *
   * @param label month in words
   * @param value as people read it; empty if nothing was reported
   */
  public record Dot(String x, String y, int studyMonth, String label, String value) {

    /** Whether there is a value to draw. */
    public boolean isThere() {
      return !value.isEmpty();
    }
  }

  /** A value on the axis. */
  public record Tick(String y, String label) {}

  /**
   * The period in which a cycle began.
   *
   * @param anchor on which side of {@code x} the label stands, so that it stays in the drawing
   */
  public record Mark(String x, String label, String anchor) {}

  /** Lays out the chart; empty series give an empty chart. */
  static MeasureChart of(
      List<MeasureSeries.Point> series, ProjectFacts charter, List<PdsaCycle> cycles) {
    double most = charter.target().doubleValue();
    most = charter.baseline() == null ? most : Math.max(most, charter.baseline().doubleValue());
    for (MeasureSeries.Point p : series) {
      most = p.value() == null ? most : Math.max(most, p.value().doubleValue());
    }
    double step = step(most);
    double top = Math.max(step, Math.ceil(most / step) * step);
    List<Tick> ticks = new ArrayList<>();
    for (double v = 0; v <= top + step / 2; v += step) {
      ticks.add(new Tick(y(v, top), plain(BigDecimal.valueOf(v))));
    }
    List<Dot> dots = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < series.size(); i++) {
      MeasureSeries.Point p = series.get(i);
      boolean there = p.value() != null;
      String x = x(i, series.size());
      String y = there ? y(p.value().doubleValue(), top) : "0";
      dots.add(
          new Dot(
              x,
              y,
              p.studyMonth(),
              Formats.shortly(p.from()) + " to " + Formats.shortly(p.to()),
              there ? plain(p.value()) : ""));
      if (there) {
        path.append(x).append(',').append(y).append(' ');
      } else if (path.length() > 0) {
        paths.add(path.toString().strip());
        path.setLength(0);
      }
    }
    if (path.length() > 0) {
      paths.add(path.toString().strip());
    }
    return new MeasureChart(
        dots,
        paths,
        ticks,
        charter.baseline() == null ? null : y(charter.baseline().doubleValue(), top),
        y(charter.target().doubleValue(), top),
        marks(series, cycles));
  }

  private static List<Mark> marks(List<MeasureSeries.Point> series, List<PdsaCycle> cycles) {
    List<Mark> marks = new ArrayList<>();
    for (PdsaCycle cycle : cycles) {
      for (int i = 0; i < series.size(); i++) {
        LocalDate from = series.get(i).from();
        LocalDate to = series.get(i).to();
        if (cycle.isStanding()
            && !cycle.facts.startsOn().isBefore(from)
            && !cycle.facts.startsOn().isAfter(to)) {
          String anchor = series.size() > 1 && i == series.size() - 1 ? "end" : "middle";
          marks.add(new Mark(x(i, series.size()), String.valueOf(cycle.number), anchor));
        }
      }
    }
    return marks;
  }

  /** 1, 2 or 5 times a power of ten, so that about five ticks fit. */
  private static double step(double most) {
    double rough = Math.max(most, 1) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double times = rough / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }

  private static String x(int place, int places) {
    double width = WIDTH - LEFT - RIGHT;
    return number(LEFT + (places == 1 ? width / 2 : width * place / (places - 1)));
  }

  private static String y(double value, double top) {
    return number(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String plain(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
