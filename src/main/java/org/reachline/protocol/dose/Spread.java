package org.reachline.protocol.dose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Median and range of a figure over units.
 *
 * @param median half of the units have at most this
 * @param least smallest
 * @param most largest
 */
public record Spread(double median, int least, int most) {

  /** The spread of these figures, one per unit; all zero if there is none. */
  public static Spread of(IntStream figures) {
    int[] sorted = figures.toArray();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0
        ? new Spread(0, 0, 0)
        : new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0, sorted[0], sorted[n - 1]);
  }

  /** {@code 12 (10 to 14)}. */
  public String inWords() {
    return plain(median) + " (" + least + " to " + most + ")";
  }

  /** Minutes as hours: {@code 12.5 (10 to 14)}. */
  public String inHours() {
    return hours(median) + " (" + hours(least) + " to " + hours(most) + ")";
  }

  /** The median alone: {@code 12}. */
  public String middle() {
    return plain(median);
  }

  /** The median of minutes alone, as hours: {@code 12.5}. */
  public String middleHours() {
    return hours(median);
  }

  /** Minutes as hours with one decimal at most. */
  public static String hours(double minutes) {
    return plain(Math.round(minutes / 6) / 10.0);
  }

  private static String plain(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.US, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }
}
