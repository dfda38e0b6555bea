package org.reachline.protocol;

/** The pre-registered comparisons that can be asked for. */
public enum AnalysisKind {
  /** Log rate per unit in one phase, least squares on the factors, strata and baseline rate. */
  CLUSTER_ANCOVA,
  /** Change between two phases, difference between the two arms of each pair. */
  PAIRED_CHANGE
}
