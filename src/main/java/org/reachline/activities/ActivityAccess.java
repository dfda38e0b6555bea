package org.reachline.activities;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;

/**
 * Who may read and log activities. What a site gets tells its arm, so a hub and a blinded person
 * get none of it.
 */
@RequestScoped
class ActivityAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;

  /** Whether the person may read a site's activities. */
  boolean mayRead(long siteId) {
    return access.mayKnowPlan(siteId) || me.isClinician() && access.mayReport(siteId);
  }

  /**
   * Passes those who may read a site's activities.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for a hub or a blinded person
   */
  void requireRead(Site site) {
    access.requireSee(site.id);
    if (!mayRead(site.id)) {
      throw new Refusal.NotAllowed(
          "A site's activities are for its coaches, its staff, coordinators and researchers who are"
              + " not blinded.");
    }
  }

  /**
   * Passes those who may log a site's activities.
   *
   * @throws Refusal.NotAllowed otherwise
   */
  void requireLog(Site site) {
    requireRead(site);
    if (!access.mayCoach(site.id)) {
      throw new Refusal.NotAllowed(
          "Activities are logged by the site's coaches and by coordinators.");
    }
  }

  /**
   * Passes those who may read activities of any site.
   *
   * @throws Refusal.NotAllowed for a hub or a blinded person
   */
  void requireSome() {
    if (!(me.maySeeArms() || me.isCoach() || me.isClinician())) {
      throw new Refusal.NotAllowed(
          "Activities are for coaches, site staff, coordinators and researchers who are not"
              + " blinded.");
    }
  }

  /** Keys of the sites whose activities the person may read; null for all. */
  Set<Long> readableSites() {
    if (me.maySeeArms()) {
      return null;
    }
    Set<Long> sites = new HashSet<>(access.visibleSiteIds());
    sites.removeIf(id -> !mayRead(id));
    return sites;
  }
}
