package org.reachline.coaching;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;

/**
 * Who may read what of coaching. The number and length of a site's contacts tell its dose level, so
 * a blinded person and a hub get none of it.
 */
@Named("contactReaders")
@RequestScoped
public class ContactReaders {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;

  /**
   * Passes those who may open the board: coordinators, coaches, researchers who are not blinded.
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

  /**
   * Passes those who may log, amend and withdraw contacts of a site.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for somebody who can but does not coach it
   */
  public void requireLog(Site site) {
    access.requireSee(site.id);
    if (!access.mayCoach(site.id)) {
      throw new Refusal.NotAllowed(
          "Contacts are logged by the site's coaches and by coordinators.");
    }
  }

  /**
   * Passes those who may read what was said: not researchers, who get totals.
   *
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for somebody who can but may not read contacts
   */
  public void requireWords(Site site) {
    requireSite(site);
    if (!mayReadWords(site)) {
      throw new Refusal.NotAllowed(
          "What was said in a contact is for the site, its coaches and coordinators.");
    }
  }

  /** Whether the person may read topics, summary and next steps. */
  public boolean mayReadWords(Site site) {
    return access.mayCoach(site.id) || worksAt(site);
  }

  /** Whether the person may read private notes: a coach of this site; a coordinator may not. */
  public boolean mayReadNotes(Site site) {
    return me.is(Role.COACH) && !me.isCoordinator() && access.mayCoach(site.id);
  }

  /** Whether the person is on the site's staff. */
  private boolean worksAt(Site site) {
    return me.isClinician() && access.mayReport(site.id) && !me.isCoordinator();
  }
}
