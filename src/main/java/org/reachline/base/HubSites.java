package org.reachline.base;

import java.util.Set;

/**
 * Which sites are those of a hub. Declared here, implemented by the room that knows programmes; CDI
 * joins them.
 */
public interface HubSites {
  /** Keys of the sites that are in a programme which this person of the role hub runs. */
  Set<Long> siteIdsOf(long personId);
}
