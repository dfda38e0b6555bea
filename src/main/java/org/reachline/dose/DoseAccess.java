package org.reachline.dose;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;

/**
 * Who may read what a site was delivered. The number and length of its contacts tell its dose
 * level, so a blinded person and a hub get none of it.
 */
@RequestScoped
public class DoseAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;

  /**
   * Passes those who may open the board of all sites: coordinators, coaches, researchers who are
   * not blinded.
   *
   * @throws Refusal.NotAllowed otherwise
   */
  public void requireBoard() {
    if (!(me.isCoordinator() || me.isCoach() || me.maySeeArms())) {
      throw new Refusal.NotAllowed(
          "The coaching board is for coaches, coordinators and researchers who are not blinded.");
    }
  }

  /**
   * Passes those who may open a site's coaching: who coordinates, coaches it, works there, or is a
   * researcher who is not blinded.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for a hub or a blinded person
   */
  public void requireSite(Site site) {
    access.requireSee(site.id);
    if (!(access.mayKnowPlan(site.id) || worksAt(site))) {
      throw new Refusal.NotAllowed(
          "A site's coaching is for its coaches, its staff, coordinators and researchers who are"
              + " not blinded.");
    }
  }

  /** Whether the person may read what was said in a contact: not researchers, who get totals. */
  public boolean mayReadWords(Site site) {
    return access.mayCoach(site.id) || worksAt(site);
  }

  /** Whether the person is on the site's staff. */
  private boolean worksAt(Site site) {
    return me.isClinician() && access.mayReport(site.id) && !me.isCoordinator();
  }
}
