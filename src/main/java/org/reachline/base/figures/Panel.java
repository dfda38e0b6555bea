package org.reachline.base.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One count by month, a small figure beside others like it: its own scale from 0, the last value at
 * its point, a cross where a month is not known. Laid out for an SVG of 240 by 120.
 *
 * @param title what is counted
 * @param parts what is drawn, from the back to the front
 * @param texts what is written
 * @param words the same for the ear
 */
public record Panel(String title, List<Strip.Part> parts, List<Text> texts, String words) {
  private static final double LEFT = 30;
  private static final double RIGHT = 232;
  private static final double TOP = 22;
  private static final double FLOOR = 98;

  public Panel {
    parts = List.copyOf(parts);
    texts = List.copyOf(texts);
  }

  /**
   * A month whose report was due.
   *
   * @param value what was counted, or null if nobody knows
   */
  public record Point(int month, @Nullable Double value) {}

  /** A word or number in the drawing. */
  public record Text(String look, String x, String y, String anchor, String text) {}

  /**
   * Draws a panel.
   *
   * @param now the month of today
   * @param most what the scale reaches at least, for panels that share one; 0 for a scale of its
   *     own
   */
  public static Panel of(
      String title,
      Strip.Months months,
      int now,
      List<Strip.Band> bands,
      double most,
      List<Point> points) {
    double highest =
        points.stream().filter(p -> p.value != null).mapToDouble(p -> p.value).max().orElse(0);
    Scale scale = new Scale(months, Math.max(1, Math.max(most, highest)));
    List<Strip.Part> parts = new ArrayList<>();
    StringBuilder grounds = new StringBuilder();
    for (Strip.Band band : bands) {
      double left = scale.x(Math.max(band.from(), months.from()) - .5);
      double wide = scale.x(Math.min(band.to(), months.to()) + .5) - left;
      if (wide > 0) {
        grounds.append(written("M%s %sh%sV%sh-%sz", left, TOP, wide, FLOOR, wide));
      }
    }
    parts.add(new Strip.Part("band", grounds.toString()));
    parts.add(new Strip.Part("ax", written("M%s %sH%s", LEFT, FLOOR, RIGHT)));
    if (now >= months.from() && now <= months.to()) {
      parts.add(new Strip.Part("now", written("M%s %sV%s", scale.x(now), TOP, FLOOR)));
    }
    List<Text> texts = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    StringBuilder unknown = new StringBuilder();
    Point last = null;
    double lastValue = 0;
    boolean joined = false;
    for (Point p : points) {
      double x = scale.x(p.month);
      Double value = p.value;
      if (value == null) {
        unknown.append(written("M%s %sl6 6m0-6l-6 6", x - 3, FLOOR - 8));
        joined = false;
        continue;
      }
      double y = scale.y(value);
      line.append(written(joined ? "L%s %s" : "M%s %s", x, y));
      dots.append(written("M%s %sa2 2 0 1 0 4 0a2 2 0 1 0-4 0z", x - 2, y));
      joined = true;
      last = p;
      lastValue = value;
    }
    parts.add(new Strip.Part("series", line.toString()));
    parts.add(new Strip.Part("est", dots.toString()));
    parts.add(new Strip.Part("unknown", unknown.toString()));
    text(texts, "soft-text", LEFT - 6, FLOOR + 4, "end", "0");
    if (last != null) {
      double x = scale.x(last.month);
      boolean atEnd = x > RIGHT - 20;
      text(texts, "soft-text", LEFT - 6, TOP + 5, "end", plain(scale.top));
      text(
          texts,
          "strong-text",
          x,
          scale.y(lastValue) - 7,
          atEnd ? "end" : "middle",
          plain(lastValue));
    }
    for (int month : new int[] {months.from(), 1, now, months.to()}) {
      boolean free =
          texts.stream()
              .noneMatch(
                  t ->
                      t.y.equals(number(FLOOR + 16))
                          && Math.abs(Double.parseDouble(t.x) - scale.x(month)) < 24);
      if (free && month >= months.from() && month <= months.to()) {
        text(texts, "soft-text", scale.x(month), FLOOR + 16, "middle", String.valueOf(month));
      }
    }
    return new Panel(title, parts, texts, words(title, points, last));
  }

  private static String words(String title, List<Point> points, @Nullable Point last) {
    long known = points.stream().filter(p -> p.value != null).count();
    return title
        + (last == null || last.value == null
            ? ": no month is known"
            : ": " + plain(last.value) + " in study month " + last.month)
        + ", "
        + known
        + " of "
        + points.size()
        + " months known";
  }

  private record Scale(Strip.Months months, double top) {
    double x(double month) {
      double step = (RIGHT - LEFT - 8) / Math.max(1, months.to() - months.from());
      return LEFT + 4 + (month - months.from()) * step;
    }

    double y(double value) {
      return FLOOR - (FLOOR - TOP) * value / top;
    }
  }

  private static void text(
      List<Text> texts, String look, double x, double y, String anchor, String text) {
    texts.add(new Text(look, number(x), number(y), anchor, text));
  }

  private static String written(String path, Object... numbers) {
    return Strip.written(path, numbers);
  }

  private static String number(double value) {
    return Strip.number(value);
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
