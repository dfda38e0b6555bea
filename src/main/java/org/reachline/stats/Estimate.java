package org.reachline.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One number with what is needed to doubt it. Parts that the data cannot give are empty, with a
 * caution that says why; nothing is ever NaN.
 *
 * @param name what is estimated
 * @param value the estimate, on the scale that the method says
 * @param se its standard error
 * @param df degrees of freedom of the reference distribution; empty for the normal or none
 * @param pValue two-sided p of no effect
 * @param interval confidence interval
 * @param method how it was come by, in words
 * @param cautions what a reader should know before believing it
 */
public record Estimate(
    String name,
    double value,
    OptionalDouble se,
    OptionalDouble df,
    OptionalDouble pValue,
    Optional<Interval> interval,
    String method,
    List<String> cautions) {
  public Estimate {
    cautions = List.copyOf(cautions);
    if (!Double.isFinite(value)) {
      throw new NotEstimableException(name + " has no finite estimate");
    }
  }

  /**
   * An estimate with a t interval and test; infinite df means the normal distribution, and no
   * standard error or no df leaves the estimate bare with a caution.
   */
  public static Estimate ofT(
      String name, double value, double se, double df, double level, String method) {
    if (!(se > 0) || Double.isInfinite(se)) {
      return bare(name, value, method, "no standard error can be estimated");
    }
    if (!(df > 0)) {
      return bare(name, value, method, "no degrees of freedom are left; interval not estimable");
    }
    return new Estimate(
        name,
        value,
        OptionalDouble.of(se),
        Double.isInfinite(df) ? OptionalDouble.empty() : OptionalDouble.of(df),
        OptionalDouble.of(Distributions.twoSidedT(value / se, df)),
        Optional.of(Interval.around(value, se, df, level)),
        method,
        List.of());
  }

  /** An estimate without interval, and why. */
  public static Estimate bare(String name, double value, String method, @Nullable String caution) {
    return new Estimate(
        name,
        value,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        method,
        List.of(caution));
  }

  /** The same estimate as a ratio, when {@link #value} is a difference of logarithms. */
  public Estimate ratio() {
    return new Estimate(
        name,
        Math.exp(value),
        OptionalDouble.empty(),
        df,
        pValue,
        interval.map(i -> i.map(Math::exp)),
        method + ", as a ratio",
        cautions);
  }

  /** The same estimate with one more caution. */
  public Estimate withCaution(String caution) {
    List<String> more = new ArrayList<>(cautions);
    more.add(caution);
    return new Estimate(name, value, se, df, pValue, interval, method, more);
  }
}
