package org.reachline.reach.reports;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/**
 * Numbers that a site never came near before, such as 9999 beside 103: more often a slip of the
 * finger or another system's word for nothing than a count. They are asked about, not refused.
 */
public final class Unusual {
  private static final BigDecimal TIMES = BigDecimal.TEN;
  private static final BigDecimal SMALL = BigDecimal.valueOf(20);

  private Unusual() {}

  /** Questions about a report's numbers, given the site's other reports. */
  public static List<String> questions(
      Collection<Measure> measures,
      Map<String, BigDecimal> values,
      Collection<Map<String, BigDecimal>> others) {
    return questions(
        measures,
        values,
        key ->
            others.stream()
                .flatMap(report -> Optional.ofNullable(report.get(key)).stream())
                .max(BigDecimal::compareTo));
  }

  /**
   * The same where the most of each measure is known.
   *
   * @param most the most that the site's other reports say, by measure key
   */
  public static List<String> questions(
      Collection<Measure> measures,
      Map<String, BigDecimal> values,
      Function<String, Optional<BigDecimal>> most) {
    return measures.stream()
        .filter(m -> m.type() == MeasureType.COUNT || m.type() == MeasureType.NUMBER)
        .flatMap(m -> question(m, values.get(m.key()), most).stream())
        .toList();
  }

  private static Optional<String> question(
      Measure measure, BigDecimal value, Function<String, Optional<BigDecimal>> most) {
    if (value == null) {
      return Optional.empty();
    }
    return most.apply(measure.key())
        .filter(m -> value.compareTo(m.max(SMALL).multiply(TIMES)) > 0)
        .map(
            m ->
                measure.label()
                    + ": "
                    + value.toPlainString()
                    + " is more than ten times the most that this site reported in another month"
                    + " ("
                    + m.toPlainString()
                    + ").");
  }
}
