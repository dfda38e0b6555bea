package org.reachline.protocol.strategy;

/** How the two sides meet. */
public enum ContactMode {
  /** At the site. */
  ONSITE,
  /** By video. */
  VIDEO,
  /** By telephone. */
  PHONE,
  /** The protocol leaves it open. */
  ANY
}
