package org.reachline.protocol.measure;

/** How often a site reports. */
public enum ReportingInterval {
  /** Once per study month. */
  MONTH,
  /** Once per phase. */
  PHASE
}
