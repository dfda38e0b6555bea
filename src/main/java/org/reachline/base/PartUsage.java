package org.reachline.base;

import java.util.Collection;
import java.util.SortedMap;

/**
 * How many people have which part at sites. Declared here, implemented by {@code people}; CDI joins
 * them.
 */
public interface PartUsage {
  /**
   * Number of people by key of the part, of those who have it today at any of the sites or are to
   * have it later.
   */
  SortedMap<String, Long> countByPart(Collection<Long> siteIds);
}
