package org.reachline.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A linear combination of coefficients, such as the effect of high-dose coaching averaged over
 * ECHO: high + 0.5 high:echo.
 *
 * @param name what the combination is called in the answer
 * @param weights weight per coefficient; coefficients not named weigh nothing
 */
public record Contrast(String name, Map<String, Double> weights) {
  public Contrast {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /** The single coefficient. */
  public static Contrast of(String coefficient) {
    return new Contrast(coefficient, Map.of(coefficient, 1.0));
  }

  /**
   * The weights in the order of these coefficients.
   *
   * @throws UnusableQuestion when a weight names no coefficient of the model
   */
  public double[] over(List<String> coefficients) {
    double[] vector = new double[coefficients.size()];
    weights.forEach(
        (coefficient, weight) -> {
          int place = coefficients.indexOf(coefficient);
          if (place < 0) {
            throw new UnusableQuestion(
                "contrast %s weighs %s, which is not a coefficient of the model: %s%s"
                    .formatted(
                        name,
                        coefficient,
                        String.join(", ", coefficients),
                        Nearest.hint(coefficient, coefficients)));
          }
          if (!Double.isFinite(weight)) {
            throw new UnusableQuestion(
                "contrast %s has a weight that is no number".formatted(name));
          }
          vector[place] = weight;
        });
    return vector;
  }
}
