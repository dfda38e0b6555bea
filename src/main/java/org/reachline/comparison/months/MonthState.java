package org.reachline.comparison.months;

/** How a site-month stands when it is looked at. */
public enum MonthState {
  /** Submitted or locked: its values count. */
  REPORTED,
  /** Begun by the site but not submitted: its values do not count yet. */
  DRAFT,
  /** Over, and no report came. */
  MISSING,
  /** Not over yet. */
  NOT_YET,
  /** After the unit left the study, and no report came. */
  WITHDRAWN
}
