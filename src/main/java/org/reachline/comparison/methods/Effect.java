package org.reachline.comparison.methods;

import java.util.List;
import java.util.OptionalDouble;
import org.reachline.stats.Estimate;

/**
 * One randomised contrast with what is needed to doubt it. Where the data cannot give a part, it is
 * null and a caution says why.
 *
 * @param key coefficient or combination, stable between looks
 * @param label what is compared, in words
 * @param kind what sort of contrast
 * @param measuredAs {@code rate ratio}, {@code ratio of rate ratios} or {@code difference of
 *     changes}
 * @param value the effect on that scale
 * @param lower lower limit of its interval
 * @param upper upper limit of its interval
 * @param pValue two-sided p of no effect
 * @param estimate the effect where it was estimated: the logarithm of a ratio, or the difference
 * @param se standard error of the estimate
 * @param estimateLower lower limit of the estimate
 * @param estimateUpper upper limit of the estimate
 * @param df degrees of freedom of t
 * @param confidence level of the interval, such as 0.95
 * @param units units in the analysis (pairs, for a difference of changes)
 * @param method how it was come by
 * @param cautions what a reader should know before believing it
 */
public record Effect(
    String key,
    String label,
    EffectKind kind,
    String measuredAs,
    double value,
    Double lower,
    Double upper,
    Double pValue,
    double estimate,
    Double se,
    Double estimateLower,
    Double estimateUpper,
    Double df,
    double confidence,
    int units,
    String method,
    List<String> cautions) {

  public Effect {
    cautions = List.copyOf(cautions);
  }

  /** An effect estimated as a difference of log rates. */
  static Effect ofLog(
      String key,
      String label,
      EffectKind kind,
      Estimate log,
      double confidence,
      int units,
      String method) {
    Double lower = log.interval().map(i -> i.lower()).orElse(null);
    Double upper = log.interval().map(i -> i.upper()).orElse(null);
    return new Effect(
        key,
        label,
        kind,
        kind == EffectKind.INTERACTION ? "ratio of rate ratios" : "rate ratio",
        Math.exp(log.value()),
        lower == null ? null : Math.exp(lower),
        upper == null ? null : Math.exp(upper),
        orNull(log.pValue()),
        log.value(),
        orNull(log.se()),
        lower,
        upper,
        orNull(log.df()),
        confidence,
        units,
        method,
        log.cautions());
  }

  /** An effect estimated as a difference. */
  static Effect ofDifference(
      String key, String label, Estimate difference, double confidence, int pairs, String method) {
    Double lower = difference.interval().map(i -> i.lower()).orElse(null);
    Double upper = difference.interval().map(i -> i.upper()).orElse(null);
    return new Effect(
        key,
        label,
        EffectKind.DIFFERENCE_OF_CHANGES,
        "difference of changes",
        difference.value(),
        lower,
        upper,
        orNull(difference.pValue()),
        difference.value(),
        orNull(difference.se()),
        lower,
        upper,
        orNull(difference.df()),
        confidence,
        pairs,
        method,
        difference.cautions());
  }

  static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
