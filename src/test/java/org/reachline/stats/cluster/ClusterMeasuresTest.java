package org.reachline.stats.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

class ClusterMeasuresTest {

  @Test
  void estimatesTheVariationOfRatesBetweenSites() {
    // Rates 1, 2, 3 on exposure 100: variance 1, less the mean rate 2 times 1/100 = 0.98; k =
    // 0.98^0.5/2.
    double[] events = {100, 200, 300};
    double[] exposure = {100, 100, 100};
    Estimate k = BetweenClusterVariation.of(events, exposure, 0.95).get();
    assertEquals(Math.sqrt(0.98) / 2, k.value(), 1e-12);
    assertTrue(k.interval().orElseThrow().contains(k.value()));
    assertEquals("3 sites; the interval is rough", k.cautions().get(0));
  }

  @Test
  void saysWhenVariationIsNoMoreThanChance() {
    Estimate k =
        BetweenClusterVariation.of(
                new double[] {10, 11, 9, 10}, new double[] {10, 10, 10, 10}, 0.95)
            .get();
    assertEquals(0, k.value());
    assertTrue(k.interval().isEmpty());
    assertTrue(
        BetweenClusterVariation.of(new double[] {1, 2}, new double[] {1, 1}, 0.95)
            .reason()
            .startsWith("2 sites"));
    assertEquals(
        "no events at all, so no variation of rates",
        BetweenClusterVariation.of(new double[] {0, 0, 0}, new double[] {1, 1, 1}, 0.95).reason());
  }

  @Test
  void givesAnIccIntervalThatNarrowsWithClusters() {
    Interval few = icc(5);
    Interval many = icc(40);
    assertTrue(many.upper() - many.lower() < few.upper() - few.lower());
  }

  private static Interval icc(int clusters) {
    List<String> cluster = new ArrayList<>();
    double[] y = new double[clusters * 4];
    for (int i = 0; i < y.length; i++) {
      cluster.add("c" + i / 4);
      y[i] = i / 4 % 3 + (i * 7 % 5) / 2.0;
    }
    return IntraclassCorrelation.anova(cluster, y, 0.95).get().interval().orElseThrow();
  }

  @Test
  void answersAnIccFromTooLittleInWords() {
    assertTrue(
        IntraclassCorrelation.anova(List.of("a", "a"), new double[] {1, 2}, 0.95)
            .reason()
            .startsWith("1 cluster"));
    assertTrue(
        IntraclassCorrelation.anova(List.of("a", "b"), new double[] {1, 2}, 0.95)
            .reason()
            .startsWith("every cluster"));
    assertEquals(
        "the outcome does not vary at all",
        IntraclassCorrelation.anova(List.of("a", "a", "b"), new double[] {2, 2, 2}, 0.95).reason());
    IntraclassCorrelation same =
        IntraclassCorrelation.anova(List.of("a", "a", "b", "b"), new double[] {1, 1, 2, 2}, 0.95)
            .get();
    assertEquals(1, same.icc());
    assertTrue(same.interval().isEmpty());
  }

  @Test
  void refusesASampleSizeForNoDifference() {
    assertThrows(UnusableQuestion.class, () -> SampleSize.clustersPerArm(2, 2, 10, 0.2, 0.05, 0.8));
  }

  private static final Table MONTHS =
      Table.of(
          Column.ofWords("site", "a", "a", "b", "b", "c", "c", "d", "d"),
          Column.ofNumbers("arm", 0, 0, 0, 0, 1, 1, 1, 1),
          Column.ofNumbers("n", 10, 10, 10, 10, 10, 10, 10, 10),
          Column.ofNumbers("y", 4, 6, 5, Double.NaN, 9, 12, 8, Double.NaN));

  private static Outcome<Estimate> difference(Table table) {
    return ClusterRates.of("sum y / sum n ~ arm")
        .cluster("site")
        .contrast(new Contrast("arm", Map.of("arm", 1.0)))
        .fit(table)
        .map(answer -> answer.contrasts().get("arm"));
  }

  @Test
  void boundsTheEffectByWhatMissingMonthsCouldHaveBeen() {
    Table varied = MONTHS.with(Column.ofNumbers("y", 4, 6, Double.NaN, 5, 9, 12, Double.NaN, 8));
    MissingMonthBounds.Bounds bounds =
        MissingMonthBounds.of("y", "site", "arm")
            .bound(varied, ClusterMeasuresTest::difference)
            .get();
    assertEquals(2, bounds.filled());
    // A site that reported one month only can only repeat it.
    assertEquals(bounds.asReported().get().value(), bounds.best().get().value(), 1e-12);
    Table silent =
        MONTHS.with(
            Column.ofNumbers("y", 4, 6, Double.NaN, Double.NaN, 9, 12, Double.NaN, Double.NaN));
    MissingMonthBounds.Bounds wide =
        MissingMonthBounds.of("y", "site", "arm")
            .bound(silent, ClusterMeasuresTest::difference)
            .get();
    // Silent sites: the lowest month of any site is 4, the highest 12, of 10 people.
    assertEquals(4, wide.filled());
    assertEquals((1.05 + 1.2) / 2 - (0.5 + 0.4) / 2, wide.best().get().value(), 1e-12);
    assertEquals((1.05 + 0.4) / 2 - (0.5 + 1.2) / 2, wide.worst().get().value(), 1e-12);
  }

  @Test
  void saysThatNothingWasReported() {
    Table none =
        MONTHS.with(
            Column.ofNumbers(
                "y",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN));
    assertEquals(
        "no month was reported at all",
        MissingMonthBounds.of("y", "site", "arm")
            .bound(none, ClusterMeasuresTest::difference)
            .reason());
  }
}
