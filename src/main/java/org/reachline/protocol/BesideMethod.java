package org.reachline.protocol;

/** Methods that answer the same question as a cluster-level analysis, shown beside it. */
public enum BesideMethod {
  /**
   * Negative binomial estimating equations over site-months, exchangeable within units, with
   * Kauermann-Carroll standard errors and t on units minus coefficients.
   */
  NB_GEE,
  /** Randomisation test of each two-level contrast, within the strata of the allocation. */
  PERMUTATION
}
