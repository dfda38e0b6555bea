package org.reachline.stats.permutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.reachline.stats.Interval;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.UnusableQuestion;

/**
 * Fisher's randomisation test of one value per unit: the difference of means between treated and
 * others, compared with what it would have been under the other allocations. It holds its level
 * whatever the values' distribution, if the scheme is the one that allocated.
 *
 * <p>The interval inverts the test under a constant effect added to every treated unit's value: the
 * shifts that are not rejected. Sources: Fisher 1935; Edgington and Onghena, Randomization Tests,
 * 4th ed.; Phipson and Smyth 2010 (the 1 added in Monte Carlo).
 */
public final class RandomisationTest {
  /** Up to this many allocations are all visited when exactness is left to the test. */
  public static final double EXACT_LIMIT = 200_000;

  private static final double TIE = 1e-9;

  private final double[] values;
  private final boolean[] observed;
  private final double total;
  private final double level;

  private double[] statistics = new double[1024];
  private double[] overlap = new double[1024];
  private int visited;

  private RandomisationTest(double[] values, boolean[] observed, double level) {
    if (values.length != observed.length) {
      throw new UnusableQuestion("values and allocation differ in length");
    }
    this.values = values.clone();
    this.observed = observed.clone();
    this.total = Arrays.stream(values).sum();
    this.level = level;
    int treated = treated(observed);
    if (treated == 0 || treated == observed.length) {
      throw new NotEstimableException(
          "all units have the same level, so there is nothing to compare");
    }
  }

  /**
   * The test of these units.
   *
   * @param values one per unit
   * @param treated the observed allocation
   * @param level of the interval
   * @throws NotEstimableException when all units share one level
   */
  public static RandomisationTest of(double[] values, boolean[] treated, double level) {
    return new RandomisationTest(values, treated, level);
  }

  /**
   * What the test found.
   *
   * @param observed difference of means, treated minus others
   * @param allocations allocations compared with; all of them when exact
   * @param countAbsGe how many were at least as far from zero, ties within 1e-9 included
   * @param countGe how many were at least as large
   * @param pTwoSided exact: the share; Monte Carlo: (1 + count) / (allocations + 1)
   * @param pOneSided the same of larger ones
   * @param mean of the statistics
   * @param sd of the statistics, divisor n when exact, n-1 when drawn
   * @param exact whether every allocation was visited
   * @param statistics the first of them, in order
   * @param interval shifts not rejected; empty when too few allocations exist
   */
  public record Result(
      double observed,
      int allocations,
      int countAbsGe,
      int countGe,
      double pTwoSided,
      double pOneSided,
      double mean,
      double sd,
      boolean exact,
      double[] statistics,
      Optional<Interval> interval,
      String scheme,
      List<String> cautions) {}

  /** Visits every allocation of the scheme. */
  public Result exact(RandomisationScheme scheme) {
    double count = scheme.count(observed);
    if (count > 20_000_000) {
      throw new UnusableQuestion(
          "%.3g allocations are too many to visit; ask for Monte Carlo".formatted(count));
    }
    scheme.visitAll(observed, this::add);
    return result(true, scheme.inWords());
  }

  /** Draws allocations of the scheme at random; the same seed draws the same. */
  public Result monteCarlo(RandomisationScheme scheme, int draws, long seed) {
    if (draws < 1) {
      throw new UnusableQuestion("at least one draw is needed");
    }
    if (scheme instanceof RandomisationScheme.Constrained) {
      scheme.count(observed);
    }
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    boolean[] treated = observed.clone();
    for (int i = 0; i < draws; i++) {
      scheme.draw(treated, random);
      add(treated);
    }
    return result(false, scheme.inWords());
  }

  /** Compares with allocations that were drawn elsewhere from the scheme. */
  public Result against(List<boolean[]> draws, String scheme) {
    for (boolean[] draw : draws) {
      if (draw.length != observed.length) {
        throw new UnusableQuestion(
            "an allocation has %d units, the data %d".formatted(draw.length, observed.length));
      }
      add(draw);
    }
    return result(false, scheme);
  }

  /** Exact when the scheme has at most {@link #EXACT_LIMIT} allocations, Monte Carlo otherwise. */
  public Result either(RandomisationScheme scheme, int draws, long seed) {
    return scheme.count(observed) <= EXACT_LIMIT ? exact(scheme) : monteCarlo(scheme, draws, seed);
  }

  private static int treated(boolean[] allocation) {
    int sum = 0;
    for (boolean t : allocation) {
      sum += t ? 1 : 0;
    }
    return sum;
  }

  private double statistic(boolean[] treated) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (treated[i]) {
        sum += values[i];
        n++;
      }
    }
    return sum / n - (total - sum) / (values.length - n);
  }

  private void add(boolean[] treated) {
    if (visited == statistics.length) {
      statistics = Arrays.copyOf(statistics, 2 * visited);
      overlap = Arrays.copyOf(overlap, 2 * visited);
    }
    int n = 0;
    int both = 0;
    double sum = 0;
    int among = 0;
    for (int i = 0; i < treated.length; i++) {
      among += observed[i] ? 1 : 0;
      if (treated[i]) {
        n++;
        sum += values[i];
        both += observed[i] ? 1 : 0;
      }
    }
    int rest = treated.length - n;
    if (n == 0 || rest == 0) {
      throw new UnusableQuestion("an allocation puts all units on one level");
    }
    statistics[visited] = sum / n - (total - sum) / rest;
    // A shift of 1 in the treated moves this allocation's statistic by as much as it overlaps.
    overlap[visited++] = both / (double) n - (among - both) / (double) rest;
  }

  private Result result(boolean exact, String scheme) {
    double t = statistic(observed);
    int abs = 0;
    int ge = 0;
    double sum = 0;
    for (int i = 0; i < visited; i++) {
      sum += statistics[i];
      abs += Math.abs(statistics[i]) >= Math.abs(t) - TIE ? 1 : 0;
      ge += statistics[i] >= t - TIE ? 1 : 0;
    }
    double mean = sum / visited;
    double squares = 0;
    for (int i = 0; i < visited; i++) {
      squares += (statistics[i] - mean) * (statistics[i] - mean);
    }
    // All allocations are the whole distribution; draws are a sample of it.
    double sd = visited > 1 ? Math.sqrt(squares / (exact ? visited : visited - 1)) : 0;
    int plus = exact ? 0 : 1;
    double denominator = visited + plus;
    List<String> cautions = new ArrayList<>();
    if (exact && visited < 20) {
      cautions.add(
          "only %d allocations are possible, so p cannot be below %.3g"
              .formatted(visited, 1.0 / visited));
    }
    Optional<Interval> interval = invert(t, plus);
    if (interval.isEmpty()) {
      cautions.add("too few allocations to invert the test at this level; interval not estimable");
    }
    return new Result(
        t,
        visited,
        abs,
        ge,
        (abs + plus) / denominator,
        (ge + plus) / denominator,
        mean,
        sd,
        exact,
        Arrays.copyOf(statistics, Math.min(visited, 1000)),
        interval,
        scheme,
        cautions);
  }

  /**
   * Under a shift d an allocation counts when |T* - d D| >= |T - d|, which holds for d in an
   * interval about T with ends (T - T*)/(1 - D) and (T + T*)/(1 + D); so the limits are order
   * statistics of those ends, without a search.
   */
  private Optional<Interval> invert(double t, int plus) {
    int total = visited + plus;
    double[] low = new double[total];
    double[] high = new double[total];
    for (int i = 0; i < visited; i++) {
      double one = end(t - statistics[i], 1 - overlap[i]);
      double other = end(t + statistics[i], 1 + overlap[i]);
      if (Double.isNaN(one) || Double.isNaN(other)) {
        low[i] = Double.NEGATIVE_INFINITY;
        high[i] = Double.POSITIVE_INFINITY;
      } else {
        low[i] = Math.min(Math.min(one, other), t);
        high[i] = Math.max(Math.max(one, other), t);
      }
    }
    for (int i = visited; i < total; i++) {
      low[i] = Double.NEGATIVE_INFINITY;
      high[i] = Double.POSITIVE_INFINITY;
    }
    Arrays.sort(low);
    Arrays.sort(high);
    // Rejected while the share that counts is at most alpha.
    int k = (int) Math.floor((1 - level) * total + 1e-9);
    if (k >= total || Double.isInfinite(low[k]) || Double.isInfinite(high[total - 1 - k])) {
      return Optional.empty();
    }
    return Optional.of(new Interval(low[k], high[total - 1 - k], level));
  }

  /** NaN where the allocation is the observed one or its mirror, which never stop counting. */
  private static double end(double numerator, double slope) {
    return Math.abs(slope) < 1e-12 ? Double.NaN : numerator / slope;
  }
}
