package org.reachline.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link Trajectory} laid out for an SVG. Dots grow with the number of sites behind them; a month
 * with few sites stands open and grey, because it swings; a month without a report is a gap. What
 * lies beyond the scale of the other months is an arrow with its number, not a taller axis.
 *
 * @param width of the drawing, in its own units
 * @param height of the drawing
 * @param right where the drawing ends and the names begin
 * @param floor height of zero
 * @param bands phases
 * @param ticks values on the upright axis
 * @param months study months on the level axis
 * @param lines one per arm, or one
 */
record TrajectoryChart(
    int width,
    int height,
    double right,
    double floor,
    List<Band> bands,
    List<Tick> ticks,
    List<Tick> months,
    List<Line> lines) {
  /** A month with so many sites or fewer swings with each of them. */
  public static final int THIN = 3;

  private static final double LEFT = 44;
  private static final double TOP = 30;
  private static final double BOTTOM = 40;
  private static final double NAME = 17;
  private static final int MARKS = 4;

  /**
   * A phase.
   *
   * @param x where it begins
   * @param width how wide it is
   * @param label as people read it
   * @param shaded whether it has a ground of its own
   */
  public record Band(double x, double width, String label, boolean shaded) {}

  /**
   * A value on an axis.
   *
   * @param at where
   * @param label as people read it
   */
  public record Tick(double at, String label) {}

  /**
   * One line.
   *
   * @param arm how the arm is drawn, as its look says
   * @param label as people read it
   * @param nameAt height of its name, beside its end
   * @param paths stretches without a gap, as points of an SVG polyline
   * @param dots its months
   */
  public record Line(int arm, String label, double nameAt, List<String> paths, List<Dot> dots) {
    /** Round, square, triangle, diamond; of two factors the second says round or diamond. */
    public int mark() {
      return arm > 2 * MARKS ? (arm % 2 == 1 ? 0 : MARKS - 1) : (arm - 1) % MARKS;
    }

    /** Whether its marks stand open: from the fifth arm on, or at the first level of a factor. */
    public boolean open() {
      return arm > 2 * MARKS ? arm <= 2 * MARKS + 2 : arm > MARKS;
    }
  }

  /**
   * One month of one line.
   *
   * @param size half of its width
   * @param thin whether few sites stand behind it
   * @param beyond its number, where it lies beyond the scale; else null
   * @param words what the table says of it
   */
  public record Dot(double x, double y, double size, boolean thin, String beyond, String words) {}

  /** Height of the bands. */
  public double bandHeight() {
    return floor - TOP;
  }

  /** Whether names have room beside the lines; else they stand below. */
  public boolean wide() {
    return width - right > NAME;
  }

  /** Where the names' marks stand. */
  public double namesAt() {
    return right + 12;
  }

  /**
   * Lays a trajectory out.
   *
   * @param looks how each arm is drawn, in the order of the study file
   */
  static TrajectoryChart of(Trajectory trajectory, int width, List<Integer> looks) {
    boolean narrow = width < 500;
    int height = narrow ? 300 : 340;
    double right = narrow ? width - 12 : width - 190;
    List<Trajectory.Month> months = trajectory.months();
    Scale scale = new Scale(months, top(trajectory), height - BOTTOM, right);
    int most =
        Math.max(
            1,
            trajectory.lines().stream()
                .flatMap(line -> line.points().stream())
                .mapToInt(Trajectory.Point::sites)
                .max()
                .orElse(1));
    List<Line> lines =
        trajectory.lines().stream().map(line -> scale.line(line, most, looks)).toList();
    return new TrajectoryChart(
        width,
        height,
        right,
        scale.floor,
        scale.bands(trajectory.phases()),
        scale.ticks(),
        scale.monthTicks(narrow ? 6 : 3),
        named(lines));
  }

  /** The scale's end: room for every month that does not swing. */
  private static double top(Trajectory trajectory) {
    List<Trajectory.Point> known =
        trajectory.lines().stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> point.rate() != null)
            .toList();
    double steady =
        known.stream()
            .filter(point -> point.sites() > THIN)
            .mapToDouble(Trajectory.Point::rate)
            .max()
            .orElseGet(() -> known.stream().mapToDouble(Trajectory.Point::rate).max().orElse(1));
    double unit = Math.pow(10, Math.floor(Math.log10(steady > 0 ? steady : 1)));
    return Stream.of(1, 1.5, 2, 3, 4, 5, 6, 8, 10)
        .mapToDouble(n -> n.doubleValue() * unit)
        .filter(end -> end >= 1.02 * steady)
        .min()
        .orElse(15 * unit);
  }

  /** Names stand beside the ends of their lines, none upon another. */
  private static List<Line> named(List<Line> lines) {
    List<Line> byHeight = new ArrayList<>(lines);
    byHeight.sort(Comparator.comparingDouble(Line::nameAt));
    List<Line> apart = new ArrayList<>();
    double last = TOP;
    for (Line line : byHeight) {
      last = Math.max(line.nameAt(), last + NAME);
      apart.add(new Line(line.arm(), line.label(), last, line.paths(), line.dots()));
    }
    apart.sort(Comparator.comparingInt(Line::arm));
    return apart;
  }

  private static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }

  private record Scale(List<Trajectory.Month> months, double top, double floor, double right) {
    double x(int place) {
      int steps = Math.max(1, months.size());
      return tenth(LEFT + (place + 0.5) * (right - LEFT) / steps);
    }

    double y(double rate) {
      return tenth(floor - Math.min(1, rate / top) * (floor - TOP));
    }

    Line line(Trajectory.Line line, int most, List<Integer> looks) {
      List<String> paths = new ArrayList<>();
      List<Dot> dots = new ArrayList<>();
      StringBuilder path = new StringBuilder();
      for (int place = 0; place < line.points().size(); place++) {
        Trajectory.Point point = line.points().get(place);
        if (point.rate() == null) {
          flush(path, paths);
          continue;
        }
        double x = x(place);
        double y = y(point.rate());
        path.append(path.isEmpty() ? "" : " ").append(x).append(',').append(y);
        dots.add(
            new Dot(
                x,
                y,
                tenth(2 + 2.5 * Math.sqrt((double) point.sites() / most)),
                point.sites() <= THIN,
                point.rate() > top ? Figures.rate(point.rate()) : null,
                words(line.label(), point)));
      }
      flush(path, paths);
      double end = dots.isEmpty() ? floor : dots.get(dots.size() - 1).y();
      return new Line(looks.get(line.order()), line.label(), end, paths, dots);
    }

    private static void flush(StringBuilder path, List<String> paths) {
      if (!path.isEmpty()) {
        paths.add(path.toString());
        path.setLength(0);
      }
    }

    private static String words(String line, Trajectory.Point point) {
      return "%s, month %d: %s (%s from %d %s)"
          .formatted(
              line,
              point.studyMonth(),
              Figures.rate(point.rate()),
              Figures.plain(point.events()),
              point.sites(),
              point.sites() == 1 ? "site" : "sites");
    }

    List<Band> bands(List<Trajectory.Band> phases) {
      List<Band> bands = new ArrayList<>();
      double step = (right - LEFT) / Math.max(1, months.size());
      for (Trajectory.Band phase : phases) {
        List<Integer> places =
            Stream.iterate(0, i -> i + 1)
                .limit(months.size())
                .filter(i -> phase.fromMonth() <= months.get(i).studyMonth())
                .filter(i -> months.get(i).studyMonth() <= phase.toMonth())
                .toList();
        if (!places.isEmpty()) {
          double from = LEFT + places.get(0) * step;
          bands.add(
              new Band(
                  tenth(from), tenth(places.size() * step), phase.label(), bands.size() % 2 == 1));
        }
      }
      return bands;
    }

    List<Tick> ticks() {
      return Stream.of(0.0, top / 2, top)
          .map(value -> new Tick(y(value), value == 0 ? "0" : Figures.rate(value)))
          .toList();
    }

    List<Tick> monthTicks(int every) {
      boolean few = months.size() <= 8;
      return Stream.iterate(0, i -> i + 1)
          .limit(months.size())
          .filter(i -> few || months.get(i).studyMonth() % every == 0)
          .map(i -> new Tick(x(i), String.valueOf(months.get(i).studyMonth())))
          .toList();
    }
  }
}
