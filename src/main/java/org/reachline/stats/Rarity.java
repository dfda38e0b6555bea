package org.reachline.stats;

import java.util.Arrays;
import java.util.Locale;

/**
 * How rare an outcome is: how many events a cluster may expect. With few of them the 0.5 that is
 * added before taking logarithms is no longer small, so methods that rest on it pull ratios towards
 * 1; the simulations in docs/reference/statistics.md say from where on.
 *
 * @param eventsPerCluster mean number of events over clusters
 * @param clusters clusters in the analysis
 * @param without clusters without any event
 */
public record Rarity(double eventsPerCluster, int clusters, int without) {
  /** Below this many events per cluster log rates of clusters mislead. */
  public static final double FEW = 10;

  /** From the number of events of each cluster. */
  public static Rarity of(double... events) {
    return new Rarity(
        Arrays.stream(events).average().orElse(0),
        events.length,
        (int) Arrays.stream(events).filter(e -> e == 0).count());
  }

  /** From rows that stand together by cluster; the last start is one past the end. */
  public static Rarity ofRows(double[] y, int[] starts) {
    double[] events = new double[starts.length - 1];
    for (int c = 0; c < events.length; c++) {
      for (int i = starts[c]; i < starts[c + 1]; i++) {
        events[c] += y[i];
      }
    }
    return of(events);
  }

  /** Whether there are so few events that it matters which method is read. */
  public boolean isRare() {
    return eventsPerCluster < FEW;
  }

  /** Such as {@code rare outcome: 3.1 events expected per cluster, none in 14 of 48 clusters}. */
  public String inWords(String cluster) {
    return "rare outcome: %s events expected per %s%s"
        .formatted(
            String.format(Locale.ROOT, eventsPerCluster < 1 ? "%.2f" : "%.1f", eventsPerCluster),
            cluster,
            without == 0 ? "" : ", none in %d of %d %ss".formatted(without, clusters, cluster));
  }
}
