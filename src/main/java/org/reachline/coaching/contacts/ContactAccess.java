package org.reachline.coaching.contacts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.dose.DoseAccess;
import org.reachline.sites.Site;

/** Who may log contacts and read what was said; their number and length tell {@link DoseAccess}. */
@RequestScoped
public class ContactAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;

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
    dose.requireSite(site);
    if (!dose.mayReadWords(site)) {
      throw new Refusal.NotAllowed(
          "What was said in a contact is for the site, its coaches and coordinators.");
    }
  }

  /** Whether the person may read private notes: a coach of this site; a coordinator may not. */
  public boolean mayReadNotes(Site site) {
    return me.is(Role.COACH) && !me.isCoordinator() && access.mayCoach(site.id);
  }
}
