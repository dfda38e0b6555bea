package org.reachline.reach.reports;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.reachline.base.Problems;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/**
 * What somebody filled in, read and within bounds. A measure that is in neither map was left blank.
 *
 * @param values numbers by measure key; yes and no are 1 and 0
 * @param words answers in words by measure key
 */
public record Filled(Map<String, BigDecimal> values, Map<String, String> words) {
  private static final int LONGEST_WORDS = 2000;

  /**
   * Reads what was typed.
   *
   * @param measures the measures asked for
   * @param typed the typist's text by measure key, or null
   * @param problems where everything that cannot be taken is noted, under the measure's key
   */
  public static Filled read(
      List<Measure> measures, UnaryOperator<String> typed, Problems problems) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    for (Measure measure : measures) {
      String text = typed.apply(measure.key());
      switch (measure.type()) {
        case TEXT -> {
          String taken = problems.optionalText(measure.key(), text, LONGEST_WORDS);
          if (taken != null) {
            words.put(measure.key(), taken);
          }
        }
        case YES_NO -> put(values, measure, yesOrNo(measure.key(), text, problems));
        case COUNT, NUMBER, RATE -> put(values, measure, number(measure, text, problems));
      }
    }
    return new Filled(values, words);
  }

  private static void put(Map<String, BigDecimal> values, Measure measure, BigDecimal value) {
    if (value != null) {
      values.put(measure.key(), MeasureSheet.plain(value));
    }
  }

  private static BigDecimal number(Measure measure, String text, Problems problems) {
    BigDecimal value =
        problems.optionalDecimal(
            measure.key(), text, measure.least().orElse(null), measure.most().orElse(null));
    if (value != null
        && measure.type() == MeasureType.COUNT
        && value.stripTrailingZeros().scale() > 0) {
      problems.add(measure.key(), "A whole number, please, without decimals.");
      return null;
    }
    return value;
  }

  private static BigDecimal yesOrNo(String key, String text, Problems problems) {
    String answer = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    return switch (answer) {
      case "" -> null;
      case "yes", "y", "true", "1" -> BigDecimal.ONE;
      case "no", "n", "false", "0" -> BigDecimal.ZERO;
      default -> {
        problems.add(key, "Yes or no, please.");
        yield null;
      }
    };
  }
}
