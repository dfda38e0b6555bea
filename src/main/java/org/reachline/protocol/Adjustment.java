package org.reachline.protocol;

/** What a comparison is adjusted for. */
public enum Adjustment {
  /** The stratum of the allocation. */
  STRATUM,
  /** The log rate of the unit in the baseline phase. */
  BASELINE_RATE
}
