package org.reachline.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.reachline.comparison.methods.Effect;
import org.reachline.comparison.methods.EffectKind;

/**
 * Effects with their intervals beside one another on one axis: ratios on a logarithmic one, because
 * half and double lie equally far from no difference; differences on a level one. Each row is drawn
 * in a cell of the table that has its numbers.
 *
 * @param rows one per effect, in order
 * @param none where no difference lies
 * @param ticks values on the axis, no difference among them
 * @param ratios whether the axis is logarithmic and no difference is 1
 */
record ForestPlot(List<Row> rows, double none, List<Tick> ticks, boolean ratios) {
  /** Width of a row, in its own units. */
  public static final int WIDTH = 240;

  private static final double EDGE = 16;

  /** Beyond these an interval is drawn as an arrow: the axis belongs to the others. */
  private static final double FURTHEST = 16;

  private static final List<Double> RATIOS =
      List.of(0.0625, 0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 8.0, 16.0);

  /** Whether an effect on the outcome itself is among them, which more or fewer can be said of. */
  public boolean mains() {
    return rows.stream().anyMatch(row -> !row.open);
  }

  /**
   * One effect.
   *
   * @param at where the estimate lies
   * @param from where the interval begins; null where there is none
   * @param to where it ends
   * @param beyondLeft whether the interval goes on beyond the axis
   * @param beyondRight the same on the other side
   * @param open whether the square stands open: an interaction says how effects differ
   */
  public record Row(
      double at, Double from, Double to, boolean beyondLeft, boolean beyondRight, boolean open) {}

  /**
   * A value on the axis.
   *
   * @param x where
   * @param label as people read it
   */
  public record Tick(double x, String label) {}

  /** Lays effects out; null where there is nothing to draw or they have not one scale. */
  static ForestPlot of(List<Effect> effects) {
    if (effects.isEmpty()) {
      return null;
    }
    boolean ratios = effects.stream().allMatch(e -> e.kind() != EffectKind.DIFFERENCE_OF_CHANGES);
    boolean differences =
        effects.stream().allMatch(e -> e.kind() == EffectKind.DIFFERENCE_OF_CHANGES);
    double[] values =
        effects.stream()
            .flatMap(e -> Stream.of(e.value(), e.lower(), e.upper()))
            .filter(Objects::nonNull)
            .mapToDouble(value -> ratios ? Math.log(value) : value)
            .filter(Double::isFinite)
            .toArray();
    if (values.length == 0 || !(ratios || differences)) {
      return null;
    }
    double most = ratios ? Math.log(FURTHEST) : Double.MAX_VALUE;
    double low = 0;
    double high = 0;
    for (double value : values) {
      low = Math.max(-most, Math.min(low, value));
      high = Math.min(most, Math.max(high, value));
    }
    // A little room on both sides, so that an interval that touches 1 does not touch the edge.
    double room = Math.max(high - low, ratios ? 0.2 : Math.ulp(1)) * 0.08;
    Axis axis = new Axis(low - room, high + room, ratios);
    return new ForestPlot(
        effects.stream().map(axis::row).toList(), axis.x(0), axis.ticks(), ratios);
  }

  private record Axis(double low, double high, boolean ratios) {
    double x(double value) {
      double share = (value - low) / (high - low);
      double x = EDGE + Math.min(1, Math.max(0, share)) * (WIDTH - 2 * EDGE);
      return Math.round(10 * x) / 10.0;
    }

    private Double of(Double value) {
      return value == null || Double.isNaN(value) ? null : ratios ? Math.log(value) : value;
    }

    Row row(Effect effect) {
      Double from = of(effect.lower());
      Double to = of(effect.upper());
      boolean whole = from != null && to != null;
      return new Row(
          x(of(effect.value())),
          whole ? x(from) : null,
          whole ? x(to) : null,
          whole && from < low,
          whole && to > high,
          effect.kind() == EffectKind.INTERACTION);
    }

    List<Tick> ticks() {
      if (!ratios) {
        return List.of(new Tick(x(0), "0"));
      }
      List<Double> within =
          RATIOS.stream().filter(r -> Math.log(r) >= low && Math.log(r) <= high).toList();
      // Labels need room; doubling away from 1 keeps what is easiest to read.
      List<Double> few =
          within.size() <= 5
              ? within
              : within.stream().filter(r -> r != 0.75 && r != 1.5 && r != 3).toList();
      return few.stream()
          .map(
              r -> new Tick(x(Math.log(r)), new BigDecimal(r).stripTrailingZeros().toPlainString()))
          .toList();
    }
  }
}
