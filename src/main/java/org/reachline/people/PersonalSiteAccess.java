package org.reachline.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reachline.base.HubSites;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;

/**
 * Coordinators and researchers see every site; a hub those of the programmes that it runs; coaches
 * and clinicians those that they belong to today, a jail's people its partners too (the unit works
 * together), a partner's people only their own.
 */
@Named("access")
@RequestScoped
class PersonalSiteAccess implements SiteAccess {
  @Inject SignedInPerson me;
  @Inject Clock clock;

  @Inject HubSites hubSites;

  private Set<Long> staffed;
  private Set<Long> coached;
  private Set<Long> hosted;

  @Override
  public boolean seesAllSites() {
    return me.is(Role.COORDINATOR) || me.is(Role.RESEARCHER);
  }

  @Override
  public Set<Long> visibleSiteIds() {
    if (seesAllSites()) {
      return new HashSet<>(Site.listIds());
    }
    load();
    Set<Long> mine = new HashSet<>(staffed);
    mine.addAll(coached);
    mine.addAll(hosted);
    return mine;
  }

  @Override
  public Set<Long> ownSiteIds() {
    load();
    Set<Long> mine = new HashSet<>(staffed);
    mine.addAll(coached);
    return mine;
  }

  @Override
  public boolean maySee(long siteId) {
    if (seesAllSites()) {
      return true;
    }
    load();
    return staffed.contains(siteId) || coached.contains(siteId) || hosted.contains(siteId);
  }

  @Override
  public boolean mayReport(long siteId) {
    load();
    return me.is(Role.COORDINATOR) || staffed.contains(siteId);
  }

  @Override
  public boolean mayCoach(long siteId) {
    if (me.is(Role.COORDINATOR)) {
      return true;
    }
    load();
    return coached.contains(siteId);
  }

  @Override
  public boolean mayKnowPlan(long siteId) {
    return me.maySeeArms() || mayCoach(siteId);
  }

  private void load() {
    if (staffed != null) {
      return;
    }
    staffed = new HashSet<>();
    coached = new HashSet<>();
    hosted = me.isSignedIn() && me.is(Role.HUB) ? hubSites.siteIdsOf(me.id()) : Set.of();
    if (!me.isSignedIn() || !(me.is(Role.COACH) || me.is(Role.CLINICIAN))) {
      return;
    }
    List<Affiliation> mine =
        Affiliation.listHolding(me.id(), LocalDate.now(clock.withZone(me.zone())));
    for (Affiliation a : mine) {
      boolean asCoach = a.part.equals(Affiliation.COACH);
      Set<Long> into = asCoach ? coached : staffed;
      if (!me.is(asCoach ? Role.COACH : Role.CLINICIAN)) {
        continue;
      }
      into.add(a.site.id);
    }
    coached.addAll(Site.listPartnerIds(coached));
    staffed.addAll(Site.listPartnerIds(staffed));
  }
}
