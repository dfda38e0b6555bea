package org.reachline.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SimpleEstimatesTest {

  @Test
  void givesGarwoodsIntervalForARate() {
    // R: poisson.test(10, 2)$conf.int = 2.397694 9.195178 (chi-squared quantiles 9.590777,
    // 36.780712)
    Estimate rate = Rate.exact(10, 2, 0.95).get();
    assertEquals(5, rate.value());
    assertEquals(2.397694, rate.interval().orElseThrow().lower(), 1e-6);
    assertEquals(9.195178, rate.interval().orElseThrow().upper(), 1e-6);
  }

  @Test
  void givesAnUpperLimitForNoEventsAtAll() {
    // No events: the upper limit is -log(0.025)/exposure.
    Interval interval = Rate.exact(0, 4, 0.95).get().interval().orElseThrow();
    assertEquals(0, interval.lower());
    assertEquals(-Math.log(0.025) / 4, interval.upper(), 1e-9);
  }

  @Test
  void widensARateWhoseEventsComeInClusters() {
    double[] events = {10, 0, 25, 3, 12, 1};
    double[] exposure = {5, 5, 5, 5, 5, 5};
    Estimate clustered = Rate.ofClusters(events, exposure, 0.95).get();
    Estimate independent = Rate.exact(51, 30, 0.95).get();
    assertEquals(independent.value(), clustered.value(), 1e-12);
    double wide = Math.log(clustered.interval().orElseThrow().upper() / clustered.value());
    double narrow = Math.log(independent.interval().orElseThrow().upper() / independent.value());
    assertTrue(wide > 2 * narrow);
    // By hand: squares about the mean 8.5 sum to 445.5, se = sqrt(445.5 / 5 / 6) / 5 = 0.77071
    assertEquals(0.77071, clustered.se().orElseThrow(), 1e-5);
  }

  @Test
  void answersARateFromTooLittleInWords() {
    double[] one = {3};
    double[] exposure = {10};
    Estimate single = Rate.ofClusters(one, exposure, 0.95).get();
    assertEquals("1 site; interval not estimable", single.cautions().get(0));
    assertTrue(
        Rate.ofClusters(new double[] {0, 0}, new double[] {1, 2}, 0.95).get().interval().isEmpty());
    assertTrue(
        Rate.ofClusters(new double[] {2, 4}, new double[] {1, 2}, 0.95).get().interval().isEmpty());
    assertEquals(
        "no site has any exposure, so no rate",
        Rate.ofClusters(new double[] {2}, new double[] {0}, 0.95).reason());
    assertEquals("no exposure, so no rate", Rate.exact(3, 0, 0.95).reason());
  }

  @Test
  void givesWilsonsIntervalForAProportion() {
    // Wilson's limits are the p for which the score test just holds: (0.15 - p)^2 = z^2 p(1-p)/20.
    Interval interval = Proportion.wilson(3, 20, 0.95).get().interval().orElseThrow();
    for (double p : new double[] {interval.lower(), interval.upper()}) {
      assertEquals(1.959963985, Math.abs(0.15 - p) / Math.sqrt(p * (1 - p) / 20), 1e-8);
    }
    assertTrue(interval.contains(0.15));
    assertEquals(0, Proportion.wilson(0, 9, 0.95).get().interval().orElseThrow().lower());
    assertEquals(1, Proportion.wilson(9, 9, 0.95).get().interval().orElseThrow().upper());
    assertEquals("no one to count among, so no proportion", Proportion.wilson(0, 0, 0.95).reason());
    assertThrows(UnusableQuestion.class, () -> Proportion.wilson(5, 4, 0.95));
  }

  @Test
  void givesThePairedTInterval() {
    // R: t.test(c(0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0),
    // c(1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4),
    //    paired = TRUE): t = -4.0621, p = 0.002833, interval of the difference -2.4598858
    // -0.7001142
    double[] before = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] after = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    Estimate change = PairedChange.of(before, after, 0.95).get();
    assertEquals(1.58, change.value(), 1e-12);
    assertEquals(0.7001142, change.interval().orElseThrow().lower(), 1e-6);
    assertEquals(2.4598858, change.interval().orElseThrow().upper(), 1e-6);
    assertEquals(0.002833, change.pValue().orElseThrow(), 1e-6);
  }

  @Test
  void answersAChangeFromTooLittleInWords() {
    double[] before = {1, Double.NaN, 2};
    double[] after = {2, 5, 3};
    Outcome<Estimate> equal = PairedChange.of(before, after, 0.95);
    assertEquals(
        "all differences are equal; interval not estimable", equal.get().cautions().get(0));
    assertEquals(1, equal.rows().incomplete());
    double[] none = {Double.NaN};
    assertEquals(
        "no complete pair, so no change can be estimated",
        PairedChange.of(none, new double[] {1}, 0.95).reason());
  }
}
