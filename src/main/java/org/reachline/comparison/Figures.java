package org.reachline.comparison;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.reachline.comparison.methods.Effect;
import org.reachline.protocol.dose.Spread;

/**
 * Numbers as a report prints them: {@code {figure:ratio(effect.value)}}. What cannot be estimated
 * is a dash; the page says why beside it. The API has every digit.
 */
@TemplateExtension(namespace = "figure")
final class Figures {
  private static final String NONE = "–";

  /** Below this a number is what rounding leaves of a difference of equals. */
  private static final double NOISE = 1e-9;

  private Figures() {}

  /**
   * How many decimals a number gets: at least so many, and as many more as three significant digits
   * need, so that a small rate is not rounded away. The one rule of every figure of a comparison.
   */
  private static int decimals(double value, int least) {
    double size = Math.abs(value);
    return size < NOISE ? least : Math.max(least, 2 - (int) Math.floor(Math.log10(size)));
  }

  private static String fixed(double value, int least) {
    double shown = Math.abs(value) < NOISE ? 0 : value;
    return String.format(Locale.US, "%,." + decimals(value, least) + "f", shown);
  }

  /** Effects on one axis; null where there is nothing to draw. */
  static ForestPlot forest(List<Effect> effects) {
    return ForestPlot.of(effects);
  }

  /** Months as lines, for a drawing of that width. */
  static TrajectoryChart drawn(Trajectory trajectory, int width, List<Integer> looks) {
    return TrajectoryChart.of(trajectory, width, looks);
  }

  /** A ratio with three decimals, or three significant digits. */
  static String ratio(Double value) {
    return value == null ? NONE : fixed(value, 3);
  }

  /** An interval of ratios. */
  static String ratios(Double lower, Double upper) {
    return lower == null || upper == null ? NONE : ratio(lower) + " to " + ratio(upper);
  }

  /** A rate, with two decimals or three significant digits, or one decimal from 100 on. */
  static String rate(Double value) {
    if (value == null) {
      return NONE;
    }
    return fixed(value, Math.abs(value) >= 100 ? 1 : 2);
  }

  /** An interval of rates. */
  static String rates(Double lower, Double upper) {
    return lower == null || upper == null ? NONE : rate(lower) + " to " + rate(upper);
  }

  /** A number with as many decimals as it needs: two at most, or three significant digits. */
  static String plain(Double value) {
    if (value == null) {
      return NONE;
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value)
            .setScale(decimals(value, 2), RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return String.format(Locale.US, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** An interval of plain numbers. */
  static String plains(Double lower, Double upper) {
    return lower == null || upper == null ? NONE : plain(lower) + " to " + plain(upper);
  }

  /** A p value with three decimals, never 0. */
  static String p(Double value) {
    if (value == null) {
      return NONE;
    }
    return value < 0.001 ? "below 0.001" : String.format(Locale.US, "%.3f", value);
  }

  /** A coefficient with seven decimals, for checking elsewhere. */
  static String exact(Double value) {
    return value == null ? NONE : String.format(Locale.US, "%.7f", value);
  }

  /** A share of 1 in percent, such as a confidence level: {@code 95 %}. */
  static String percent(Double share) {
    return plain(share * 100) + " %";
  }

  /** {@code 12 (10 to 14)}: a median and its range. */
  static String spread(Spread spread) {
    return spread.inWords();
  }

  /** Minutes as hours, a median and its range. */
  static String hours(Spread spread) {
    return spread.inHours();
  }

  /** Minutes as hours with one decimal at most. */
  static String time(Number minutes) {
    return Spread.hours(minutes.doubleValue());
  }
}
