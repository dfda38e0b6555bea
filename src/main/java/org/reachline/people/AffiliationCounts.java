package org.reachline.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
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
      em.createQuery(
              "select a.part, count(distinct a.person.id) from Affiliation a where a.site.id in ?1"
                  + " and (a.until is null or a.until >= ?2) group by a.part",
              Object[].class)
          .setParameter(1, siteIds)
          .setParameter(2, LocalDate.now(clock))
          .getResultList()
          .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    }
    return counts;
  }
}
