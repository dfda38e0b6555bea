package org.reachline.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the rows of a table.
 *
 * @param read rows handed over
 * @param filteredOut rows that the row filter left out on purpose
 * @param incomplete rows dropped because a value that the model needs is missing
 * @param missingByVariable how many rows lacked each variable (a row may lack several)
 * @param used rows in the analysis
 * @param clusters clusters in the analysis, 0 when the analysis has none
 * @param clustersLeftOut clusters that passed the filter but have no complete row
 */
public record RowsUsed(
    int read,
    int filteredOut,
    int incomplete,
    Map<String, Integer> missingByVariable,
    int used,
    int clusters,
    int clustersLeftOut) {

  /** Nothing read, nothing used. */
  public static final RowsUsed NONE = new RowsUsed(0, 0, 0, Map.of(), 0, 0, 0);

  public RowsUsed {
    missingByVariable = Collections.unmodifiableMap(new LinkedHashMap<>(missingByVariable));
  }

  /** All {@code n} rows used, in {@code clusters} clusters. */
  public static RowsUsed all(int n, int clusters) {
    return new RowsUsed(n, 0, 0, Map.of(), n, clusters, 0);
  }
}
