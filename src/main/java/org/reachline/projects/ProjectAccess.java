package org.reachline.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.dose.DoseAccess;
import org.reachline.sites.Site;

/**
 * Who may read and who may write a site's projects: its own people and its coaches write;
 * coordinators and researchers who are not blinded read. A hub and a blinded person get nothing,
 * because what a site is coached in tells what it is offered.
 */
@RequestScoped
class ProjectAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;

  /**
   * Passes those who may read.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for a hub or a blinded person
   */
  public void requireRead(Site site) {
    dose.requireSite(site);
  }

  /** Keys of the sites whose projects the person sees on the study's list; null for all. */
  Collection<Long> sitesOfStudy() {
    return me.maySeeArms()
        ? null
        : access.visibleSiteIds().stream().filter(access::mayCoach).toList();
  }

  /** Whether the person works at the site or coaches it. */
  public boolean mayWrite(Site site) {
    return !me.isCoordinator()
        && access.maySee(site.id)
        && (me.isCoach() && access.mayCoach(site.id)
            || me.isClinician() && access.mayReport(site.id));
  }

  /**
   * Passes those who may write.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for somebody who may read at most
   */
  public void requireWrite(Site site) {
    requireRead(site);
    if (!mayWrite(site)) {
      throw new Refusal.NotAllowed(
          "Change projects are written by the site's own people and its coaches.");
    }
  }
}
