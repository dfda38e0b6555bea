package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reachline.base.PartUsage;

/** Counts people by the part that they have, for rooms that must not take it from under them. */
@ApplicationScoped
class AffiliationCounts implements PartUsage {
  @Inject EntityManager em;
  @Inject Clock clock;

  @Override
  public SortedMap<String, Long> countByPart(Collection<Long> siteIds) {
    SortedMap<String, Long> counts = new TreeMap<>();
    if (!siteIds.isEmpty()) {
      // The last day of a place ends at midnight where the site is.
      for (Object row :
          em.createNativeQuery(
                  "select a.part, count(distinct a.person_id) from affiliation a join site s on s.id"
                      + " = a.site_id where a.site_id in ?1 and (a.until_date is null or"
                      + " a.until_date >= cast(cast(?2 as timestamptz) at time zone s.zone as date))"
                      + " group by a.part",
                  Object[].class)
              .setParameter(1, siteIds)
              .setParameter(2, clock.instant())
              .getResultList()) {
        counts.put((String) ((Object[]) row)[0], (Long) ((Object[]) row)[1]);
      }
    }
    return counts;
  }
}
