package org.reachline.protocol;

/** How often a site reports. */
public enum ReportingInterval {
  /** Once per study month. */
  MONTH,
  /** Once per phase. */
  PHASE
}
