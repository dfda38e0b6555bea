package org.reachline.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a table.
 *
 * @param read rows handed over
 * @param filteredOut rows that the row filter left out on purpose
 * @param incomplete rows dropped because a value that the model needs is missing or of no use
 * @param reasons why rows were dropped, and where the first of them stand; a row may have several
 * @param used rows in the analysis
 * @param clusters clusters in the analysis, 0 when the analysis has none
 * @param clustersIncomplete clusters that passed the filter but have no complete row
 * @param clustersFiltered clusters that the filter took out whole
 */
public record RowsUsed(
    int read,
    int filteredOut,
    int incomplete,
    List<Reason> reasons,
    int used,
    int clusters,
    List<String> clustersIncomplete,
    List<String> clustersFiltered) {

  /**
   * Why rows were dropped.
   *
   * @param why {@code y} when y is missing, else with what is wrong: {@code adp (0)}
   * @param rows how many
   * @param first where the first of them stand, such as {@code line 26}
   */
  public record Reason(String why, int rows, List<String> first) {
    public Reason {
      first = List.copyOf(first);
    }
  }

  /** Nothing read, nothing used. */
  public static final RowsUsed NONE = all(0, 0);

  public RowsUsed {
    reasons = List.copyOf(reasons);
    clustersIncomplete = List.copyOf(clustersIncomplete);
    clustersFiltered = List.copyOf(clustersFiltered);
  }

  /** All {@code n} rows used, in {@code clusters} clusters. */
  public static RowsUsed all(int n, int clusters) {
    return new RowsUsed(n, 0, 0, List.of(), n, clusters, List.of(), List.of());
  }

  /** The same account with another number of clusters. */
  public RowsUsed withClusters(int number) {
    return new RowsUsed(
        read, filteredOut, incomplete, reasons, used, number, clustersIncomplete, clustersFiltered);
  }

  /** The same account after an analysis of one row per cluster lost some clusters more. */
  public RowsUsed withoutClusters(RowsUsed ofClusters) {
    List<String> lost = new ArrayList<>(clustersIncomplete);
    lost.addAll(ofClusters.clustersIncomplete());
    return new RowsUsed(
        read,
        filteredOut,
        incomplete,
        reasons,
        used,
        ofClusters.clusters(),
        lost,
        clustersFiltered);
  }

  /** How many rows each reason took, by reason. */
  public Map<String, Integer> missingByVariable() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    reasons.forEach(reason -> counts.put(reason.why(), reason.rows()));
    return Collections.unmodifiableMap(counts);
  }

  /** How many clusters passed the filter and have no complete row. */
  public int clustersLeftOut() {
    return clustersIncomplete.size();
  }

  /** What a reader should know of the rows that are not in the analysis. */
  public List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    if (incomplete > 0) {
      List<String> parts = new ArrayList<>();
      reasons.forEach(
          r ->
              parts.add(
                  "%d because of %s: %s%s"
                      .formatted(
                          r.rows(),
                          r.why(),
                          String.join(", ", r.first()),
                          r.rows() > r.first().size() ? " ..." : "")));
      cautions.add(
          "left out: %d of %d rows (%s)"
              .formatted(incomplete, incomplete + used, String.join("; ", parts)));
    }
    if (!clustersIncomplete.isEmpty()) {
      cautions.add("no complete row is left of cluster " + some(clustersIncomplete));
    }
    if (!clustersFiltered.isEmpty()) {
      cautions.add("the filter leaves out cluster %s whole".formatted(some(clustersFiltered)));
    }
    return cautions;
  }

  /** The names, cut after ten. */
  private static String some(List<String> names) {
    return names.size() <= 10
        ? String.join(", ", names)
        : "%s and %d more".formatted(String.join(", ", names.subList(0, 10)), names.size() - 10);
  }
}
