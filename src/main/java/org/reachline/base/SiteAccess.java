package org.reachline.base;

import java.util.Set;

/**
 * Who may see and change which site, asked everywhere. Declared here, implemented by {@code
 * people}; CDI joins them. What a person may not see does not exist for them: {@link #requireSee}
 * answers 404, never a hint.
 */
public interface SiteAccess {
  /** Whether the current person sees every site (coordinator, researcher). */
  boolean seesAllSites();

  /** Keys of the sites the current person may see; complete even when all are visible. */
  Set<Long> visibleSiteIds();

  /** Keys of the sites at which the current person has a part; few, however many they see. */
  Set<Long> ownSiteIds();

  /** Whether the current person may see this site. */
  boolean maySee(long siteId);

  /**
   * Whether the current person may enter this site's monthly report: its clinicians and
   * coordinators.
   */
  boolean mayReport(long siteId);

  /** Whether the current person may log coaching for this site: its coaches and coordinators. */
  boolean mayCoach(long siteId);

  /**
   * Whether the current person knows what the site is offered: who sees arms, and the site's
   * coaches.
   */
  boolean mayKnowPlan(long siteId);

  /**
   * Passes only those who may see the site.
   *
   * @throws Refusal.NotFound otherwise
   */
  default void requireSee(long siteId) {
    if (!maySee(siteId)) {
      throw new Refusal.NotFound();
    }
  }
}
