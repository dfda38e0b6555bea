package org.reachline.protocol.design;

/** What gets an arm. */
public enum AllocationUnit {
  /** One site. */
  SITE,
  /** A site together with its partners. */
  SITE_WITH_PARTNERS,
  /** One person who takes part. */
  PARTICIPANT
}
