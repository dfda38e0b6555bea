package org.reachline.base.figures;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A line of months: ticks above it are promises, their height is minutes; what became of them hangs
 * below. Laid out for an SVG {@value #WIDTH} wide and {@value #HEIGHT} high.
 *
 * @param parts what is drawn, from the back to the front
 * @param words the same for the ear
 */
public record Strip(List<Part> parts, String words) {
  /** Width of the drawing, in its own units. */
  public static final int WIDTH = 480;

  /** Height of the drawing. */
  public static final int HEIGHT = 46;

  private static final double EDGE = 6;
  private static final double LINE = 23;
  private static final double TALLEST = 21;
  private static final double LOWEST = 5;

  public Strip {
    parts = List.copyOf(parts);
  }

  /** What became of a promise, or what was done without one. */
  public enum Became {
    /** Held in its window, or before. */
    HELD,
    /** Held after its window. */
    HELD_LATE,
    /** Not held, and it may still come. */
    OPEN,
    /** Its window is open. */
    DUE,
    /** A time is agreed. */
    BOOKED,
    /** Its window has closed; it can still be held. */
    LATE,
    /** It can no longer be held. */
    MISSED,
    /** Nobody owes it any more. */
    NOT_DUE,
    /** Done beside the plan. */
    BESIDE
  }

  /**
   * A promise and what became of it.
   *
   * @param month the month it was meant for
   * @param planned minutes meant
   * @param done minutes that it lasted, 0 if it was not held
   */
  public record Mark(int month, int planned, Became became, int done) {}

  /**
   * Shapes that look alike, as one SVG path.
   *
   * @param look style class
   * @param data the path
   */
  public record Part(String look, String data) {}

  /** Months of a line, all of one drawing on the same ones. */
  public record Months(int from, int to) {
    public Months {
      to = Math.max(from, to);
    }

    double step() {
      return (WIDTH - 2 * EDGE) / (to - from + 1);
    }

    /** Where a month begins, for what is written above it. */
    public String startOf(int month) {
      return number(middle(month) - step() / 2);
    }

    double middle(int month) {
      return EDGE + (month - from + .5) * step();
    }

    /** The months' numbers for the head of a drawing, at most fifteen of them. */
    public List<Label> labels() {
      int every = (to - from) / 15 + 1;
      return IntStream.rangeClosed(from, to)
          .filter(m -> Math.floorMod(m - 1, every) == 0)
          .mapToObj(m -> new Label(number(middle(m)), m))
          .toList();
    }
  }

  /** Months on a ground of their own: before and after the intervention. */
  public record Band(int from, int to) {}

  /** The same line with bands behind it. */
  public Strip over(Months months, List<Band> bands) {
    StringBuilder grounds = new StringBuilder();
    for (Band band : bands) {
      double left = months.middle(Math.max(band.from, months.from)) - months.step() / 2;
      double wide = months.middle(Math.min(band.to, months.to)) + months.step() / 2 - left;
      if (wide > 0) {
        grounds.append(written("M%s 0h%sv46h-%sz", left, wide, wide));
      }
    }
    List<Part> all = new ArrayList<>(List.of(new Part("band", grounds.toString())));
    all.addAll(parts);
    return new Strip(all, words);
  }

  /** A month's number at its place. */
  public record Label(String x, int month) {}

  /**
   * Draws a line.
   *
   * @param now the month of today, shaded if it is on the line
   * @param most minutes of the tallest mark, the same for lines that are compared
   */
  public static Strip of(Months months, int now, int most, List<Mark> marks, String words) {
    Map<String, StringBuilder> paths = new LinkedHashMap<>();
    if (now >= months.from && now <= months.to) {
      add(
          paths,
          "area",
          "M%s 0h%sv46h-%sz",
          months.middle(now) - months.step() / 2,
          months.step(),
          months.step());
    }
    add(paths, "ax", "M%s %sH%s", EDGE, LINE, WIDTH - EDGE);
    Map<Integer, List<Mark>> byMonth = new TreeMap<>();
    marks.stream()
        .filter(m -> m.month >= months.from && m.month <= months.to)
        .forEach(m -> byMonth.computeIfAbsent(m.month, x -> new ArrayList<>()).add(m));
    byMonth.forEach(
        (month, together) -> {
          double gap = Math.min(9, months.step() / together.size());
          for (int i = 0; i < together.size(); i++) {
            double x = months.middle(month) + (i - (together.size() - 1) / 2.0) * gap;
            draw(paths, together.get(i), x, Math.max(2, Math.min(7, gap - 1)), Math.max(1, most));
          }
        });
    List<Part> parts = new ArrayList<>();
    paths.forEach((look, path) -> parts.add(new Part(look, path.toString())));
    return new Strip(parts, words);
  }

  private static void draw(
      Map<String, StringBuilder> paths, Mark mark, double x, double wide, int most) {
    if (mark.became != Became.BESIDE) {
      add(
          paths,
          PROMISED.getOrDefault(mark.became, "plan"),
          "M%s %sV%s",
          x,
          LINE,
          LINE - height(mark.planned, most));
    }
    double left = x - wide / 2;
    double deep = height(mark.done, most);
    switch (mark.became) {
      case HELD -> add(paths, "done", "M%s 24h%sv%sh-%sz", left, wide, deep, wide);
      case HELD_LATE ->
          add(paths, "donelate", "M%s 25h%sv%sh-%sz", left + .8, wide - 1.6, deep - 1, wide - 1.6);
      case BESIDE -> add(paths, "beside", "M%s 32h7m-3.5-3.5v7", x - 3.5);
      case LATE -> add(paths, "lateF", "M%s 27l4.6 8.4h-9.2z", x);
      case MISSED -> add(paths, "planlate", "M%s 27l7 7m0-7l-7 7", x - 3.5);
      case BOOKED -> add(paths, "nowf", "M%s 27l5 5-5 5-5-5z", x);
      case DUE -> add(paths, "due", "M%s 31a4 4 0 1 0 8 0a4 4 0 1 0-8 0m3.2 0h1.6", x - 4);
      case OPEN, NOT_DUE -> {}
    }
  }

  /** How a promise stands above the line where it is not simply a promise. */
  private static final Map<Became, String> PROMISED =
      new EnumMap<>(
          Map.of(Became.LATE, "planlate", Became.MISSED, "planoff", Became.NOT_DUE, "planoff"));

  private static double height(int minutes, int most) {
    return Math.max(LOWEST, TALLEST * Math.min(minutes, most) / most);
  }

  private static void add(
      Map<String, StringBuilder> paths, String look, String path, Object... numbers) {
    paths.computeIfAbsent(look, k -> new StringBuilder()).append(written(path, numbers));
  }

  /** A path with its numbers as short as they can be read. */
  static String written(String path, Object... numbers) {
    Object[] written = new Object[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      written[i] = number(((Number) numbers[i]).doubleValue());
    }
    return String.format(path, written);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }
}
