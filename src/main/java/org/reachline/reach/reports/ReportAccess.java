package org.reachline.reach.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;

/**
 * Who reads and who enters reports: a site's people and coordinators enter, its coaches read,
 * researchers read all. Hubs see every site but no report, so {@link SiteAccess#maySee} alone would
 * say too much.
 */
@RequestScoped
public class ReportAccess {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;

  /** Whether the current person may read this site's reports. */
  public boolean mayRead(Site site) {
    return me.is(Role.COORDINATOR)
        || me.is(Role.RESEARCHER)
        || access.mayReport(site.id)
        || access.mayCoach(site.id);
  }

  /** Keys of the sites whose reports the current person may read; null for all. */
  public Collection<Long> readable() {
    return access.seesAllSites()
        ? null
        : access.visibleSiteIds().stream()
            .filter(site -> access.mayReport(site) || access.mayCoach(site))
            .toList();
  }

  /** Keys of the sites whose reports the current person may fill in; null for all. */
  public Collection<Long> enterable() {
    return me.is(Role.COORDINATOR)
        ? null
        : access.ownSiteIds().stream().filter(access::mayReport).toList();
  }

  /** Whether the current person may fill in this site's reports. */
  public boolean mayEnter(Site site) {
    return access.mayReport(site.id);
  }

  /** Whether the current person may read a report's numbers: a draft is its site's own business. */
  public boolean mayReadNumbers(SiteReport report) {
    return report.state.isHandedIn() ? mayRead(report.site) : mayEnter(report.site);
  }

  /**
   * Whether the current person may read what was typed in words about this site's reports: answers,
   * notes and reasons. Not who is blinded: nobody can keep an arm out of free words.
   */
  public boolean mayReadWords(Site site) {
    return me.maySeeArms() || access.mayReport(site.id) || access.mayCoach(site.id);
  }

  /** Passes only readers. @throws Refusal.NotFound otherwise, as if there were no such site */
  public void requireRead(Site site) {
    if (!mayRead(site)) {
      throw new Refusal.NotFound();
    }
  }

  /** Passes only those who fill in. @throws Refusal.NotAllowed for those who only read */
  public void requireEnter(Site site) {
    requireRead(site);
    if (!mayEnter(site)) {
      throw new Refusal.NotAllowed(
          "Reports are filled in by the site's own people and by coordinators.");
    }
  }
}
