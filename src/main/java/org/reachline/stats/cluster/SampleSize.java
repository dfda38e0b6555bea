package org.reachline.stats.cluster;

import org.reachline.stats.Distributions;
import org.reachline.stats.UnusableQuestion;

/** How many clusters a trial of rates needs (Hayes and Bennett 1999, Int J Epidemiol 28:319). */
public final class SampleSize {
  private SampleSize() {}

  /**
   * Clusters per arm of an unmatched trial of two rates, not rounded: 1 + (z_a/2 + z_b)^2 [(r0 +
   * r1)/y + k^2 (r0^2 + r1^2)] / (r0 - r1)^2.
   *
   * @param rate0 control rate per unit of person-time
   * @param rate1 expected rate under treatment, same unit
   * @param personTime per cluster, same unit
   * @param k between-cluster coefficient of variation of rates
   * @param alpha two-sided
   * @param power for example 0.8
   */
  public static double clustersPerArm(
      double rate0, double rate1, double personTime, double k, double alpha, double power) {
    if (!(rate0 > 0) || !(rate1 >= 0) || rate0 == rate1 || !(personTime > 0) || !(k >= 0)) {
      throw new UnusableQuestion("two different rates, person-time and k of at least 0 are needed");
    }
    double z = Distributions.normalQuantile(1 - alpha / 2) + Distributions.normalQuantile(power);
    double variance = (rate0 + rate1) / personTime + k * k * (rate0 * rate0 + rate1 * rate1);
    return 1 + z * z * variance / ((rate0 - rate1) * (rate0 - rate1));
  }
}
