package org.reachline.stats.simulation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/**
 * Draws 2x2 trials of an outcome that is rare: few events per site over the whole phase, sizes that
 * differ up to forty-fold, strata of eight sites, allocation shuffled within stratum. Simulated,
 * not of any trial.
 *
 * @param sites a multiple of 8
 * @param months of the compared phase
 * @param events expected in a site of average size and without the first factor, all months
 *     together
 * @param siteSd SD of the sites' log rates: how alike months of one site are
 * @param theta of the monthly counts
 * @param logHigh log rate ratio of the first factor
 */
public record RareTrials(
    int sites, int months, double events, double siteSd, double theta, double logHigh) {

  /** One trial: a row per site and month. */
  public Table draw(UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    int n = sites * months;
    String[] site = new String[n];
    String[] stratum = new String[n];
    double[] high = new double[n];
    double[] echo = new double[n];
    double[] month = new double[n];
    double[] adp = new double[n];
    double[] y = new double[n];
    int[] arms = allocation(random);
    // Sizes are 20 times 40^u; their mean is 20 (40 - 1) / log 40.
    double meanSize = 20 * 39 / Math.log(40);
    double perPerson = events / (months * meanSize * Math.exp(siteSd * siteSd / 2));
    int row = 0;
    for (int s = 0; s < sites; s++) {
      double size = Math.rint(20 * Math.pow(40, random.nextDouble()));
      double rate = perPerson * Math.exp(siteSd * gaussian.sample() + arms[s] / 2 * logHigh);
      for (int m = 0; m < months; m++) {
        site[row] = "J%03d".formatted(s + 1);
        stratum[row] = "S" + s / 8;
        high[row] = arms[s] / 2;
        echo[row] = arms[s] % 2;
        month[row] = m + 1;
        adp[row] = size;
        y[row] = count(random, size * rate);
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
        Column.ofNumbers("y", y));
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
