package org.reachline.protocol.measure;

/** Whether months add up. */
public enum MeasureNature {
  /** Counted over the month: months add up. */
  FLOW,
  /** Stands at the end of the month: months do not add up. */
  STOCK
}
