package org.reachline.stats.simulation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * Draws 2x2 trials of jails: site sizes that differ ten-fold, a site effect, monthly counts that
 * vary more than Poisson, six strata, allocation shuffled within stratum. Simulated, not of any
 * trial.
 *
 * @param sites a multiple of 4
 * @param months of the intervention phase; six months of baseline come before
 * @param theta of the monthly counts
 * @param logHigh log rate ratio of the first factor
 * @param logEcho log rate ratio of the second factor
 */
public record SimulatedTrials(int sites, int months, double theta, double logHigh, double logEcho) {
  private static final int BASELINE = 6;
  private static final double SITE_SD = 0.4;
  private static final double MEAN_LOG_RATE = 0.6;

  /** One trial: a row per site and intervention month. */
  public Table draw(UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    int n = sites * months;
    String[] site = new String[n];
    String[] stratum = new String[n];
    double[] high = new double[n];
    double[] echo = new double[n];
    double[] month = new double[n];
    double[] adp = new double[n];
    double[] base = new double[n];
    double[] y = new double[n];
    int[] arms = allocation(random);
    int row = 0;
    for (int s = 0; s < sites; s++) {
      int h = arms[s] / 2;
      int e = arms[s] % 2;
      double size = 100 * Math.pow(10, random.nextDouble());
      double rate = MEAN_LOG_RATE + SITE_SD * gaussian.sample();
      double baseline = 0;
      double exposure = 0;
      for (int m = 0; m < BASELINE; m++) {
        baseline += count(random, size / 100 * Math.exp(rate));
        exposure += size / 100;
      }
      for (int m = 0; m < months; m++) {
        site[row] = "J%03d".formatted(s + 1);
        stratum[row] = "S" + s * strata() / sites;
        high[row] = h;
        echo[row] = e;
        month[row] = m + 1;
        adp[row] = size * (0.9 + 0.2 * random.nextDouble());
        base[row] = Math.log((baseline + 0.5) / exposure);
        y[row] = count(random, adp[row] / 100 * Math.exp(rate + h * logHigh + e * logEcho));
        row++;
      }
    }
    return Table.of(
        Column.ofWords("site", site),
        Column.ofWords("stratum", stratum),
        Column.ofNumbers("high", high),
        Column.ofNumbers("echo", echo),
        Column.ofNumbers("month", month),
        Column.ofNumbers("adp", adp),
        Column.ofNumbers("log_base_rate", base),
        Column.ofNumbers("y", y));
  }

  /** Strata of eight sites, two of each arm. */
  private int strata() {
    return sites / 8;
  }

  private int[] allocation(UniformRandomProvider random) {
    int[] arms = new int[sites];
    for (int from = 0; from < sites; from += 8) {
      for (int i = 0; i < 8; i++) {
        arms[from + i] = i % 4;
      }
      for (int i = 7; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = arms[from + i];
        arms[from + i] = arms[from + j];
        arms[from + j] = kept;
      }
    }
    return arms;
  }

  private double count(UniformRandomProvider random, double mean) {
    double mixed =
        mean * AhrensDieterMarsagliaTsangGammaSampler.of(random, theta, 1 / theta).sample();
    return mixed <= 0 ? 0 : PoissonSampler.of(random, mixed).sample();
  }
}
